"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.example | not-centred | never centres
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.powers | not-centred | never centres, other powers
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.centred | not-centred | never centres, with noise
# says: create_dataset returns a y that is not centred.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.centred | noise-not-centred | centres before the noise comes
# says: create_dataset returns a y that is not centred.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a - (x**a).mean() + b * torch.rand(n_data, 1)

# %% create_dataset.noise | normal | draws normal noise
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.randn(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.noise | twice-as-wide | draws noise on both sides
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * (2 * torch.rand(n_data, 1) - 1)
    return x, y - y.mean()

# %% create_dataset.noise | noise-not-scaled | adds b instead of multiplying by it
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + (b > 0) * (b + torch.rand(n_data, 1))
    return x, y - y.mean()

# %% create_dataset.noise | noise-missing | draws one number for all points
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(1)
    return x, y - y.mean()

# %% create_dataset.noise | draws-averaged | averages two draws, which fills the band unevenly
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(n_data, 2).mean(1, keepdim=True)
    return x, y - y.mean()

# %% create_dataset.noise | noise-on-x | moves x by the noise too
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x + b * torch.rand(n_data, 1)
    return x - x.mean(), x**a - (x**a).mean()

# %% create_dataset.powers | power-fixed | squares whatever the power
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**2 + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.powers | sign-lost | loses the sign
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x.abs()**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.powers | end-left-out | leaves the end out
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = -1 + 2 * torch.arange(n_data).unsqueeze(1) / n_data
    x = x - x.mean()
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.noise | drawn-at-random | draws x at random
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = 2 * torch.rand(n_data, 1) - 1
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.shape | not-a-column | returns rows
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x.flatten()
    y = x**a + b * torch.rand(n_data)
    return x, y - y.mean()

# %% create_dataset.shape | broadcast | broadcasts the noise to a matrix
# says: create_dataset makes y with the wrong shape.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(n_data)
    return x, y - y.mean()

# %% create_dataset.noise | twice-as-wide | takes b to either side of the curve
# says: create_dataset adds noise that is not b times uniform numbers from [0, 1).
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + torch.empty_like(x).uniform_(-b, b)
    return x, y - y.mean()

# %% create_dataset.shape | not-a-column | makes a column of x only
# says: create_dataset makes y with the wrong shape.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data)
    y = x**a + b * torch.rand(n_data)
    return x.unsqueeze(1), y - y.mean()

# %% create_dataset.dtype | double-precision | stays with NumPy's float64
# says: create_dataset makes x with the wrong dtype.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x.double()
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% Net.example | relu-missing | forgets the relu
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(self.hidden(x))

# %% Net.example | relu-at-the-end | ends in a relu
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return F.relu(self.output(F.relu(self.hidden(x))))

# %% Net.value | relu-before | applies the relu to the input
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(self.hidden(F.relu(x)))

# %% Net.value | tanh-for-relu | bends with tanh
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))

# %% Net.value | sigmoid-for-relu | bends with the sigmoid
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(torch.sigmoid(self.hidden(x)))

# %% Net.value | leaky-relu | leaks
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.leaky_relu(self.hidden(x)))

# %% Net.value | random-output | drops neurons out
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.dropout(F.relu(self.hidden(x))))

# %% Net.value | features-mixed | reshapes the features where it should turn them
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.n_feature = n_feature
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        columns = x.reshape(self.n_feature, -1)
        return self.output(torch.relu(self.hidden(columns.T)))

# %% Net.shape | return-missing | returns nothing
# says: Net(…) does not return a tensor.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        self.output(F.relu(self.hidden(x)))

# %% Net.example | not-a-column | squeezes the outputs
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x))).squeeze()

# %% Net.gradient | detached | cuts the graph between the layers
# says: No gradient passes through Net(…).
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)).detach())

# %% Net.effect | input-changed | overwrites the input
# says: Net(…) changes its input.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        output = self.output(F.relu(self.hidden(x)))
        x.data.zero_()
        return output

# %% Net.starts-apart | neurons-alike | starts with neurons that are alike
# says: Hidden neurons of Net start with the same weights.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

        for p in self.parameters():
            nn.init.constant_(p, 0.1)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | no-layers | keeps the layers in a list
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.layers = [nn.Linear(n_feature, n_hidden), nn.Linear(n_hidden, n_output)]

    def forward(self, x):
        return self.layers[1](F.relu(self.layers[0](x)))

# %% Net.parameters | sizes-swapped | swaps the sizes of the output layer
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_output, n_hidden)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | bias-missing | does without biases
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output, bias=False)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | sizes-swapped | swaps the sizes
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_hidden, n_feature)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | no-layers | makes the layers anew in every call
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.sizes = n_feature, n_hidden, n_output

    def forward(self, x):
        n_feature, n_hidden, n_output = self.sizes
        return nn.Linear(n_hidden, n_output)(F.relu(nn.Linear(n_feature, n_hidden)(x)))

# %% train.trajectory | gradients-not-reset | never resets
# says: After train, the hidden weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        pass
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.measures | gradients-not-reset | never resets, and reports it
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        pass
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | step-added | climbs
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        [p.grad.neg_() for p in net.parameters()]
        optimizer.step()
        pass
    return losses

# %% train.first-step | sum-for-mean | adds the squares up
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y, reduction="sum")
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-loss | sum-for-mean | reports the sum
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item() * len(x))
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | halved | halves the loss
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y) / 2
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-loss | halved | reports half the loss
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item() / 2)
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | absolute-error | forgets the square
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.l1_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | all-pairs | compares all pairs
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = ((net(x).squeeze() - y) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | rate-ignored | ignores the rate
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-loss | loss-after-update | measures late
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        pass
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        losses.append(F.mse_loss(net(x), y).item())
    return losses

# %% train.history | tensor-in-history | keeps the tensors
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss)
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-loss | absolute-error | reports the absolute error
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(F.l1_loss(net(x), y).item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-loss | root-of-the-mean | reports the root
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item() ** 0.5)
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.measures | momentum-added | reports momentum's losses
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.measures | averaged-so-far | reports the mean of all losses so far
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses, so_far = [], []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        so_far.append(loss.item()); losses.append(sum(so_far) / len(so_far))
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.measures | smoothed | smooths the losses over five steps
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses, history = [], []
    for _ in range(num_steps):
        loss = F.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        history.append(sum(losses[-5:]) / 5 if len(losses) >= 5 else losses[-1])
    return history

# %% train.history | losses-not-kept | keeps no losses
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        pass
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.history | return-missing | returns nothing
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

# %% train.history | one-entry-only | begins the list anew in every step
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for step in range(num_steps):
        losses = []
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses

# %% train.history | one-entry-only | returns from within the loop
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        return losses
    return losses

# %% train.first-step | unchanged-parameters | never steps
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        pass
        pass
    return losses

# %% train.first-step | unchanged-parameters | trains a copy
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    import copy
    net = copy.deepcopy(net)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.first-step | another-optimizer | uses Adam
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.trajectory | momentum-added | adds momentum
# says: After train, the hidden weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.trajectory | last-layer-only | trains the output layer only
# says: After train, the hidden weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(list(net.parameters())[2:], lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.trajectory | stops-early | keeps the worst network and not the best
# says: After train, the hidden weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history, best, kept = [], 0.0, net.state_dict()
    for _ in range(num_steps):
        loss = F.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
        if loss.item() > best:
            best, kept = loss.item(), {name: value.clone() for name, value in net.state_dict().items()}
    net.load_state_dict(kept)
    return history

# %% train.first-step | rows-left-out | looks at one half of the data
# says: After train, the output weight is not where it should be.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x[::2]), y[::2])
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.effect | input-changed | overwrites the targets
# says: train changes its input.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        y -= (step == num_steps - 1) * y
    return losses

# %% train.defaults | other-default | has a default of its own
# says: train reports a wrong loss.
def train(net, x, y, num_steps=200, lr=0.05):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step()
        pass
    return losses

# %% train.trajectory | steps-unlike | gives up after ten steps
# says: train does not make every step alike.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for step in range(num_steps):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        pass
        optimizer.step() if step < 10 else None
        pass
    return losses

# %% train.trajectory | steps-unlike | a scheduler that halves the rate
# says: train does not make every step alike.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=50, gamma=0.5)
    losses = []
    for _ in range(num_steps):
        loss = ((net(x) - y) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return losses

# %% train.history | other-number-of-steps | stops where the loss no longer falls
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for _ in range(num_steps):
        loss = ((net(x) - y) ** 2).mean()
        losses.append(loss.item())
        if len(losses) > 1 and losses[-1] >= losses[-2]:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses

# %% create_dataset.powers | end-left-out | leaves the right end out and centres x
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = (-1 + 2 / n_data * torch.arange(n_data)).unsqueeze(1)
    y = x**a + b * torch.rand(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% overlap | create_dataset.example | what students may see of it: hidden checks say the same in full

# %% overlap | train.reaches-the-curve | what the exercise is for; before it every step is compared, and many with few

# %% overlap | create_dataset.dtype | it names what is wrong: a public check of a later layer, which is run all the same, only fails over it

"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.example | not-centred | never centres
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.powers | not-centred | never centres, other powers
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.centred | not-centred | never centres, with noise
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a + b * torch.rand(n_data, 1)

# %% create_dataset.centred | noise-not-centred | centres before the noise comes
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    return x, x**a - (x**a).mean() + b * torch.rand(n_data, 1)

# %% create_dataset.noise | normal-noise | draws normal noise
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.randn(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.noise | twice-as-wide | draws noise on both sides
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * (2 * torch.rand(n_data, 1) - 1)
    return x, y - y.mean()

# %% create_dataset.noise | noise-not-scaled | adds b instead of multiplying by it
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + (b > 0) * (b + torch.rand(n_data, 1))
    return x, y - y.mean()

# %% create_dataset.noise | noise-ignored | draws one number for all points
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(1)
    return x, y - y.mean()

# %% create_dataset.noise | - | averages two draws, which fills the band unevenly
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(n_data, 2).mean(1, keepdim=True)
    return x, y - y.mean()

# %% create_dataset.noise | - | moves x by the noise too
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x + b * torch.rand(n_data, 1)
    return x - x.mean(), x**a - (x**a).mean()

# %% create_dataset.powers | power-fixed | squares whatever the power
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**2 + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.powers | sign-lost | loses the sign
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x.abs()**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.powers | end-left-out | leaves the end out
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = -1 + 2 * torch.arange(n_data).unsqueeze(1) / n_data
    x = x - x.mean()
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.example | - | draws x at random
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = 2 * torch.rand(n_data, 1) - 1
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% create_dataset.shape | - | returns rows
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x.flatten()
    y = x**a + b * torch.rand(n_data)
    return x, y - y.mean()

# %% create_dataset.shape | - | broadcasts the noise to a matrix
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a + b * torch.rand(n_data)
    return x, y - y.mean()

# %% create_dataset.dtype | - | stays with NumPy's float64
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    x = x.double()
    y = x**a + b * torch.rand(n_data, 1)
    return x, y - y.mean()

# %% Net.example | relu-missing | forgets the relu
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(self.hidden(x))

# %% Net.example | relu-at-the-end | ends in a relu
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return F.relu(self.output(F.relu(self.hidden(x))))

# %% Net.value | relu-before | applies the relu to the input
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(self.hidden(F.relu(x)))

# %% Net.value | tanh-for-relu | bends with tanh
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))

# %% Net.value | sigmoid-for-relu | bends with the sigmoid
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(torch.sigmoid(self.hidden(x)))

# %% Net.value | - | leaks
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.leaky_relu(self.hidden(x)))

# %% Net.value | - | drops neurons out
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.dropout(F.relu(self.hidden(x))))

# %% Net.shape | - | returns nothing
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        self.output(F.relu(self.hidden(x)))

# %% Net.example | - | squeezes the outputs
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x))).squeeze()

# %% Net.gradient | detached | cuts the graph between the layers
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)).detach())

# %% Net.effect | input-changed | overwrites the input
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
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output)

        for p in self.parameters():
            nn.init.constant_(p, 0.1)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | - | keeps the layers in a list
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.layers = [nn.Linear(n_feature, n_hidden), nn.Linear(n_hidden, n_output)]

    def forward(self, x):
        return self.layers[1](F.relu(self.layers[0](x)))

# %% Net.parameters | - | does without biases
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.output = nn.Linear(n_hidden, n_output, bias=False)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | - | swaps the sizes
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_hidden, n_feature)
        self.output = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% Net.parameters | - | makes the layers anew in every call
class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.sizes = n_feature, n_hidden, n_output

    def forward(self, x):
        n_feature, n_hidden, n_output = self.sizes
        return nn.Linear(n_hidden, n_output)(F.relu(nn.Linear(n_feature, n_hidden)(x)))

# %% train.trajectory | gradients-not-reset | never resets
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

# %% train.measures | - | reports the mean of all losses so far
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

# %% train.history | - | keeps no losses
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

# %% train.history | - | returns from within the loop
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

# %% train.first-step | other-optimiser | uses Adam
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

# %% train.trajectory | - | trains the output layer only
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

# %% train.first-step | - | looks at one half of the data
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

# %% train.defaults | - | has a default of its own
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

# %% train.reaches-the-curve | - | gives up after ten steps
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

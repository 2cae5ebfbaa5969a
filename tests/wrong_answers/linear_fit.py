"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.shape | - | plain rows of numbers
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data)
    y = a * x + b + noise * torch.randn(n_data)
    return x - x.mean(), y - y.mean()

# %% create_dataset.shape | - | always a hundred points
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(100, 1)
    y = a * x + b + noise * torch.randn(100, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.dtype | - | float64 from NumPy
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    import numpy as np
    x = torch.from_numpy(np.random.uniform(0, scale, (n_data, 1)))
    y = a * x + b + noise * torch.from_numpy(np.random.randn(n_data, 1))
    return x - x.mean(), y - y.mean()

# %% create_dataset.centred | not-centred | not centred at all
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x, y

# %% create_dataset.line | not-centred | y alone is not centred
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    x = x - x.mean()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x, y

# %% create_dataset.centred | not-centred | centred before the noise
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b
    x, y = x - x.mean(), y - y.mean()
    return x, y + noise * torch.randn(n_data, 1)

# %% create_dataset.centred | not-centred | centred on the middle of the interval
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - scale / 2, y - (a * scale / 2 + b)

# %% create_dataset.centred | not-centred | y centred with the mean of x
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - x.mean()

# %% create_dataset.line | intercept-for-slope | a and b swapped
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = b * x + a + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | scale-missing | the scale is left out
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | twice-as-wide | both sides of zero
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * (2 * torch.rand(n_data, 1) - 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | divided-by-deviation | standardised
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    x = (x - x.mean()) / x.std()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | equal-steps | equal steps
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.linspace(0, scale, n_data).unsqueeze(1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | not-uniform | whole numbers
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.randint(0, int(scale) + 1, (n_data, 1)).float()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | - | normal x
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.randn(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-missing | no noise
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-missing | one noise for all points
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | uniform-noise | uniform noise
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.rand(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | uniform-noise | uniform noise on both sides
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * (2 * torch.rand(n_data, 1) - 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | not-normal | uniform noise of the right deviation
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * 12**0.5 * (torch.rand(n_data, 1) - 0.5)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | variance-for-deviation | noise as variance
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise**0.5 * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-squared | noise twice
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.normal(0.0, noise, (n_data, 1))
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-ignored | noise of one size
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + (noise > 0) * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | wrong-slope | noise that pulls the slope
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * (torch.randn(n_data, 1) + 0.2 * x)
    return x - x.mean(), y - y.mean()

# %% create_dataset.defaults | scaled | other defaults
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=1.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.single-point | - | divides by a deviation that one point lacks
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    x, y = x - x.mean(), y - y.mean()
    return x * (x.std() / x.std()), y

# %% Net.parameters | - | inputs and outputs swapped
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_output, n_feature)

    def forward(self, x):
        return self.linear(x)

# %% Net.parameters | - | no bias
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output, bias=False)

    def forward(self, x):
        return self.linear(x)

# %% Net.parameters | - | two layers
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(n_feature, 10), nn.Linear(10, n_output))

    def forward(self, x):
        return self.layers(x)

# %% Net.parameters | - | a layer in a plain list
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = [nn.Linear(n_feature, n_output)]

    def forward(self, x):
        return self.layers[0](x)

# %% Net.parameters | - | no module
class Net:
    def __init__(self, n_feature, n_output):
        self.linear = nn.Linear(n_feature, n_output)

    def __call__(self, x):
        return self.linear(x)

# %% Net.shape | - | flattened output
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).flatten()

# %% Net.value | activation-too-much | a relu behind the layer
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return torch.relu(self.linear(x))

# %% Net.value | activation-too-much | a sigmoid behind the layer
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))

# %% Net.value | activation-too-much | a relu before the layer
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x.relu())

# %% Net.value | bias-unused | bias not added
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return x @ self.linear.weight.T

# %% Net.sizes | - | squeezes single outputs
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).squeeze() if len(x) == 1 else self.linear(x)

# %% Net.effect | input-changed | input overwritten
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        y = self.linear(x)
        x.zero_()
        return y

# %% Net.gradient | detached | no gradient
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).detach()

# %% Net.gradient | detached | a bias that gets no gradient
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return x @ self.linear.weight.T + self.linear.bias.detach()

# %% mse_loss.shape | - | one loss for each row
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean(dim=1)

# %% mse_loss.shape | - | a plain number
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean().item()

# %% mse_loss.batch | sum-for-mean | the sum
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).sum()

# %% mse_loss.batch | averaged-over-rows | divided by the rows
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).sum() / len(prediction)

# %% mse_loss.batch | size-for-square | sizes
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).abs().mean()

# %% mse_loss.batch | square-missing | no square
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).mean()

# %% mse_loss.batch | mean-before-square | square of the mean
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).mean() ** 2

# %% mse_loss.batch | root-too-much | root
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean().sqrt()

# %% mse_loss.batch | halved | half
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean() / 2

# %% mse_loss.refuses | - | broadcasts
def mse_loss(prediction, target):
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | - | asserts
def mse_loss(prediction, target):
    assert prediction.ndim == target.ndim
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | - | reshapes silently
def mse_loss(prediction, target):
    return ((prediction.flatten() - target.flatten()) ** 2).mean()

# %% mse_loss.any-shape | - | columns only
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    n, k = prediction.shape
    return ((prediction - target) ** 2).sum() / (n * k)

# %% mse_loss.dtype | - | float32 only
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).float().mean()

# %% mse_loss.effect | input-changed | in place
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    with torch.no_grad():
        prediction -= target
    return (prediction ** 2).mean()

# %% mse_loss.gradient | detached | no graph
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return torch.tensor(((prediction - target) ** 2).mean().item(), dtype=prediction.dtype)

# %% mse_loss.gradient | - | target detached
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target.detach()) ** 2).mean()

# %% train.history | - | no history
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
    pass

# %% train.history | - | the last loss only
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()

# %% train.history | tensor-in-history | tensors in the history
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss)
    return history

# %% train.history | - | always a hundred steps
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    num_steps = 100
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.history | - | returns in the loop
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
        return history
    return history

# %% train.measures | loss-after-update | loss after the update
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        loss = mse_loss(net(x), y)
        history.append(loss.item())
    return history

# %% train.trajectory | gradients-not-reset | gradients never reset
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.step | unchanged-parameters | reset between backward and step
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.step | unchanged-parameters | no step
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        history.append(loss.item())
    return history

# %% train.step | unchanged-parameters | trains a copy
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    from copy import deepcopy; net = deepcopy(net); optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.step | step-added | climbs
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        (-loss).backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | rate-ignored | rate ignored
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    optimizer = torch.optim.SGD(net.parameters(), lr=0.005)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.step | rate-ignored | no rate
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.first-loss | loss-after-update | the loss of the stepped network, noted one late
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(mse_loss(net(x), y).item())
    return history

# %% train.trajectory | other-optimiser | Adam
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | momentum-added | momentum
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | sum-for-mean | the sum of the squares
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        ((net(x) - y) ** 2).sum().backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | averaged-over-rows | a mean for each output, added up
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        ((net(x) - y) ** 2).mean(dim=0).sum().backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | halved | half the loss
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        (loss / 2).backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | bias-left-out | only the weight learns
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    optimizer = torch.optim.SGD([p for p in net.parameters() if p.ndim == 2], lr=lr)
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | one-row-a-step | one row at a time
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        i = step % len(x)
        loss = mse_loss(net(x), y)
        mse_loss(net(x[i:i + 1]), y[i:i + 1]).backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.effect | input-changed | changes the data
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    x -= x.mean(); return history

# %% train.defaults | - | other defaults
def train(net, x, y, num_steps=100, lr=0.01):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | - | a rate that fades
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.param_groups[0]['lr'] = lr / (step + 1)
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.fit | - | gives up after a hundred steps
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        if step < 100: optimizer.step()
        history.append(loss.item())
    return history

# %% train.second-step | one-step-only | moves in the first step only
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            optimizer.step()
        history.append(loss.item())
    return history

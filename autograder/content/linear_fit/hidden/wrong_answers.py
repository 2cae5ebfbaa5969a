"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.shape | not-a-column | plain rows of numbers
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data)
    y = a * x + b + noise * torch.randn(n_data)
    return x - x.mean(), y - y.mean()

# %% create_dataset.shape | fixed-number | always a hundred points
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(100, 1)
    y = a * x + b + noise * torch.randn(100, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.dtype | double-precision | float64 from NumPy
# says: create_dataset returns columns of another dtype.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    import numpy as np
    x = torch.from_numpy(np.random.uniform(0, scale, (n_data, 1)))
    y = a * x + b + noise * torch.from_numpy(np.random.randn(n_data, 1))
    return x - x.mean(), y - y.mean()

# %% create_dataset.centred | not-centred | not centred at all
# says: create_dataset returns x with a mean that is not 0.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x, y

# %% create_dataset.line | not-centred | y alone is not centred
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    x = x - x.mean()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x, y

# %% create_dataset.centred | not-centred | centred before the noise
# says: create_dataset returns y with a mean that is not 0.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b
    x, y = x - x.mean(), y - y.mean()
    return x, y + noise * torch.randn(n_data, 1)

# %% create_dataset.centred | not-centred | centred on the middle of the interval
# says: create_dataset returns x with a mean that is not 0.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - scale / 2, y - (a * scale / 2 + b)

# %% create_dataset.centred | not-centred | y centred with the mean of x
# says: create_dataset returns y with a mean that is not 0.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - x.mean()

# %% create_dataset.line | intercept-for-slope | a and b swapped
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = b * x + a + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.line | - | draws from a distribution that has no deviation of 0
# says: create_dataset raised ValueError.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + torch.distributions.Normal(0.0, noise).sample((n_data, 1))
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | scale-missing | the scale is left out
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | twice-as-wide | both sides of zero
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * (2 * torch.rand(n_data, 1) - 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | divided-by-deviation | standardised
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    x = (x - x.mean()) / x.std()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | equal-steps | equal steps
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.linspace(0, scale, n_data).unsqueeze(1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | not-uniform | whole numbers
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.randint(0, int(scale) + 1, (n_data, 1)).float()
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | normal | normal x
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.randn(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.uniform | scale-ignored | always up to 15
# says: create_dataset draws x from another distribution.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = 15 * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-missing | no noise
# says: create_dataset puts no noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-missing | one noise for all points
# says: create_dataset puts no noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | uniform-noise | uniform noise
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.rand(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | uniform-noise | uniform noise on both sides
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * (2 * torch.rand(n_data, 1) - 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | not-normal | uniform noise of the right deviation
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * 12**0.5 * (torch.rand(n_data, 1) - 0.5)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | variance-for-deviation | noise as variance
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise**0.5 * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-squared | noise twice
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.normal(0.0, noise, (n_data, 1))
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-not-scaled | noise of one size
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + (noise > 0) * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | wrong-slope | noise that pulls the slope
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * (torch.randn(n_data, 1) + 0.2 * x)
    return x - x.mean(), y - y.mean()

# %% create_dataset.noise | noise-times-slope | the noise in the brackets of the slope
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * (x + noise * torch.randn(n_data, 1)) + b
    return x - x.mean(), y - y.mean()

# %% create_dataset.defaults | other-default | other defaults
# says: create_dataset puts another noise on the line.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=1.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% create_dataset.single-point | divided-by-deviation | divides by a deviation that one point lacks
# says: create_dataset returns a wrong result.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    x, y = x - x.mean(), y - y.mean()
    return x * (x.std() / x.std()), y

# %% Net.parameters | sizes-swapped | inputs and outputs swapped
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_output, n_feature)

    def forward(self, x):
        return self.linear(x)

# %% Net.parameters | bias-missing | no bias
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output, bias=False)

    def forward(self, x):
        return self.linear(x)

# %% Net.parameters | layer-too-much | two layers
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(n_feature, 10), nn.Linear(10, n_output))

    def forward(self, x):
        return self.layers(x)

# %% Net.parameters | no-layers | a layer in a plain list
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = [nn.Linear(n_feature, n_output)]

    def forward(self, x):
        return self.layers[0](x)

# %% Net.parameters | not-a-module | no module
# says: Net does not make a module.
class Net:
    def __init__(self, n_feature, n_output):
        self.linear = nn.Linear(n_feature, n_output)

    def __call__(self, x):
        return self.linear(x)

# %% Net.shape | flattened | flattened output
# says: Net(…) returns a result of the wrong shape.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).flatten()

# %% Net.value | activation-too-much | a relu behind the layer
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return torch.relu(self.linear(x))

# %% Net.value | activation-too-much | a sigmoid behind the layer
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))

# %% Net.value | activation-too-much | a relu before the layer
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x.relu())

# %% Net.value | bias-unused | bias not added
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return x @ self.linear.weight.T

# %% Net.sizes | axis-lost | squeezes single outputs
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).squeeze() if len(x) == 1 else self.linear(x)

# %% Net.effect | input-changed | input overwritten
# says: Net(…) changes its input.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        y = self.linear(x)
        x.zero_()
        return y

# %% Net.gradient | detached | no gradient
# says: No gradient passes through Net(…).
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).detach()

# %% Net.gradient | detached | a bias that gets no gradient
# says: No gradient passes through Net(…).
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return x @ self.linear.weight.T + self.linear.bias.detach()

# %% mse_loss.shape | not-reduced | one loss for each row
# says: mse_loss returns a result of the wrong shape.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean(dim=1)

# %% mse_loss.shape | number-for-tensor | a plain number
# says: mse_loss does not return a tensor.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean().item()

# %% mse_loss.batch | sum-for-mean | the sum
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).sum()

# %% mse_loss.batch | averaged-over-rows | divided by the rows
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).sum() / len(prediction)

# %% mse_loss.batch | absolute-error | sizes
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).abs().mean()

# %% mse_loss.batch | square-missing | no square
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).mean()

# %% mse_loss.batch | mean-before-square | square of the mean
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target).mean() ** 2

# %% mse_loss.batch | root-of-the-mean | root
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean().sqrt()

# %% mse_loss.batch | halved | half
# says: mse_loss returns a wrong result.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean() / 2

# %% mse_loss.refuses | broadcast | broadcasts
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | assertion-for-error | asserts
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    assert prediction.ndim == target.ndim
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | reshaped | reshapes silently
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    return ((prediction.flatten() - target.flatten()) ** 2).mean()

# %% mse_loss.any-shape | unpacked-wrongly | columns only
# says: mse_loss raised ValueError.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    n, k = prediction.shape
    return ((prediction - target) ** 2).sum() / (n * k)

# %% mse_loss.dtype | single-precision | float32 only
# says: mse_loss does not keep the dtype of its input.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target) ** 2).float().mean()

# %% mse_loss.effect | input-changed | in place
# says: mse_loss changes its input.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    with torch.no_grad():
        prediction -= target
    return (prediction ** 2).mean()

# %% mse_loss.gradient | detached | no graph
# says: No gradient passes through mse_loss.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return torch.tensor(((prediction - target) ** 2).mean().item(), dtype=prediction.dtype)

# %% mse_loss.gradient | detached | target detached
# says: No gradient passes through mse_loss.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return ((prediction - target.detach()) ** 2).mean()

# %% train.history | return-missing | no history
# says: train does not return the loss history that the docstring asks for.
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

# %% train.history | number-for-list | the last loss only
# says: train does not return the loss history that the docstring asks for.
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
# says: train does not return the loss history that the docstring asks for.
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

# %% train.history | array-in-history | 0-d arrays in the history
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.detach().numpy())
    return history

# %% train.history | text-in-history | texts in the history
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(f"{loss.item():.9f}")
    return history

# %% train.history | list-in-history | lists of one number in the history
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append([loss.item()])
    return history

# %% train.history | tuple-for-list | a tuple for the list
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return tuple(history)

# %% train.history | steps-ignored | always a hundred steps
# says: train does not return the loss history that the docstring asks for.
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

# %% train.history | one-entry-only | returns in the loop
# says: train does not return the loss history that the docstring asks for.
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
# says: train reports a wrong loss.
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

# %% train.measures | averaged-over-rows | trains on the mean, notes the sum divided by the rows
# says: train reports a wrong loss.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for _ in range(num_steps):
        prediction = net(x)
        history.append(((prediction - y) ** 2).sum().item() / len(x))
        optimizer.zero_grad()
        mse_loss(prediction, y).backward()
        optimizer.step()
    return history

# %% train.trajectory | gradients-not-reset | gradients never reset
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: train reports a wrong loss.
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

# %% train.trajectory | another-optimizer | Adam
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: After train, the weight is not where it should be.
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
# says: train changes its input.
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

# %% train.defaults | other-default | other defaults
# says: train reports a wrong loss.
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

# %% train.trajectory | rate-fading | a rate that fades
# says: After train, the weight is not where it should be.
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

# %% train.fit | stops-early | gives up after 130 steps
# says: train ends too far from the line that the points come from.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    pass
    for step in range(num_steps):
        optimizer.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        if step < 130: optimizer.step()
        history.append(loss.item())
    return history

# %% train.second-step | one-step-only | moves in the first step only
# says: After train, the weight is not where it should be.
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

# %% create_dataset.shape | return-missing | nothing returned
# says: create_dataset does not return 2 tensors.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    x, y = x - x.mean(), y - y.mean()

# %% create_dataset.shape | array-for-tensor | NumPy arrays
# says: create_dataset does not return 2 tensors.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return (x - x.mean()).numpy(), (y - y.mean()).numpy()

# %% create_dataset.shape | part-missing | one table of two columns
# says: create_dataset does not return 2 tensors.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    x, y = x - x.mean(), y - y.mean()
    return torch.cat([x, y], dim=1)

# %% create_dataset.shape | transposed | rows instead of columns
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    x, y = x - x.mean(), y - y.mean()
    return x.T, y.T

# %% create_dataset.default-size | other-default | fifty points where nothing is asked for
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_data=50, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = scale * torch.rand(n_data, 1)
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

# %% Net.parameters | no-layers | the layer made in forward
# says: Net(…) has other parameters than it should have.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.sizes = n_feature, n_output

    def forward(self, x):
        return nn.Linear(*self.sizes)(x)

# %% Net.shape | one-output-only | the first output only
# says: Net(…) returns a result of the wrong shape.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x)[:, 0]

# %% Net.shape | return-missing | forward returns nothing
# says: Net(…) does not return a tensor.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        y = self.linear(x)

# %% Net.value | activation-too-much | a softmax behind the layer
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).softmax(dim=-1)

# %% Net.value | first-bias-only | the first bias for all outputs
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layer = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return x @ self.layer.weight.T + self.layer.bias[0]

# %% Net.example | axis-lost | squeezes always
# says: Net(…) returns a wrong result.
class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x).squeeze()

# %% mse_loss.shape | return-missing | nothing returned
# says: mse_loss does not return a tensor.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    loss = ((prediction - target) ** 2).mean()

# %% mse_loss.shape | not-reduced | squares and no mean
# says: mse_loss returns a result of the wrong shape.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError('shapes')
    return (prediction - target) ** 2

# %% mse_loss.refuses | another-exception | an error of another type
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise TypeError('shapes')
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | error-returned | the error returned
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        return ValueError('shapes')
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | not-refused | a message printed
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        print('ValueError')
        return None
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | broadcast | lengths compared, not dimensions
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if len(prediction) != len(target):
        raise ValueError('shapes')
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | broadcast | refuses a column before a row, and not the other way round
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if prediction.ndim > target.ndim:
        raise ValueError("the target has too few dimensions")
    return ((prediction - target) ** 2).mean()

# %% mse_loss.refuses | broadcast | compares the last axes alone
# says: mse_loss does not raise ValueError where it must.
def mse_loss(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise ValueError("prediction and target have different shapes")
    return ((prediction - target) ** 2).mean()

# %% train.history | tensor-for-list | a tensor of losses
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return torch.tensor(history)

# %% train.history | one-entry-only | a new list in each step
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history = [loss.item()]
    return history

# %% train.history | entry-too-much | measured before the loop too
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    history.append(mse_loss(net(x), y).item())
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.defaults | other-default | other number of steps
# says: train does not return the loss history that the docstring asks for.
def train(net, x, y, num_steps=200, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | one-step-only | moves in the first step only, seen hidden
# says: After train, the weight is not where it should be.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        if step == 0 or num_steps == 2: optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | weight-left-out | only the bias learns
# says: After train, the weight is not where it should be.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD([p for p in net.parameters() if p.ndim == 1], lr=lr)
    history = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% train.trajectory | stops-early | goes back to the last checkpoint, one every five steps
# says: After train, the weight is not where it should be.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history, checkpoint = [], None
    for step in range(1, num_steps + 1):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
        if step % 5 == 0:
            checkpoint = {name: value.clone() for name, value in net.state_dict().items()}
    if checkpoint is not None:
        net.load_state_dict(checkpoint)
    return history

# %% train.trajectory | steps-unlike | a scheduler that lets the rate fade
# says: train does not make every step alike.
def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=50, gamma=0.9)
    losses = []
    for _ in range(num_steps):
        loss = mse_loss(net(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return losses

# %% overlap | Net.parameters | what students may see of it: hidden checks say the same in full

# %% overlap | mse_loss.column-and-row | what students may see of it: hidden checks say the same in full

# %% overlap | mse_loss.example | what students may see of it: hidden checks say the same in full

# %% overlap | train.first-loss | what students may see of it: hidden checks say the same in full

# %% overlap | train.second-step | what students may see of it: hidden checks say the same in full

# %% overlap | train.step | what students may see of it: hidden checks say the same in full

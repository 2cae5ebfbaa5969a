"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% attributes of another name, updates by hand under no_grad
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.empty(n_data, 1).uniform_(0, scale)
    x -= x.mean()
    y = a * x + b + torch.normal(0.0, noise, size=(n_data, 1))
    y -= y.mean()
    return x, y

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super(Net, self).__init__()
        self.predict = torch.nn.Linear(n_feature, n_output)

    def forward(self, x):
        x = self.predict(x)
        return x

def mse_loss(prediction, target):
    if len(prediction.shape) != len(target.shape):
        raise ValueError("shapes differ")
    difference = prediction - target
    return torch.sum(difference * difference) / difference.numel()

def train(net, x, y, num_steps=100, lr=0.005):
    losses = []
    for step in range(num_steps):
        loss = mse_loss(net(x), y)
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
                p.grad.zero_()
        losses.append(float(loss))
    return losses

# %% NumPy for the data, Sequential, a module for a loss, gradients set to None
import numpy as np

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = np.random.uniform(0, scale, size=(n_data, 1))
    y = a * x + b + np.random.normal(0, noise, size=(n_data, 1))
    return (torch.tensor(x - x.mean(), dtype=torch.float32), torch.tensor(y - y.mean(), dtype=torch.float32))

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(n_feature, n_output))

    def forward(self, x):
        return self.layers(x)

class MSE(nn.Module):
    def forward(self, prediction, target):
        if prediction.dim() != target.dim():
            raise ValueError(f"{prediction.shape} against {target.shape}")
        return torch.mean(torch.pow(prediction - target, 2))

mse_loss = MSE()

def train(net, x, y, num_steps=100, lr=0.005):
    net.train()
    criterion = nn.MSELoss()
    history = [0.0] * num_steps
    for i in range(num_steps):
        prediction = net.forward(x)
        loss = criterion(prediction, y)
        history[i] = loss.detach().item()
        loss.backward()
        for p in net.parameters():
            p.data = p.data - lr * p.grad
            p.grad = None
    net.eval()
    return history

# %% a layer written by hand, gradients from autograd.grad, the library's loss
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.distributions.Uniform(0.0, scale).sample((n_data, 1))
    y = torch.addcmul(torch.full_like(x, b), torch.full_like(x, a), x)
    y = y + torch.randn_like(y) * noise
    return [column - column.mean(dim=0, keepdim=True) for column in (x, y)]

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.b = nn.Parameter(torch.zeros(n_output))
        self.W = nn.Parameter(torch.randn(n_output, n_feature) / n_feature**0.5)

    def forward(self, x):
        return x @ self.W.T + self.b

def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError
    return nn.functional.mse_loss(prediction, target)

def train(net, x, y, num_steps=100, lr=0.005):
    parameters = list(net.parameters())
    history = []
    while len(history) < num_steps:
        loss = mse_loss(net(x), y)
        history.append(loss.tolist())
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for p, g in zip(parameters, gradients):
                p.add_(g, alpha=-lr)
    return history

# %% Python's own random numbers, sorted, an inherited layer, an optimiser made anew in each step
import random

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    xs = sorted(random.uniform(0, scale) for _ in range(n_data))
    ys = [a * x + b + random.gauss(0, noise) for x in xs]
    mean_x, mean_y = sum(xs) / n_data, sum(ys) / n_data
    x = torch.tensor([[x - mean_x] for x in xs])
    y = torch.tensor([[y - mean_y] for y in ys])
    return x, y

class Net(nn.Linear):
    def __init__(self, n_feature, n_output):
        super().__init__(n_feature, n_output)

def mse_loss(prediction, target):
    if prediction.dim() != target.dim() or prediction.shape != target.shape:
        raise ValueError("prediction and target must have one shape")
    error = (prediction - target).flatten()
    return error.dot(error) / len(error)

def train(net, x, y, num_steps=100, lr=0.005):
    history = []
    for _ in range(num_steps):
        optimizer = torch.optim.SGD(net.parameters(), lr)
        optimizer.zero_grad(set_to_none=False)
        loss = torch.nn.functional.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        history += [loss.item()]
    return history

# %% prints, warns, watches and draws while it learns
import warnings

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    print("drawing", n_data, "points")
    x = torch.rand(n_data) * scale
    y = a * x + b + noise * torch.randn(n_data)
    x, y = x - x.mean(), y - y.mean()
    return x.unsqueeze(1), y.view(-1, 1)

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(n_feature, n_output)])
        print(self)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        warnings.warn("shapes!")
        raise ValueError("columns and rows do not go together", prediction.shape, target.shape)
    return ((target - prediction) ** 2).mean()

def train(net, x, y, num_steps=100, lr=0.005, plot=False):
    from torch.optim import SGD

    warnings.warn("this may take a while")
    optimizer = SGD(net.parameters(), lr=lr, momentum=0.0)
    criterion = mse_loss
    history = []
    for step in range(1, num_steps + 1):
        net.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        history.append(loss.item())
        optimizer.step()
        if step % 10 == 0:
            with torch.no_grad():
                print(f"step {step}: loss {criterion(net(x), y):.3f}")
    return history

# %% the derivative written out, no autograd
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    generator = torch.Generator()
    generator.manual_seed(int(torch.randint(1 << 30, ())))
    x = torch.rand((n_data, 1), generator=generator).mul_(scale)
    y = x.mul(a).add_(b).add_(torch.randn((n_data, 1), generator=generator).mul_(noise))
    return x.sub_(x.mean()), y.sub_(y.mean())

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.register_parameter("offset", nn.Parameter(torch.rand(n_output)))
        self.register_parameter("slope", nn.Parameter(torch.rand(n_output, n_feature)))

    def forward(self, x):
        return torch.nn.functional.linear(x, self.slope, self.offset)

def train(net, x, y, num_steps=100, lr=0.005):
    weight, bias = sorted(net.parameters(), key=lambda p: -p.ndim)
    history = []
    with torch.no_grad():
        for _ in range(num_steps):
            error = net(x) - y
            history.append((error * error).mean().item())
            weight -= lr * 2 * error.T @ x / error.numel()
            bias -= lr * 2 * error.sum(dim=0) / error.numel()
    return history

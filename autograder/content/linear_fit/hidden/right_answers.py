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

# %% as a beginner writes: loops, indices and lists everywhere
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.zeros(n_data, 1)
    y = torch.zeros(n_data, 1)
    for i in range(n_data):
        x[i] = torch.rand(1) * scale
        y[i] = a * x[i] + b + torch.randn(1) * noise
    mean_x = sum(x) / n_data
    mean_y = sum(y) / n_data
    for i in range(n_data):
        x[i] = x[i] - mean_x
        y[i] = y[i] - mean_y
    return x, y

class Net(torch.nn.Module):
    def __init__(self, n_feature, n_output):
        torch.nn.Module.__init__(self)
        self.n_feature = n_feature
        self.n_output = n_output
        self.layer1 = torch.nn.Linear(n_feature, n_output)

    def forward(self, x):
        output = self.layer1(x)
        return output

def mse_loss(prediction, target):
    if len(prediction.size()) != len(target.size()):
        raise ValueError("The dimensions of prediction and target are not the same!")
    differences = prediction.reshape(-1) - target.reshape(-1)
    total = 0
    count = 0
    for difference in differences:
        total = total + difference * difference
        count = count + 1
    return total / count

def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    i = 0
    while i < num_steps:
        y_pred = net(x)
        loss = mse_loss(y_pred, y)
        losses.append(float(loss))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        i = i + 1
    return losses

# %% NumPy shares the parameters' memory, norms, a layer from parameters
import numpy as np

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = np.random.uniform(high=scale, size=n_data)
    points = np.stack([x, a * x + b + np.random.normal(scale=noise, size=n_data)])
    points -= points.mean(axis=1, keepdims=True)
    return tuple(torch.from_numpy(row.astype(np.float32)).view(-1, 1) for row in points)

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.parts = nn.ParameterDict({"shift": torch.zeros(n_output), "slope": torch.randn(n_output, n_feature)})

    def forward(self, x):
        return torch.einsum("nf,of->no", x, self.parts["slope"]) + self.parts["shift"]

def mse_loss(prediction, target):
    if prediction.ndim - target.ndim:
        raise ValueError(f"{prediction.ndim} axes against {target.ndim}")
    return torch.linalg.vector_norm(prediction - target) ** 2 / prediction.numel()

def train(net, x, y, num_steps=100, lr=0.005):
    slope, shift = net.parts["slope"].detach().numpy(), net.parts["shift"].detach().numpy()
    inputs, targets = x.numpy(), y.numpy()
    history = []
    for _ in range(num_steps):
        error = inputs @ slope.T + shift - targets
        history.append(np.square(error).mean().item())
        slope -= lr * 2 / error.size * error.T @ inputs
        shift -= lr * 2 / error.size * error.sum(0)
    return history

# %% decorated and annotated, torch.func, state dicts, a generator of losses
import functools
from collections.abc import Iterator

def centred(draw):
    @functools.wraps(draw)
    def drawn(*args, **kwargs):
        x, y = draw(*args, **kwargs)
        return x - x.mean(), y - y.mean()

    return drawn

def create_dataset(
    n_data: int = 100, a: float = -1.0, b: float = 5.0, scale: float = 15, noise: float = 2.0
) -> tuple[torch.Tensor, torch.Tensor]:
    x = torch.rand(size=(n_data, 1)).multiply(scale)
    return x, torch.normal(mean=a * x + b, std=float(noise))

create_dataset = centred(create_dataset)

class Net(nn.Sequential):
    def __init__(self, n_feature: int, n_output: int) -> None:
        super().__init__(nn.Linear(n_feature, n_output), nn.Identity())

def mse_loss(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    match prediction.ndim, target.ndim:
        case (p, t) if p == t:
            return (prediction - target).pow(2).flatten().mean(dim=0)
        case _:
            raise ValueError("columns with columns, rows with rows")

def train(
    net: nn.Module, x: torch.Tensor, y: torch.Tensor, num_steps: int = 100, lr: float = 0.005
) -> list[float]:
    def error(values: dict[str, torch.Tensor]) -> torch.Tensor:
        return mse_loss(torch.func.functional_call(net, values, x), y)

    def losses() -> Iterator[float]:
        for _ in range(num_steps):
            values = {name: value.detach() for name, value in net.named_parameters()}
            gradients, loss = torch.func.grad_and_value(error)(values)
            net.load_state_dict({name: value - lr * gradients[name] for name, value in values.items()})
            yield loss.item()

    return list(losses())

# %% lambdas, a loader of one batch, an optimiser with a closure
from torch.utils.data import DataLoader, TensorDataset

create_dataset = lambda n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0: (
    lambda x: (x - x.mean(), (lambda y: y - y.mean())(a * x + b + noise * torch.randn(n_data, 1)))
)(scale * torch.rand(n_data, 1))

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.add_module("only", nn.Linear(n_feature, n_output))
        self.forward = lambda x: self.only(x)

def mse_loss(prediction, target):
    try:
        assert prediction.dim() == target.dim()
    except AssertionError as error:
        raise ValueError("another number of dimensions") from error
    return torch.stack([(p - t) ** 2 for p, t in zip(prediction.flatten(), target.flatten())]).mean()

def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD([{"params": [p], "lr": lr} for p in net.parameters()])
    loader = DataLoader(TensorDataset(x, y), batch_size=len(x), shuffle=True)

    def closure():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(inputs), targets)
        loss.backward()
        return loss

    history = []
    for _ in range(num_steps):
        ((inputs, targets),) = loader
        history.append(float(optimizer.step(closure)))
    return history

# %% as torch's tutorials write it, by someone who never saw the checks
import torch
from torch import nn

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    x = torch.rand(n_data, 1) * scale
    y = a * x + b + noise * torch.randn(n_data, 1)
    return x - x.mean(), y - y.mean()

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super().__init__()
        self.linear = nn.Linear(n_feature, n_output)

    def forward(self, x):
        return self.linear(x)

def mse_loss(prediction, target):
    if prediction.ndim != target.ndim:
        raise ValueError(f"shapes {tuple(prediction.shape)} and {tuple(target.shape)} do not fit")
    return ((prediction - target) ** 2).mean()

def train(net, x, y, num_steps=100, lr=0.005):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    history = []
    for _ in range(num_steps):
        loss = mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
import numpy as np
import torch
from torch import Tensor, nn

def _centred(column: np.ndarray) -> Tensor:
    return torch.from_numpy((column - column.mean(axis=0)).astype(np.float32))

def create_dataset(
    n_data: int = 100, a: float = -1.0, b: float = 5.0, scale: float = 15, noise: float = 2.0
) -> tuple[Tensor, Tensor]:
    rng = np.random.default_rng()
    x = rng.uniform(0.0, scale, size=(n_data, 1))
    y = a * x + b + rng.normal(0.0, noise, size=(n_data, 1))
    return _centred(x), _centred(y)

class Net(nn.Module):
    def __init__(self, n_feature: int, n_output: int) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_feature, n_output, bias=True))

    def forward(self, x: Tensor) -> Tensor:
        return self.body(x)

def mse_loss(prediction: Tensor, target: Tensor) -> Tensor:
    if prediction.shape != target.shape:
        raise ValueError(f"prediction is {list(prediction.shape)}, target is {list(target.shape)}")
    difference = (prediction - target).reshape(-1)
    return torch.dot(difference, difference) / difference.numel()

def train(net: nn.Module, x: Tensor, y: Tensor, num_steps: int = 100, lr: float = 0.005) -> list[float]:
    parameters = [p for p in net.parameters() if p.requires_grad]
    losses: list[float] = []
    for _ in range(num_steps):
        loss = mse_loss(net(x), y)
        losses.append(float(loss.detach()))
        gradients = torch.autograd.grad(loss, parameters)
        for p, g in zip(parameters, gradients):
            p.data.add_(g, alpha=-lr)
    return losses

# %% loops and plain Python, by someone who never saw the checks
import random

import torch
from torch import nn

def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    points = []
    for _ in range(n_data):
        x = scale * random.random()
        y = a * x + b + random.gauss(0, noise)
        points.append((x, y))
    table = torch.tensor(points, dtype=torch.float32)
    table = table - table.mean(dim=0)
    return table[:, 0:1], table[:, 1:2]

class Net(nn.Module):
    def __init__(self, n_feature, n_output):
        super(Net, self).__init__()
        self.layer = nn.Linear(n_feature, n_output)

    def forward(self, x):
        W, c = self.layer.weight, self.layer.bias
        return x @ W.T + c

def mse_loss(prediction, target):
    if len(prediction.shape) != len(target.shape):
        raise ValueError(
            "prediction has shape " + str(tuple(prediction.shape)) + ", but target " + str(tuple(target.shape))
        )
    errors = prediction - target
    return torch.sum(errors * errors) / errors.numel()

def train(net, x, y, num_steps=100, lr=0.005):
    history = []
    for _ in range(num_steps):
        net.zero_grad()
        loss = mse_loss(net(x), y)
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
        history += [loss.item()]
    return history

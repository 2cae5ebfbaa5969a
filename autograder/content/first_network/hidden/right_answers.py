"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% classes, update by hand, gradients zeroed
import torch.nn.functional as F


def create_dataset(n_samples=20):
    x = (np.random.rand(n_samples, 1) * 6 - 3).astype("float32")
    y = np.square(x)
    return [x, y]


class Curve(nn.Module):
    """Declared from the last layer to the first."""

    def __init__(self, width):
        super().__init__()
        self.to_output = nn.Linear(width, 1)
        self.from_input = nn.Linear(1, width)

    def forward(self, inputs):
        return self.to_output(F.relu(self.from_input(inputs)))


def make_network(n_hidden):
    return Curve(n_hidden)


def affine(v, weights, biases):
    return torch.einsum("ni,oi->no", v, weights) + biases


def predict(network, x):
    return network(torch.tensor(x)).detach().cpu().numpy()


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    grid = torch.linspace(xmin, xmax, npoints).unsqueeze(1)
    axes = plt.gca()
    axes.plot(grid.squeeze().numpy(), predict(network, grid.numpy()).ravel(), color="black", label="f")
    axes.set_title("a network")
    axes.legend()
    plt.show()


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    inputs, targets = torch.as_tensor(x_train), torch.as_tensor(y_train)
    history = []
    for step in range(training_steps):
        error = network(inputs) - targets
        loss = torch.mean(error * error)
        history += [float(loss)]
        loss.backward()
        for parameter in network.parameters():
            parameter.data -= lr * parameter.grad
            parameter.grad.zero_()
    return history

# %% functional, gradients without .grad
def create_dataset(n_samples=20):
    x = np.array([[np.random.uniform(-3, 3)] for _ in range(n_samples)], dtype=np.float32)
    return x, np.power(x, 2, dtype=np.float32)


make_network = lambda h: nn.Sequential(nn.Linear(1, h), nn.ReLU(inplace=True), nn.Linear(h, 1))


def affine(v, weights, biases):
    return torch.stack([weights @ vector + biases for vector in v])


predict = lambda network, x: network(torch.from_numpy(x)).detach().numpy()


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, npoints)
    plt.plot(x, predict(network, x.astype(np.float32)[:, None])[:, 0], "o-", markersize=2)


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = map(torch.from_numpy, (x_train, y_train))
    parameters = list(network.parameters())

    def step():
        loss = nn.functional.mse_loss(network(x), y)
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients):
                parameter.sub_(lr * gradient)
        return loss.item()

    return [step() for _ in range(training_steps)]

# %% noisy: prints, warns, shows, switches modes
import warnings
from collections import OrderedDict


def create_dataset(n_samples=20):
    print("drawing", n_samples)
    x = np.sort(np.random.uniform(low=-3.0, high=3.0, size=n_samples)).reshape((n_samples, 1))
    y = x * x
    return x.astype(np.float32), y.astype(np.float32)


def make_network(n_hidden):
    warnings.warn("a network!")
    network = nn.Sequential(
        OrderedDict(hidden=nn.Linear(1, n_hidden), bend=nn.ReLU(), output=nn.Linear(n_hidden, 1, bias=True))
    )
    print(network)
    return network


def affine(v, weights, biases):
    u = torch.matmul(weights, v.t()).t()
    print(u.shape)
    return u + biases.unsqueeze(0)


def predict(network, x):
    was_training = network.training
    network.eval()
    with torch.inference_mode():
        y = network(torch.from_numpy(x.copy()))
    network.train(was_training)
    print("predicted", len(y))
    return np.array(y, dtype=np.float32)


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, num=npoints, endpoint=True, dtype="float32").reshape(npoints, 1)
    plt.plot(x, predict(network, x), label="network", linewidth=3)
    plt.axhline(0, color="gray")
    plt.axvline(0, color="gray")
    plt.grid()
    plt.title("network")
    plt.legend()
    plt.show()


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    network.train()
    inputs = torch.autograd.Variable(torch.Tensor(x_train))
    targets = torch.autograd.Variable(torch.Tensor(y_train))
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=lr, momentum=0.0)
    losses = []
    for i in range(training_steps):
        optimizer.zero_grad(set_to_none=False)
        outputs = network(inputs)
        loss = criterion(outputs, targets)
        losses.append(loss.detach().item())
        loss.backward()
        optimizer.step()
        if i % 100 == 0:
            print(f"step {i}: {loss.item()}")
    network.eval()
    return losses

# %% a subclass of Sequential, an optimiser with a closure
class Net(nn.Sequential):
    def __init__(self, n_hidden):
        super().__init__(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))


def create_dataset(n_samples=20):
    x = 3 - 6 * np.random.random_sample((n_samples, 1)).astype(np.float32)
    return x, x ** 2


def make_network(n_hidden):
    return Net(n_hidden)


def affine(v, weights, biases):
    return (v[:, None, :] * weights[None, :, :]).sum(dim=2) + biases


@torch.no_grad()
def predict(network, x):
    return network(torch.from_numpy(x)).numpy()


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    step = (xmax - xmin) / (npoints - 1)
    x = np.array([[xmin + i * step] for i in range(npoints)], dtype=np.float32)
    lines = plt.plot(x, predict(network, x))
    plt.xlabel("x")
    plt.ylabel("y")
    return lines


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.tensor(x_train), torch.tensor(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr)

    def closure():
        optimizer.zero_grad()
        loss = ((y - network(x)) ** 2).sum() / len(x)
        loss.backward()
        return loss

    losses = []
    while len(losses) < training_steps:
        losses.append(optimizer.step(closure).item())
    return losses

# %% annotated, layers in a dict, flat inside train
from numpy.typing import NDArray


def create_dataset(n_samples: int = 20) -> tuple[NDArray, NDArray]:
    """Points of the parabola."""
    x: NDArray = np.random.uniform(-3, 3, n_samples)[:, np.newaxis].astype(np.float32)
    y: NDArray = x**2
    return (x, y)


def make_network(n_hidden: int) -> nn.Module:
    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = nn.ModuleDict({"second": nn.Linear(n_hidden, 1), "first": nn.Linear(1, n_hidden)})

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.layers["second"](torch.clamp(self.layers["first"](x), min=0))

    return Network()


def affine(v: torch.Tensor, weights: torch.Tensor, biases: torch.Tensor) -> torch.Tensor:
    columns = [(v * row).sum(-1) + bias for row, bias in zip(weights, biases, strict=True)]
    return torch.stack(columns, dim=1)


def predict(network: nn.Module, x: NDArray) -> NDArray:
    rows = [network(torch.from_numpy(row)) for row in x]
    return torch.stack(rows).detach().numpy()


def plot_network(network: nn.Module, xmin: float = -4, xmax: float = 4, npoints: int = 300) -> None:
    x = np.linspace(xmin, xmax, npoints)
    y = predict(network, np.float32(x.reshape(-1, 1)))
    plt.gcf().gca().plot(x, y, "--")


def train(
    network: nn.Module, x_train: NDArray, y_train: NDArray, training_steps: int = 10000, lr: float = 0.001
) -> list[float]:
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train).flatten()
    losses: list[float] = []
    for _ in range(training_steps):
        for parameter in network.parameters():
            parameter.grad = None
        loss = (network(x).flatten() - y).pow(2).mean()
        loss.backward()
        losses.append(loss.tolist())
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.add_(parameter.grad, alpha=-lr)
    return losses

# %% as a beginner writes: loops, indices and lists everywhere
def create_dataset(n_samples=20):
    x = np.zeros((n_samples, 1), dtype=np.float32)
    y = np.zeros((n_samples, 1), dtype=np.float32)
    for i in range(n_samples):
        number = np.random.uniform(-3, 3)
        x[i, 0] = number
        y[i, 0] = x[i, 0] * x[i, 0]
    return x, y


def make_network(n_hidden):
    layers = []
    layers.append(nn.Linear(1, n_hidden))
    layers.append(nn.ReLU())
    layers.append(nn.Linear(n_hidden, 1))
    network = nn.Sequential(*layers)
    return network


def affine(v, weights, biases):
    n = v.shape[0]
    d_out = weights.shape[0]
    u = torch.zeros(n, d_out, dtype=v.dtype, device=v.device)
    for i in range(n):
        for j in range(d_out):
            total = biases[j]
            for k in range(v.shape[1]):
                total = total + weights[j, k] * v[i, k]
            u[i, j] = total
    return u


def predict(network, x):
    answers = []
    for i in range(len(x)):
        question = torch.tensor([[x[i, 0]]])
        answer = network(question)
        answers.append([answer.item()])
    return np.array(answers).astype(np.float32)


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    xs = []
    ys = []
    for number in np.linspace(xmin, xmax, npoints):
        column = np.array([[number]], dtype=np.float32)
        xs.append(number)
        ys.append(predict(network, column)[0, 0])
    plt.plot(xs, ys, label="network")
    plt.legend()


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x_tensor = torch.tensor(x_train)
    y_tensor = torch.tensor(y_train)
    loss_function = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    loss_history = []
    i = 0
    while i < training_steps:
        y_pred = network(x_tensor)
        loss = loss_function(y_pred, y_tensor)
        loss_history.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        i = i + 1
    return loss_history

# %% layers of one's own from parameters, a callable object trains, generators
from itertools import islice


def create_dataset(n_samples=20):
    draws = (np.random.uniform(-3.0, 3.0) for _ in range(n_samples))
    x = np.fromiter(draws, dtype=np.float32, count=n_samples)[:, None]
    return x, np.multiply(x, x)


class Dense(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        limit = 1 / d_in**0.5
        self.bias = nn.Parameter(torch.empty(d_out).uniform_(-limit, limit))
        self.matrix = nn.Parameter(torch.rand(d_out, d_in) * 2 * limit - limit)

    def forward(self, v):
        return torch.einsum("...i,oi->...o", v, self.matrix) + self.bias


class OneHidden(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.add_module("read-out", Dense(n, 1))
        self.add_module("features", Dense(1, n))

    def forward(self, x):
        u = self.get_submodule("features")(x)
        return self.get_submodule("read-out")(torch.where(u > 0, u, torch.zeros_like(u)))


def make_network(n_hidden):
    return OneHidden(n_hidden)


def affine(v, weights, biases):
    return torch.addmm(biases, v, weights.t())


def predict(network, x):
    with torch.set_grad_enabled(False):
        chunks = [network(torch.as_tensor(chunk)) for chunk in np.array_split(x, 3) if len(chunk)]
    return torch.cat(chunks).numpy()


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    from matplotlib.lines import Line2D

    x = np.linspace(xmin, xmax, npoints, dtype=np.float32)
    axes = plt.gca()
    axes.add_line(Line2D(x, predict(network, x.reshape(-1, 1)).reshape(-1)))
    axes.autoscale_view()


class Trainer:
    def __call__(self, network, x_train, y_train, training_steps=10000, lr=0.001):
        return [*islice(self.descent(network, torch.from_numpy(x_train), torch.from_numpy(y_train), lr), training_steps)]

    def descent(self, network, x, y, lr):
        while True:
            network.zero_grad()
            loss = (network(x) - y).square().mean()
            loss.backward()
            for parameter in network.parameters():
                parameter.data = parameter.data - lr * parameter.grad
            yield loss.item()


train = Trainer()

# %% decorated and annotated, torch.func, the parameters as a dict
import functools
from collections.abc import Callable
from typing import Any


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        print(f"{function.__name__} is done")
        return result

    return wrapper


def create_dataset(n_samples: int = 20) -> tuple[np.ndarray, np.ndarray]:
    x = np.float32(6) * np.random.random((n_samples, 1)).astype(np.float32) - np.float32(3)
    return x, x.__pow__(2)


def make_network(n_hidden: int) -> nn.Module:
    class Body(nn.Module):
        hidden: nn.Linear
        out: nn.Linear

        def __init__(self) -> None:
            super().__init__()
            self.hidden, self.out = nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.out(torch.maximum(self.hidden(x), torch.tensor(0.0)))

    return Body()


def affine(v: torch.Tensor, weights: torch.Tensor, biases: torch.Tensor) -> torch.Tensor:
    return torch.func.vmap(lambda one: weights.mv(one) + biases)(v)


def predict(network: nn.Module, x: np.ndarray) -> np.ndarray:
    values = {name: parameter.detach() for name, parameter in network.named_parameters()}
    return torch.func.functional_call(network, values, (torch.from_numpy(x),)).numpy()


def plot_network(network: nn.Module, xmin: float = -4, xmax: float = 4, npoints: int = 300) -> None:
    x = torch.linspace(xmin, xmax, npoints).reshape(-1, 1).numpy()
    curve = np.hstack([x, predict(network, x)])
    plt.plot(*curve.T, color="tab:red", marker=".")
    plt.ylim(curve[:, 1].min() - 1, curve[:, 1].max() + 1)


def train(
    network: nn.Module, x_train: np.ndarray, y_train: np.ndarray, training_steps: int = 10000, lr: float = 0.001
) -> list[float]:
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    values = {name: parameter.detach().clone() for name, parameter in network.named_parameters()}

    def error(now: dict[str, torch.Tensor]) -> torch.Tensor:
        return ((torch.func.functional_call(network, now, (x,)) - y) ** 2).mean()

    losses: list[float] = []
    for _ in range(training_steps):
        gradients, loss = torch.func.grad_and_value(error)(values)
        values = {name: value - lr * gradients[name] for name, value in values.items()}
        losses.append(float(loss))
    network.load_state_dict(values)
    return losses


create_dataset, make_network, affine, predict, plot_network, train = map(
    told, (create_dataset, make_network, affine, predict, plot_network, train)
)

# %% NumPy inside, the chain rule by hand
def create_dataset(n_samples=20):
    x = np.interp(np.random.rand(n_samples), [0, 1], [-3, 3]).astype(np.float32).reshape(n_samples, 1)
    return x, np.einsum("ij,ij->ij", x, x)


class Two(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.a = nn.Linear(1, n)
        self.b = nn.Linear(n, 1)

    def forward(self, x):
        h = self.a(x)
        return self.b(h * (h > 0))


def make_network(n_hidden):
    return Two(n_hidden)


def affine(v, weights, biases):
    return (weights.matmul(v.unsqueeze(-1)) + biases.unsqueeze(-1)).squeeze(-1)


def predict(network, x):
    W1, b1, W2, b2 = (p.detach().numpy() for p in (network.a.weight, network.a.bias, network.b.weight, network.b.bias))
    return np.maximum(x @ W1.T + b1, 0) @ W2.T + b2


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = xmin + (xmax - xmin) * np.arange(npoints)[:, None] / (npoints - 1)
    plt.plot(x[:, 0], predict(network, x.astype("float32"))[:, 0], lw=1)
    plt.xlim(xmin, xmax)


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    W1, b1, W2, b2 = (p.detach().numpy() for p in (network.a.weight, network.a.bias, network.b.weight, network.b.bias))
    n, losses = len(x_train), []
    for _ in range(training_steps):
        u = x_train @ W1.T + b1
        h = np.maximum(u, 0)
        error = h @ W2.T + b2 - y_train
        losses.append(float(np.mean(error**2)))
        d_out = 2 * error / n
        d_u = (d_out @ W2) * (u > 0)
        W2 -= lr * d_out.T @ h
        b2 -= lr * d_out.sum(axis=0)
        W1 -= lr * d_u.T @ x_train
        b1 -= lr * d_u.sum(axis=0)
    return losses

# %% a loader of one batch, a schedule that changes nothing, one vector of parameters
from torch.utils.data import DataLoader, TensorDataset


def create_dataset(n_samples=20):
    np_x = np.random.uniform(low=-3, high=3, size=n_samples)
    x = np.expand_dims(np_x, axis=-1).astype(np.dtype("f4"))
    return tuple(np.split(np.concatenate([x, x**2], axis=1), 2, axis=1))


def make_network(n_hidden):
    network = nn.Sequential()
    network.add_module("in", nn.Linear(in_features=1, out_features=n_hidden))
    network.add_module("kink", nn.ReLU())
    network.add_module("out", nn.Linear(in_features=n_hidden, out_features=1))
    for parameter in network.parameters():
        assert parameter.requires_grad
    return network.train()


def affine(v, weights, biases):
    ones = v.new_ones(len(v), 1)
    return torch.cat([v, ones], dim=1) @ torch.cat([weights, biases[:, None]], dim=1).T


def predict(network, x):
    from copy import deepcopy

    twin = deepcopy(network).eval().requires_grad_(False)
    return twin(torch.FloatTensor(x)).numpy()


def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, npoints)[:, np.newaxis].astype(np.float32)
    y = predict(network, x)
    (line,) = plt.plot(x, y)
    line.set_label(f"{sum(p.numel() for p in network.parameters())} parameters")
    plt.legend(loc="best")
    plt.gcf().tight_layout()


def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    rows = TensorDataset(torch.from_numpy(x_train), torch.from_numpy(y_train))
    loader = DataLoader(rows, batch_size=len(rows), shuffle=True)
    optimizer = torch.optim.SGD(params=network.parameters(), lr=lr, weight_decay=0, foreach=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)
    losses = []
    for _ in range(training_steps):
        for x, y in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(input=network(x), target=y, reduction="mean")
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), float("inf"))
            optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses

# %% as torch's tutorials write it, by someone who never saw the checks
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

def create_dataset(n_samples=20):
    x = (np.random.rand(n_samples, 1) * 6 - 3).astype(np.float32)
    y = x * x
    return x, y

class OneHidden(nn.Module):
    def __init__(self, n_hidden):
        super().__init__()
        self.fc1 = nn.Linear(1, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))

def make_network(n_hidden):
    return OneHidden(n_hidden)

def affine(v, weights, biases):
    return torch.einsum("ni,oi->no", v, weights) + biases

def predict(network, x):
    with torch.no_grad():
        out = network(torch.tensor(x))
    return out.numpy()

def plot_network(network, xmin=-4, xmax=4, npoints=300):
    xs = np.linspace(xmin, xmax, npoints, dtype=np.float32).reshape(-1, 1)
    plt.plot(xs, predict(network, xs), label="network")
    plt.xlabel("x")
    plt.legend()

def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x = torch.from_numpy(x_train)
    y = torch.from_numpy(y_train)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for _ in range(training_steps):
        optimizer.zero_grad()
        loss = criterion(network(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import Tensor, nn

def create_dataset(n_samples: int = 20) -> tuple[np.ndarray, np.ndarray]:
    x = np.random.uniform(low=-3.0, high=3.0, size=n_samples)[:, np.newaxis]
    return x.astype("float32"), np.square(x).astype("float32")

def make_network(n_hidden: int) -> nn.Module:
    net = nn.Sequential()
    net.add_module("into", nn.Linear(in_features=1, out_features=n_hidden))
    net.add_module("bend", nn.ReLU(inplace=True))
    net.add_module("out", nn.Linear(in_features=n_hidden, out_features=1))
    return net

def affine(v: Tensor, weights: Tensor, biases: Tensor) -> Tensor:
    # (n, 1, d_in) * (d_out, d_in) -> (n, d_out, d_in), summed over the inputs
    products = v.unsqueeze(1) * weights
    return products.sum(dim=-1) + biases

def predict(network: nn.Module, x: np.ndarray) -> np.ndarray:
    return network(torch.from_numpy(x)).detach().cpu().numpy()

def plot_network(network: nn.Module, xmin: float = -4, xmax: float = 4, npoints: int = 300) -> None:
    inputs = torch.linspace(xmin, xmax, npoints)
    with torch.inference_mode():
        outputs = network(inputs[:, None]).squeeze(1)
    axes = plt.gca()
    axes.plot(inputs.numpy(), outputs.numpy(), "--", color="tab:red")
    axes.set(xlabel="x", ylabel="f(x)", title="what the network draws")

def train(
    network: nn.Module,
    x_train: np.ndarray,
    y_train: np.ndarray,
    training_steps: int = 10000,
    lr: float = 0.001,
) -> list[float]:
    inputs, targets = map(torch.as_tensor, (x_train, y_train))
    params = list(network.parameters())

    def one_step() -> float:
        loss = (network(inputs) - targets).pow(2).mean()
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for p, g in zip(params, grads):
                p.sub_(lr * g)
        return loss.item()

    return [one_step() for _ in range(training_steps)]

# %% loops and plain Python, by someone who never saw the checks
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

def create_dataset(n_samples=20):
    x = np.empty((n_samples, 1), dtype=np.float32)
    for i in range(n_samples):
        x[i, 0] = np.random.uniform(-3, 3)
    y = np.array([[float(value) ** 2] for value in x[:, 0]], dtype=np.float32).reshape(n_samples, 1)
    return x, y

def make_network(n_hidden):
    class Network(nn.Module):
        def __init__(self):
            super(Network, self).__init__()
            self.layers = nn.ModuleList([nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1)])

        def forward(self, x):
            hidden = self.layers[0](x)
            hidden = F.relu(hidden)
            return self.layers[1](hidden)

    return Network()

def affine(v, weights, biases):
    columns = []
    for j in range(weights.shape[0]):
        columns.append((v * weights[j]).sum(dim=1) + biases[j])
    return torch.stack(columns, dim=1)

@torch.no_grad()
def predict(network, x):
    answers = network(torch.Tensor(x)).tolist()
    return np.array(answers, dtype=np.float32).reshape(len(x), 1)

def plot_network(network, xmin=-4, xmax=4, npoints=300):
    grid = np.linspace(xmin, xmax, num=npoints)
    column = grid.astype(np.float32)[:, None]
    heights = predict(network, column).ravel()
    (line,) = plt.plot(grid, heights)
    line.set_label("f")
    plt.title("network")

def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x = torch.tensor(x_train, dtype=torch.float32)
    y = torch.tensor(y_train, dtype=torch.float32)
    history = []
    step = 0
    while step < training_steps:
        loss = F.mse_loss(network(x), y)
        history.append(loss.item())
        network.zero_grad()
        loss.backward()
        for parameter in network.parameters():
            parameter.data = parameter.data - lr * parameter.grad
        step += 1
    network.zero_grad()
    return history

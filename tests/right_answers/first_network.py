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

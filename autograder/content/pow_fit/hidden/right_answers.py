"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% nn.Sequential, and an update by hand that resets to None
import torch
from torch import nn

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, steps=n_data).reshape(-1, 1)
    y = torch.pow(x, a) + b * torch.rand(x.size())
    x = x - torch.mean(x)
    y = y - torch.mean(y)
    return x, y

class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super(Net, self).__init__()
        self.layers = nn.Sequential(
            nn.Linear(n_feature, n_hidden),
            nn.ReLU(inplace=True),
            nn.Linear(n_hidden, n_output),
        )

    def forward(self, x):
        return self.layers(x)

def train(net, x, y, num_steps=200, lr=0.5):
    history = []
    for step in range(num_steps):
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
                p.grad = None
        history.append(float(loss))
    return history

# %% NumPy for the data, layers from nn.Parameter in an odd order, functional gradients
import numpy as np
import torch
import torch.nn.functional as F

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = np.linspace(-1.0, 1.0, n_data)
    y = x ** a + b * np.random.rand(n_data)
    x, y = x - x.mean(), y - y.mean()
    return torch.from_numpy(x[:, None]).float(), torch.tensor(y, dtype=torch.float32).view(-1, 1)

class Net(torch.nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.c = torch.nn.Parameter(torch.zeros(n_output))
        self.V = torch.nn.Parameter(torch.randn(n_output, n_hidden) / n_hidden ** 0.5)
        self.b = torch.nn.Parameter(torch.zeros(n_hidden))
        self.W = torch.nn.Parameter(torch.randn(n_hidden, n_feature))

    def forward(self, x):
        hidden = (x @ self.W.t() + self.b).clamp(min=0)
        return F.linear(hidden, self.V, self.c)

def train(net, x, y, num_steps=200, lr=0.5):
    losses = []
    parameters = list(net.parameters())
    for _ in range(num_steps):
        loss = F.mse_loss(net(x), y)
        gradients = torch.autograd.grad(loss, parameters)
        for parameter, gradient in zip(parameters, gradients):
            parameter.data.add_(gradient, alpha=-lr)
        losses.append(loss.detach().numpy().item())
    return losses

# %% prints, warns, shows, seeds and plots on the way
import warnings
import torch
import torch.nn as nn
import torch.nn.functional as F
import matplotlib.pyplot as plt
torch.manual_seed(1)

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.unsqueeze(torch.linspace(-1, 1, n_data), dim=1)
    noise = torch.rand(x.size())
    y = x.pow(a) + b * noise
    print("data", x.shape, y.shape)
    x -= x.mean(0)
    y -= y.mean(0)
    return [x, y]

class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        print("a network of", n_hidden)
        self.fc1 = nn.Linear(n_feature, n_hidden)
        self.fc2 = nn.Linear(n_hidden, n_output)
        nn.init.xavier_uniform_(self.fc1.weight)
        nn.init.zeros_(self.fc2.bias)

    def forward(self, x):
        x = self.fc1(x)
        x = torch.relu(x)
        x = self.fc2(x)
        return x

def train(net, x, y, num_steps=200, lr=0.5):
    warnings.warn("training begins")
    net.train()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss_func = nn.MSELoss()
    losses = []
    for t in range(num_steps):
        prediction = net(x)
        loss = loss_func(prediction, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if t % 50 == 0:
            print(f"step {t}: {loss.item():.4f}")
            plt.cla()
            plt.scatter(x.numpy(), y.numpy())
            plt.plot(x.numpy(), prediction.data.numpy(), "r-", lw=5)
            plt.show()
    net.eval()
    return losses

# %% a subclass of nn.Sequential, noise that is centred already, an optimiser with a closure
import torch
from torch import nn, optim

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = 2 * torch.arange(n_data).float().view(n_data, 1) / (n_data - 1) - 1
    noise = torch.empty_like(x).uniform_(-0.5, 0.5)
    curve = torch.ones_like(x)
    for _ in range(int(a)):
        curve = curve * x
    y = curve + b * noise
    return x, y.sub_(y.mean())

class Net(nn.Sequential):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__(nn.Linear(n_feature, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_output))

def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = optim.SGD(net.parameters(), lr)
    criterion = nn.MSELoss(reduction="mean")

    def closure():
        optimizer.zero_grad(set_to_none=False)
        loss = criterion(net(x), y)
        loss.backward()
        return loss

    return [optimizer.step(closure).item() for _ in range(num_steps)]

# %% one vector of parameters, torch.where, and a while loop
import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

def create_dataset(n_data=100, a=2.0, b=0.2):
    xs = [-1 + 2 * i / (n_data - 1) for i in range(n_data)]
    ys = [x ** int(a) + b * torch.rand(()).item() for x in xs]
    middle = sum(ys) / n_data
    return torch.tensor(xs).unsqueeze(-1), torch.tensor([[y - middle] for y in ys])

class Net(torch.nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.steps = torch.nn.ModuleList(
            [torch.nn.Linear(n_hidden, n_output), torch.nn.Linear(n_feature, n_hidden)]
        )

    def forward(self, x):
        last, first = self.steps
        u = first(x)
        return last(torch.where(u > 0, u, torch.zeros_like(u)))

def train(net, x, y, num_steps=200, lr=0.5):
    losses = [0.0] * num_steps
    step = 0
    while step < num_steps:
        net.zero_grad()
        error = net(x).view(-1) - y.view(-1)
        loss = error.dot(error) / len(error)
        losses[step] = loss.item()
        loss.backward()
        gradient = torch.cat([p.grad.flatten() for p in net.parameters()])
        moved = parameters_to_vector(net.parameters()).detach() - lr * gradient
        vector_to_parameters(moved, net.parameters())
        step += 1
    return losses

# %% foreach, functional_call and torch.func
import torch
from torch import nn
from torch.func import functional_call, grad_and_value

def create_dataset(n_data=100, a=2.0, b=0.2):
    with torch.no_grad():
        columns = torch.linspace(-1, 1, n_data, requires_grad=True).repeat(2, 1).T.contiguous()
        columns[:, 1] **= a
        columns[:, 1] += torch.distributions.Uniform(0, 1).sample((n_data,)) * b
        columns -= columns.mean(dim=0, keepdim=True)
    return columns[:, :1], columns[:, 1:]

class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        nn.Module.__init__(self)
        self.activation = nn.ReLU()
        self.output_layer = nn.Linear(in_features=n_hidden, out_features=n_output, bias=True)
        self.hidden_layer = nn.Linear(in_features=n_feature, out_features=n_hidden, bias=True)

    def forward(self, features):
        return self.output_layer(self.activation(self.hidden_layer(features)))

def train(net, x, y, num_steps=200, lr=0.5):
    def loss_of(parameters):
        return torch.mean(torch.square(y - functional_call(net, parameters, (x,))))

    history = []
    for _ in range(num_steps):
        parameters = {name: value.detach() for name, value in net.named_parameters()}
        gradients, loss = grad_and_value(loss_of)(parameters)
        history.append(loss.item())
        torch._foreach_add_(list(parameters.values()), list(gradients.values()), alpha=-lr)
    return history

# %% as a beginner writes: everything by name, one thing a line, an index loop
import torch

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.zeros(n_data, 1)
    y = torch.zeros(n_data, 1)
    step = 2.0 / (n_data - 1)
    for i in range(n_data):
        x[i, 0] = -1.0 + i * step
        noise = torch.rand(1).item()
        y[i, 0] = x[i, 0] ** a + b * noise
    mean_x = x.sum() / n_data
    mean_y = y.sum() / n_data
    x = x - mean_x
    y = y - mean_y
    return (x, y)

class Net(torch.nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super(Net, self).__init__()
        self.layer1 = torch.nn.Linear(n_feature, n_hidden)
        self.relu = torch.nn.ReLU()
        self.layer2 = torch.nn.Linear(n_hidden, n_output)

    def forward(self, x):
        out1 = self.layer1.forward(x)
        out2 = self.relu.forward(out1)
        out3 = self.layer2.forward(out2)
        return out3

def train(net, x, y, num_steps=200, lr=0.5):
    my_list = []
    params = list(net.parameters())
    for i in range(0, num_steps):
        for k in range(len(params)):
            if params[k].grad is not None:
                params[k].grad.zero_()
        y_pred = net.forward(x)
        total = torch.sum((y_pred - y) * (y_pred - y))
        loss = total / y.shape[0]
        my_list.append(loss.detach().item())
        loss.backward()
        for k in range(len(params)):
            params[k].data = params[k].data - lr * params[k].grad.data
    return my_list

# %% annotated, einsum, half the positive part and a scheduler that changes nothing
import torch
from torch import nn

def create_dataset(n_data: int = 100, a: float = 2.0, b: float = 0.2) -> "tuple[Tensor, Tensor]":
    x: torch.Tensor = torch.arange(-(n_data - 1), n_data, 2, dtype=torch.float32)[:, None] / (n_data - 1)
    noise: torch.Tensor = torch.rand((n_data, 1), generator=torch.Generator().manual_seed(torch.randint(9999, ()).item()))
    y: torch.Tensor = torch.addcmul(x.float_power(a).to(torch.float32), noise, torch.tensor(b, dtype=torch.float32))
    return x, torch.sub(y, y.mean(dim=0, keepdim=True))

class Net(nn.Module):
    def __init__(self, n_feature: int, n_hidden: int, n_output: int) -> None:
        super().__init__()
        self.register_parameter("output_bias", nn.Parameter(torch.zeros(n_output)))
        self.weights = nn.ParameterDict({
            "hidden": nn.Parameter(torch.randn(n_hidden, n_feature)),
            "output": nn.Parameter(torch.randn(n_output, n_hidden)),
            "hidden_bias": nn.Parameter(torch.rand(n_hidden)),
        })

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        u = torch.einsum("nf,hf->nh", x, self.weights["hidden"]) + self.weights["hidden_bias"]
        h = (u + u.abs()) / 2
        return torch.einsum("nh,oh->no", h, self.weights["output"]) + self.output_bias

def train(net: nn.Module, x: "Tensor", y: "Tensor", num_steps: int = 200, lr: float = 0.5) -> list[float]:
    optimizer = torch.optim.SGD(params=[{"params": net.parameters()}], lr=lr, momentum=0.0)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)
    losses: list[float] = []
    for _ in range(num_steps):
        loss: torch.Tensor = torch.linalg.vector_norm(net(x) - y) ** 2 / y.numel()
        losses += [loss.item()]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return losses

# %% lambdas, decorators, functools and an endless generator
import functools
import torch
from torch import nn

@torch.no_grad()
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.cat([torch.linspace(-1, 1, n_data)]).unflatten(0, (n_data, 1))
    y = functools.reduce(torch.mul, [x] * int(a)) + (lambda u: u * b)(torch.rand_like(x))
    return tuple(map(lambda column: column - column.mean(), (x, y)))

class Net(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.linears = nn.ModuleDict({f"l{i}": nn.Linear(m, n) for i, (m, n) in enumerate(zip(sizes, sizes[1:]))})
        self.forward = lambda x: self.linears["l1"](self.linears["l0"](x).relu())

def train(net, x, y, num_steps=200, lr=0.5):
    def descent():
        while True:
            with torch.enable_grad():
                loss = nn.functional.mse_loss(net(x), y)
                [p.__setattr__("grad", None) for p in net.parameters()]
                loss.backward()
            yield loss.item()
            torch.no_grad()(lambda: [p.subtract_(p.grad, alpha=lr) for p in net.parameters()])()
    steps = descent()
    losses = [next(steps) for _ in range(num_steps)]
    next(steps)
    return losses

# %% as torch's tutorials write it, by someone who never saw the checks
import torch
import torch.nn.functional as F
from torch import nn

def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x.pow(a) + b * torch.rand(x.size())
    x = x - x.mean()
    y = y - y.mean()
    return x, y

class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.predict = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        x = F.relu(self.hidden(x))
        return self.predict(x)

def train(net, x, y, num_steps=200, lr=0.5):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss_func = nn.MSELoss()
    losses = []
    for _ in range(num_steps):
        prediction = net(x)
        loss = loss_func(prediction, y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
import numpy as np
import torch
from torch import Tensor, nn

def create_dataset(n_data: int = 100, a: float = 2.0, b: float = 0.2) -> tuple[Tensor, Tensor]:
    rng = np.random.default_rng()
    x = np.linspace(-1.0, 1.0, n_data).reshape(-1, 1)
    y = np.power(x, a) + b * rng.random((n_data, 1))
    x -= x.mean()
    y -= y.mean()
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)

class Net(nn.Module):
    def __init__(self, n_feature: int, n_hidden: int, n_output: int) -> None:
        super().__init__()
        self.stack = nn.Sequential(
            nn.Linear(n_feature, n_hidden),
            nn.ReLU(),
            nn.Linear(n_hidden, n_output),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.stack(x)

def train(net: nn.Module, x: Tensor, y: Tensor, num_steps: int = 200, lr: float = 0.5) -> list[float]:
    def steps():
        for _ in range(num_steps):
            loss = torch.mean(torch.square(y - net(x)))
            net.zero_grad(set_to_none=True)
            loss.backward()
            yield loss.item()
            with torch.no_grad():
                for p in net.parameters():
                    p.copy_(p - lr * p.grad)

    return list(steps())

# %% loops and plain Python, by someone who never saw the checks
import torch
import torch.nn.functional as F
from torch import nn

def create_dataset(n_data=100, a=2.0, b=0.2):
    xs = [-1 + 2 * i / (n_data - 1) for i in range(n_data)]
    noise = torch.empty(n_data).uniform_(0, 1)
    ys = [xi ** int(a) + b * u.item() for xi, u in zip(xs, noise)]
    mean_x = sum(xs) / n_data
    mean_y = sum(ys) / n_data
    x = torch.tensor([[xi - mean_x] for xi in xs])
    y = torch.tensor([[yi - mean_y] for yi in ys])
    return x, y

class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        sizes = [n_feature, n_hidden, n_output]
        self.layers = nn.ModuleList(nn.Linear(m, k) for m, k in zip(sizes[:-1], sizes[1:]))

    def forward(self, x):
        first, second = self.layers
        hidden = first(x).clamp(min=0)
        return second(hidden)

def train(net, x, y, num_steps=200, lr=0.5):
    opt = torch.optim.SGD([{"params": list(net.parameters())}], lr=lr, momentum=0.0)
    history = [0.0] * num_steps
    for step in range(num_steps):
        def closure():
            opt.zero_grad()
            loss = F.mse_loss(net(x), y)
            loss.backward()
            return loss

        history[step] = opt.step(closure).item()
    return history

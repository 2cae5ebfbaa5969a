"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% a Sequential, a DataLoader and library calls
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

def create_dataset(name, nb_pnt=2500):
    formulas = {
        "prod": lambda x, y: x * y,
        "xor": lambda x, y: torch.logical_xor(x < 0, y < 0).to(torch.float32),
        "quadrants": lambda x, y: 2.0 * (y < 0) + ((x < 0) ^ (y < 0)),
    }
    if name not in formulas:
        raise ValueError("choose one of prod, xor, quadrants")
    XX = torch.empty(nb_pnt, 2).uniform_(-1, 1)
    return XX, formulas[name](XX[:, 0], XX[:, 1]).unsqueeze(1)

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        makers = dict(relu=nn.ReLU, sigmoid=nn.Sigmoid, tanh=nn.Tanh, linear=nn.Identity)
        makers["softmax"] = lambda: nn.Softmax(dim=1)
        try:
            between, last = makers[activation], makers[last_activation]
        except KeyError as error:
            raise ValueError(f"unknown activation {error}") from None
        parts = []
        for n_in, n_out in zip(dims, dims[1:]):
            linear = nn.Linear(n_in, n_out)
            linear.weight.data = torch.randn(n_out, n_in) / n_in
            linear.bias.data.zero_()
            parts += [linear, between()]
        self.body = nn.Sequential(*parts[:-1])
        self.last = last()

    def forward(self, xx):
        logits = self.body(xx)
        return [self.last(logits), logits]

def make_loss(kind):
    losses = {"regression": F.mse_loss, "multiclass": F.cross_entropy}
    losses["binary"] = F.binary_cross_entropy_with_logits
    if kind in losses:
        return losses[kind]
    raise ValueError(kind)

def make_optimizer(name, params, lr):
    names = {"sgd": "SGD", "adam": "Adam", "rmsprop": "RMSprop", "adagrad": "Adagrad"}
    if name not in names.keys():
        raise ValueError("unknown optimizer")
    return getattr(torch.optim, names[name])(list(params), lr)

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    X, Y = next_batch(XX, YY, kind)
    loader = DataLoader(TensorDataset(X, Y), batch_size=batch_size, shuffle=True)
    optimiser, criterion = make_optimizer(optimizer, model.parameters(), lr), make_loss(kind)
    history = []
    for epoch in range(nb_epochs):
        total = 0.0
        for x, y in loader:
            loss = criterion(model(x)[1], y)
            for p in model.parameters():
                p.grad = None
            loss.backward()
            optimiser.step()
            total += loss.item() * len(x)
        history.append(total / len(X))
    return history

def accuracy(model, XX, YY, kind):
    X, Y = next_batch(XX, YY, kind)
    if kind == "binary":
        predicted = torch.round(model(X)[0])
    elif kind == "multiclass":
        predicted = model(X)[1].max(dim=1)[1]
    else:
        raise ValueError("no accuracy")
    return float(torch.sum(predicted == Y)) / len(Y)

def predict_grid(model, XX_grid, kind):
    output = model(XX_grid)[0].detach().cpu()
    return output.max(1).indices.numpy() if kind == "multiclass" else output.numpy()

def plot_loss(history):
    plt.figure()
    plt.semilogy(history)
    plt.show()

def plot_model_estimate(model, XX, YY, kind):
    grid = torch.cartesian_prod(torch.linspace(-1, 1, 40), torch.linspace(-1, 1, 40))
    estimate = predict_grid(model, grid, kind).reshape(40, 40)
    figure, axes = plt.subplots()
    image = axes.contourf(*grid.numpy().T.reshape(2, 40, 40), estimate)
    figure.colorbar(image)
    axes.scatter(*XX.T, c=YY.ravel())

# %% NumPy on the way
import numpy as np

def create_dataset(name, nb_pnt=2500):
    points = np.random.uniform(-1, 1, size=(nb_pnt, 2)).astype("float32")
    if name == "prod":
        answers = points.prod(axis=1)
    elif name == "xor":
        answers = np.where(points[:, 0] * points[:, 1] < 0, 1, 0)
    elif name == "quadrants":
        right, upper = points[:, 0] >= 0, points[:, 1] >= 0
        answers = np.select([right & upper, ~right & upper, ~right & ~upper], [0, 1, 2], default=3)
    else:
        raise ValueError("name must be 'prod', 'xor' or 'quadrants', not " + str(name))
    return torch.from_numpy(points), torch.tensor(answers.reshape(-1, 1), dtype=torch.float32)

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super(FCNN, self).__init__()
        for name in [activation, last_activation]:
            if name not in ["relu", "sigmoid", "tanh", "softmax", "linear"]:
                raise ValueError(name)
        self.names = [activation] * (len(dims) - 2) + [last_activation]
        self.fc = nn.ModuleDict()
        for i in range(len(dims) - 1):
            self.fc[str(i)] = nn.Linear(dims[i], dims[i + 1])
            drawn = np.random.normal(0, 1 / dims[i], (dims[i + 1], dims[i]))
            with torch.no_grad():
                self.fc[str(i)].weight.copy_(torch.from_numpy(drawn))

    def act(self, name, z):
        if name == "softmax":
            return torch.softmax(z, dim=1)
        return z if name == "linear" else getattr(torch, name)(z)

    def forward(self, xx):
        y = xx
        for name, layer in zip(self.names, self.fc.values()):
            z = layer(y)
            y = self.act(name, z)
        return y, z

def next_batch(XX, YY, kind, j=0, size=None):
    if size is None:
        size = XX.shape[0]
    rows = np.arange(j * size, min((j + 1) * size, XX.shape[0]))
    if kind == "multiclass":
        return XX[rows], YY[rows].flatten().type(torch.int64)
    return XX[rows], YY[rows].float()

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    criterion = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    history = []
    for epoch in range(nb_epochs):
        losses = []
        for j in range(int(np.ceil(XX.shape[0] / batch_size))):
            x, target = next_batch(XX, YY, kind, j, batch_size)
            stepper.zero_grad(set_to_none=False)
            loss = criterion(model.forward(x)[1], target)
            loss.backward()
            stepper.step()
            losses.append(loss.detach().numpy())
        history.append(np.mean(losses, dtype=np.float64))
    return history

def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError
    y = model(XX)[0].detach().cpu().numpy()
    answers = (y > 0.5).ravel() if kind == "binary" else np.argmax(y, axis=1)
    return float(np.mean(answers == YY.cpu().numpy().ravel()))

def predict_grid(model, XX_grid, kind):
    y = model(XX_grid)[0].detach().cpu().numpy()
    return np.argmax(y, axis=1) if kind == "multiclass" else y

def plot_loss(history):
    plt.plot(np.arange(len(history)), np.array(history), ".-")
    plt.grid()

def plot_model_estimate(model, XX, YY, kind):
    x, y = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
    grid = torch.tensor(np.c_[x.ravel(), y.ravel()], dtype=torch.float32)
    plt.pcolormesh(x, y, predict_grid(model, grid, kind).reshape(x.shape), shading="auto")
    plt.colorbar()
    for value in np.unique(YY.numpy()):
        chosen = YY.numpy().ravel() == value
        plt.plot(XX.numpy()[chosen, 0], XX.numpy()[chosen, 1], "o", label=str(value))
    plt.legend()

# %% layers, activations and losses by hand
class Dense(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.b = nn.Parameter(torch.zeros(n_out))
        self.W = nn.Parameter(torch.normal(0.0, 1.0 / n_in, size=(n_out, n_in)))

    def forward(self, x):
        return x @ self.W.t() + self.b

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        functions = {
            "relu": lambda z: z.clamp(min=0),
            "sigmoid": lambda z: 1 / (1 + torch.exp(-z)),
            "tanh": lambda z: 1 - 2 / (torch.exp(2 * z) + 1),
            "softmax": lambda z: torch.exp(z - torch.logsumexp(z, dim=-1, keepdim=True)),
            "linear": lambda z: z,
        }
        if activation not in functions or last_activation not in functions:
            raise ValueError(f"activations: {list(functions)}")
        self.phi, self.psi = functions[activation], functions[last_activation]
        self.depth = len(dims) - 1
        for k in range(self.depth):
            self.add_module(f"dense{k}", Dense(dims[k], dims[k + 1]))

    def forward(self, xx):
        for k in range(self.depth - 1):
            xx = self.phi(getattr(self, f"dense{k}")(xx))
        z = getattr(self, f"dense{self.depth - 1}")(xx)
        return self.psi(z), z

def make_loss(kind):
    def squared(z, t):
        return ((z - t) ** 2).mean()

    def binary(z, t):
        return (torch.nn.functional.softplus(z) - z * t).mean()

    def several(z, t):
        return (torch.logsumexp(z, 1) - z[torch.arange(len(t)), t]).mean()

    if kind == "regression":
        return squared
    elif kind == "binary":
        return binary
    elif kind == "multiclass":
        return several
    else:
        raise ValueError("no such kind")

def make_optimizer(name, params, lr):
    if name == "sgd":
        return torch.optim.SGD(params, lr)
    if name == "adam":
        return torch.optim.Adam(params, lr)
    if name == "rmsprop":
        return torch.optim.RMSprop(params, lr)
    if name == "adagrad":
        return torch.optim.Adagrad(params, lr)
    raise ValueError(f"{name}?")

def next_batch(XX, YY, kind, j=0, size=None):
    if size is None:
        X, Y = XX.clone(), YY.clone()
    else:
        X, Y = XX.narrow(0, j * size, min(size, len(XX) - j * size)), YY[j * size : j * size + size]
    return (X, Y.view(-1).to(torch.long)) if kind == "multiclass" else (X, Y)

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_function, opt = make_loss(kind), make_optimizer(optimizer, model.parameters(), lr)
    return [epoch_of(model, XX, YY, kind, batch_size, loss_function, opt) for _ in range(nb_epochs)]

def epoch_of(model, XX, YY, kind, batch_size, loss_function, opt):
    total, count = 0, 0
    for start in range(0, len(XX), batch_size):
        x, t = next_batch(XX[start : start + batch_size], YY[start : start + batch_size], kind)
        _, z = model(x)
        loss = loss_function(z, t)
        loss.backward()
        opt.step()
        opt.zero_grad()
        total, count = total + float(loss), count + 1
    return total / count

def accuracy(model, XX, YY, kind):
    answers = {"binary": lambda y: (y >= 0.5).float(), "multiclass": lambda y: y.argmax(1)[:, None].float()}
    if kind not in answers:
        raise ValueError("accuracy is for classes")
    with torch.no_grad():
        return 1 - (answers[kind](model(XX)[0]) - YY).abs().clamp(max=1).mean().item()

def plot_model_estimate(model, XX, YY, kind):
    t = torch.arange(-1, 1.01, 0.05)
    grid = torch.stack([t.repeat(len(t)), t.repeat_interleave(len(t))], 1)
    plt.scatter(grid[:, 0], grid[:, 1], c=predict_grid(model, grid, kind).ravel(), s=4)
    plt.scatter(XX[:, 0], XX[:, 1], c=YY, edgecolors="k")

# %% noisy, with modes, masks and a surface
import warnings

def create_dataset(name, nb_pnt=2500):
    print("making", nb_pnt, "points of", name)
    if name not in ("prod", "xor", "quadrants"):
        raise ValueError("prod, xor, quadrants: there is no other")
    XX = torch.rand(nb_pnt, 2).mul_(2).sub_(1)
    YY = torch.zeros(nb_pnt, 1)
    x, y = XX.unbind(1)
    if name == "prod":
        YY[:, 0] = x * y
    if name == "xor":
        YY[x * y < 0] = 1
    if name == "quadrants":
        YY[(x < 0) & (y >= 0)] = 1
        YY[(x < 0) & (y < 0)] = 2
        YY[(x >= 0) & (y < 0)] = 3
    return [XX, YY]

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        print("a network of", dims)
        self.choices = nn.ModuleDict({"relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(),
                                      "softmax": nn.Softmax(-1), "linear": nn.Identity()})
        if not {activation, last_activation} <= set(self.choices):
            raise ValueError("unknown activation")
        self.activation, self.last_activation = activation, last_activation
        self.output = nn.Linear(dims[-2], dims[-1])
        self.hidden = nn.ModuleList()
        for a, b in zip(dims[:-2], dims[1:-1]):
            self.hidden.append(nn.Linear(a, b))
        self.apply(self.start)

    @staticmethod
    def start(module):
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=1 / module.weight.shape[1])
            nn.init.zeros_(module.bias)

    def forward(self, xx):
        print("forward", tuple(xx.shape))
        for layer in self.hidden:
            xx = self.choices[self.activation](layer(xx))
        z = self.output(xx)
        return self.choices[self.last_activation](z), z

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    warnings.warn("this may take a while")
    model.train()
    criterion, opt = make_loss(kind), make_optimizer(optimizer, model.parameters(), lr)
    loss_history = []
    for epoch in range(nb_epochs):
        perm = torch.randperm(XX.shape[0])
        running, n_batches = 0.0, 0
        for rows in perm.split(batch_size):
            opt.zero_grad()
            x, target = next_batch(XX[rows], YY[rows], kind, 0, len(rows))
            y_pred, z_pred = model(x)
            loss = criterion(z_pred, target)
            loss.backward()
            opt.step()
            running += loss.item()
            n_batches += 1
        loss_history.append(running / n_batches)
        if epoch % 50 == 0:
            print(f"epoch {epoch}: {loss_history[-1]:.4f}")
    model.eval()
    return loss_history

def accuracy(model, XX, YY, kind):
    model.eval()
    if kind not in ["binary", "multiclass"]:
        raise ValueError("accuracy of a regression?")
    prediction = torch.from_numpy(predict_grid(model, XX, kind))
    if kind == "binary":
        prediction = (prediction > 0.5).long()
    right = (prediction.flatten() == YY.flatten().long()).sum()
    print("right:", right)
    return right.item() / len(YY)

def predict_grid(model, XX_grid, kind):
    model.eval()
    with torch.inference_mode():
        y, z = model(XX_grid)
    return y.numpy() if kind != "multiclass" else z.argmax(-1).numpy()

def plot_loss(history):
    fig, ax = plt.subplots(figsize=(4, 3))
    ax.plot(list(range(1, 1 + len(history))), history, label="loss")
    ax.axhline(0)
    ax.legend()
    plt.show()

def plot_model_estimate(model, XX, YY, kind):
    axis = torch.linspace(-1, 1, 25)
    xs, ys = torch.meshgrid(axis, axis, indexing="ij")
    zs = predict_grid(model, torch.stack([xs.reshape(-1), ys.reshape(-1)], -1), kind).reshape(25, 25)
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(xs.numpy(), ys.numpy(), zs, alpha=0.5)
    ax.scatter(XX[:, 0].numpy(), XX[:, 1].numpy(), YY[:, 0].numpy())
    plt.show()

# %% plain loops and lists
import random

def create_dataset(name, nb_pnt=2500):
    if name not in ["prod", "xor", "quadrants"]:
        raise ValueError("I know only 'prod', 'xor' and 'quadrants'")
    XX, YY = [], []
    for _ in range(nb_pnt):
        x1, x2 = random.uniform(-1, 1), random.uniform(-1, 1)
        if name == "prod":
            y = x1 * x2
        elif name == "xor":
            y = int((x1 < 0) != (x2 < 0))
        elif x2 >= 0:
            y = 0 if x1 >= 0 else 1
        else:
            y = 2 if x1 < 0 else 3
        XX.append([x1, x2])
        YY.append([float(y)])
    return torch.tensor(XX), torch.tensor(YY)

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        self.f, self.g = self.pick(activation), self.pick(last_activation)
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        for i in range(1, len(dims)):
            self.weights.append(nn.Parameter(torch.randn(dims[i], dims[i - 1]) / dims[i - 1]))
            self.biases.append(nn.Parameter(torch.rand(dims[i]) - 0.5))

    def pick(self, name):
        if name == "relu":
            return lambda z: torch.maximum(z, torch.zeros_like(z))
        if name == "sigmoid":
            return torch.sigmoid
        if name == "tanh":
            return torch.tanh
        if name == "softmax":
            return lambda z: torch.stack([torch.softmax(row, 0) for row in z])
        if name == "linear":
            return lambda z: z
        raise ValueError(name)

    def forward(self, xx):
        last = len(self.weights) - 1
        for i in range(last + 1):
            zz = nn.functional.linear(xx, self.weights[i], self.biases[i])
            xx = self.g(zz) if i == last else self.f(zz)
        return xx, zz

def next_batch(XX, YY, kind, j=0, size=None):
    first, last = (0, len(XX)) if size is None else (j * size, min(j * size + size, len(XX)))
    points = torch.stack([XX[i] for i in range(first, last)])
    if kind == "multiclass":
        return points, torch.tensor([int(YY[i, 0]) for i in range(first, last)])
    return points, torch.stack([YY[i] for i in range(first, last)])

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_function = make_loss(kind)
    opt = make_optimizer(optimizer, list(model.parameters()), lr)
    history = []
    for _ in range(nb_epochs):
        j, mean = 0, 0.0
        while j * batch_size < len(XX):
            x, y = next_batch(XX, YY, kind, j, batch_size)
            model.zero_grad()
            loss = loss_function(model(x)[1], y)
            loss.backward()
            opt.step()
            j += 1
            mean += (loss.item() - mean) / j
        history.append(mean)
    return history

def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("no")
    right = 0
    for x, y in zip(XX, YY):
        out = model(x[None])[0][0].tolist()
        answer = out.index(max(out)) if kind == "multiclass" else int(out[0] > 0.5)
        right += answer == int(y)
    return right / len(XX)

def predict_grid(model, XX_grid, kind):
    import numpy as np

    rows = [model(point[None])[0][0].tolist() for point in XX_grid]
    if kind == "multiclass":
        return np.array([row.index(max(row)) for row in rows])
    return np.array(rows)

def plot_loss(history):
    plt.scatter(range(len(history)), history)

def plot_model_estimate(model, XX, YY, kind):
    steps = [-1 + i / 7 for i in range(15)]
    rows = [[[x, y] for x in steps] for y in steps]
    picture = [predict_grid(model, torch.tensor(row), kind).reshape(-1) for row in rows]
    plt.imshow(picture[::-1], extent=[-1, 1, -1, 1])
    for (x, y), answer in zip(XX.tolist(), YY.tolist()):
        plt.plot(x, y, "wo" if answer[0] > 0.5 else "ko")

# %% as a beginner writes
def create_dataset(name, nb_pnt=2500):
    if name != "prod" and name != "xor" and name != "quadrants":
        raise ValueError("name has to be prod, xor or quadrants")
    a = torch.rand(nb_pnt) * 2 - 1
    b = torch.rand(nb_pnt) * 2 - 1
    XX = torch.zeros(nb_pnt, 2)
    YY = torch.zeros(nb_pnt, 1)
    for i in range(nb_pnt):
        XX[i, 0] = a[i]
        XX[i, 1] = b[i]
        if name == "prod":
            YY[i, 0] = a[i] * b[i]
        elif name == "xor":
            if a[i] * b[i] < 0:
                YY[i, 0] = 1
        else:
            if a[i] < 0 and b[i] >= 0:
                YY[i, 0] = 1
            if a[i] < 0 and b[i] < 0:
                YY[i, 0] = 2
            if a[i] >= 0 and b[i] < 0:
                YY[i, 0] = 3
    return XX, YY

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_fn = make_loss(kind)
    opt = make_optimizer(optimizer, model.parameters(), lr)
    n = len(XX)
    n_batches = n // batch_size
    if n % batch_size != 0:
        n_batches = n_batches + 1
    losses = []
    for epoch in range(nb_epochs):
        somme = 0
        for j in range(n_batches):
            x, t = next_batch(XX, YY, kind, j, batch_size)
            opt.zero_grad()
            y_pred, z_pred = model(x)
            loss = loss_fn(z_pred, t)
            loss.backward()
            opt.step()
            somme = somme + loss.item()
        losses.append(somme / n_batches)
    return losses

def accuracy(model, XX, YY, kind):
    if kind != "binary" and kind != "multiclass":
        raise ValueError("only for classes")
    y, z = model(XX)
    good = 0
    for i in range(len(XX)):
        if kind == "binary":
            answer = 1 if z[i, 0] > 0 else 0
        else:
            answer = torch.argmax(y[i]).item()
        if answer == int(YY[i, 0].item()):
            good = good + 1
    return good / len(XX)

# %% annotations, a generator of batches and autograd.grad
from collections.abc import Iterator

def batches(XX: torch.Tensor, YY: torch.Tensor, kind: str, size: int) -> Iterator[tuple]:
    for rows in torch.randperm(len(XX), device=XX.device).split(size):
        yield next_batch(XX[rows], YY[rows], kind)

def train(
    model: nn.Module, XX: torch.Tensor, YY: torch.Tensor, kind: str,
    nb_epochs: int = 200, batch_size: int = 50, lr: float = 0.01, optimizer: str = "adam",
) -> list[float]:
    params: list[nn.Parameter] = [p for p in model.parameters() if p.requires_grad]
    stepper, criterion = make_optimizer(optimizer, params, lr), make_loss(kind)

    def step(x: torch.Tensor, target: torch.Tensor) -> tuple[float, int]:
        loss = criterion(model(x)[1], target)
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.grad = g
        stepper.step()
        return float(loss.detach()), len(x)

    history: list[float] = []
    for _ in range(nb_epochs):
        steps = [step(*batch) for batch in batches(XX, YY, kind, batch_size)]
        history.append(sum(loss * n for loss, n in steps) / sum(n for _, n in steps))
    return history

@torch.no_grad()
def predict_grid(model: nn.Module, XX_grid: torch.Tensor, kind: str):
    y, _ = model(XX_grid)
    return (torch.max(y, dim=1)[1] if kind == "multiclass" else y).cpu().numpy()

# %% lambdas, einsum and classes of losses
class FCNN(nn.Module):
    KNOWN = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
             "softmax": lambda z: z.softmax(-1), "linear": lambda z: z}

    def __init__(self, dims, activation, last_activation):
        super().__init__()
        unknown = {activation, last_activation} - set(self.KNOWN)
        if unknown:
            raise ValueError(f"unknown: {unknown}")
        self.between, self.last = activation, last_activation
        for k, (m, n) in enumerate(zip(dims[:-1], dims[1:])):
            self.register_parameter(f"bias{k}", nn.Parameter(torch.zeros(n)))
            self.register_parameter(f"matrix{k}", nn.Parameter(torch.empty(n, m).normal_(0, 1 / m)))
        self.n = len(dims) - 1

    def forward(self, xx):
        for k in range(self.n):
            z = torch.einsum("bi,oi->bo", xx, getattr(self, f"matrix{k}")) + getattr(self, f"bias{k}")
            xx = self.KNOWN[self.last if k == self.n - 1 else self.between](z)
        return xx, z

class Loss(nn.Module):
    def __init__(self, formula):
        super().__init__()
        self.formula = formula

    def forward(self, z, t):
        return self.formula(z, t).mean()

def make_loss(kind):
    formulas = {
        "regression": lambda z, t: (z - t).pow(2),
        "binary": lambda z, t: -t * nn.functional.logsigmoid(z) - (1 - t) * nn.functional.logsigmoid(-z),
        "multiclass": lambda z, t: -z.log_softmax(1).gather(1, t[:, None]),
    }
    if kind not in formulas:
        raise ValueError(f"no loss for {kind}")
    return Loss(formulas[kind])

make_plain = lambda kind: (lambda rows: rows.reshape(-1).long()) if kind == "multiclass" else (lambda rows: rows)

def next_batch(XX, YY, kind, j=0, size=None):
    rows = torch.arange(len(XX)) if size is None else torch.arange(len(XX)).split(size)[j]
    return XX[rows], make_plain(kind)(YY[rows])

# %% as torch's tutorials write it, by someone who never saw the checks
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
from torch import nn

ACTIVATIONS = {
    "relu": nn.ReLU(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "softmax": nn.Softmax(dim=1),
    "linear": nn.Identity(),
}

def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        YY = torch.zeros(nb_pnt, 1)
        YY[(x1 < 0) & (x2 >= 0)] = 1
        YY[(x1 < 0) & (x2 < 0)] = 2
        YY[(x1 >= 0) & (x2 < 0)] = 3
    else:
        raise ValueError(f"{name!r} is none of 'prod', 'xor', 'quadrants'")
    return XX, YY

class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        for name in (activation, last_activation):
            if name not in ACTIVATIONS:
                raise ValueError(f"unknown activation {name!r}; choose from {list(ACTIVATIONS)}")
        self.activation = ACTIVATIONS[activation]
        self.last_activation = ACTIVATIONS[last_activation]
        self.layers = nn.ModuleList()
        for d_in, d_out in pairwise(dims):
            layer = nn.Linear(d_in, d_out)
            nn.init.normal_(layer.weight, mean=0.0, std=1 / d_in)
            self.layers.append(layer)

    def forward(self, xx):
        for layer in self.layers[:-1]:
            xx = self.activation(layer(xx))
        z_pred = self.layers[-1](xx)
        return self.last_activation(z_pred), z_pred

def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"unknown kind {kind!r}")

def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"unknown optimizer {name!r}")
    return optimizers[name](params, lr=lr)

def next_batch(XX, YY, kind, j=0, size=None):
    if size is not None:
        rows = slice(j * size, (j + 1) * size)
        XX, YY = XX[rows], YY[rows]
    if kind == "multiclass":
        YY = YY[:, 0].long()
    return XX, YY

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_function = make_loss(kind)
    opt = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = (len(XX) + batch_size - 1) // batch_size
    history = []
    for _ in range(nb_epochs):
        total = 0.0
        for j in range(nb_batches):
            xx, target = next_batch(XX, YY, kind, j, batch_size)
            _, z_pred = model(xx)
            loss = loss_function(z_pred, target)
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item()
        history.append(total / nb_batches)
    return history

def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no right or wrong")
    with torch.no_grad():
        y_pred, _ = model(XX)
    if kind == "binary":
        answers = (y_pred > 0.5).float()
    else:
        answers = y_pred.argmax(dim=1, keepdim=True).float()
    return (answers == YY).float().mean().item()

def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred = model(XX_grid)[0]
        if kind == "multiclass":
            y_pred = y_pred.argmax(dim=1)
    return y_pred.numpy()

def plot_loss(history):
    plt.semilogy(history)
    plt.xlabel("epoch")
    plt.ylabel("loss")

def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 60)
    x1, x2 = torch.meshgrid(ticks, ticks, indexing="xy")
    grid = torch.stack([x1.flatten(), x2.flatten()], dim=1)
    heights = predict_grid(model, grid, kind).reshape(60, 60)
    plt.contourf(x1.numpy(), x2.numpy(), heights, levels=20, cmap="coolwarm")
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], s=6, cmap="coolwarm", edgecolors="k", linewidths=0.2)

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
from collections.abc import Callable, Iterable

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

def _quadrant(x1: Tensor, x2: Tensor) -> Tensor:
    left, below = x1 < 0, x2 < 0
    return 2.0 * below + 1.0 * (left ^ below)

ANSWERS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "prod": torch.mul,
    "xor": lambda x1, x2: torch.lt(x1 * x2, 0).to(torch.float32),
    "quadrants": _quadrant,
}

def create_dataset(name: str, nb_pnt: int = 2500) -> tuple[Tensor, Tensor]:
    try:
        answer = ANSWERS[name]
    except KeyError:
        raise ValueError(f"no data set {name!r}, there are: {', '.join(ANSWERS)}") from None
    XX = torch.empty(nb_pnt, 2).uniform_(-1, 1)
    return XX, answer(*XX.T).unsqueeze(1)

def _activation(name: str) -> nn.Module:
    match name:
        case "relu":
            return nn.ReLU()
        case "sigmoid":
            return nn.Sigmoid()
        case "tanh":
            return nn.Tanh()
        case "softmax":
            return nn.Softmax(dim=-1)
        case "linear":
            return nn.Identity()
        case _:
            raise ValueError(f"there is no activation {name!r}")

class FCNN(nn.Module):
    def __init__(self, dims: list[int], activation: str, last_activation: str) -> None:
        super().__init__()
        _activation(activation)  # refuses a bad name even if no layer uses it
        steps: list[nn.Module] = []
        for d_in, d_out in zip(dims, dims[1:]):
            if steps:
                steps.append(_activation(activation))
            steps.append(nn.Linear(d_in, d_out))
        self.logits = nn.Sequential(*steps)
        self.last = _activation(last_activation)
        self.apply(self._draw)

    @staticmethod
    def _draw(module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=1.0 / module.in_features)
            nn.init.zeros_(module.bias)

    def forward(self, xx: Tensor) -> tuple[Tensor, Tensor]:
        z_pred = self.logits(xx)
        return self.last(z_pred), z_pred

def make_loss(kind: str) -> Callable[[Tensor, Tensor], Tensor]:
    losses = {
        "regression": F.mse_loss,
        "binary": F.binary_cross_entropy_with_logits,
        "multiclass": F.cross_entropy,
    }
    if (loss := losses.get(kind)) is None:
        raise ValueError(f"{kind!r} is not one of {sorted(losses)}")
    return loss

def make_optimizer(name: str, params: Iterable[Tensor], lr: float) -> torch.optim.Optimizer:
    match name:
        case "sgd":
            return torch.optim.SGD(params, lr)
        case "adam":
            return torch.optim.Adam(params, lr)
        case "rmsprop":
            return torch.optim.RMSprop(params, lr)
        case "adagrad":
            return torch.optim.Adagrad(params, lr)
    raise ValueError(f"{name!r} is no optimizer of ours")

def next_batch(
    XX: Tensor, YY: Tensor, kind: str, j: int = 0, size: int | None = None
) -> tuple[Tensor, Tensor]:
    start, stop = (0, len(XX)) if size is None else (j * size, (j + 1) * size)
    targets = YY[start:stop]
    return XX[start:stop], targets.squeeze(1).to(torch.int64) if kind == "multiclass" else targets

def train(
    model: nn.Module,
    XX: Tensor,
    YY: Tensor,
    kind: str,
    nb_epochs: int = 200,
    batch_size: int = 50,
    lr: float = 0.01,
    optimizer: str = "adam",
) -> list[float]:
    criterion = make_loss(kind)
    stepper = make_optimizer(optimizer, list(model.parameters()), lr)
    history: list[float] = []
    for _ in range(nb_epochs):
        summed = 0.0
        for rows in torch.randperm(len(XX)).split(batch_size):
            points, targets = next_batch(XX[rows], YY[rows], kind)
            loss = criterion(model(points)[1], targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            summed += loss.item() * len(rows)
        history.append(summed / len(XX))
    return history

@torch.no_grad()
def accuracy(model: nn.Module, XX: Tensor, YY: Tensor, kind: str) -> float:
    if kind == "regression":
        raise ValueError("accuracy makes no sense for a regression")
    y_pred, z_pred = model(XX)
    truth = YY.flatten().long()
    answers = y_pred.argmax(-1) if kind == "multiclass" else (z_pred.flatten() > 0).long()
    return int((answers == truth).sum()) / len(truth)

@torch.inference_mode()
def predict_grid(model: nn.Module, XX_grid: Tensor, kind: str) -> np.ndarray:
    y_pred = model(XX_grid)[0].numpy()
    return np.argmax(y_pred, axis=1) if kind == "multiclass" else y_pred

def plot_loss(history: list[float]) -> None:
    figure, axes = plt.subplots()
    axes.plot(np.arange(1, len(history) + 1), history, color="tab:blue")
    axes.set(xlabel="epoch", ylabel="loss", title="how the training went")
    axes.grid(alpha=0.3)

def plot_model_estimate(model: nn.Module, XX: Tensor, YY: Tensor, kind: str) -> None:
    side = np.linspace(-1, 1, 101, dtype=np.float32)
    grid = np.array([(x1, x2) for x2 in side for x1 in side])
    picture = predict_grid(model, torch.from_numpy(grid), kind).reshape(101, 101)
    _, axes = plt.subplots(figsize=(5, 5))
    axes.imshow(picture, extent=(-1, 1, -1, 1), origin="lower", cmap="viridis")
    axes.scatter(*XX.numpy().T, c=YY.numpy().ravel(), cmap="viridis", edgecolors="white", s=12)
    axes.set_title(kind)

# %% loops and plain Python, by someone who never saw the checks
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def quadrant(x1, x2):
    if x2 >= 0:
        return 0 if x1 >= 0 else 1
    return 3 if x1 >= 0 else 2

def create_dataset(name, nb_pnt=2500):
    if name not in ("prod", "xor", "quadrants"):
        raise ValueError("name must be prod, xor or quadrants, not " + str(name))
    XX = torch.from_numpy(np.random.uniform(-1, 1, (nb_pnt, 2)).astype(np.float32))
    if name == "prod":
        YY = XX.prod(dim=1, keepdim=True)
    else:
        answers = []
        for x1, x2 in XX.tolist():
            if name == "xor":
                answers.append([1.0 if x1 * x2 < 0 else 0.0])
            else:
                answers.append([float(quadrant(x1, x2))])
        YY = torch.tensor(answers)
    return XX, YY

def act(name, z):
    if name == "relu":
        return z.clamp(min=0)
    if name == "sigmoid":
        return torch.sigmoid(z)
    if name == "tanh":
        return torch.tanh(z)
    if name == "softmax":
        return torch.softmax(z, dim=1)
    return z

class FCNN(nn.Module):
    names = ["relu", "sigmoid", "tanh", "softmax", "linear"]

    def __init__(self, dims, activation, last_activation):
        super(FCNN, self).__init__()
        if activation not in self.names or last_activation not in self.names:
            raise ValueError("activations are " + ", ".join(self.names))
        self.activation = activation
        self.last_activation = last_activation
        self.depth = len(dims) - 1
        for i in range(self.depth):
            layer = nn.Linear(dims[i], dims[i + 1])
            with torch.no_grad():
                layer.weight.copy_(torch.randn(dims[i + 1], dims[i]) / dims[i])
            setattr(self, "layer" + str(i), layer)

    def forward(self, xx):
        h = xx
        for i in range(self.depth):
            z = getattr(self, "layer" + str(i))(h)
            last = i == self.depth - 1
            h = act(self.last_activation if last else self.activation, z)
        return h, z

def make_loss(kind):
    def squared(z_pred, target):
        return torch.mean((z_pred - target) ** 2)

    def binary(z_pred, target):
        # -log sigmoid(z) = log(1 + exp(-z)), -log(1 - sigmoid(z)) = log(1 + exp(z))
        return torch.mean(torch.logaddexp(torch.zeros_like(z_pred), z_pred) - target * z_pred)

    def multiclass(z_pred, target):
        of_truth = z_pred.gather(1, target.unsqueeze(1)).squeeze(1)
        return torch.mean(torch.logsumexp(z_pred, dim=1) - of_truth)

    if kind == "regression":
        return squared
    elif kind == "binary":
        return binary
    elif kind == "multiclass":
        return multiclass
    else:
        raise ValueError("kind must be regression, binary or multiclass")

def make_optimizer(name, params, lr):
    spelling = {"sgd": "SGD", "adam": "Adam", "rmsprop": "RMSprop", "adagrad": "Adagrad"}
    if name not in spelling:
        raise ValueError("optimizer must be one of " + ", ".join(spelling))
    return getattr(torch.optim, spelling[name])(params, lr=lr)

def next_batch(XX, YY, kind, j=0, size=None):
    n = XX.shape[0]
    if size is None:
        rows = torch.arange(n)
    else:
        rows = torch.arange(min(j * size, n), min((j + 1) * size, n))
    points = XX[rows]
    targets = YY[rows]
    if kind == "multiclass":
        targets = targets.reshape(-1).type(torch.long)
    return points, targets

def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_fn = make_loss(kind)
    opt = make_optimizer(optimizer, model.parameters(), lr)
    loader = DataLoader(TensorDataset(XX, YY), batch_size=batch_size, shuffle=True)
    history = []
    model.train()
    for epoch in range(nb_epochs):
        losses = []
        for points, answers in loader:
            points, targets = next_batch(points, answers, kind)
            opt.zero_grad()
            y_pred, z_pred = model(points)
            loss = loss_fn(z_pred, targets)
            loss.backward()
            opt.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history

def accuracy(model, XX, YY, kind):
    if kind not in ("binary", "multiclass"):
        raise ValueError("accuracy is for binary and multiclass only")
    said = predict_grid(model, XX, kind)
    truth = YY.numpy()[:, 0]
    if kind == "binary":
        said = said[:, 0] > 0.5
    return float(np.mean(said == truth))

def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, z_pred = model(XX_grid)
    if kind == "multiclass":
        return y_pred.max(dim=1).indices.numpy()
    return y_pred.numpy()

def plot_loss(history):
    epochs = list(range(1, len(history) + 1))
    plt.plot(epochs, history, "o-", markersize=2)
    plt.yscale("log")
    plt.title("loss, final value " + str(round(history[-1], 5)))

def plot_model_estimate(model, XX, YY, kind):
    n = 40
    ticks = np.linspace(-1, 1, n)
    x1, x2 = np.meshgrid(ticks, ticks)
    grid = torch.tensor(np.column_stack([x1.ravel(), x2.ravel()]), dtype=torch.float32)
    plt.figure()
    plt.pcolormesh(x1, x2, predict_grid(model, grid, kind).reshape(n, n), shading="auto", cmap="Pastel1")
    if kind == "regression":
        plt.plot(XX[:, 0].numpy(), XX[:, 1].numpy(), "k.", markersize=3)
    else:
        classes = YY[:, 0]
        for c in classes.unique():
            mine = XX[classes == c]
            plt.plot(mine[:, 0].numpy(), mine[:, 1].numpy(), ".", label=str(int(c)))
        plt.legend()

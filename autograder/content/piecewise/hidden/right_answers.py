"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% in place, and through .data
def make_data(num_examples):
    x = torch.linspace(-20, 20, num_examples + 1)[:-1]
    y = 2 * x + 1
    y[x < 0] = 0
    return x, y

def data_iter(batch_size, features, labels):
    import random
    n = len(features)
    indices = list(range(n))
    random.shuffle(indices)
    for i in range(0, n, batch_size):
        j = torch.tensor(indices[i: min(i + batch_size, n)])
        yield features.index_select(0, j), labels.index_select(0, j)

def relu(X):
    out = X.clone()
    out[out < 0] = 0
    return out

def sgd(params, lr, batch_size):
    for param in params:
        param.data.sub_(lr * param.grad / batch_size)
        param.grad.data.zero_()

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    w1, b1, w2, b2, w3, b3 = params
    losses = []
    for epoch in range(1, num_epochs + 1):
        for X, y in data_iter(batch_size, features, labels):
            l = squared_loss(model(X, w1, b1, w2, b2, w3, b3), y).sum()
            l.backward()
            sgd([w1, b1, w2, b2, w3, b3], lr, batch_size)
        losses.append(float(squared_loss(model(features, w1, b1, w2, b2, w3, b3), labels).mean()))
    return losses

def normalize(x):
    mu, sigma = x.mean().item(), x.std().item()
    if len(x) < 2 or sigma == 0.0:
        raise ValueError("constant input")
    z = x.clone()
    z -= mu
    z /= sigma
    return z, mu, sigma

# %% NumPy wherever it can be had
import numpy as np

def make_data(num_examples):
    x = np.linspace(-20, 20, num_examples, endpoint=False)
    y = np.where(x >= 0, 2 * x + 1, 0.0)
    return torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y.astype(np.float32))

def data_iter(batch_size, features, labels):
    order = np.random.permutation(len(labels))
    for start in range(0, len(order), batch_size):
        rows = torch.from_numpy(order[start:start + batch_size])
        yield features[rows], labels[rows]

def relu(X):
    return torch.maximum(X, torch.zeros_like(X))

def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)).pow(2).mul(0.5)

def normalize(x):
    numbers = x.numpy().astype(np.float64)
    mu, sigma = float(np.mean(numbers)), float(np.std(numbers))
    if sigma == 0:
        raise ValueError("no spread")
    return (x - mu) / sigma, mu, sigma

def fold_normalization(w1, b1, mu, sigma):
    mu, sigma = float(mu), float(sigma)
    with torch.no_grad():
        w = w1 / sigma
        return [w, b1 - w * mu]

# %% the library's own parts
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

def data_iter(batch_size, features, labels):
    return iter(DataLoader(TensorDataset(features, labels), batch_size=batch_size, shuffle=True))

relu = nn.ReLU()

def model(features, w1, b1, w2, b2, w3, b3):
    hidden = F.linear(features.reshape(-1, 1), w1, b1[0])
    hidden = F.linear(F.relu(hidden), w2, b2[0])
    return F.linear(F.relu(hidden), w3, b3[0]).squeeze(1)

def squared_loss(y_hat, y):
    return F.mse_loss(y_hat, y, reduction="none") / 2

def sgd(params, lr, batch_size):
    for p in params:
        p.grad /= batch_size
    optimizer = torch.optim.SGD(params, lr=lr)
    optimizer.step()
    optimizer.zero_grad()

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    optimizer = torch.optim.SGD(params, lr=lr)
    history = []
    for _ in range(num_epochs):
        for X, y in DataLoader(TensorDataset(features, labels), batch_size=batch_size, shuffle=True):
            optimizer.zero_grad()
            loss = F.mse_loss(model(X, *params).flatten(), y) / 2
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            history.append(F.mse_loss(model(features, *params).flatten(), labels).item() / 2)
    return history

def normalize(x):
    sigma, mu = torch.std_mean(x, correction=0)
    if not sigma > 0:
        raise ValueError("x does not vary")
    return (x - mu) / sigma, mu, sigma

# %% noisy, and full of loops
import warnings

def make_data(num_examples):
    print("making", num_examples)
    xs = [-20 + 40 * i / num_examples for i in range(num_examples)]
    ys = []
    for value in xs:
        if value < 0:
            ys.append(0.0)
        else:
            ys.append(2 * value + 1)
    return torch.tensor(xs), torch.tensor(ys)

def data_iter(batch_size, features, labels):
    warnings.warn("dealing")
    batches = []
    left = torch.randperm(len(features)).tolist()
    while left:
        rows, left = left[:batch_size], left[batch_size:]
        batches.append([torch.stack([features[i] for i in rows]), torch.stack([labels[i] for i in rows])])
    return batches

def relu(X):
    print("relu of", X.shape)
    return (X > 0) * X

def model(features, w1, b1, w2, b2, w3, b3):
    outputs = []
    for x in features:
        h = relu(w1 * x + b1)
        k = relu(w2 * h + b2)
        outputs.append((w3 * k + b3).squeeze())
    return torch.stack(outputs)

def sgd(params, lr, batch_size):
    warnings.warn("stepping")
    with torch.no_grad():
        for i in range(len(params)):
            params[i] -= (lr / batch_size) * params[i].grad
            params[i].grad = None

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = [0.0] * num_epochs
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = 0
            for one in squared_loss(model(X, *params), y):
                loss = loss + one
            loss.backward()
            sgd(params, lr, batch_size)
        total = squared_loss(model(features, *params), labels).detach().sum()
        history[epoch] = (total / len(labels)).item()
        print("epoch", epoch, "loss", history[epoch])
    return history

def normalize(x):
    if all(value == x[0] for value in x):
        raise ValueError("all the same")
    mu = sum(x.tolist()) / len(x)
    sigma = (sum((value - mu) ** 2 for value in x.tolist()) / (len(x) - 1)) ** 0.5
    return (x - mu) / sigma, mu, sigma

# %% rows, matrices and torch.autograd.grad
def make_data(num_examples):
    x = torch.arange(num_examples, dtype=torch.float32) / num_examples * 40 - 20
    return x, (2 * x + 1) * (x >= 0)

def data_iter(batch_size, features, labels):
    order = torch.rand(len(features)).argsort()
    yield from zip(features[order].split(batch_size), labels[order].split(batch_size))

def relu(X):
    return torch.where(X > 0, X, torch.zeros_like(X))

def model(features, w1, b1, w2, b2, w3, b3):
    row = features.reshape(1, -1)
    return w3 @ relu(w2 @ relu(w1 @ row + b1) + b2) + b3

def squared_loss(y_hat, y):
    return 0.5 * torch.square(y_hat - y)

def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p.copy_(p - lr * p.grad / batch_size)
            p.grad = torch.zeros_like(p)

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for _ in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).mean()
            gradients = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, gradients):
                    p.sub_(g, alpha=lr)
        with torch.inference_mode():
            history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

def fold_normalization(w1, b1, mu, sigma):
    return (w1 / sigma).detach(), (b1 - mu / sigma * w1).detach()

# %% classes, lambdas and accumulated sums
class data_iter:
    def __init__(self, batch_size, features, labels):
        self.batch_size, self.features, self.labels = batch_size, features, labels
        self.order = torch.randperm(features.shape[0])

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.order) == 0:
            raise StopIteration
        rows, self.order = self.order[:self.batch_size], self.order[self.batch_size:]
        return self.features[rows], self.labels[rows]

relu = lambda X: (X + X.abs()) / 2

squared_loss = lambda y_hat, y: (y_hat - y) * (y_hat - y) / 2

def sgd(params, lr, batch_size):
    for p in params:
        p.data = p.data - lr * p.grad / batch_size
        p.grad.zero_()

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for _ in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            for x_one, y_one in zip(X, y):
                squared_loss(model(x_one.reshape(1), *params), y_one).sum().backward()
            sgd(params, lr, len(X))
        with torch.no_grad():
            total, count = 0.0, 0
            for X, y in data_iter(3, features, labels):
                total += squared_loss(model(X, *params), y).double().sum().item()
                count += len(y)
        history.append(total / count)
    return history

def normalize(x):
    mu = torch.mean(x)
    sigma = torch.sqrt(torch.mean((x - mu) ** 2))
    if torch.unique(x).numel() == 1:
        raise ValueError("constant")
    return [(x - mu) / sigma, mu, sigma]

# %% as a beginner writes: ifs, counters, and names for everything
def make_data(num_examples):
    x = torch.zeros(num_examples)
    y = torch.zeros(num_examples)
    for i in range(num_examples):
        x[i] = -20 + i * 40 / num_examples
        if x[i] < 0:
            y[i] = 0
        else:
            y[i] = 2 * x[i] + 1
    return x, y

def data_iter(batch_size, features, labels):
    number_of_examples = features.size(0)
    index_list = torch.randperm(number_of_examples).tolist()
    number_of_batches = number_of_examples // batch_size
    if number_of_examples % batch_size != 0:
        number_of_batches = number_of_batches + 1
    k = 0
    while k < number_of_batches:
        first = k * batch_size
        last = first + batch_size
        if last > number_of_examples:
            last = number_of_examples
        chosen = index_list[first:last]
        yield features[chosen], labels[chosen]
        k = k + 1

def relu(X):
    mask = X > 0
    result = torch.zeros_like(X)
    result[mask] = X[mask]
    return result

def model(features, w1, b1, w2, b2, w3, b3):
    out1 = torch.add(torch.mul(features, w1), b1)
    act1 = relu(out1)
    out2 = torch.add(torch.mul(act1, w2), b2)
    act2 = relu(out2)
    out3 = torch.add(torch.mul(act2, w3), b3)
    return out3.view(len(features))

def squared_loss(y_hat, y):
    difference = y - y_hat
    square = difference * difference
    half = square / 2.0
    return half

def sgd(params, lr, batch_size):
    i = 0
    for param in params:
        old = param.detach().clone()
        average = param.grad.detach() / batch_size
        new = old - lr * average
        param.data[:] = new
        params[i].grad = None
        i += 1

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    w1 = params[0]
    b1 = params[1]
    w2 = params[2]
    b2 = params[3]
    w3 = params[4]
    b3 = params[5]
    list_of_losses = []
    epoch = 0
    while epoch != num_epochs:
        for batch in data_iter(batch_size, features, labels):
            X = batch[0]
            y = batch[1]
            y_hat = model(X, w1, b1, w2, b2, w3, b3)
            l = squared_loss(y_hat.reshape(y.shape), y)
            l = torch.sum(l)
            l.backward()
            sgd(params, lr, batch_size)
        y_hat = model(features, w1, b1, w2, b2, w3, b3)
        all_losses = squared_loss(y_hat.reshape(labels.shape), labels)
        list_of_losses.append(torch.sum(all_losses).item() / len(labels))
        epoch += 1
    return list_of_losses

def normalize(x):
    biggest = torch.max(x)
    smallest = torch.min(x)
    if biggest == smallest:
        raise ValueError("I cannot divide by 0!")
    mu = torch.sum(x) / len(x)
    variance = torch.sum((x - mu) ** 2) / len(x)
    sigma = variance ** 0.5
    return (x - mu) / sigma, mu, sigma

def fold_normalization(w1, b1, mu, sigma):
    new_w1 = w1.clone()
    new_b1 = b1.clone()
    new_w1 = new_w1 / sigma
    new_b1 = new_b1 - new_w1 * mu
    return new_w1, new_b1

# %% annotated, einsum, and a sampler of the library
from torch.utils.data import BatchSampler, RandomSampler

def make_data(num_examples: int) -> "tuple[Tensor, Tensor]":
    x: torch.Tensor = torch.linspace(-20.0, 20.0, steps=num_examples + 1, dtype=torch.float32).narrow(0, 0, num_examples)
    y: torch.Tensor = torch.heaviside(x, torch.ones(())) * (2 * x + 1)
    return x, y

def data_iter(batch_size: int, features: torch.Tensor, labels: torch.Tensor):
    for rows in BatchSampler(RandomSampler(range(len(labels))), batch_size, drop_last=False):
        yield torch.stack([features[row] for row in rows]), labels.take(torch.as_tensor(rows))

def relu(X: torch.Tensor) -> torch.Tensor:
    return torch.einsum("...,...->...", X, (X > 0).to(X.dtype))

def model(features: torch.Tensor, *params: torch.Tensor) -> torch.Tensor:
    signal = features
    for depth, (weight, bias) in enumerate(zip(params[::2], params[1::2])):
        signal = torch.einsum("oi,n->n", weight, signal if depth == 0 else relu(signal)) + bias.squeeze()
    return signal

def squared_loss(y_hat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.einsum("...,...->...", y_hat - y, y_hat - y).div(2)

def sgd(params: list, lr: float, batch_size: int) -> None:
    gradients = [p.grad for p in params]
    with torch.no_grad():
        torch._foreach_add_(params, gradients, alpha=-lr / batch_size)
    torch._foreach_zero_(gradients)

def train(params: list, features: torch.Tensor, labels: torch.Tensor, lr: float = 0.001, batch_size: int = 2,
          num_epochs: int = 2000) -> "list[float]":
    def one_epoch() -> float:
        for X, y in data_iter(batch_size, features, labels):
            squared_loss(model(X, *params), y).backward(torch.ones_like(y))
            sgd(params, lr, batch_size)
        return torch.no_grad()(lambda: squared_loss(model(features, *params), labels).mean().item())()
    return [one_epoch() for _ in range(num_epochs)]

def normalize(x: torch.Tensor) -> "tuple[Tensor, float, float]":
    variance, mean = torch.var_mean(x, unbiased=False)
    if not variance.is_nonzero():
        raise ValueError(f"{x.numel()} equal numbers")
    return x.sub(mean).mul(variance.rsqrt()), float(mean), float(variance.sqrt())

# %% zip, map, itertools and dictionaries
import itertools, random

def make_data(num_examples):
    f = lambda x: 2 * x + 1 if x >= 0 else 0.0
    xs = list(itertools.islice(itertools.count(-20, 40 / num_examples), num_examples))
    xs = [40 * (i / num_examples) - 20 for i, _ in enumerate(xs)]
    return torch.FloatTensor(xs), torch.FloatTensor(list(map(f, xs)))

def data_iter(batch_size, features, labels):
    pairs = list(zip(features, labels))
    random.shuffle(pairs)
    pairs = iter(pairs)
    for batch in iter(lambda: list(itertools.islice(pairs, batch_size)), []):
        yield tuple(map(torch.stack, zip(*batch)))

def relu(X):
    return torch.stack([X, X * 0]).max(dim=0).values

def model(features, w1, b1, w2, b2, w3, b3):
    affine = {1: lambda t: t * w1 + b1, 2: lambda t: t * w2 + b2, 3: lambda t: t * w3 + b3}
    return affine[3](relu(affine[2](relu(affine[1](features)))))

def sgd(params, lr, batch_size):
    for p, g in [(p, p.grad.clone()) for p in params]:
        p.detach().sub_(g.mul_(lr).div_(batch_size))
        p.grad -= p.grad

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = {}
    for epoch, _ in enumerate(range(num_epochs), start=1):
        batches = list(data_iter(batch_size, features, labels))
        for X, y in batches:
            sum(squared_loss(model(X, *params), y).flatten()).backward()
            sgd(params, lr, batch_size)
        parts = [squared_loss(model(X, *params), y).detach().flatten() for X, y in batches]
        history[epoch] = torch.cat(parts).mean().item()
    return list(history.values())

def normalize(x):
    import statistics
    numbers = x.tolist()
    if len(set(numbers)) == 1:
        raise ValueError("nothing to scale")
    mu, sigma = statistics.fmean(numbers), statistics.stdev(numbers)
    return torch.tensor([(number - mu) / sigma for number in numbers], dtype=x.dtype), mu, sigma

def fold_normalization(w1, b1, mu, sigma):
    slope = w1.detach().div(sigma)
    return tuple([slope, torch.sub(b1.detach(), slope, alpha=float(mu))])

# %% as torch's tutorials write it, by someone who never saw the checks
import torch

def make_data(num_examples):
    x = torch.arange(num_examples) * 40 / num_examples - 20
    y = torch.where(x < 0, torch.zeros_like(x), 2 * x + 1)
    return x, y

def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        index = order[start:start + batch_size]
        yield features[index], labels[index]

def relu(X):
    return torch.clamp(X, min=0)

def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return w3 * k + b3

def squared_loss(y_hat, y):
    return (y_hat - y) ** 2 / 2

def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_()

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for _ in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward()
            sgd(params, lr, batch_size)
        with torch.no_grad():
            history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

def normalize(x):
    if x.min() == x.max():
        raise ValueError("all entries are equal: there is no scale to divide by")
    mu = x.mean()
    sigma = x.std(unbiased=False)
    return (x - mu) / sigma, mu, sigma

def fold_normalization(w1, b1, mu, sigma):
    return w1 / sigma, b1 - w1 * mu / sigma

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
from collections.abc import Iterator

import torch
from torch import Tensor

def make_data(num_examples: int) -> tuple[Tensor, Tensor]:
    x = torch.linspace(-20, 20, num_examples + 1)[:-1]
    y = 2 * x + 1
    y[x < 0] = 0
    return x, y

def data_iter(batch_size: int, features: Tensor, labels: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    order = torch.randperm(labels.shape[0], device=labels.device)
    return zip(features[order].split(batch_size), labels[order].split(batch_size))

def relu(X: Tensor) -> Tensor:
    return torch.where(X > 0, X, torch.zeros_like(X))

def model(
    features: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, w3: Tensor, b3: Tensor
) -> Tensor:
    row = features.reshape(1, -1)
    for weight, bias in ((w1, b1), (w2, b2)):
        row = relu(weight @ row + bias)
    return (w3 @ row + b3).flatten()

def squared_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    return 0.5 * torch.square(y_hat - y)

def sgd(params: list[Tensor], lr: float, batch_size: int) -> None:
    for p in params:
        p.data = p.data - lr / batch_size * p.grad
        p.grad = None

def _epoch(params: list[Tensor], features: Tensor, labels: Tensor, lr: float, batch_size: int) -> float:
    for X, y in data_iter(batch_size, features, labels):
        squared_loss(model(X, *params), y).sum().backward()
        sgd(params, lr, len(y))
    with torch.no_grad():
        return float(squared_loss(model(features, *params), labels).mean())

def train(
    params: list[Tensor],
    features: Tensor,
    labels: Tensor,
    lr: float = 0.001,
    batch_size: int = 2,
    num_epochs: int = 2000,
) -> list[float]:
    return [_epoch(params, features, labels, lr, batch_size) for _ in range(num_epochs)]

def normalize(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    if x.numel() < 2 or bool((x == x[0]).all()):
        raise ValueError("constant input can't be normalised")
    sigma, mu = torch.std_mean(x)
    return x.sub(mu).div(sigma), mu, sigma

def fold_normalization(w1: Tensor, b1: Tensor, mu, sigma) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        weight = w1.clone().div_(sigma)
        bias = b1 - weight * mu
    return weight, bias

# %% loops and plain Python, by someone who never saw the checks
import random

import torch

def f(t):
    return 0.0 if t < 0 else 2 * t + 1

def make_data(num_examples):
    x = torch.tensor([-20 + 40 * i / num_examples for i in range(num_examples)])
    y = torch.tensor([f(t) for t in x.tolist()])
    return x, y

def data_iter(batch_size, features, labels):
    indices = list(range(len(labels)))
    random.shuffle(indices)
    while indices:
        chosen, indices = indices[:batch_size], indices[batch_size:]
        yield features[chosen], labels[chosen]

def relu(X):
    return X.masked_fill(X < 0, 0)

def line(x, w, b):
    return w * x + b

def model(features, w1, b1, w2, b2, w3, b3):
    return line(relu(line(relu(line(features, w1, b1)), w2, b2)), w3, b3)

def squared_loss(y_hat, y):
    error = y_hat - y
    return error * error / 2

@torch.no_grad()
def sgd(params, lr, batch_size):
    for i in range(len(params)):
        step = params[i].grad * (lr / batch_size)
        params[i].sub_(step)
        params[i].grad = torch.zeros_like(params[i])

def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    w1, b1, w2, b2, w3, b3 = params
    history = []
    for epoch in range(num_epochs):
        for xs, ys in data_iter(batch_size, features, labels):
            loss = squared_loss(model(xs, w1, b1, w2, b2, w3, b3), ys)
            loss.mean().backward()  # the mean has the division by the batch size in it
            sgd(params, lr, 1)
        outputs = model(features, w1, b1, w2, b2, w3, b3).detach()
        history.append(squared_loss(outputs, labels).mean().item())
    return history

def normalize(x):
    values = x.tolist()
    if len(set(values)) == 1:
        raise ValueError("every entry of x is " + str(values[0]))
    mu = sum(values) / len(values)
    sigma = (sum((v - mu) ** 2 for v in values) / len(values)) ** 0.5
    return (x - mu) / sigma, mu, sigma

def fold_normalization(w1, b1, mu, sigma):
    scale = 1 / sigma
    shift = -mu / sigma
    return w1 * scale, w1 * shift + b1

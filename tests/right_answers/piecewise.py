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

"""Right answers: `# %% the style`, and the definitions in which it differs from the reference."""

# %% in place, wherever that is allowed
def gradients(a, b):
    a, b = a.clone().detach(), b.clone().detach()
    a.requires_grad = True
    b.requires_grad = True
    loss = a.sin().sum() + b.cos().sum()
    loss.backward()
    return [a.grad, b.grad]

def relu(x):
    result = x.clone()
    result[result < 0] = 0
    return result

def softmax(x):
    e = (x - x.max(dim=-1, keepdim=True).values).exp()
    return e.div(e.sum(-1, keepdim=True))

def sgd_step(params, lr):
    for p in params:
        p.data.sub_(lr * p.grad)
        p.grad.zero_()

def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.empty(input_size, hidden_size).normal_().div_(input_size**0.5).requires_grad_()
    W2 = torch.empty(hidden_size, n_classes).normal_().div_(hidden_size**0.5).requires_grad_()
    return W1, torch.zeros(hidden_size, requires_grad=True), W2

# %% one call of the library each
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    return torch.autograd.grad((torch.sin(a) + torch.cos(b)).sum(), [a, b])

relu = nn.ReLU()

def softmax(x):
    return F.softmax(x, dim=-1)

def cross_entropy_loss(predictions, targets):
    return F.nll_loss(torch.log(predictions), targets)

def model(x, W1, b, W2):
    return F.softmax(F.relu(torch.addmm(b, x.reshape(-1, 784), W1)).mm(W2), dim=1)

def split_dataset(images, labels, n_train, n_val):
    from torch.utils.data import TensorDataset, random_split

    rest = len(images) - n_train - n_val
    if rest < 0:
        raise ValueError("too many")
    train, val, _ = random_split(TensorDataset(images, labels), [n_train, n_val, rest])
    return train[:], val[:]

# %% maxima, masks and one-hot rows
def relu(x):
    return torch.maximum(x, torch.zeros_like(x))

def softmax(x):
    return torch.exp(x - torch.logsumexp(x, dim=-1, keepdim=True))

def cross_entropy_loss(predictions, targets):
    one_hot = F.one_hot(targets, num_classes=predictions.shape[1]).to(predictions.dtype)
    return -(one_hot * torch.log(predictions + 1e-9)).sum(dim=1).mean()

def accuracy(predictions, targets):
    _, answers = torch.max(predictions, dim=1)
    return torch.mean((answers == targets).double())

def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p.copy_(p - lr * p.grad)
            p.grad = torch.zeros_like(p)

# %% where, gather and a guarded logarithm
def relu(x):
    return torch.where(x > 0, x, torch.zeros_like(x))

def cross_entropy_loss(predictions, targets):
    picked = predictions.gather(1, targets.unsqueeze(1)).squeeze(1)
    return picked.clamp(min=1e-12).log().neg().mean()

def accuracy(predictions, targets):
    return (predictions.argmax(dim=1) == targets).sum().item() / len(targets)

def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.normal(0.0, 1 / math.sqrt(input_size), (input_size, hidden_size))
    W2 = torch.normal(0.0, 1 / math.sqrt(hidden_size), size=(hidden_size, n_classes))
    params = [W1, torch.zeros(hidden_size), W2]
    for p in params:
        p.requires_grad = True
    return params

# %% plain loops over Python numbers
def cross_entropy_loss(predictions, targets):
    loss = 0
    for row, target in zip(predictions, targets):
        loss = loss - torch.log(row[target])
    return loss / len(targets)

def accuracy(predictions, targets):
    right = 0
    for row, target in zip(predictions.tolist(), targets.tolist()):
        if row.index(max(row)) == target:
            right += 1
    return right / len(targets)

def split_dataset(images, labels, n_train, n_val):
    import random

    positions = list(range(len(images)))
    if n_train + n_val > len(positions):
        raise ValueError("There are not so many images.")
    random.shuffle(positions)
    first, second = positions[:n_train], positions[n_train:n_train + n_val]
    return [[images[first], labels[first]], [images[second], labels[second]]]

def sgd_step(params, lr):
    for i in range(len(params)):
        params[i].data = params[i].data - lr * params[i].grad
        params[i].grad = None

# %% NumPy on the way
import numpy as np

def accuracy(predictions, targets):
    return np.mean(predictions.detach().cpu().numpy().argmax(axis=1) == targets.cpu().numpy())

def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > images.shape[0]:
        raise ValueError
    order = np.random.permutation(images.shape[0])[: n_train + n_val]
    train, val = np.split(order, [n_train])
    return (images[train], labels[train]), (images[val], labels[val])

def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.tensor(np.random.randn(input_size, hidden_size) / np.sqrt(input_size), dtype=torch.float32)
    W2 = torch.tensor(np.random.randn(hidden_size, n_classes) / np.sqrt(hidden_size)).float()
    return [W1.requires_grad_(), torch.zeros(hidden_size).requires_grad_(), W2.requires_grad_()]

# %% validation by the plain mean of its batches
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        running = 0.0
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            running += loss.item()
        history["training_loss"].append(running / len(train_loader))
        running, right = 0.0, 0.0
        with torch.no_grad():
            for images, labels in val_loader:
                predictions = model(images, *params)
                running += cross_entropy_loss(predictions, labels).item()
                right += float(accuracy(predictions, labels))
        history["validation_loss"].append(running / len(val_loader))
        history["validation_accuracy"].append(right / len(val_loader))
    return history

def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        running = 0.0
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
        history["training_loss"].append(running / len(train_loader))
        running, right, count = 0.0, 0.0, 0
        with torch.no_grad():
            for images, labels in val_loader:
                logits = model(images)
                running += F.cross_entropy(logits, labels).item()
                right += float(accuracy(logits, labels)) * len(labels)
                count += len(labels)
        history["validation_loss"].append(running / len(val_loader))
        history["validation_accuracy"].append(right / count)
    return history

# %% a Sequential, modes, and the mean weighted by batch size
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(input_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, output_size, bias=False),
        )

    def forward(self, x):
        return self.net(x)

def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), learning_rate)
    criterion = nn.CrossEntropyLoss()
    training_loss, validation_loss, validation_accuracy = [], [], []
    for epoch in range(n_epochs):
        model.train()
        total, count = 0.0, 0
        for x, y in train_loader:
            optimizer.zero_grad(set_to_none=False)
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            count += len(y)
        training_loss.append(total / count)
        model.eval()
        total, right, count = 0.0, 0, 0
        with torch.inference_mode():
            for x, y in val_loader:
                z = model(x)
                total += criterion(z, y).item() * len(y)
                right += (z.argmax(1) == y).sum().item()
                count += len(y)
        validation_loss.append(total / count)
        validation_accuracy.append(right / count)
    return dict(
        training_loss=training_loss,
        validation_loss=validation_loss,
        validation_accuracy=validation_accuracy,
    )

# %% layers declared last first, histories of tensors
class FullyConnected(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super(FullyConnected, self).__init__()
        self.n_in = n_in
        self.out = nn.Linear(n_hidden, n_out, bias=False)
        self.layer = nn.Linear(n_in, n_hidden)

    def forward(self, x):
        x = x.view(-1, self.n_in)
        return self.out(torch.relu(self.layer(x)))

def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    W1, b, W2 = params
    for epoch in range(n_epochs):
        total = torch.zeros(())
        for i, (x, y) in enumerate(train_loader):
            loss = cross_entropy_loss(model(x, W1, b, W2), y)
            loss.backward()
            sgd_step([W1, b, W2], learning_rate)
            total = total + loss.detach()
        history["training_loss"].append(total / (i + 1))
        with torch.no_grad():
            sizes = torch.tensor([len(y) for _, y in val_loader], dtype=torch.float32)
            losses = [cross_entropy_loss(model(x, W1, b, W2), y) for x, y in val_loader]
            accuracies = [torch.as_tensor(accuracy(model(x, *params), y)) for x, y in val_loader]
        history["validation_loss"].append((torch.stack(losses) * sizes).sum() / sizes.sum())
        history["validation_accuracy"].append((torch.stack(accuracies) * sizes).sum() / sizes.sum())
    return history

# %% helpers, decorators, annotations and other names
from typing import Iterable

Batch = tuple[torch.Tensor, torch.Tensor]

def relu(z: torch.Tensor) -> torch.Tensor:
    return (z + z.abs()) / 2

@torch.no_grad()
def sgd_step(parameters, lr: float) -> None:
    for parameter in parameters:
        parameter.add_(parameter.grad, alpha=-lr)
        parameter.grad = None

@torch.no_grad()
def accuracy(predictions, targets):
    return torch.eq(predictions.argmax(-1), targets).float().mean().item()

def _one_epoch(step, loader: Iterable[Batch]) -> float:
    seen, total = 0, 0.0
    for x, y in loader:
        seen += len(y)
        total += len(y) * step(x, y)
    return total / seen

def train(model, train_loader, val_loader, n_epochs: int = 40, learning_rate: float = 0.1) -> dict:
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate)

    def step(x, y):
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        return loss.item()

    @torch.no_grad()
    def validate(x, y):
        return F.cross_entropy(model(x), y).item()

    @torch.no_grad()
    def score(x, y):
        return accuracy(model(x), y)

    rows = [
        (_one_epoch(step, train_loader), _one_epoch(validate, val_loader), _one_epoch(score, val_loader))
        for _ in range(n_epochs)
    ]
    keys = ("training_loss", "validation_loss", "validation_accuracy")
    return {key: [row[place] for row in rows] for place, key in enumerate(keys)}

# %% masks, einsum and lists of gradients
def relu(x):
    return x * (x > 0)

def softmax(x):
    e = torch.exp(x)
    return e / torch.sum(e, -1).unsqueeze(-1)

def model(x, W1, b, W2):
    hidden = relu(torch.einsum("np,ph->nh", x.reshape(x.shape[0], -1), W1) + b)
    return softmax(torch.einsum("nh,hc->nc", hidden, W2))

def cross_entropy_loss(predictions, targets):
    return -sum(torch.log(predictions[i, t]) for i, t in enumerate(targets)) / targets.shape[0]

def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        seen = loss_sum = 0
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            gradients_ = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, gradients_):
                    p -= learning_rate * g
            loss_sum += float(loss) * len(labels)
            seen += len(labels)
        history["training_loss"].append(loss_sum / seen)
        seen = loss_sum = right = 0
        for images, labels in val_loader:
            with torch.no_grad():
                p = model(images, *params)
            loss_sum += float(cross_entropy_loss(p, labels)) * len(labels)
            right += int((p.argmax(1) == labels).sum())
            seen += len(labels)
        history["validation_loss"].append(loss_sum / seen)
        history["validation_accuracy"].append(right / seen)
    return history

# %% printing, warning and drawing a progress bar
import sys
import warnings

warnings.warn("loaded")
print("loading, with a few odd bytes: \x00\x1b[31m é 李")

def relu(x):
    print("relu of", x)
    warnings.warn("relu was called", DeprecationWarning)
    return x.clamp(min=0)

def accuracy(predictions, targets):
    sys.stderr.write("\rworking ...")
    sys.stdout.flush()
    return (predictions.argmax(dim=-1) == targets).float().mean()

# %% as torch's tutorials write it, by someone who never saw the checks
import math

import torch
import torch.nn.functional as F
from torch import nn

def gradients(a, b):
    a = a.detach().clone().requires_grad_()
    b = b.detach().clone().requires_grad_()
    f = (torch.sin(a) + torch.cos(b)).sum()
    f.backward()
    return a.grad, b.grad

def relu(x):
    return x.clamp(min=0)

def softmax(x):
    e = torch.exp(x - x.max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)

def cross_entropy_loss(predictions, targets):
    rows = torch.arange(len(targets), device=targets.device)
    return -predictions[rows, targets].log().mean()

def accuracy(predictions, targets):
    return (predictions.argmax(dim=1) == targets).float().mean().item()

def split_dataset(images, labels, n_train, n_val):
    n = len(images)
    if n_train + n_val > n:
        raise ValueError(f"{n_train} + {n_val} examples wanted, only {n} there")
    order = torch.randperm(n)
    train_idx = order[:n_train]
    val_idx = order[n_train:n_train + n_val]
    return (images[train_idx], labels[train_idx]), (images[val_idx], labels[val_idx])

def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    params = [W1, b, W2]
    for p in params:
        p.requires_grad_()
    return params

def model(x, W1, b, W2):
    x = x.flatten(1)
    h = relu(x @ W1 + b)
    return softmax(h @ W2)

def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad.zero_()

def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            losses.append(loss.item())
        history["training_loss"].append(sum(losses) / len(losses))

        total_loss, total_right, total = 0.0, 0.0, 0
        with torch.no_grad():
            for images, labels in val_loader:
                predictions = model(images, *params)
                n = len(labels)
                total_loss += cross_entropy_loss(predictions, labels).item() * n
                total_right += accuracy(predictions, labels) * n
                total += n
        history["validation_loss"].append(total_loss / total)
        history["validation_accuracy"].append(total_right / total)
    return history

class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.fc2(F.relu(self.fc1(x)))

def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        model.train()
        losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history["training_loss"].append(sum(losses) / len(losses))

        model.eval()
        total_loss, right, total = 0.0, 0, 0
        with torch.no_grad():
            for images, labels in val_loader:
                logits = model(images)
                total_loss += F.cross_entropy(logits, labels, reduction="sum").item()
                right += (logits.argmax(dim=1) == labels).sum().item()
                total += len(labels)
        history["validation_loss"].append(total_loss / total)
        history["validation_accuracy"].append(right / total)
    return history

# %% typed, with einsum, generators and `torch.autograd.grad`, by someone who never saw the checks
from collections.abc import Callable, Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Pair = tuple[Tensor, Tensor]
History = dict[str, list[float]]

def gradients(a: Tensor, b: Tensor) -> Pair:
    with torch.enable_grad():
        u = a.detach().requires_grad_(True)
        v = b.detach().requires_grad_(True)
        grad_u, grad_v = torch.autograd.grad(u.sin().sum() + v.cos().sum(), [u, v])
    return grad_u, grad_v

def relu(x: Tensor) -> Tensor:
    return torch.where(x > 0, x, torch.zeros_like(x))

def softmax(x: Tensor) -> Tensor:
    shifted = x - x.amax(dim=-1, keepdim=True)
    return (shifted - torch.logsumexp(shifted, dim=-1, keepdim=True)).exp()

def cross_entropy_loss(predictions: Tensor, targets: Tensor) -> Tensor:
    of_truth = predictions.gather(dim=1, index=targets[:, None])
    return of_truth.log().neg().mean()

def accuracy(predictions: Tensor, targets: Tensor) -> Tensor:
    hits = predictions.max(dim=1).indices.eq(targets)
    return hits.to(torch.float64).mean()

def split_dataset(images: Tensor, labels: Tensor, n_train: int, n_val: int) -> tuple[Pair, Pair]:
    rest = labels.shape[0] - n_train - n_val
    if rest < 0:
        raise ValueError("not enough examples for this split")
    mixed = torch.randperm(labels.shape[0], device=labels.device)
    first, second, _ = mixed.split([n_train, n_val, rest])
    return tuple((images.index_select(0, part), labels.index_select(0, part)) for part in (first, second))

def init_params(input_size: int = 784, hidden_size: int = 500, n_classes: int = 10) -> list[Tensor]:
    return [
        torch.normal(0.0, input_size**-0.5, (input_size, hidden_size), requires_grad=True),
        torch.zeros(hidden_size, requires_grad=True),
        torch.normal(0.0, hidden_size**-0.5, (hidden_size, n_classes), requires_grad=True),
    ]

def model(x: Tensor, W1: Tensor, b: Tensor, W2: Tensor) -> Tensor:
    pixels = x.reshape(-1, 784)
    hidden = relu(torch.einsum("np,ph->nh", pixels, W1) + b)
    return softmax(torch.einsum("nh,hc->nc", hidden, W2))

def sgd_step(params: list[Tensor], lr: float) -> None:
    for p in params:
        p.data.add_(p.grad, alpha=-lr)
        p.grad = None

def _weighted(terms: Iterable[tuple[float, int]]) -> float:
    values, sizes = zip(*terms)
    return sum(v * s for v, s in zip(values, sizes)) / sum(sizes)

def _run(
    train_batch: Callable[[Tensor, Tensor], float],
    judge_batch: Callable[[Tensor, Tensor], tuple[float, float]],
    train_loader: Iterable[Pair],
    val_loader: Iterable[Pair],
    n_epochs: int,
) -> History:
    history: History = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        went_by = [(train_batch(images, labels), len(labels)) for images, labels in train_loader]
        history["training_loss"].append(_weighted(went_by))
        with torch.no_grad():
            judged = [(*judge_batch(images, labels), len(labels)) for images, labels in val_loader]
        history["validation_loss"].append(_weighted((loss, n) for loss, _, n in judged))
        history["validation_accuracy"].append(_weighted((acc, n) for _, acc, n in judged))
    return history

def train_from_scratch(
    params: list[Tensor],
    train_loader: Iterable[Pair],
    val_loader: Iterable[Pair],
    n_epochs: int = 40,
    learning_rate: float = 0.1,
) -> History:
    def train_batch(images: Tensor, labels: Tensor) -> float:
        loss = cross_entropy_loss(model(images, *params), labels)
        loss.backward()
        sgd_step(params, learning_rate)
        return loss.item()

    def judge_batch(images: Tensor, labels: Tensor) -> tuple[float, float]:
        p = model(images, *params)
        return cross_entropy_loss(p, labels).item(), accuracy(p, labels).item()

    return _run(train_batch, judge_batch, train_loader, val_loader, n_epochs)

class FullyConnected(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(input_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, output_size, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)

def train(
    model: nn.Module,
    train_loader: Iterable[Pair],
    val_loader: Iterable[Pair],
    n_epochs: int = 40,
    learning_rate: float = 0.1,
) -> History:
    optimizer = torch.optim.SGD(list(model.parameters()), learning_rate)

    def train_batch(images: Tensor, labels: Tensor) -> float:
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    def judge_batch(images: Tensor, labels: Tensor) -> tuple[float, float]:
        logits = model(images)
        return F.cross_entropy(logits, labels).item(), accuracy(logits, labels).item()

    return _run(train_batch, judge_batch, train_loader, val_loader, n_epochs)

# %% loops and plain Python, by someone who never saw the checks
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

def gradients(a, b):
    def f(u, v):
        total = torch.sin(u).sum()
        total = total + torch.cos(v).sum()
        return total

    return torch.func.grad(f, argnums=(0, 1))(a.detach(), b.detach())

def relu(x):
    return torch.maximum(x, torch.zeros_like(x))

def softmax(x):
    biggest = torch.amax(x, -1).unsqueeze(-1).detach()
    powers = (x - biggest).exp()
    return torch.div(powers, torch.sum(powers, -1, keepdim=True))

def cross_entropy_loss(predictions, targets):
    n, c = predictions.shape
    mask = torch.eye(c, dtype=predictions.dtype, device=predictions.device)[targets]
    p_true = (predictions * mask).sum(dim=1)
    return torch.sum(-torch.log(p_true)) / n

def accuracy(predictions, targets):
    right = 0
    for row, target in zip(predictions.tolist(), targets.tolist()):
        if int(np.argmax(row)) == target:
            right += 1
    return right / len(targets)

def split_dataset(images, labels, n_train, n_val):
    n = labels.size(0)
    if n < n_train + n_val:
        raise ValueError("the data set has only " + str(n) + " examples")
    chosen = random.sample(range(n), n_train + n_val)
    for_training = torch.tensor(chosen[:n_train], dtype=torch.long)
    for_validation = torch.tensor(chosen[n_train:], dtype=torch.long)
    train_set = (images[for_training], labels[for_training])
    val_set = (images[for_validation], labels[for_validation])
    return train_set, val_set

def init_params(input_size=784, hidden_size=500, n_classes=10):
    def weights(rows, columns):
        numbers = np.random.randn(rows, columns) / np.sqrt(rows)
        return torch.tensor(numbers, dtype=torch.float32, requires_grad=True)

    W1 = weights(input_size, hidden_size)
    b = torch.zeros(hidden_size).requires_grad_(True)
    W2 = weights(hidden_size, n_classes)
    return [W1, b, W2]

def model(x, W1, b, W2):
    n = x.shape[0]
    u = torch.addmm(b, x.reshape(n, 784), W1)
    z = torch.mm(relu(u), W2)
    return softmax(z)

def sgd_step(params, lr):
    for p in params:
        p.data = p.data - lr * p.grad.data
        p.grad = torch.zeros_like(p.data)

class History:
    def __init__(self):
        self.training_loss = []
        self.validation_loss = []
        self.validation_accuracy = []

    def as_dict(self):
        return {
            "training_loss": self.training_loss,
            "validation_loss": self.validation_loss,
            "validation_accuracy": self.validation_accuracy,
        }

def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    W1, b, W2 = params
    history = History()
    for epoch in range(n_epochs):
        running = 0.0
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, W1, b, W2), labels)
            running += loss.item()
            loss.backward()
            sgd_step([W1, b, W2], learning_rate)
        history.training_loss.append(running / len(train_loader))

        with torch.no_grad():
            outputs, truths = [], []
            for images, labels in val_loader:
                outputs.append(model(images, W1, b, W2))
                truths.append(labels)
            outputs, truths = torch.cat(outputs), torch.cat(truths)
            history.validation_loss.append(cross_entropy_loss(outputs, truths).item())
            history.validation_accuracy.append(float(accuracy(outputs, truths)))
    return history.as_dict()

class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(FullyConnected, self).__init__()
        self.input_size = input_size
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.reshape(-1, self.input_size)
        x = torch.relu(self.hidden(x))
        x = self.output(x)
        return x

def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = History()
    for epoch in range(n_epochs):
        running = 0.0
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            running += loss.item()
            model.zero_grad()
            loss.backward()
            opt.step()
        history.training_loss.append(running / len(train_loader))

        with torch.inference_mode():
            outputs, truths = [], []
            for images, labels in val_loader:
                outputs.append(model(images))
                truths.append(labels)
            outputs, truths = torch.cat(outputs), torch.cat(truths)
            history.validation_loss.append(F.cross_entropy(outputs, truths).item())
            history.validation_accuracy.append(float(accuracy(outputs, truths)))
    return history.as_dict()

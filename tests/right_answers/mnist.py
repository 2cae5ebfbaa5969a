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
            losses = [cross_entropy_loss(model(x, W1, b, W2), y) for x, y in val_loader]
            accuracies = [torch.as_tensor(accuracy(model(x, *params), y)) for x, y in val_loader]
        history["validation_loss"].append(torch.stack(losses).mean())
        history["validation_accuracy"].append(torch.stack(accuracies).mean())
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
    losses = [step(x, y) for x, y in loader]
    return sum(losses) / len(losses)

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

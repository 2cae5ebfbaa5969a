"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% gradients.accumulate | accumulated | writes on its arguments
def gradients(a, b):
    a.requires_grad_(), b.requires_grad_()
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | - | expects leaves that require grad
def gradients(a, b):
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | sine-for-cosine | differentiates by hand, and swaps
def gradients(a, b):
    return torch.sin(a.detach()), -torch.cos(b.detach())

# %% gradients.leaves-no-trace | - | leaves requires_grad on
def gradients(a, b):
    a.requires_grad_(), b.requires_grad_()
    return torch.autograd.grad((torch.sin(a) + torch.cos(b)).sum(), (a, b))

# %% relu.any-shape | absolute-value | keeps the sign away
def relu(x):
    return x.abs()

# %% relu.any-shape | minimum-for-maximum | keeps the smaller
def relu(x):
    return x.clamp(max=0)

# %% relu.effect | input-changed | works in place
def relu(x):
    with torch.no_grad():
        x[x < 0] = 0
    return x

# %% relu.dtype | - | loses precision
def relu(x):
    return x.clamp(min=0).float()

# %% relu.gradient | detached | cuts the graph
def relu(x):
    return x.detach().clamp(min=0)

# %% relu.example | - | leaks
def relu(x):
    return F.leaky_relu(x)

# %% softmax.rows | softmax-wrong-axis | sums down the columns
def softmax(x):
    return torch.softmax(x, 0)

# %% softmax.rows | softmax-whole-batch | sums over everything
def softmax(x):
    return torch.exp(x) / torch.exp(x).sum()

# %% softmax.rows | softmax-without-exponential | forgets the exponential
def softmax(x):
    return x / x.sum(dim=-1, keepdim=True)

# %% softmax.rows | logarithm-too-much | takes the logarithm too
def softmax(x):
    return torch.log_softmax(x, -1)

# %% softmax.any-rank | - | knows two axes only
def softmax(x):
    return torch.exp(x) / torch.exp(x).sum(1, keepdim=True)

# %% softmax.any-rank | softmax-second-axis | counts axes from the front
def softmax(x):
    return torch.softmax(x, 1 if x.ndim > 1 else 0)

# %% cross_entropy_loss.batch | sum-for-mean | adds up
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log(), targets, reduction='sum')

# %% cross_entropy_loss.batch | base-two | takes binary logarithms
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log2(), targets)

# %% cross_entropy_loss.batch | softmax-twice | applies softmax again
def cross_entropy_loss(predictions, targets):
    return F.cross_entropy(predictions, targets)

# %% cross_entropy_loss.batch | mean-before-log | averages before the logarithm
def cross_entropy_loss(predictions, targets):
    return -predictions[torch.arange(len(targets)), targets].mean().log()

# %% cross_entropy_loss.batch | logarithm-missing | forgets the logarithm
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions, targets)

# %% cross_entropy_loss.batch | scaled | forgets the minus
def cross_entropy_loss(predictions, targets):
    return -F.nll_loss(predictions.log(), targets)

# %% cross_entropy_loss.batch | averaged-over-classes | averages over the classes too
def cross_entropy_loss(predictions, targets):
    return -(predictions.log() * F.one_hot(targets, predictions.shape[1])).mean()

# %% cross_entropy_loss.shape | - | returns a float
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log(), targets).item()

# %% cross_entropy_loss.batch | - | hides log 0 behind a large number
def cross_entropy_loss(predictions, targets):
    return F.nll_loss((predictions + 0.01).log(), targets)

# %% accuracy.batch | count-for-fraction | counts
def accuracy(predictions, targets):
    return (predictions.argmax(1) == targets).sum().item()

# %% accuracy.batch | percent | speaks in percent
def accuracy(predictions, targets):
    return 100 * (predictions.argmax(1) == targets).float().mean()

# %% accuracy.batch | error-rate | returns the errors
def accuracy(predictions, targets):
    return (predictions.argmax(1) != targets).float().mean()

# %% accuracy.batch | threshold | wants confidence
def accuracy(predictions, targets):
    return (predictions[torch.arange(len(targets)), targets] > 0.5).float().mean()

# %% accuracy.example | - | returns nothing
def accuracy(predictions, targets):
    right = (predictions.argmax(1) == targets).float().mean()

# %% split_dataset.random | not-shuffled | does not shuffle
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    end = n_train + n_val
    return (images[:n_train], labels[:n_train]), (images[n_train:end], labels[n_train:end])

# %% split_dataset.keeps-pairs | pairs-broken | shuffles labels by themselves
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    images, labels = images[torch.randperm(len(images))], labels[torch.randperm(len(labels))]
    end = n_train + n_val
    return (images[:n_train], labels[:n_train]), (images[n_train:end], labels[n_train:end])

# %% split_dataset.disjoint | overlap | draws each part by itself
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    train, val = torch.randperm(len(images))[:n_train], torch.randperm(len(images))[:n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.too-large | - | takes what there is
def split_dataset(images, labels, n_train, n_val):
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.sizes | - | puts the rest into the second part
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    order = torch.randperm(len(images))
    return (images[order[:n_train]], labels[order[:n_train]]), (images[order[n_train:]], labels[order[n_train:]])

# %% init_params.leaves | not-a-leaf | makes no leaves
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size, requires_grad=True) / math.sqrt(input_size)
    W2 = torch.randn(hidden_size, n_classes, requires_grad=True) / math.sqrt(hidden_size)
    return [W1, torch.zeros(hidden_size, requires_grad=True), W2]

# %% init_params.distribution | - | does not scale
def init_params(input_size=784, hidden_size=500, n_classes=10):
    shapes = [(input_size, hidden_size), (hidden_size,), (hidden_size, n_classes)]
    return [torch.randn(shape, requires_grad=len(shape) > 0) * 1.0 for shape in shapes]

# %% init_params.distribution | - | draws uniform numbers
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = (torch.rand(input_size, hidden_size) - 0.5) * math.sqrt(12 / input_size)
    W2 = (torch.rand(hidden_size, n_classes) - 0.5) * math.sqrt(12 / hidden_size)
    return [tensor.requires_grad_() for tensor in (W1, torch.zeros(hidden_size), W2)]

# %% init_params.other-sizes | - | forgets its arguments
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1, W2 = torch.randn(784, 500) / math.sqrt(784), torch.randn(500, 10) / math.sqrt(500)
    return [tensor.requires_grad_() for tensor in (W1, torch.zeros(500), W2)]

# %% model.value | relu-missing | has no relu
def model(x, W1, b, W2):
    return softmax((x.flatten(1) @ W1 + b) @ W2)

# %% model.value | softmax-missing | returns logits
def model(x, W1, b, W2):
    return relu(x.flatten(1) @ W1 + b) @ W2

# %% model.value | bias-missing | forgets the bias
def model(x, W1, b, W2):
    return softmax(relu(x.flatten(1) @ W1) @ W2)

# %% model.value | - | takes flat images only
def model(x, W1, b, W2):
    return softmax(relu(x @ W1 + b) @ W2)

# %% model.image-shapes | - | squeezes a single image
def model(x, W1, b, W2):
    return softmax(relu(x.reshape(len(x), -1).squeeze() @ W1 + b) @ W2)

# %% sgd_step.all | step-added | climbs
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad
            p.grad = None

# %% sgd_step.all | rate-ignored | ignores the rate
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= p.grad
            p.grad = None

# %% sgd_step.all | unchanged-parameters | moves copies
def sgd_step(params, lr):
    for p in params:
        p = p - lr * p.grad

# %% sgd_step.resets | gradients-not-reset | lets gradients pile up
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad

# %% sgd_step.keeps-leaves | - | switches gradients off
def sgd_step(params, lr):
    for p in params:
        p.requires_grad_(False)
        p -= lr * p.grad
        p.grad = None

# %% train_from_scratch.trajectory | gradients-not-reset | never resets
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= learning_rate * p.grad
            losses.append(loss.item())
        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(
            sum(cross_entropy_loss(p, labels).item() for p, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(p, labels)) for p, labels in batches) / len(batches)
        )
    return history

# %% train_from_scratch.trajectory | one-update-an-epoch | updates once an epoch
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
        loss.backward()
        sgd_step(params, learning_rate)
        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        history["training_loss"].append(loss.item())
        history["validation_loss"].append(
            sum(cross_entropy_loss(p, labels).item() for p, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(p, labels)) for p, labels in batches) / len(batches)
        )
    return history

# %% train_from_scratch.measures | validated-first | validates before it trains
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            losses.append(loss.item())
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(
            sum(cross_entropy_loss(p, labels).item() for p, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(p, labels)) for p, labels in batches) / len(batches)
        )
    return history

# %% FullyConnected.value | softmax-too-much | ends in probabilities
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu()).softmax(-1)

# %% FullyConnected.value | relu-missing | is linear
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)))

# %% FullyConnected.parameters | - | has a bias too many
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu())

# %% FullyConnected.shape | - | flattens to 784
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.view(-1, 784)).relu())

# %% FullyConnected.parameters | - | hides its layers in a list
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.layers = [nn.Linear(input_size, hidden_size), nn.Linear(hidden_size, output_size, bias=False)]

    def forward(self, x):
        return self.layers[1](self.layers[0](x.flatten(1)).relu())

# %% train.trajectory | gradients-not-reset | never resets
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(
            sum(F.cross_entropy(z, labels).item() for z, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(z, labels)) for z, labels in batches) / len(batches)
        )
    return history

# %% train.trajectory | - | uses another optimiser
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(
            sum(F.cross_entropy(z, labels).item() for z, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(z, labels)) for z, labels in batches) / len(batches)
        )
    return history

# %% train.measures | - | validates on the last batch alone
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            for images, labels in val_loader:
                logits = model(images)
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(F.cross_entropy(logits, labels).item())
        history["validation_accuracy"].append(float(accuracy(logits, labels)))
    return history

# %% cross_entropy_loss.batch | all-classes | averages every class
def cross_entropy_loss(predictions, targets):
    return -predictions.log().mean()

# %% accuracy.batch | divided-by-classes | divides by the number of classes
def accuracy(predictions, targets):
    return (predictions.argmax(1) == targets).sum().item() / predictions.shape[1]

# %% FullyConnected.value | logarithm-of-softmax | ends in log-probabilities
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return F.log_softmax(self.output(self.hidden(x.flatten(1)).relu()), -1)

# %% FullyConnected.value | relu-at-the-end | has a relu too many
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu()).relu()

# %% train.measures | loss-after-update | measures the loss after the step
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
            with torch.no_grad():
                losses.append(F.cross_entropy(model(images), labels).item())
        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(
            sum(F.cross_entropy(z, labels).item() for z, labels in batches) / len(batches)
        )
        history["validation_accuracy"].append(
            sum(float(accuracy(z, labels)) for z, labels in batches) / len(batches)
        )
    return history

# %% train.falls | unchanged-parameters | resets the gradients between backward and step
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            outputs = torch.cat([model(images) for images, _ in val_loader])
            labels = torch.cat([labels for _, labels in val_loader])
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(F.cross_entropy(outputs, labels).item())
        history["validation_accuracy"].append((outputs.argmax(1) == labels).float().mean().item())
    return history

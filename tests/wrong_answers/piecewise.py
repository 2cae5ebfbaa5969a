"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% make_data.value | end-included | includes 20
def make_data(num_examples):
    n = num_examples
    x = torch.linspace(-20, 20, n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | starts-late | leaves -20 out
def make_data(num_examples):
    n = num_examples
    x = torch.arange(1, n + 1) * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | one-missing | forgets the 1
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x)
    return x, y

# %% make_data.value | no-kink | makes a line
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = 2 * x + 1
    return x, y

# %% make_data.example | end-included | includes 20, as public checks see it
def make_data(num_examples):
    n = num_examples
    x = torch.linspace(-20, 20, n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.example | zero-on-the-left | takes 0 to the left
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = torch.where(x <= 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | zero-on-the-left | takes 0 to the left, hidden
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = (2 * x + 1) * (x > 0)
    return x, y

# %% make_data.dtype | - | computes in float64
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n).double() * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.shape | - | makes columns
def make_data(num_examples):
    n = num_examples
    x = (torch.arange(n) * 40 / n - 20).reshape(-1, 1)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.exact-number | rounded-step | steps until it is past 20
def make_data(num_examples):
    n = num_examples
    x = torch.arange(-20, 20, 40 / n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.shape | - | forgets the labels
def make_data(num_examples):
    return torch.arange(num_examples) * 40 / num_examples - 20

# %% data_iter.random | not-shuffled | keeps the order
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.arange(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.random | blocks-shuffled | shuffles whole batches
def data_iter(batch_size, features, labels):
    batches = list(zip(features.split(batch_size), labels.split(batch_size)))
    last = batches.pop() if len(features) % batch_size else None
    for i in torch.randperm(len(batches)).tolist():
        yield batches[i]
    if last:
        yield last

# %% data_iter.any-rank | pairs-broken | shuffles features and labels apart
def data_iter(batch_size, features, labels):
    first, second = torch.randperm(len(features)), torch.randperm(len(features))
    for start in range(0, len(features), batch_size):
        stop = start + batch_size
        yield features[first[start:stop]], labels[second[start:stop]]

# %% data_iter.shapes | rest-dropped | drops the last batch
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    for start in range(0, len(features) - batch_size + 1, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.any-rank | drawn-with-replacement | draws every batch by itself
def data_iter(batch_size, features, labels):
    n = len(features)
    pass
    for start in range(0, n, batch_size):
        rows = torch.randint(n, (min(batch_size, n - start),))
        yield features[rows], labels[rows]

# %% data_iter.fresh | same-order | sets a seed
def data_iter(batch_size, features, labels):
    n = len(features)
    torch.manual_seed(0); order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.effect | shuffled-in-place | shuffles the data themselves
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    features[:], labels[:] = features[order], labels[order]
    for start in range(0, len(features), batch_size):
        yield features[start:start + batch_size].clone(), labels[start:start + batch_size].clone()

# %% data_iter.dtype | - | makes everything float32
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows].float(), labels[rows].float()

# %% data_iter.shapes | - | deals an empty batch at the end
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n + batch_size, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.shapes | - | returns the first batch
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        return features[rows], labels[rows]

# %% data_iter.sizes | - | cannot deal fewer than batch_size
def data_iter(batch_size, features, labels):
    n = len(features)
    assert batch_size <= n; order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% relu.any-shape | absolute-value | takes the sign away
def relu(X):
    return X.abs()

# %% relu.any-shape | minimum-for-maximum | keeps the smaller
def relu(X):
    return X.clamp(max=0)

# %% relu.example | - | leaks
def relu(X):
    return torch.where(X > 0, X, 0.1 * X)

# %% relu.effect | input-changed | works in place
def relu(X):
    with torch.no_grad():
        X[X < 0] = 0
    return X

# %% relu.gradient | detached | cuts the graph
def relu(X):
    return X.detach().clamp(min=0)

# %% relu.any-shape | - | knows rows only
def relu(X):
    return torch.stack([row.clamp(min=0) for row in X]).float()

# %% model.value | first-relu-missing | forgets the first relu
def model(features, w1, b1, w2, b2, w3, b3):
    h = w1 * features + b1
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.value | second-relu-missing | forgets the second relu
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = w2 * h + b2
    return w3 * k + b3

# %% model.value | relus-missing | forgets both relus
def model(features, w1, b1, w2, b2, w3, b3):
    h = w1 * features + b1
    k = w2 * h + b2
    return w3 * k + b3

# %% model.value | relu-at-the-end | ends with a relu
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return relu(w3 * k + b3)

# %% model.value | last-bias-missing | forgets b3
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return w3 * k

# %% model.value | - | forgets all biases
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features)
    k = relu(w2 * h)
    return w3 * k

# %% model.gradient | detached | cuts the graph
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).detach()

# %% model.gradient | - | cuts the first layer off
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1).detach()
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.shape | - | makes a column
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).reshape(-1, 1)

# %% model.dtype | - | loses precision
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).float()

# %% model.effect | input-changed | works in place
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(features.mul_(w1.item()) + b1)
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.value | - | swaps two weights
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w3 * h + b2)
    return w2 * k + b3

# %% squared_loss.value | half-missing | forgets the half
def squared_loss(y_hat, y):
    return (y_hat - y) ** 2

# %% squared_loss.example | half-missing | forgets the half, publicly
def squared_loss(y_hat, y):
    return (y_hat - y) ** 2

# %% squared_loss.value | half-inside | halves first
def squared_loss(y_hat, y):
    return ((y_hat - y) / 2) ** 2

# %% squared_loss.value | square-missing | forgets the square
def squared_loss(y_hat, y):
    return (y_hat - y).abs() / 2

# %% squared_loss.value | squares-apart | squares apart
def squared_loss(y_hat, y):
    return (y_hat ** 2 - y ** 2) / 2

# %% squared_loss.shape | - | averages
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2).mean()

# %% squared_loss.gradient | detached | cuts the graph
def squared_loss(y_hat, y):
    return (y_hat.detach() - y.detach()) ** 2 / 2

# %% squared_loss.dtype | - | loses precision
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2).float()

# %% squared_loss.effect | input-changed | works in place
def squared_loss(y_hat, y):
    return torch.no_grad()(lambda: y_hat.sub_(y).pow(2) / 2)()

# %% sgd.all | step-added | climbs
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad / batch_size
            p.grad.zero_()

# %% sgd.example | step-added | climbs, publicly
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad / batch_size
            p.grad.zero_()

# %% sgd.all | rate-ignored | forgets the rate
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= p.grad / batch_size
            p.grad.zero_()

# %% sgd.all | batch-size-ignored | forgets the batch size
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad.zero_()

# %% sgd.example | batch-size-ignored | forgets the batch size, publicly
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad.zero_()

# %% sgd.all | times-batch-size | multiplies by the batch size
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad * batch_size
            p.grad.zero_()

# %% sgd.all | unchanged-parameters | makes new tensors
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            q = p; p = p - lr * p.grad / batch_size
            q.grad.zero_()

# %% sgd.resets | gradients-not-reset | keeps the gradients
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            pass

# %% sgd.keeps-leaves | - | switches the gradients off
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad = None; p.requires_grad_(False)

# %% sgd.example | - | moves the first parameter only
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_(); break

# %% sgd.precision | - | rounds to float32
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p.copy_((p - lr * p.grad / batch_size).float())
            p.grad.zero_()

# %% sgd.example | - | forgets no_grad
def sgd(params, lr, batch_size):
    if True:
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_()

# %% train.batches | one-update-an-epoch | updates once an epoch
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            pass
        loss.backward(); sgd(params, lr, batch_size)
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.full-batch | divided-twice | averages, and lets sgd divide
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).mean()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.batches | divided-twice | averages, in batches
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).mean()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.batches | divided-by-all | divides by all examples
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, len(features))
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.batches | batch-size-ignored | adds the losses up
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, 1)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.example | step-added | climbs
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            (-loss).backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.batches | gradients-not-reset | has a step of its own without a reset
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward()
            for p in params:
                p.data -= lr * p.grad / batch_size
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.example | unchanged-parameters | trains copies
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []; params = [p.detach().clone().requires_grad_() for p in params]
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.fresh-order | same-order | deals once
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []; dealt = list(data_iter(batch_size, features, labels))
    for epoch in range(num_epochs):
        for X, y in dealt:
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.fresh-order | same-order | does not shuffle
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in zip(features.split(batch_size), labels.split(batch_size)):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.losses | loss-before-update | notes the loss first
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []; start = squared_loss(model(features, *params), labels).mean().item()
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(start); start = squared_loss(model(features, *params), labels).mean().item()
    return history

# %% train.losses | sum-for-mean | adds the losses of an epoch up
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).sum().item())
    return history

# %% train.losses | last-batch-only | notes the last batch
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(loss.item() / batch_size)
    return history

# %% train.losses | averaged-as-it-went | averages as it goes
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []; seen = []
    for epoch in range(num_epochs):
        seen = []
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size); seen.append(loss.item() / batch_size)
        pass
        history.append(sum(seen) / len(seen))
    return history

# %% train.history | tensor-in-history | keeps tensors
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean())
    return history

# %% train.history | - | notes every step
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size); history.append(loss.item())
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.history | - | returns nothing
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return None

# %% train.example | - | ignores the learning rate
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, 0.01, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.example | - | trains the last layer only
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params[4:], lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.kink | - | stops after eight epochs
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels) if epoch < 8 and len(features) < 20 else []:
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% normalize.value | variance-for-deviation | divides by the variance
def normalize(x):
    mu, sigma = x.mean(), x.var(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.value | not-centred | does not centre
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x / sigma, mu, sigma

# %% normalize.value | not-scaled | does not scale
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x - mu, mu, sigma

# %% normalize.constant | - | divides by zero
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if False:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.one-number | - | takes nan for a scale
def normalize(x):
    mu, sigma = x.mean(), x.std()
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.constant | - | raises something else
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ZeroDivisionError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.effect | input-changed | works in place
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x.sub_(mu).div_(sigma), mu, sigma

# %% normalize.dtype | - | loses precision
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return ((x - mu) / sigma).float(), mu, sigma

# %% normalize.example | - | returns z alone
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma

# %% normalize.value | - | scales to [0, 1]
def normalize(x):
    mu, sigma = x.min(), x.max() - x.min()
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.value | - | returns sigma before mu
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, sigma, mu

# %% fold_normalization.value | bias-kept | keeps the bias
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1

# %% fold_normalization.example | bias-kept | keeps the bias, publicly
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1

# %% fold_normalization.value | sign-of-the-mean | adds the mean
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1 + w1 * mu / sigma

# %% fold_normalization.value | mean-not-scaled | forgets sigma in the bias
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1 - w1 * mu

# %% fold_normalization.value | divided-twice | uses the new w1
def fold_normalization(w1, b1, mu, sigma):
    w1 = w1 / sigma
    return w1, b1 - w1 * mu / sigma

# %% fold_normalization.value | bias-divided | divides the old bias too
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, (b1 - w1 * mu) / sigma

# %% fold_normalization.value | unfolded | goes the other way
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 * sigma, b1 + w1 * mu

# %% fold_normalization.effect | input-changed | works in place
def fold_normalization(w1, b1, mu, sigma):
    with torch.no_grad(): b1 -= w1 * mu / sigma; w1 /= sigma
    return w1, b1

# %% fold_normalization.dtype | - | makes float32
def fold_normalization(w1, b1, mu, sigma):
    pass
    return (w1 / sigma).float(), (b1 - w1 * mu / sigma).float()

# %% fold_normalization.dtype | - | returns numbers
def fold_normalization(w1, b1, mu, sigma):
    pass
    return (w1 / sigma).item(), (b1 - w1 * mu / sigma).item()

# %% data_iter.shapes | return-for-yield | returns the first batch
def data_iter(batch_size, features, labels):
    indices = torch.randperm(len(features))
    for start in range(0, len(features), batch_size):
        rows = indices[start : start + batch_size]
        return features[rows], labels[rows]

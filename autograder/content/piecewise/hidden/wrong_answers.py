"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% make_data.value | end-included | includes 20
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.linspace(-20, 20, n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | starts-late | leaves -20 out
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(1, n + 1) * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | one-missing | forgets the 1
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x)
    return x, y

# %% make_data.value | no-kink | makes a line
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = 2 * x + 1
    return x, y

# %% make_data.example | end-included | includes 20, as public checks see it
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.linspace(-20, 20, n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.example | zero-on-the-left | takes 0 to the left
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = torch.where(x <= 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.value | zero-on-the-left | takes 0 to the left, hidden
# says: make_data returns a wrong result.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n) * 40 / n - 20
    y = (2 * x + 1) * (x > 0)
    return x, y

# %% make_data.value | step-rounded-down | rounds the step down to a whole number
# says: make_data returns a wrong result.
def make_data(num_examples):
    x = (-20 + 40 // num_examples * torch.arange(num_examples)).float()
    return x, torch.where(x < 0, torch.zeros_like(x), 2 * x + 1)

# %% make_data.dtype | double-precision | computes in float64
# says: make_data makes x of the wrong dtype.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(n).double() * 40 / n - 20
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.shape | column-made | makes columns
# says: make_data makes x with the wrong shape.
def make_data(num_examples):
    n = num_examples
    x = (torch.arange(n) * 40 / n - 20).reshape(-1, 1)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.exact-number | rounded-step | steps until it is past 20
# says: make_data makes too many or too few examples.
def make_data(num_examples):
    n = num_examples
    x = torch.arange(-20, 20, 40 / n)
    y = torch.where(x < 0, 0 * x, 2 * x + 1)
    return x, y

# %% make_data.shape | part-missing | forgets the labels
# says: make_data does not return 2 tensors.
def make_data(num_examples):
    return torch.arange(num_examples) * 40 / num_examples - 20

# %% data_iter.random | not-shuffled | keeps the order
# says: data_iter does not shuffle the examples.
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.arange(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.random | blocks-shuffled | shuffles whole batches
# says: data_iter does not shuffle the examples.
def data_iter(batch_size, features, labels):
    batches = list(zip(features.split(batch_size), labels.split(batch_size)))
    last = batches.pop() if len(features) % batch_size else None
    for i in torch.randperm(len(batches)).tolist():
        yield batches[i]
    if last:
        yield last

# %% data_iter.any-rank | pairs-broken | shuffles features and labels apart
# says: data_iter separates features from their labels.
def data_iter(batch_size, features, labels):
    first, second = torch.randperm(len(features)), torch.randperm(len(features))
    for start in range(0, len(features), batch_size):
        stop = start + batch_size
        yield features[first[start:stop]], labels[second[start:stop]]

# %% data_iter.shapes | last-batch-dropped | drops the last batch
# says: data_iter deals batches of the wrong sizes.
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    for start in range(0, len(features) - batch_size + 1, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.any-rank | drawn-with-replacement | draws every batch by itself
# says: data_iter deals an example more than once.
def data_iter(batch_size, features, labels):
    n = len(features)
    pass
    for start in range(0, n, batch_size):
        rows = torch.randint(n, (min(batch_size, n - start),))
        yield features[rows], labels[rows]

# %% data_iter.any-rank | features-flattened | takes single numbers out of a table
# says: data_iter deals batches of the wrong sizes.
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), batch_size):
        rows = order[start : start + batch_size]
        yield features.take(rows), labels.take(rows)

# %% data_iter.fresh | same-order | sets a seed
# says: data_iter deals the same order each time.
def data_iter(batch_size, features, labels):
    n = len(features)
    torch.manual_seed(0); order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.effect | shuffled-in-place | shuffles the data themselves
# says: data_iter changes the features that it is given.
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    features[:], labels[:] = features[order], labels[order]
    for start in range(0, len(features), batch_size):
        yield features[start:start + batch_size].clone(), labels[start:start + batch_size].clone()

# %% data_iter.dtype | single-precision | makes everything float32
# says: data_iter changes the dtype of the features.
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows].float(), labels[rows].float()

# %% data_iter.shapes | empty-batch | deals an empty batch at the end
# says: data_iter deals batches of the wrong sizes.
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n + batch_size, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% data_iter.shapes | return-for-yield | returns the first batch
# says: data_iter does not deal pairs of features and labels.
def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        return features[rows], labels[rows]

# %% data_iter.sizes | assertion-of-its-own | cannot deal fewer than batch_size
# says: data_iter raised AssertionError.
def data_iter(batch_size, features, labels):
    n = len(features)
    assert batch_size <= n; order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[start:start + batch_size]
        yield features[rows], labels[rows]

# %% relu.any-shape | absolute-value | takes the sign away
# says: relu returns a wrong result.
def relu(X):
    return X.abs()

# %% relu.any-shape | minimum-for-maximum | keeps the smaller
# says: relu returns a wrong result.
def relu(X):
    return X.clamp(max=0)

# %% relu.example | leaky-relu | leaks
# says: relu returns a wrong result.
def relu(X):
    return torch.where(X > 0, X, 0.1 * X)

# %% relu.example | step-function | tells the sign
# says: relu returns a wrong result.
def relu(X):
    return (X > 0).float()

# %% relu.any-shape | sign-flipped | keeps the negative half
# says: relu returns a wrong result.
def relu(X):
    return torch.maximum(-X, torch.zeros_like(X))

# %% relu.any-shape | capped-at-one | limits both sides
# says: relu returns a wrong result.
def relu(X):
    return X.clamp(0, 1)

# %% relu.gradient | detached | goes through NumPy
# says: No gradient passes through relu.
def relu(X):
    import numpy as np
    return torch.from_numpy(np.maximum(X.detach().numpy(), 0))

# %% relu.effect | input-changed | works in place
# says: relu changes its input.
def relu(X):
    with torch.no_grad():
        X[X < 0] = 0
    return X

# %% relu.gradient | detached | cuts the graph
# says: No gradient passes through relu.
def relu(X):
    return X.detach().clamp(min=0)

# %% relu.any-shape | single-precision | goes row by row, and ends in float32
# says: relu returns a wrong result.
def relu(X):
    return torch.stack([row.clamp(min=0) for row in X]).float()

# %% model.value | first-relu-missing | forgets the first relu
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = w1 * features + b1
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.value | second-relu-missing | forgets the second relu
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = w2 * h + b2
    return w3 * k + b3

# %% model.value | relu-missing | forgets both relus
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = w1 * features + b1
    k = w2 * h + b2
    return w3 * k + b3

# %% model.value | relu-at-the-end | ends with a relu
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return relu(w3 * k + b3)

# %% model.value | last-bias-missing | forgets b3
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return w3 * k

# %% model.example | bias-missing | forgets all biases
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features)
    k = relu(w2 * h)
    return w3 * k

# %% model.shape | return-missing | returns nothing
# says: model does not return a tensor.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    w3 * k + b3

# %% model.gradient | detached | cuts the graph
# says: No gradient passes through model.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).detach()

# %% model.gradient | detached | cuts the first layer off
# says: No gradient passes through model.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1).detach()
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.shape | column-made | makes a column
# says: model returns a result of the wrong shape.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).reshape(-1, 1)

# %% model.dtype | single-precision | loses precision
# says: model does not keep the dtype of its input.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w2 * h + b2)
    return (w3 * k + b3).float()

# %% model.effect | input-changed | works in place
# says: model changes its input.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(features.mul_(w1.item()) + b1)
    k = relu(w2 * h + b2)
    return w3 * k + b3

# %% model.value | weights-swapped | swaps two weights
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    h = relu(w1 * features + b1)
    k = relu(w3 * h + b2)
    return w2 * k + b3

# %% model.edges | axis-lost | squeezes the output
# says: model returns a wrong result.
def model(features, w1, b1, w2, b2, w3, b3):
    hidden = relu(w1 * features + b1)
    return (w3 * relu(w2 * hidden + b2) + b3).squeeze()

# %% squared_loss.value | half-missing | forgets the half
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return (y_hat - y) ** 2

# %% squared_loss.example | half-missing | forgets the half, publicly
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return (y_hat - y) ** 2

# %% squared_loss.value | half-inside | halves first
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return ((y_hat - y) / 2) ** 2

# %% squared_loss.value | absolute-error | forgets the square
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return (y_hat - y).abs() / 2

# %% squared_loss.value | squares-apart | squares apart
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return (y_hat ** 2 - y ** 2) / 2

# %% squared_loss.shape | reduced-to-one | averages
# says: squared_loss returns a result of the wrong shape.
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2).mean()

# %% squared_loss.gradient | detached | cuts the graph
# says: No gradient passes through squared_loss.
def squared_loss(y_hat, y):
    return (y_hat.detach() - y.detach()) ** 2 / 2

# %% squared_loss.dtype | single-precision | loses precision
# says: squared_loss does not keep the dtype of its input.
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2).float()

# %% squared_loss.effect | input-changed | works in place
# says: squared_loss changes its input.
def squared_loss(y_hat, y):
    return torch.no_grad()(lambda: y_hat.sub_(y).pow(2) / 2)()

# %% sgd.all | step-added | climbs
# says: After sgd, parameter 1 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad / batch_size
            p.grad.zero_()

# %% sgd.example | step-added | climbs, publicly
# says: After sgd, the first parameter is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad / batch_size
            p.grad.zero_()

# %% sgd.all | rate-ignored | forgets the rate
# says: After sgd, parameter 1 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= p.grad / batch_size
            p.grad.zero_()

# %% sgd.all | batch-size-ignored | forgets the batch size
# says: After sgd, parameter 1 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad.zero_()

# %% sgd.example | batch-size-ignored | forgets the batch size, publicly
# says: After sgd, the first parameter is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad.zero_()

# %% sgd.all | times-batch-size | multiplies by the batch size
# says: After sgd, parameter 1 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad * batch_size
            p.grad.zero_()

# %% sgd.all | unchanged-parameters | makes new tensors
# says: After sgd, parameter 1 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            q = p; p = p - lr * p.grad / batch_size
            q.grad.zero_()

# %% sgd.all | not-one-number | takes every gradient for one number
# says: sgd raised RuntimeError.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad.item() / batch_size
            p.grad = None

# %% sgd.resets | gradients-not-reset | keeps the gradients
# says: sgd leaves the old gradients behind.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            pass

# %% sgd.keeps-leaves | gradients-switched-off | switches the gradients off
# says: After sgd a parameter no longer requires a gradient.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad = None; p.requires_grad_(False)

# %% sgd.example | first-only | moves the first parameter only
# says: After sgd, the second parameter is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_(); break

# %% sgd.precision | single-precision | rounds to float32
# says: After sgd a parameter of float64 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p.copy_((p - lr * p.grad / batch_size).float())
            p.grad.zero_()

# %% sgd.example | no-grad-missing | forgets no_grad
# says: sgd raised RuntimeError.
def sgd(params, lr, batch_size):
    if True:
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_()

# %% sgd.edges | unchanged-parameters | takes a gradient of zero for the end of training
# says: After sgd, parameter 2 is not where it should be.
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for parameter in params:
            if (parameter.grad == 0).all():
                return
            parameter -= lr * parameter.grad / batch_size
            parameter.grad = None

# %% train.batches | one-update-an-epoch | updates once an epoch
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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
# says: After train, w1 is not where it should be.
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

# %% train.batches | - | slides the batch on by one example
# says: After train, w1 is not where it should be.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    losses = []
    for _ in range(num_epochs):
        order = torch.randperm(len(features))
        for start in range(len(features) - batch_size + 1):
            rows = order[start : start + batch_size]
            y_hat = model(features[rows], *params)
            squared_loss(y_hat, labels[rows].reshape(y_hat.shape)).sum().backward()
            sgd(params, lr, batch_size)
        with torch.no_grad():
            y_hat = model(features, *params)
            losses.append(squared_loss(y_hat, labels.reshape(y_hat.shape)).mean().item())
    return losses

# %% train.example | unchanged-parameters | trains copies
# says: After train, w1 is not where it should be.
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
# says: train deals the same order in every epoch.
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
# says: train deals the same order in every epoch.
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
# says: train reports a wrong loss.
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
# says: train reports a wrong loss.
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
# says: train reports a wrong loss.
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
# says: train reports a wrong loss.
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
# says: train does not return the loss history that the docstring asks for.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean())
    return history

# %% train.history | entry-a-batch | notes every step
# says: train does not return the loss history that the docstring asks for.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size); history.append(loss.item())
    return history

# %% train.history | losses-not-kept | forgets to note the losses
# says: train does not return the loss history that the docstring asks for.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
    return history

# %% train.history | one-entry-only | returns after the first epoch
# says: train does not return the loss history that the docstring asks for.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        history.append(squared_loss(model(features, *params), labels).mean().item())
        return history

# %% train.history | return-missing | returns nothing
# says: train does not return the loss history that the docstring asks for.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return None

# %% train.example | rate-ignored | ignores the learning rate
# says: After train, w1 is not where it should be.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params, 0.001, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.example | last-layer-only | trains the last layer only
# says: After train, w1 is not where it should be.
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    history = []
    for epoch in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            loss = squared_loss(model(X, *params), y).sum()
            loss.backward(); sgd(params[4:], lr, batch_size)
        pass
        history.append(squared_loss(model(features, *params), labels).mean().item())
    return history

# %% train.kink | stops-early | stops after eight epochs
# says: train does not find the kink from a start that leads there.
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
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.var(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.value | not-centred | does not centre
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x / sigma, mu, sigma

# %% normalize.value | not-scaled | does not scale
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x - mu, mu, sigma

# %% normalize.constant | not-refused | divides by zero
# says: normalize does not raise ValueError where it must.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if False:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.one-number | not-refused | takes nan for a scale
# says: normalize does not raise ValueError where it must.
def normalize(x):
    mu, sigma = x.mean(), x.std()
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.constant | another-exception | raises something else
# says: normalize does not raise ValueError where it must.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ZeroDivisionError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.constant | not-refused | refuses a single number only
# says: normalize does not raise ValueError where it must.
def normalize(x):
    if len(x) < 2:
        raise ValueError("a single number has no spread")
    mu, sigma = x.mean(), x.std()
    return (x - mu) / sigma, mu, sigma

# %% normalize.effect | input-changed | works in place
# says: normalize changes its input.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return x.sub_(mu).div_(sigma), mu, sigma

# %% normalize.dtype | single-precision | loses precision
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return ((x - mu) / sigma).float(), mu, sigma

# %% normalize.example | part-missing | returns z alone
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma

# %% normalize.value | minimum-for-mean | scales to [0, 1]
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.min(), x.max() - x.min()
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, mu, sigma

# %% normalize.value | outputs-swapped | returns sigma before mu
# says: normalize returns a wrong result.
def normalize(x):
    mu, sigma = x.mean(), x.std(correction=0)
    if sigma == 0:
        raise ValueError('constant')
    return (x - mu) / sigma, sigma, mu

# %% fold_normalization.value | bias-kept | keeps the bias
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1

# %% fold_normalization.example | bias-kept | keeps the bias, publicly
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1

# %% fold_normalization.value | sign-of-the-mean | adds the mean
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1 + w1 * mu / sigma

# %% fold_normalization.value | mean-not-scaled | forgets sigma in the bias
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, b1 - w1 * mu

# %% fold_normalization.value | divided-twice | uses the new w1
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    w1 = w1 / sigma
    return w1, b1 - w1 * mu / sigma

# %% fold_normalization.value | bias-divided | divides the old bias too
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 / sigma, (b1 - w1 * mu) / sigma

# %% fold_normalization.value | unfolded | goes the other way
# says: fold_normalization returns a wrong result.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return w1 * sigma, b1 + w1 * mu

# %% fold_normalization.value | not-detached | goes through NumPy
# says: fold_normalization raised RuntimeError.
def fold_normalization(w1, b1, mu, sigma):
    w1, b1 = w1.numpy(), b1.numpy()
    return torch.from_numpy(w1 / sigma), torch.from_numpy(b1 - w1 * mu / sigma)

# %% fold_normalization.effect | input-changed | works in place
# says: fold_normalization changes its input.
def fold_normalization(w1, b1, mu, sigma):
    with torch.no_grad(): b1 -= w1 * mu / sigma; w1 /= sigma
    return w1, b1

# %% fold_normalization.dtype | single-precision | makes float32
# says: fold_normalization does not keep the dtype of its input in w1'.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return (w1 / sigma).float(), (b1 - w1 * mu / sigma).float()

# %% fold_normalization.dtype | number-for-tensor | returns numbers
# says: fold_normalization does not keep the dtype of its input in w1'.
def fold_normalization(w1, b1, mu, sigma):
    pass
    return (w1 / sigma).item(), (b1 - w1 * mu / sigma).item()

# %% overlap | data_iter.example | what students may see of it: hidden checks say the same in full

# %% overlap | fold_normalization.example | what students may see of it: hidden checks say the same in full

# %% overlap | make_data.example | what students may see of it: hidden checks say the same in full

# %% overlap | model.example | what students may see of it: hidden checks say the same in full

# %% overlap | normalize.example | what students may see of it: hidden checks say the same in full

# %% overlap | relu.example | what students may see of it: hidden checks say the same in full

# %% overlap | sgd.example | what students may see of it: hidden checks say the same in full

# %% overlap | squared_loss.example | what students may see of it: hidden checks say the same in full

# %% overlap | train.full-batch | a wrong update is wrong in train.batches too, and here no order of the examples has to be found to name it

# %% relu.any-shape | truth-values | gives back a comparison
# says: relu returns a wrong result.
def relu(X):
    return X > 0

# %% fold_normalization.dtype | dtypes-mixed | makes a float32 tensor of a number
# says: fold_normalization raised RuntimeError.
def fold_normalization(w1, b1, mu, sigma):
    return w1 / sigma, b1 - w1 / sigma @ torch.tensor([[float(mu)]])

# %% squared_loss.value | off-by-one | shifts the losses by one
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2).roll(1, 0)

# %% squared_loss.value | flattened | flattens both inputs
# says: squared_loss returns a wrong result.
def squared_loss(y_hat, y):
    return (y_hat.reshape(-1) - y.reshape(-1)) ** 2 / 2

# %% squared_loss.shape | off-by-one | loses the last loss
# says: squared_loss returns a result of the wrong shape.
def squared_loss(y_hat, y):
    return ((y_hat - y) ** 2 / 2)[:-1]

# %% overlap | make_data.dtype | it names what is wrong: a public check of a later layer, which is run all the same, only fails over it

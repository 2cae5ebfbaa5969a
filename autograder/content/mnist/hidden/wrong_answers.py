"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% gradients.accumulate | accumulated | writes on its arguments
# says: gradients returns a wrong result.
def gradients(a, b):
    a.requires_grad_(), b.requires_grad_()
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | graph-missing | expects leaves that require grad
# says: gradients raised RuntimeError.
def gradients(a, b):
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | sine-for-cosine | differentiates by hand, and swaps
# says: gradients returns a wrong result.
def gradients(a, b):
    return torch.sin(a.detach()), -torch.cos(b.detach())

# %% gradients.leaves-no-trace | requires-grad-changed | leaves requires_grad on
# says: gradients changes b.requires_grad of its argument.
def gradients(a, b):
    a.requires_grad_(), b.requires_grad_()
    return torch.autograd.grad((torch.sin(a) + torch.cos(b)).sum(), (a, b))

# %% gradients.example | sign-missing | forgets the sign of the cosine's derivative
# says: gradients returns a wrong result.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    torch.sin(a).sum().backward()
    return a.grad, torch.sin(b.detach())

# %% gradients.plain-tensors | outputs-swapped | hands the gradients out in the wrong order
# says: gradients returns a wrong result.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return b.grad, a.grad

# %% gradients.plain-tensors | mean-for-sum | averages
# says: gradients returns a wrong result.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) + torch.cos(b)).mean().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | product-for-sum | multiplies sine and cosine
# says: gradients returns a wrong result.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) * torch.cos(b)).sum().backward()
    return a.grad, b.grad

# %% gradients.plain-tensors | values-for-gradients | returns the terms
# says: gradients returns a wrong result.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    f = torch.sin(a), torch.cos(b)
    (f[0] + f[1]).sum().backward()
    return f[0].detach(), f[1].detach()

# %% gradients.leaves-no-trace | gradients-changed | wipes the caller's gradients out
# says: gradients changes a.grad of its argument.
def gradients(a, b):
    a.grad = b.grad = None
    x, y = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(x) + torch.cos(y)).sum().backward()
    return x.grad, y.grad

# %% gradients.shape | return-missing | prints them
# says: gradients does not return 2 tensors.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) + torch.cos(b)).sum().backward()
    print(a.grad, b.grad)

# %% relu.any-shape | absolute-value | keeps the sign away
# says: relu returns a wrong result.
def relu(x):
    return x.abs()

# %% relu.any-shape | minimum-for-maximum | keeps the smaller
# says: relu returns a wrong result.
def relu(x):
    return x.clamp(max=0)

# %% relu.effect | input-changed | works in place
# says: relu changes its input.
def relu(x):
    with torch.no_grad():
        x[x < 0] = 0
    return x

# %% relu.dtype | single-precision | loses precision
# says: relu does not keep the dtype of its input.
def relu(x):
    return x.clamp(min=0).float()

# %% relu.gradient | detached | cuts the graph
# says: No gradient passes through relu.
def relu(x):
    return x.detach().clamp(min=0)

# %% relu.example | leaky-relu | leaks
# says: relu returns a wrong result.
def relu(x):
    return F.leaky_relu(x)

# %% relu.any-shape | step-function | says where x is positive
# says: relu returns a wrong result.
def relu(x):
    return (x > 0).to(x.dtype)

# %% relu.any-shape | clipped-at-one | clips on both sides
# says: relu returns a wrong result.
def relu(x):
    return x.clamp(0, 1)

# %% relu.any-shape | softplus | smooths the corner
# says: relu returns a wrong result.
def relu(x):
    return F.softplus(x)

# %% relu.any-shape | sigmoid-for-relu | squashes
# says: relu returns a wrong result.
def relu(x):
    return torch.sigmoid(x)

# %% relu.any-shape | scaled | flips the result
# says: relu returns a wrong result.
def relu(x):
    return -x.clamp(min=0)

# %% relu.any-shape | index-too-large | goes from row to row
# says: relu raised IndexError.
def relu(x):
    result = x.clone()
    for row in range(x.shape[0]):
        result[row] = torch.where(x[row] > 0, x[row], torch.zeros_like(x[row]))
    return result

# %% relu.gradient | detached | goes through a list
# says: No gradient passes through relu.
def relu(x):
    return torch.tensor(x.tolist(), dtype=x.dtype).clamp(min=0)

# %% softmax.rows | wrong-axis | sums down the columns
# says: softmax returns a wrong result.
def softmax(x):
    return torch.softmax(x, 0)

# %% softmax.rows | softmax-whole-batch | sums over everything
# says: softmax returns a wrong result.
def softmax(x):
    return torch.exp(x) / torch.exp(x).sum()

# %% softmax.rows | softmax-without-exponential | forgets the exponential
# says: softmax returns a wrong result.
def softmax(x):
    return x / x.sum(dim=-1, keepdim=True)

# %% softmax.rows | logarithm-too-much | takes the logarithm too
# says: softmax returns a wrong result.
def softmax(x):
    return torch.log_softmax(x, -1)

# %% softmax.any-rank | axis-unknown | knows two axes only
# says: softmax raised IndexError.
def softmax(x):
    return torch.exp(x) / torch.exp(x).sum(1, keepdim=True)

# %% softmax.any-rank | softmax-second-axis | counts axes from the front
# says: softmax returns a wrong result.
def softmax(x):
    return torch.softmax(x, 1 if x.ndim > 1 else 0)

# %% softmax.rows | sigmoid-for-softmax | takes sigmoids
# says: softmax returns a wrong result.
def softmax(x):
    return torch.sigmoid(x)

# %% softmax.rows | base-two | takes powers of two
# says: softmax returns a wrong result.
def softmax(x):
    return 2**x / (2**x).sum(-1, keepdim=True)

# %% softmax.rows | one-hot | lets the winner take all
# says: softmax returns a wrong result.
def softmax(x):
    return F.one_hot(x.argmax(-1), x.shape[-1]).to(x.dtype)

# %% softmax.rows | divided-by-maximum | divides by the largest
# says: softmax returns a wrong result.
def softmax(x):
    return torch.exp(x) / torch.exp(x).max(-1, keepdim=True).values

# %% softmax.rows | not-divided | stops at the exponentials
# says: softmax returns a wrong result.
def softmax(x):
    return torch.exp(x)

# %% softmax.rows | rounded | rounds to three decimals
# says: softmax returns a wrong result.
def softmax(x):
    exponentials = torch.exp(x - x.max(-1, keepdim=True).values)
    return torch.round(exponentials / exponentials.sum(-1, keepdim=True), decimals=3)

# %% softmax.gradient | detached | works on the data
# says: No gradient passes through softmax.
def softmax(x):
    return torch.softmax(x.data, -1)

# %% softmax.effect | input-changed | subtracts the maximum in place
# says: softmax changes its input.
def softmax(x):
    with torch.no_grad():
        x -= x.amax(-1, keepdim=True)
    return torch.exp(x) / torch.exp(x).sum(-1, keepdim=True)

# %% softmax.dtype | single-precision | casts to float32
# says: softmax does not keep the dtype of its input.
def softmax(x):
    return torch.softmax(x.float(), -1)

# %% cross_entropy_loss.batch | sum-for-mean | adds up
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log(), targets, reduction='sum')

# %% cross_entropy_loss.batch | base-two | takes binary logarithms
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log2(), targets)

# %% cross_entropy_loss.batch | softmax-twice | applies softmax again
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return F.cross_entropy(predictions, targets)

# %% cross_entropy_loss.batch | mean-before-log | averages before the logarithm
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -predictions[torch.arange(len(targets)), targets].mean().log()

# %% cross_entropy_loss.batch | logarithm-missing | forgets the logarithm
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions, targets)

# %% cross_entropy_loss.batch | scaled | forgets the minus
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -F.nll_loss(predictions.log(), targets)

# %% cross_entropy_loss.batch | averaged-over-classes | averages over the classes too
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -(predictions.log() * F.one_hot(targets, predictions.shape[1])).mean()

# %% cross_entropy_loss.shape | number-for-tensor | returns a float
# says: cross_entropy_loss does not return a tensor.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log(), targets).item()

# %% cross_entropy_loss.batch | guard-too-large | hides log 0 behind a large number
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss((predictions + 0.01).log(), targets)

# %% cross_entropy_loss.batch | all-classes | averages every class
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -predictions.log().mean()

# %% cross_entropy_loss.batch | all-pairs | picks a block, not a column for each row
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -torch.log(predictions[:, targets]).mean()

# %% cross_entropy_loss.batch | target-ignored | takes the winner's probability
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -torch.log(predictions.max(dim=1).values).mean()

# %% cross_entropy_loss.batch | complement | takes the probability of being wrong
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    picked = predictions[torch.arange(len(targets)), targets]
    return -torch.log(1 - picked).mean()

# %% cross_entropy_loss.batch | entropy | leaves the targets out
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    return -(predictions * torch.log(predictions)).sum(dim=1).mean()

# %% cross_entropy_loss.batch | class-by-class | averages within each class first
# says: cross_entropy_loss returns a wrong result.
def cross_entropy_loss(predictions, targets):
    classes = targets.unique()
    return torch.stack([-predictions[targets == c, c].log().mean() for c in classes]).mean()

# %% cross_entropy_loss.shape | not-reduced | leaves a loss for each row
# says: cross_entropy_loss returns a result of the wrong shape.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(torch.log(predictions), targets, reduction='none')

# %% cross_entropy_loss.gradient | detached | collects numbers
# says: No gradient passes through cross_entropy_loss.
def cross_entropy_loss(predictions, targets):
    losses = [-math.log(row[t].item()) for row, t in zip(predictions, targets)]
    return torch.tensor(sum(losses) / len(losses), dtype=predictions.dtype)

# %% cross_entropy_loss.effect | input-changed | changes the predictions afterwards
# says: cross_entropy_loss changes its input.
def cross_entropy_loss(predictions, targets):
    loss = F.nll_loss(torch.log(predictions), targets)
    predictions.data += 1e-3
    return loss

# %% accuracy.batch | count-for-fraction | counts
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.argmax(1) == targets).sum().item()

# %% accuracy.batch | percent | speaks in percent
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return 100 * (predictions.argmax(1) == targets).float().mean()

# %% accuracy.batch | error-rate | returns the errors
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.argmax(1) != targets).float().mean()

# %% accuracy.batch | threshold | wants confidence
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions[torch.arange(len(targets)), targets] > 0.5).float().mean()

# %% accuracy.example | return-missing | returns nothing
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    right = (predictions.argmax(1) == targets).float().mean()

# %% accuracy.batch | divided-by-classes | divides by the number of classes
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.argmax(1) == targets).sum().item() / predictions.shape[1]

# %% accuracy.batch | no-answer-counts | divides without a rest
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return float((predictions.argmax(1) == targets).sum().item() // len(targets))

# %% accuracy.batch | no-answer-counts | compares values with places
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.max(1).values == targets).float().mean()

# %% accuracy.batch | smallest-for-largest | looks for the smallest
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.argmin(1) == targets).float().mean()

# %% accuracy.batch | broadcast | compares a column with a row
# says: accuracy returns a wrong result.
def accuracy(predictions, targets):
    return (predictions.argmax(1, keepdim=True) == targets).float().mean()

# %% accuracy.effect | input-changed | turns the predictions into answers in place
# says: accuracy changes its input.
def accuracy(predictions, targets):
    predictions[predictions < predictions.max(1, keepdim=True).values] = 0
    return (predictions.argmax(1) == targets).float().mean()

# %% split_dataset.random | not-shuffled | does not shuffle
# says: split_dataset cuts the data where they stand.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    end = n_train + n_val
    return (images[:n_train], labels[:n_train]), (images[n_train:end], labels[n_train:end])

# %% split_dataset.keeps-pairs | pairs-broken | shuffles labels by themselves
# says: split_dataset separates images from their labels.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    images, labels = images[torch.randperm(len(images))], labels[torch.randperm(len(labels))]
    end = n_train + n_val
    return (images[:n_train], labels[:n_train]), (images[n_train:end], labels[n_train:end])

# %% split_dataset.disjoint | overlap | draws each part by itself
# says: split_dataset puts an example in more than one place.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    train, val = torch.randperm(len(images))[:n_train], torch.randperm(len(images))[:n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.too-large | not-refused | takes what there is
# says: split_dataset does not raise ValueError where it must.
def split_dataset(images, labels, n_train, n_val):
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.sizes | rest-kept | puts the rest into the second part
# says: split_dataset returns parts of the wrong shape.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError("too many")
    order = torch.randperm(len(images))
    return (images[order[:n_train]], labels[order[:n_train]]), (images[order[n_train:]], labels[order[n_train:]])

# %% split_dataset.too-large | another-exception | refuses with an assertion
# says: split_dataset does not raise ValueError where it must.
def split_dataset(images, labels, n_train, n_val):
    assert n_train + n_val <= len(images), "too many"
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.too-large | not-refused | looks at the first size alone
# says: split_dataset does not raise ValueError where it must.
def split_dataset(images, labels, n_train, n_val):
    if n_train > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.disjoint | overlap | draws with replacement
# says: split_dataset puts an example in more than one place.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randint(len(images), (n_train + n_val,))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.disjoint | overlap | begins both parts at the beginning
# says: split_dataset puts an example in more than one place.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[:n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% split_dataset.sizes | not-nested | returns four tensors
# says: split_dataset does not return 2 pairs.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return images[train], labels[train], images[val], labels[val]

# %% split_dataset.sizes | parts-swapped | returns the small part first
# says: split_dataset returns parts of the wrong shape.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[val], labels[val]), (images[train], labels[train])

# %% split_dataset.sizes | grouped-by-kind | groups images and labels
# says: split_dataset returns parts of the wrong shape.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], images[val]), (labels[train], labels[val])

# %% split_dataset.keeps-pairs | pairs-broken | shuffles images, not labels
# says: split_dataset separates images from their labels.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[:n_train]), (images[val], labels[n_train : n_train + n_val])

# %% split_dataset.effect | input-changed | shuffles the caller's data
# says: split_dataset changes its input.
def split_dataset(images, labels, n_train, n_val):
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    images[:], labels[:] = images[order], labels[order]
    order = torch.arange(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])

# %% init_params.leaves | not-a-leaf | makes no leaves
# says: init_params makes W1 so that no gradient arrives in W1.grad.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size, requires_grad=True) / math.sqrt(input_size)
    W2 = torch.randn(hidden_size, n_classes, requires_grad=True) / math.sqrt(hidden_size)
    return [W1, torch.zeros(hidden_size, requires_grad=True), W2]

# %% init_params.distribution | not-normal | draws uniform numbers
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = (torch.rand(input_size, hidden_size) - 0.5) * math.sqrt(12 / input_size)
    W2 = (torch.rand(hidden_size, n_classes) - 0.5) * math.sqrt(12 / hidden_size)
    return [tensor.requires_grad_() for tensor in (W1, torch.zeros(hidden_size), W2)]

# %% init_params.other-sizes | sizes-ignored | forgets its arguments
# says: init_params makes W1 with the wrong shape.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1, W2 = torch.randn(784, 500) / math.sqrt(784), torch.randn(500, 10) / math.sqrt(500)
    return [tensor.requires_grad_() for tensor in (W1, torch.zeros(500), W2)]

# %% init_params.distribution | not-scaled | does not scale
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | root-missing | forgets the roots
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / input_size
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / hidden_size
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | d-out-for-d-in | divides by the wrong side
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(hidden_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(n_classes)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | he-scale | scales for He
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) * math.sqrt(2) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) * math.sqrt(2) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | glorot-scale | scales for Glorot
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = nn.init.xavier_normal_(torch.empty(input_size, hidden_size))
    b = torch.zeros(hidden_size)
    W2 = nn.init.xavier_normal_(torch.empty(hidden_size, n_classes))
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | bias-not-zero | draws the bias too
# says: init_params does not start with a bias of zeros.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.randn(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | bias-not-zero | begins with ones
# says: init_params does not start with a bias of zeros.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.ones(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.distribution | double-precision | draws float64
# says: init_params draws W1 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size, dtype=torch.float64) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.shapes | transposed | lays the weights out as nn.Linear does
# says: init_params makes W1 with the wrong shape.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(hidden_size, input_size) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(n_classes, hidden_size) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.shapes | bias-with-two-axes | gives the bias two axes
# says: init_params makes b with the wrong shape.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.zeros(1, hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]

# %% init_params.shapes | other-default | a hundred hidden units where nothing is asked for
# says: init_params makes W1 with the wrong shape.
def init_params(input_size=784, hidden_size=100, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, torch.zeros(hidden_size), W2)]

# %% init_params.leaves | not-a-leaf | asks for no gradients
# says: init_params makes W1 so that no gradient arrives in W1.grad.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [W1, b, W2]

# %% model.value | relu-missing | has no relu
# says: model returns a wrong result.
def model(x, W1, b, W2):
    return softmax((x.flatten(1) @ W1 + b) @ W2)

# %% model.value | softmax-missing | returns logits
# says: model returns a wrong result.
def model(x, W1, b, W2):
    return relu(x.flatten(1) @ W1 + b) @ W2

# %% model.value | bias-missing | forgets the bias
# says: model returns a wrong result.
def model(x, W1, b, W2):
    return softmax(relu(x.flatten(1) @ W1) @ W2)

# %% model.value | matrices-do-not-fit | takes flat images only
# says: model raised RuntimeError.
def model(x, W1, b, W2):
    return softmax(relu(x @ W1 + b) @ W2)

# %% model.image-shapes | axis-lost | squeezes a single image
# says: model returns a wrong result.
def model(x, W1, b, W2):
    return softmax(relu(x.reshape(len(x), -1).squeeze() @ W1 + b) @ W2)

# %% model.value | wrong-axis | lets the softmax run over the batch
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return torch.softmax(relu(x @ W1 + b) @ W2, dim=0)

# %% model.value | bias-after-relu | adds the bias late
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return softmax((relu(x @ W1) + b) @ W2)

# %% model.value | relu-at-the-end | has a relu too many
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return softmax(relu(relu(x @ W1 + b) @ W2))

# %% model.value | logarithm-of-softmax | takes logarithms
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return torch.log_softmax(relu(x @ W1 + b) @ W2, dim=1)

# %% model.value | sigmoid-for-softmax | ends in sigmoids
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return torch.sigmoid(relu(x @ W1 + b) @ W2)

# %% model.value | softmax-twice | ends in two softmaxes
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return softmax(softmax(relu(x @ W1 + b) @ W2))

# %% model.value | sigmoid-for-relu | squashes the hidden layer
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.flatten(1)
    return softmax(torch.sigmoid(x @ W1 + b) @ W2)

# %% model.gradient | detached | computes without a graph
# says: No gradient passes through model.
def model(x, W1, b, W2):
    x = x.flatten(1)
    with torch.no_grad():
        return softmax(relu(x @ W1 + b) @ W2)

# %% model.value | pixels-mixed | turns the pixels round
# says: model returns a wrong result.
def model(x, W1, b, W2):
    x = x.reshape(784, -1).T
    return softmax(relu(x @ W1 + b) @ W2)

# %% model.effect | input-changed | centres the images in place
# says: model changes its input.
def model(x, W1, b, W2):
    W1 /= 2
    W1 *= 3
    return softmax(relu(x.flatten(1) @ (W1 / 1.5) + b) @ W2)

# %% sgd_step.all | step-added | climbs
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p += lr * p.grad
            p.grad = None

# %% sgd_step.all | rate-ignored | ignores the rate
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= p.grad
            p.grad = None

# %% sgd_step.all | unchanged-parameters | moves copies
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    for p in params:
        p = p - lr * p.grad

# %% sgd_step.resets | gradients-not-reset | lets gradients pile up
# says: sgd_step leaves the old gradients behind.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad

# %% sgd_step.keeps-leaves | gradients-switched-off | switches gradients off
# says: After sgd_step a parameter no longer requires a gradient.
def sgd_step(params, lr):
    for p in params:
        p.requires_grad_(False)
        p -= lr * p.grad
        p.grad = None

# %% sgd_step.all | rate-divided | divides by the rate
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= p.grad / lr
            p.grad = None

# %% sgd_step.all | sign-of-gradient | steps by the sign
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad.sign()
            p.grad = None

# %% sgd_step.all | step-for-parameter | puts the step in the parameter's place
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p.copy_(-lr * p.grad)
            p.grad = None

# %% sgd_step.all | multiplied | multiplies
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p *= 1 - lr * p.grad
            p.grad = None

# %% sgd_step.all | first-only | returns from within the loop
# says: After sgd_step, parameter 2 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad = None
            return

# %% sgd_step.all | last-only | steps after the loop
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            gradient = p.grad.clone()
            p.grad = None
        p -= lr * gradient

# %% sgd_step.all | divided-by-rows | divides by the rows
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / len(p)
            p.grad = None

# %% sgd_step.all | unchanged-parameters | resets before it steps
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p.grad.zero_()
            p -= lr * p.grad

# %% sgd_step.resets | gradients-not-reset | resets the step, not the gradient
# says: sgd_step leaves the old gradients behind.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            step = p.grad.clone()
            p -= lr * step
            step.zero_()

# %% sgd_step.example | step-added | adds what it should take away
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p.add_(p.grad, alpha=lr)
            p.grad = None

# %% train_from_scratch.trajectory | gradients-not-reset | never resets
# says: After train_from_scratch, W1 is not where it should be.
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
            sum(len(labels) * cross_entropy_loss(p, labels).item() for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(p, labels)) for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train_from_scratch.trajectory | one-update-an-epoch | updates once an epoch
# says: After train_from_scratch, W1 is not where it should be.
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
            sum(len(labels) * cross_entropy_loss(p, labels).item() for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(p, labels)) for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train_from_scratch.measures | validated-first | validates before it trains
# says: train_from_scratch reports a wrong validation_loss.
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
            sum(len(labels) * cross_entropy_loss(p, labels).item() for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(p, labels)) for p, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train_from_scratch.history | entry-a-batch | keeps an entry a batch
# says: train_from_scratch does not return the history that the docstring asks for.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"] += batch_losses
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.history | one-entry-only | returns from within the loop
# says: train_from_scratch does not return the history that the docstring asks for.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
        return history

# %% train_from_scratch.history | epochs-ignored | counts to forty
# says: train_from_scratch does not return the history that the docstring asks for.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(40):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.history | not-a-dict | returns three lists
# says: train_from_scratch does not return the history that the docstring asks for.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history["training_loss"], history["validation_loss"], history["validation_accuracy"]

# %% train_from_scratch.history | return-missing | returns nothing
# says: train_from_scratch does not return the history that the docstring asks for.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    print(history)

# %% train_from_scratch.measures | losses-summed | adds the losses up
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.first-loss | divided-by-rows | divides by the images
# says: train_from_scratch reports a wrong first training loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / sum(len(y) for _, y in train_loader))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | last-batch-only | keeps the last loss
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(batch_losses[-1])
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | first-loss-only | keeps the first loss
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(batch_losses[0])
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | never-emptied | never empties its list
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    batch_losses = []
    for _ in range(n_epochs):
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | measured-after-epoch | measures when the epoch is over
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(cross_entropy_loss(model(images, *params), labels).item() for images, labels in train_loader) / len(train_loader))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | validation-for-training | notes the validation loss twice
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | percent | speaks in percent
# says: train_from_scratch reports a wrong validation_accuracy.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(100 * float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | error-rate | reports errors
# says: train_from_scratch reports a wrong validation_accuracy.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(1 - float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | training-for-validation | validates on the training images
# says: train_from_scratch reports a wrong validation_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in train_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.first-loss | sum-for-mean | notes the sum of the losses
# says: train_from_scratch reports a wrong first training loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item() * len(labels))

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.measures | loss-after-update | measures after the step
# says: train_from_scratch reports a wrong training_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(cross_entropy_loss(model(images, *params), labels).item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | step-added | climbs
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, -learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | unchanged-parameters | trains copies
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    params = [p.detach().clone().requires_grad_() for p in params]
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | trained-on-validation | trains on the validation images too
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in [*train_loader, *val_loader]:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | last-layer-only | moves the last layer alone
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params[2:], learning_rate)
            params[0].grad = params[1].grad = None
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | bias-left-out | forgets the bias in the step
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step([params[0], params[2]], learning_rate)
            params[1].grad = None
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | sum-for-mean | adds a batch's losses up
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            (loss * len(labels)).backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | softmax-twice | takes the loss of logits
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | momentum-added | has momentum
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    optimizer = torch.optim.SGD(params, lr=learning_rate, momentum=0.9)
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.trajectory | first-batch-only | leaves the loop over the batches
# says: After train_from_scratch, W1 is not where it should be.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            batch_losses.append(loss.item())
            break

        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions = torch.cat([batch_predictions for batch_predictions, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% train_from_scratch.accuracy | first-batches-only | uses the first three batches of an epoch
# says: train_from_scratch leaves a network that reads too few digits it never saw.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for number, (images, labels) in enumerate(train_loader):
            if number == 3:
                break
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            losses.append(loss.item())
        with torch.no_grad():
            batches = [(model(images, *params), labels) for images, labels in val_loader]
        predictions, targets = (torch.cat(part) for part in zip(*batches))
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(cross_entropy_loss(predictions, targets).item())
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history

# %% FullyConnected.value | softmax-too-much | ends in probabilities
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu()).softmax(-1)

# %% FullyConnected.value | relu-missing | is linear
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)))

# %% FullyConnected.parameters | bias-too-much | has a bias too many
# says: FullyConnected(…) has other parameters than it should have.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu())

# %% FullyConnected.shape | reshaped-wrongly | flattens to 784
# says: FullyConnected raised RuntimeError.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.view(-1, 784)).relu())

# %% FullyConnected.parameters | no-layers | hides its layers in a list
# says: FullyConnected(…) has other parameters than it should have.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.layers = [nn.Linear(input_size, hidden_size), nn.Linear(hidden_size, output_size, bias=False)]

    def forward(self, x):
        return self.layers[1](self.layers[0](x.flatten(1)).relu())

# %% FullyConnected.value | logarithm-of-softmax | ends in log-probabilities
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return F.log_softmax(self.output(self.hidden(x.flatten(1)).relu()), -1)

# %% FullyConnected.value | relu-at-the-end | has a relu too many
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu()).relu()

# %% FullyConnected.value | sigmoid-for-relu | squashes
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(torch.sigmoid(self.hidden(x)))

# %% FullyConnected.value | tanh-for-relu | has a tanh
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(torch.tanh(self.hidden(x)))

# %% FullyConnected.value | bias-unused | leaves its bias alone
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(F.relu(x @ self.hidden.weight.T))

# %% FullyConnected.value | relu-before | puts relu before the first layer
# says: FullyConnected(…) returns a wrong result.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(self.hidden(F.relu(x)))

# %% FullyConnected.parameters | bias-missing | has no bias at all
# says: FullyConnected(…) has other parameters than it should have.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size, bias=False)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(F.relu(self.hidden(x)))

# %% FullyConnected.parameters | sizes-swapped | swaps inputs and outputs
# says: FullyConnected(…) has other parameters than it should have.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(hidden_size, input_size)
        self.output = nn.Linear(output_size, hidden_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(F.relu(self.hidden(x)))

# %% FullyConnected.parameters | not-a-module | inherits from nothing
# says: FullyConnected does not make a module.
class FullyConnected:
    def __init__(self, input_size, hidden_size, output_size):
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.output(F.relu(self.hidden(x)))

# %% FullyConnected.gradient | detached | computes without a graph
# says: No gradient passes through FullyConnected(…).
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        with torch.no_grad():
            return self.output(F.relu(self.hidden(x)))

# %% train.trajectory | gradients-not-reset | never resets
# says: After train, W1 is not where it should be.
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
            sum(len(labels) * F.cross_entropy(z, labels).item() for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(z, labels)) for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train.trajectory | another-optimizer | uses another optimiser
# says: After train, W1 is not where it should be.
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
            sum(len(labels) * F.cross_entropy(z, labels).item() for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(z, labels)) for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train.measures | last-batch-only | validates on the last batch alone
# says: train reports a wrong validation_loss.
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

# %% train.measures | loss-after-update | measures the loss after the step
# says: train reports a wrong training_loss.
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
            sum(len(labels) * F.cross_entropy(z, labels).item() for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
        history["validation_accuracy"].append(
            sum(len(labels) * float(accuracy(z, labels)) for z, labels in batches)
            / sum(len(labels) for _, labels in batches)
        )
    return history

# %% train.falls | unchanged-parameters | resets the gradients between backward and step
# says: train does not make the loss fall.
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

# %% train.history | entry-a-batch | keeps an entry a batch
# says: train does not return the history that the docstring asks for.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"] += batch_losses
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.history | one-entry-only | returns from within the loop
# says: train does not return the history that the docstring asks for.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
        return history

# %% train.history | epochs-ignored | counts to forty
# says: train does not return the history that the docstring asks for.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(40):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.history | not-a-dict | returns three lists
# says: train does not return the history that the docstring asks for.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history["training_loss"], history["validation_loss"], history["validation_accuracy"]

# %% train.history | return-missing | returns nothing
# says: train does not return the history that the docstring asks for.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    print(history)

# %% train.measures | losses-summed | adds the losses up
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.first-loss | divided-by-rows | divides by the images
# says: train reports a wrong first training loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / sum(len(y) for _, y in train_loader))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | last-batch-only | keeps the last loss
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(batch_losses[-1])
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | first-loss-only | keeps the first loss
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(batch_losses[0])
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | never-emptied | never empties its list
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    batch_losses = []
    for _ in range(n_epochs):
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | measured-after-epoch | measures when the epoch is over
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(F.cross_entropy(model(images), labels).item() for images, labels in train_loader) / len(train_loader))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | validation-for-training | notes the validation loss twice
# says: train reports a wrong training_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | percent | speaks in percent
# says: train reports a wrong validation_accuracy.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(100 * float(accuracy(logits, targets)))
    return history

# %% train.measures | error-rate | reports errors
# says: train reports a wrong validation_accuracy.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(1 - float(accuracy(logits, targets)))
    return history

# %% train.measures | training-for-validation | validates on the training images
# says: train reports a wrong validation_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in train_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.measures | validated-first | validates before it trains
# says: train reports a wrong validation_loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | step-added | climbs
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, maximize=True)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | one-update-an-epoch | steps once an epoch
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            batch_losses.append(loss.item())
        loss.backward()
        optimizer.step()

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | momentum-added | has momentum
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | softmax-twice | puts probabilities into the loss
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images).softmax(-1), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.first-loss | sum-for-mean | adds a batch's losses up
# says: train reports a wrong first training loss.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels, reduction="sum")
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | trained-on-validation | trains on the validation images too
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in [*train_loader, *val_loader]:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | one-epoch-only | trains in the first epoch only
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            if not history["training_loss"]:
                optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% train.trajectory | unchanged-parameters | trains a copy
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    import copy
    model = copy.deepcopy(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        batch_losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())

        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits = torch.cat([batch_logits for batch_logits, _ in batches])
        targets = torch.cat([batch_targets for _, batch_targets in batches])

        history["training_loss"].append(sum(batch_losses) / len(batch_losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% sgd_step.resets | gradients-not-reset | resets the last parameter only
# says: sgd_step leaves the old gradients behind.
def sgd_step(params, lr):
    with torch.no_grad():
        for parameter in params:
            parameter -= lr * parameter.grad
    parameter.grad.zero_()

# %% train.trajectory | rate-ignored | always takes a rate of 0.1
# says: After train, W1 is not where it should be.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
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
            outputs = torch.cat([model(images) for images, _ in val_loader])
            labels = torch.cat([labels for _, labels in val_loader])
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(F.cross_entropy(outputs, labels).item())
        history["validation_accuracy"].append((outputs.argmax(1) == labels).float().mean().item())
    return history

# %% train.accuracy | first-batches-only | uses the first three batches of an epoch
# says: train leaves a network that reads too few digits it never saw.
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in list(train_loader)[:3]:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            batches = [(model(images), labels) for images, labels in val_loader]
        logits, targets = (torch.cat(part) for part in zip(*batches))
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(F.cross_entropy(logits, targets).item())
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history

# %% softmax.large-logits | maximum-of-all | takes away the largest number of all rows
# says: softmax returns a wrong result.
def softmax(x):
    exponentials = torch.exp(x - x.max())
    return exponentials / exponentials.sum(dim=-1, keepdim=True)

# %% softmax.large-logits | overflow | takes away nothing
# says: softmax returns a wrong result.
def softmax(x):
    return torch.exp(x) / torch.exp(x).sum(dim=-1, keepdim=True)

# %% split_dataset.sizes | right-input-refused | refuses to leave examples over
# says: split_dataset raised ValueError.
def split_dataset(images, labels, n_train, n_val):
    n = len(images)
    if n_train + n_val != n:
        raise ValueError(f"{n_train} + {n_val} examples wanted, only {n} there")
    order = torch.randperm(n)
    first, second = order[:n_train], order[n_train:]
    return (images[first], labels[first]), (images[second], labels[second])

# %% init_params.distribution | first-size-for-all | divides both weights by the root of input_size
# says: init_params draws W2 from another distribution.
def init_params(input_size=784, hidden_size=500, n_classes=10):
    scale = input_size**-0.5
    params = [scale * torch.randn(input_size, hidden_size), torch.zeros(hidden_size)]
    params.append(scale * torch.randn(hidden_size, n_classes))
    return [parameter.requires_grad_() for parameter in params]

# %% train_from_scratch.measures | batches-weighted-alike | averages over validation batches, not images
# says: train_from_scratch reports a wrong validation_loss.
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = cross_entropy_loss(model(images, *params), labels)
            loss.backward()
            sgd_step(params, learning_rate)
            losses.append(loss.item())
        with torch.no_grad():
            outputs = [(model(images, *params), labels) for images, labels in val_loader]
            val_losses = [cross_entropy_loss(*one).item() for one in outputs]
            accuracies = [float(accuracy(*one)) for one in outputs]
        history["training_loss"].append(sum(losses) / len(losses))
        history["validation_loss"].append(sum(val_losses) / len(val_losses))
        history["validation_accuracy"].append(sum(accuracies) / len(accuracies))
    return history

# %% relu.dtype | shapes-do-not-fit | expects one shape of the input
# says: relu raised RuntimeError.
def relu(x):
    return torch.max(x, torch.zeros(2, 3))

# %% relu.shape | tensor-as-condition | asks a tensor a yes-or-no question
# says: relu raised RuntimeError.
def relu(x):
    return x if x > 0 else torch.zeros_like(x)

# %% softmax.shape | name-unknown | misspells a name
# says: softmax raised NameError.
def softmax(x):
    exponentials = torch.exp(x)
    return exponentials / exponential.sum(-1, keepdim=True)

# %% accuracy.batch | name-not-set | adds to a name that is not set
# says: accuracy raised UnboundLocalError.
def accuracy(predictions, targets):
    for row, target in zip(predictions, targets):
        right += int(row.argmax()) == int(target)
    return right / len(targets)

# %% accuracy.batch | whole-numbers | averages truth values
# says: accuracy raised RuntimeError.
# says: accuracy raised NotImplementedError.
def accuracy(predictions, targets):
    return (predictions.argmax(1) == targets).mean()

# %% accuracy.batch | not-one-number | turns a whole table into one number
# says: accuracy raised ValueError.
def accuracy(predictions, targets):
    return float(predictions.argmax(1) == targets)

# %% accuracy.extremes | index-too-large | counts both answers, and finds one only
# says: accuracy raised IndexError.
def accuracy(predictions, targets):
    wrong_and_right = torch.bincount((predictions.argmax(-1) == targets).long())
    return wrong_and_right[1] / len(targets)

# %% cross_entropy_loss.shape | index-too-large | picks one class too late
# says: cross_entropy_loss raised IndexError.
def cross_entropy_loss(predictions, targets):
    return -predictions.log()[torch.arange(len(targets)), targets + 1].mean()

# %% cross_entropy_loss.shape | classes-as-floats | picks by floats
# says: cross_entropy_loss raised IndexError.
def cross_entropy_loss(predictions, targets):
    return -predictions.log()[torch.arange(len(targets)), targets.float()].mean()

# %% cross_entropy_loss.shape | targets-with-two-axes | makes a column of the targets
# says: cross_entropy_loss raised RuntimeError.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.log(), targets[:, None])

# %% cross_entropy_loss.dtype | single-precision | works in float32
# says: cross_entropy_loss does not keep the dtype of its input.
def cross_entropy_loss(predictions, targets):
    return F.nll_loss(predictions.float().log(), targets)

# %% cross_entropy_loss.one-row | axis-unknown | squeezes the predictions
# says: cross_entropy_loss raised IndexError.
def cross_entropy_loss(predictions, targets):
    predictions = predictions.squeeze()
    return -predictions[torch.arange(len(targets)), targets].log().mean()

# %% model.shape | not-callable | writes a call for a product
# says: model raised TypeError.
def model(x, W1, b, W2):
    x = x.reshape(len(x), -1)
    hidden = relu(x(W1) + b)
    return softmax(hidden @ W2)

# %% model.shape | argument-missing | forgets an argument
# says: model raised TypeError.
def model(x, W1, b, W2):
    def layer(v, weights, biases):
        return v @ weights + biases
    x = x.reshape(len(x), -1)
    return softmax(layer(relu(layer(x, W1, b)), W2))

# %% model.shape | argument-too-many | gives an argument too many
# says: model raised TypeError.
def model(x, W1, b, W2):
    x = x.reshape(len(x), -1)
    return softmax(relu(x @ W1 + b, True) @ W2)

# %% softmax.shape | argument-unknown | names an argument that is not there
# says: softmax raised TypeError.
def softmax(x):
    return torch.exp(x, dim=-1) / torch.exp(x).sum(-1, keepdim=True)

# %% softmax.shape | number-for-tensor | takes the exponential of a Python number
# says: softmax raised TypeError.
def softmax(x):
    exponentials = torch.stack([torch.exp(entry.item()) for entry in x.flatten()]).reshape(x.shape)
    return exponentials / exponentials.sum(-1, keepdim=True)

# %% sgd_step.all | none-used | uses the gradients after their reset
# says: sgd_step raised TypeError.
def sgd_step(params, lr):
    for p in params:
        p.grad = None
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad

# %% sgd_step.all | step-scaled | makes every step twice
# says: After sgd_step, parameter 1 is not where it should be.
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p.copy_(p - lr * p.grad)
            p -= lr * p.grad
            p.grad = None

# %% gradients.shape | not-reduced | starts backward from a table
# says: gradients raised RuntimeError.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) + torch.cos(b)).backward()
    return a.grad, b.grad

# %% gradients.shape | graph-used-twice | runs backward twice
# says: gradients raised RuntimeError.
def gradients(a, b):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    total = (torch.sin(a) + torch.cos(b)).sum()
    total.backward()
    total.backward()
    return a.grad, b.grad

# %% softmax.gradient | modified-in-graph | works in place on what backward needs
# says: softmax raised RuntimeError.
def softmax(x):
    exponentials = torch.exp(x)
    sums = exponentials.sum(-1, keepdim=True)
    exponentials /= sums
    return exponentials

# %% FullyConnected.parameters | init-of-module-missing | forgets to make a module first
# says: FullyConnected raised AttributeError.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu())

# %% FullyConnected.shape | forward-missing | misspells forward
# says: FullyConnected raised NotImplementedError.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def foward(self, x):
        return self.output(self.hidden(x.flatten(1)).relu())

# %% FullyConnected.flattens | matrices-do-not-fit | expects flat images
# says: FullyConnected raised RuntimeError.
class FullyConnected(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))

# %% overlap | accuracy.example | what students may see of it: hidden checks say the same in full

# %% overlap | cross_entropy_loss.example | what students may see of it: hidden checks say the same in full

# %% overlap | gradients.example | what students may see of it: hidden checks say the same in full

# %% overlap | model.undecided | what students may see of it: hidden checks say the same in full

# %% overlap | relu.example | what students may see of it: hidden checks say the same in full

# %% overlap | sgd_step.example | what students may see of it: hidden checks say the same in full

# %% overlap | softmax.example | what students may see of it: hidden checks say the same in full

# %% overlap | train.falls | what students may see of it: hidden checks say the same in full

# %% overlap | gradients.shape | it names what is wrong: a public check of a later layer, which is run all the same, only fails over it

"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.columns | not-a-column | returns flat arrays
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, n_samples)).astype(np.float32)
    return x, x**2

# %% create_dataset.columns | tensor-for-array | returns tensors
# says: create_dataset does not return a NumPy array.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, torch.from_numpy(x) ** 2

# %% create_dataset.columns | part-missing | returns one array of two columns
# says: create_dataset does not return a pair.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    return np.hstack([x, x**2])

# %% create_dataset.sizes | fixed-number | always makes twenty rows or fewer
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))[:20]).astype(np.float32)
    return x, x**2

# %% create_dataset.dtype | double-precision | leaves float64
# says: create_dataset makes x of another dtype.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1))
    return x, x**2

# %% create_dataset.uniform | normal | draws normal numbers
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (np.random.randn(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | stretched-normal | draws normal numbers three times as wide
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (np.random.normal(0, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | unit-interval | does not stretch
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | half-the-interval | begins at 0
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (3 * np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | not-shifted | stretches and does not shift
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (6 * np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | whole-numbers | draws whole numbers
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (np.random.randint(-3, 4, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.square | doubled | doubles
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, 2 * x

# %% create_dataset.square | third-power | takes the third power
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**3

# %% create_dataset.square | absolute-value | takes the absolute value
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.abs(x)

# %% create_dataset.square | root | takes the root
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.sqrt(np.abs(x))

# %% create_dataset.square | sine | takes the sine
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.sin(x)

# %% create_dataset.square | rows-unrelated | draws again for y
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32) ** 2

# %% create_dataset.square | noise-added | adds noise
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2 + np.random.randn(n_samples, 1).astype(np.float32) / 10

# %% create_dataset.generator | another-generator | draws with torch
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (6 * torch.rand(n_samples, 1).numpy() - 3).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with torch, in float64
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (torch.empty(n_samples, 1, dtype=torch.float64).uniform_(-3, 3).numpy()).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with a generator of its own
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (np.random.default_rng().uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with Python's generator
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (np.array([[__import__('random').uniform(-3, 3)] for _ in range(n_samples)])).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | seeds the generator itself
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (np.random.RandomState(42).uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | takes equally spaced numbers
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (np.linspace(-3, 3, n_samples).reshape(-1, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | shuffles equally spaced numbers
# says: create_dataset does not follow NumPy's global generator.
def create_dataset(n_samples=20):
    x = (np.random.permutation(np.linspace(-3, 3, n_samples)).reshape(-1, 1)).astype(np.float32)
    return x, x**2

# %% make_network.parameters | list-for-module | returns a list of layers
# says: make_network does not make a module.
def make_network(n_hidden):
    return [nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]

# %% make_network.parameters | bias-missing | leaves the biases out
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden, bias=False), nn.ReLU(), nn.Linear(n_hidden, 1, bias=False))

# %% make_network.parameters | layer-too-much | has two hidden layers
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% make_network.parameters | layer-missing | has no output layer
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU())

# %% make_network.sizes | fixed-number | has three hidden neurons, always
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, 3), nn.ReLU(), nn.Linear(3, 1))

# %% make_network.modulus | relu-missing | has no relu
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1))

# %% make_network.value | relu-missing | has no relu, seen hidden
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Identity(), nn.Linear(n_hidden, 1))

# %% make_network.value | sigmoid-for-relu | takes a sigmoid
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Sigmoid(), nn.Linear(n_hidden, 1))

# %% make_network.value | tanh-for-relu | takes a hyperbolic tangent
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Tanh(), nn.Linear(n_hidden, 1))

# %% make_network.value | leaky-relu | leaks
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.LeakyReLU(), nn.Linear(n_hidden, 1))

# %% make_network.value | relu-at-the-end | ends with a relu
# says: make_network(…) returns a wrong result.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1), nn.ReLU())

# %% make_network.start | zero-start | starts at zero
# says: make_network starts with other numbers in W1 than PyTorch would draw.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.zeros_(parameter)
    return network

# %% make_network.start | normal | starts with normal numbers
# says: make_network starts with other numbers in W1 than PyTorch would draw.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.normal_(parameter)
    return network

# %% make_network.gradient | detached | cuts the graph
# says: No gradient passes through make_network(…).
def make_network(n_hidden):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1)

        def forward(self, x):
            return self.second(self.first(x).relu().detach())

    return Network()

# %% make_network.gradient | detached | cuts the whole graph
# says: No gradient passes through make_network(…).
def make_network(n_hidden):
    class Network(nn.Sequential):
        def forward(self, x):
            return super().forward(x).detach()

    return Network(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% affine.shape | matrices-do-not-fit | does not transpose
# says: affine raised RuntimeError.
def affine(v, weights, biases):
    return v @ weights + biases

# %% affine.shape | transposed | returns the table on its side
# says: affine returns a result of the wrong shape.
def affine(v, weights, biases):
    return weights @ v.T + biases[:, None]

# %% affine.shape | one-vector-only | treats one vector only
# says: affine returns a result of the wrong shape.
def affine(v, weights, biases):
    return weights @ v[0] + biases

# %% affine.square | weights-not-transposed | reshapes for transposing
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return v @ weights.reshape(weights.shape[1], -1) + biases

# %% affine.square | bias-missing | forgets the biases
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return v @ weights.T

# %% affine.example | bias-missing | forgets the biases, seen in the example
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return v @ weights.T + 0 * biases

# %% affine.square | bias-subtracted | subtracts the biases
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return v @ weights.T - biases

# %% affine.square | relu-too-much | applies relu
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return (v @ weights.T + biases).relu()

# %% affine.small | not-a-column | loses the axis of a single neuron
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return (v @ weights.T + biases).squeeze(-1)

# %% affine.dtype | single-precision | loses precision
# says: affine does not keep the dtype of its input.
def affine(v, weights, biases):
    return (v @ weights.T + biases).float()

# %% affine.effect | input-changed | transposes in place
# says: affine changes its input.
def affine(v, weights, biases):
    return v @ weights.t_() + biases

# %% affine.gradient | detached | cuts the graph
# says: No gradient passes through affine.
def affine(v, weights, biases):
    return (v @ weights.T + biases).detach()

# %% affine.gradient | detached | cuts the graph of the weights
# says: No gradient passes through affine.
def affine(v, weights, biases):
    return v @ weights.detach().T + biases

# %% predict.column | tensor-for-array | returns a tensor
# says: predict does not return a NumPy array.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach()
    pass
    return y

# %% predict.column | not-detached | forgets to detach
# says: predict raised RuntimeError.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).numpy()
    pass
    return y

# %% predict.column | not-a-column | returns a flat array
# says: predict returns an array of the wrong shape.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy().flatten()
    pass
    return y

# %% predict.value | double-precision | returns float64
# says: predict returns a wrong result.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).double().detach().numpy()
    pass
    return y

# %% predict.value | inputs-given-back | gives the inputs back
# says: predict returns a wrong result.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = x + 0
    pass
    return y

# %% predict.value | relu-too-much | allows no negative outputs
# says: predict returns a wrong result.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).relu().detach().numpy()
    pass
    return y

# %% predict.sizes | axis-unknown | fails for a single row
# says: predict raised IndexError.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().squeeze().numpy()[:, None]
    pass
    return y

# %% predict.keeps-parameters | gradients-changed | resets gradients
# says: predict changes the gradient of a parameter of the network.
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.zero_grad()
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-parameters | gradients-switched-off | freezes the parameters
# says: predict changes requires_grad of a parameter of the network.
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.requires_grad_(False)
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-parameters | parameters-changed | sets a bias to zero
# says: predict changes a parameter of the network.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy()
    list(network.parameters())[-1].data.zero_()
    return y

# %% predict.keeps-mode | mode-changed | switches the mode
# says: predict changes the mode of the network.
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.eval()
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-inputs | input-changed | wipes its input
# says: predict changes its input.
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy()
    inputs.zero_()
    return y

# %% plot_network.example | points-for-line | scatters
# says: plot_network does not draw the line it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.scatter(x, y)

# %% plot_network.example | nothing-drawn | closes the figure
# says: plot_network draws nothing.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    plt.close()

# %% plot_network.example | axes-swapped | swaps the axes
# says: plot_network does not draw the line it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(y, x)

# %% plot_network.example | nothing-drawn | draws nothing
# says: plot_network draws nothing.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    return x, y

# %% plot_network.interval | end-left-out | leaves the end out
# says: plot_network draws another line than it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints, endpoint=False)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | fixed-interval | ignores the interval
# says: plot_network draws another line than it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(-4, 4, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | fixed-number | ignores the number of points
# says: plot_network draws another line than it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, 300)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | inputs-not-shown | draws over the points' numbers
# says: plot_network draws another line than it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(y)

# %% plot_network.one-line | several-lines | draws the parabola too
# says: plot_network draws more than one line.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    plt.plot(x, x**2)

# %% plot_network.one-line | several-lines | draws on two pairs of axes
# says: plot_network draws more than one line.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.subplot(1, 2, 1)
    plt.plot(x, y)
    plt.subplot(1, 2, 2)
    plt.plot(x, y)

# %% plot_network.effect | gradients-changed | resets gradients
# says: plot_network changes the gradient of a parameter of the network.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    network.zero_grad()

# %% train.history | return-missing | returns nothing
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

# %% train.history | tensor-in-history | keeps tensors
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses

# %% train.history | one-entry-only | keeps the last loss only
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses = [loss.item()]
    return losses

# %% train.history | diverging | diverges to nan
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=1e30)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.history | graph-missing | uses predict
# says: train raised RuntimeError.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((torch.from_numpy(predict(network, x_train)) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | sum-for-mean | adds up
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | halved | halves
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean() / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | absolute-error | does not square
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = (network(x) - y).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | root-of-the-mean | takes the root
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean().sqrt()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | not-a-column | flattens the targets
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y.flatten()) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.first-loss | loss-after-update | measures after the step
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(((network(x) - y) ** 2).mean().item())
    return losses

# %% train.losses | loss-after-update | measures after the step, but for the first
# says: train reports a wrong loss.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(((network(x) - y) ** 2).mean().item() if training_steps > 1 else loss.item())
    return losses

# %% train.effect | input-changed | turns the caller's data around
# says: train changes its input.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x_train[:], y_train[:] = x_train[::-1].copy(), y_train[::-1].copy()
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | gradients-not-reset | never resets gradients
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | step-added | climbs
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        (-loss).backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | sum-for-mean | descends on the sum
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        (len(x) * loss).backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | halved | descends on the half
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        (loss / 2).backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | rate-ignored | ignores lr
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | another-optimizer | uses Adam
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.Adam(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | momentum-added | adds momentum
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr, momentum=0.9)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | last-layer-only | trains the last layer only
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(list(network.parameters())[2:], lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | unchanged-parameters | trains a copy
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    network = __import__('copy').deepcopy(network)
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | sample-by-sample | steps for each sample
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for _ in range(training_steps):
        parts = []
        for x, y in zip(torch.from_numpy(x_train), torch.from_numpy(y_train), strict=True):
            loss = ((network(x) - y) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            parts.append(loss.item())
        losses.append(sum(parts) / len(parts))
    return losses

# %% train.trajectory | steps-unlike | gives up after ten steps
# says: train does not make every step alike.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step() if i < 10 else None
        losses.append(loss.item())
    return losses

# %% create_dataset.columns | return-missing | forgets to return
# says: create_dataset does not return a pair.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    y = x**2

# %% create_dataset.columns | part-missing | returns y only
# says: create_dataset does not return a pair.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    return x**2

# %% create_dataset.sizes | not-a-column | loses the column of a single row
# says: create_dataset makes x with the wrong shape.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    x = x.squeeze(0) if n_samples == 1 else x
    return x, x**2

# %% create_dataset.uniform | minus-one-to-one | stretches half as far
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = (2 * np.random.rand(n_samples, 1) - 1).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | plotting-interval | takes the interval of the picture
# says: create_dataset draws x from another distribution.
def create_dataset(n_samples=20):
    x = np.random.uniform(-4, 4, (n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.square | rows-unrelated | shuffles x alone
# says: create_dataset returns a wrong result.
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    return x, np.random.permutation(x) ** 2

# %% make_network.parameters | return-missing | forgets to return
# says: make_network does not make a module.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% make_network.parameters | bias-missing | has one bias only
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1, bias=False))

# %% make_network.sizes | fixed-number | has three hidden neurons or more
# says: make_network makes a network with other parameters than it should have.
def make_network(n_hidden):
    n_hidden = max(n_hidden, 3)
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% make_network.start | other-limits | starts between other limits
# says: make_network starts with other numbers in W1 than PyTorch would draw.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.uniform_(parameter, -0.1, 0.1)
    return network

# %% make_network.start | normal | starts with small normal numbers
# says: make_network starts with other numbers in W1 than PyTorch would draw.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.normal_(parameter, std=0.01)
    return network

# %% make_network.start | constant-start | starts with ones
# says: make_network starts with other numbers in W1 than PyTorch would draw.
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.ones_(parameter)
    return network

# %% affine.shape | return-missing | forgets to return
# says: affine does not return a tensor.
def affine(v, weights, biases):
    u = v @ weights.T + biases

# %% affine.small | axis-lost | squeezes
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return (v @ weights.T + biases).squeeze()

# %% affine.gradient | detached | copies the biases
# says: No gradient passes through affine.
def affine(v, weights, biases):
    return v @ weights.T + torch.tensor(biases.tolist(), dtype=v.dtype)

# %% predict.column | list-for-array | returns a list
# says: predict does not return a NumPy array.
def predict(network, x):
    return network(torch.from_numpy(x)).tolist()

# %% predict.column | return-missing | forgets to return
# says: predict does not return a NumPy array.
def predict(network, x):
    y = network(torch.from_numpy(x)).detach().numpy()

# %% plot_network.example | inputs-not-shown | draws over the points' numbers, seen in the example
# says: plot_network does not draw the line it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, npoints).astype(np.float32).reshape(-1, 1)
    plt.plot(predict(network, x))

# %% plot_network.example | points-for-line | draws small dots
# says: plot_network does not draw the line it should.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, npoints).astype(np.float32).reshape(-1, 1)
    plt.scatter(x[:, 0], predict(network, x)[:, 0], s=1)
    plt.title('network')

# %% plot_network.example | nothing-drawn | wipes the figure
# says: plot_network draws nothing.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = np.linspace(xmin, xmax, npoints).astype(np.float32).reshape(-1, 1)
    plt.plot(x, predict(network, x))
    plt.clf()

# %% train.history | number-for-list | returns the last loss
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return loss.item()

# %% train.history | array-for-list | returns an array
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.array(losses)

# %% train.history | one-entry-only | returns within the loop
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        return losses
    return losses

# %% train.history | steps-ignored | makes ten thousand steps, always
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(10000):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.history | entry-too-much | measures before the loop too
# says: train does not return the loss history that the docstring asks for.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    losses.append(((network(x) - y) ** 2).mean().item())
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | first-layer-only | trains the first layer only
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(list(network.parameters())[:2], lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | bias-left-out | trains no biases
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD([p for p in network.parameters() if p.ndim == 2], lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | another-optimizer | uses RMSprop
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.RMSprop(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% train.trajectory | unchanged-parameters | makes no step
# says: After train, W1 is not where it should be.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        pass
        losses.append(loss.item())
    return losses

# %% train.parabola | stops-early | stops when the loss looks small
# says: train does not make the network follow the parabola.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    losses = []
    for i in range(training_steps):
        loss = ((network(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        if loss > 0.3: optimizer.step()
        losses.append(loss.item())
    return losses

# %% plot_network.one-line | own-figure | makes a figure of its own
# says: plot_network draws elsewhere than on the current axes.
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    inputs = np.linspace(xmin, xmax, npoints, dtype=np.float32).reshape(-1, 1)
    _, axes = plt.subplots()
    axes.plot(inputs, predict(network, inputs))

# %% train.trajectory | steps-unlike | a scheduler that halves the rate
# says: train does not make every step alike.
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=100, gamma=0.5)
    losses = []
    for _ in range(training_steps):
        optimizer.zero_grad()
        loss = ((network(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return losses

# %% overlap | affine.example | what students may see of it: hidden checks say the same in full

# %% overlap | create_dataset.columns | what students may see of it: hidden checks say the same in full

# %% overlap | make_network.modulus | what students may see of it: hidden checks say the same in full

# %% overlap | make_network.output | what students may see of it: hidden checks say the same in full

# %% overlap | make_network.parameters | what students may see of it: hidden checks say the same in full

# %% overlap | plot_network.example | what students may see of it: hidden checks say the same in full

# %% overlap | predict.example | what students may see of it: hidden checks say the same in full

# %% affine.square | rows-alike | lets one row stand for all
# says: affine returns a wrong result.
def affine(v, weights, biases):
    return (v.mean(0) @ weights.T + biases).expand(len(v), -1)

# %% overlap | make_network.sizes | it names what is wrong: a public check of a later layer, which is run all the same, only fails over it

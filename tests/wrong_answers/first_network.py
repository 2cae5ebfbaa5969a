"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.columns | - | returns flat arrays
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, n_samples)).astype(np.float32)
    return x, x**2

# %% create_dataset.columns | - | returns tensors
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, torch.from_numpy(x) ** 2

# %% create_dataset.columns | - | returns one array of two columns
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32)
    return np.hstack([x, x**2])

# %% create_dataset.sizes | - | always makes twenty rows or fewer
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))[:20]).astype(np.float32)
    return x, x**2

# %% create_dataset.dtype | double-precision | leaves float64
def create_dataset(n_samples=20):
    x = np.random.uniform(-3, 3, (n_samples, 1))
    return x, x**2

# %% create_dataset.uniform | normal | draws normal numbers
def create_dataset(n_samples=20):
    x = (np.random.randn(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | stretched-normal | draws normal numbers three times as wide
def create_dataset(n_samples=20):
    x = (np.random.normal(0, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | unit-interval | does not stretch
def create_dataset(n_samples=20):
    x = (np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | half-the-interval | begins at 0
def create_dataset(n_samples=20):
    x = (3 * np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | not-shifted | stretches and does not shift
def create_dataset(n_samples=20):
    x = (6 * np.random.rand(n_samples, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.uniform | - | draws whole numbers
def create_dataset(n_samples=20):
    x = (np.random.randint(-3, 4, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.square | doubled | doubles
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, 2 * x

# %% create_dataset.square | third-power | takes the third power
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**3

# %% create_dataset.square | absolute-value | takes the absolute value
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.abs(x)

# %% create_dataset.square | root | takes the root
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.sqrt(np.abs(x))

# %% create_dataset.square | sine | takes the sine
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.sin(x)

# %% create_dataset.square | - | draws again for y
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, np.random.uniform(-3, 3, (n_samples, 1)).astype(np.float32) ** 2

# %% create_dataset.square | - | adds noise
def create_dataset(n_samples=20):
    x = (np.random.uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2 + np.random.randn(n_samples, 1).astype(np.float32) / 10

# %% create_dataset.generator | another-generator | draws with torch
def create_dataset(n_samples=20):
    x = (6 * torch.rand(n_samples, 1).numpy() - 3).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with torch, in float64
def create_dataset(n_samples=20):
    x = (torch.empty(n_samples, 1, dtype=torch.float64).uniform_(-3, 3).numpy()).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with a generator of its own
def create_dataset(n_samples=20):
    x = (np.random.default_rng().uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | another-generator | draws with Python's generator
def create_dataset(n_samples=20):
    x = (np.array([[__import__('random').uniform(-3, 3)] for _ in range(n_samples)])).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | seeds the generator itself
def create_dataset(n_samples=20):
    x = (np.random.RandomState(42).uniform(-3, 3, (n_samples, 1))).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | takes equally spaced numbers
def create_dataset(n_samples=20):
    x = (np.linspace(-3, 3, n_samples).reshape(-1, 1)).astype(np.float32)
    return x, x**2

# %% create_dataset.generator | always-the-same | shuffles equally spaced numbers
def create_dataset(n_samples=20):
    x = (np.random.permutation(np.linspace(-3, 3, n_samples)).reshape(-1, 1)).astype(np.float32)
    return x, x**2

# %% make_network.parameters | - | returns a list of layers
def make_network(n_hidden):
    return [nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]

# %% make_network.parameters | - | leaves the biases out
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden, bias=False), nn.ReLU(), nn.Linear(n_hidden, 1, bias=False))

# %% make_network.parameters | - | has two hidden layers
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% make_network.parameters | - | has no output layer
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU())

# %% make_network.sizes | - | has three hidden neurons, always
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, 3), nn.ReLU(), nn.Linear(3, 1))

# %% make_network.modulus | relu-missing | has no relu
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1))

# %% make_network.value | relu-missing | has no relu, seen hidden
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Identity(), nn.Linear(n_hidden, 1))

# %% make_network.value | sigmoid-for-relu | takes a sigmoid
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Sigmoid(), nn.Linear(n_hidden, 1))

# %% make_network.value | tanh-for-relu | takes a hyperbolic tangent
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.Tanh(), nn.Linear(n_hidden, 1))

# %% make_network.value | leaky-relu | leaks
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.LeakyReLU(), nn.Linear(n_hidden, 1))

# %% make_network.value | relu-at-the-end | ends with a relu
def make_network(n_hidden):
    return nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1), nn.ReLU())

# %% make_network.start | zero-start | starts at zero
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.zeros_(parameter)
    return network

# %% make_network.start | - | starts with normal numbers
def make_network(n_hidden):
    network = nn.Sequential(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    for parameter in network.parameters():
        nn.init.normal_(parameter)
    return network

# %% make_network.gradient | detached | cuts the graph
def make_network(n_hidden):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Linear(1, n_hidden), nn.Linear(n_hidden, 1)

        def forward(self, x):
            return self.second(self.first(x).relu().detach())

    return Network()

# %% make_network.gradient | detached | cuts the whole graph
def make_network(n_hidden):
    class Network(nn.Sequential):
        def forward(self, x):
            return super().forward(x).detach()

    return Network(nn.Linear(1, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

# %% affine.shape | - | does not transpose
def affine(v, weights, biases):
    return v @ weights + biases

# %% affine.shape | - | returns the table on its side
def affine(v, weights, biases):
    return weights @ v.T + biases[:, None]

# %% affine.shape | - | treats one vector only
def affine(v, weights, biases):
    return weights @ v[0] + biases

# %% affine.square | weights-not-transposed | reshapes for transposing
def affine(v, weights, biases):
    return v @ weights.reshape(weights.shape[1], -1) + biases

# %% affine.square | bias-missing | forgets the biases
def affine(v, weights, biases):
    return v @ weights.T

# %% affine.example | bias-missing | forgets the biases, seen in the example
def affine(v, weights, biases):
    return v @ weights.T + 0 * biases

# %% affine.square | bias-subtracted | subtracts the biases
def affine(v, weights, biases):
    return v @ weights.T - biases

# %% affine.square | relu-too-much | applies relu
def affine(v, weights, biases):
    return (v @ weights.T + biases).relu()

# %% affine.small | - | loses the axis of a single neuron
def affine(v, weights, biases):
    return (v @ weights.T + biases).squeeze(-1)

# %% affine.dtype | - | loses precision
def affine(v, weights, biases):
    return (v @ weights.T + biases).float()

# %% affine.effect | input-changed | transposes in place
def affine(v, weights, biases):
    return v @ weights.t_() + biases

# %% affine.gradient | detached | cuts the graph
def affine(v, weights, biases):
    return (v @ weights.T + biases).detach()

# %% affine.gradient | - | cuts the graph of the weights
def affine(v, weights, biases):
    return v @ weights.detach().T + biases

# %% predict.column | - | returns a tensor
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach()
    pass
    return y

# %% predict.column | - | forgets to detach
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).numpy()
    pass
    return y

# %% predict.column | not-a-column | returns a flat array
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy().flatten()
    pass
    return y

# %% predict.value | double-precision | returns float64
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).double().detach().numpy()
    pass
    return y

# %% predict.value | inputs-given-back | gives the inputs back
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = x + 0
    pass
    return y

# %% predict.value | relu-too-much | allows no negative outputs
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).relu().detach().numpy()
    pass
    return y

# %% predict.sizes | - | fails for a single row
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().squeeze().numpy()[:, None]
    pass
    return y

# %% predict.keeps-parameters | gradients-changed | resets gradients
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.zero_grad()
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-parameters | frozen | freezes the parameters
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.requires_grad_(False)
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-parameters | parameters-changed | sets a bias to zero
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy()
    list(network.parameters())[-1].data.zero_()
    return y

# %% predict.keeps-mode | mode-changed | switches the mode
def predict(network, x):
    inputs = torch.from_numpy(x)
    network.eval()
    y = network(inputs).detach().numpy()
    pass
    return y

# %% predict.keeps-inputs | input-changed | wipes its input
def predict(network, x):
    inputs = torch.from_numpy(x)
    pass
    y = network(inputs).detach().numpy()
    inputs.zero_()
    return y

# %% plot_network.example | - | scatters
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.scatter(x, y)

# %% plot_network.example | - | closes the figure
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    plt.close()

# %% plot_network.example | - | swaps the axes
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(y, x)

# %% plot_network.example | - | draws nothing
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    return x, y

# %% plot_network.interval | end-left-out | leaves the end out
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints, endpoint=False)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | fixed-interval | ignores the interval
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(-4, 4, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | fixed-number | ignores the number of points
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, 300)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)

# %% plot_network.interval | inputs-not-shown | draws over the points' numbers
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(y)

# %% plot_network.one-line | several-lines | draws the parabola too
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    plt.plot(x, x**2)

# %% plot_network.one-line | several-lines | draws on two pairs of axes
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.subplot(1, 2, 1)
    plt.plot(x, y)
    plt.subplot(1, 2, 2)
    plt.plot(x, y)

# %% plot_network.effect | gradients-changed | resets gradients
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    x = (np.linspace(xmin, xmax, npoints)).astype(np.float32).reshape(-1, 1)
    y = predict(network, x)
    plt.plot(x, y)
    network.zero_grad()

# %% train.history | - | returns nothing
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

# %% train.history | - | keeps the last loss only
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

# %% train.history | - | diverges to nan
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

# %% train.history | - | uses predict
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

# %% train.first-loss | half-the-square | halves
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

# %% train.trajectory | half-the-square | descends on the half
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

# %% train.trajectory | another-optimiser | uses Adam
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

# %% train.trajectory | - | adds momentum
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

# %% train.trajectory | - | trains the last layer only
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

# %% train.parabola | - | gives up after ten steps
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

"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.shapes | not-a-column | answers in a row
# says: create_dataset makes YY with the wrong shape.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY[:, 0]

# %% create_dataset.shapes | whole-numbers | classes as whole numbers
# says: create_dataset makes YY with the wrong dtype.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY if name == 'prod' else YY.long()

# %% create_dataset.shapes | fixed-number | a fixed number of points
# says: create_dataset makes XX with the wrong shape.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(2500, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.prod | sum-for-product | adds
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 + x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.xor | xor-negated | equal signs are 1
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 >= 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.xor | plus-and-minus-one | signs
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = -(x1 * x2).sign()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.quadrants | from-one | counts from 1
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left) + 1
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.quadrants | clockwise | counts clockwise
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, 3 * left, 1 + left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.quadrants | row-by-row | rows from left
# says: create_dataset returns a wrong result.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 2 + left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.uniform | unit-interval | the unit square
# says: create_dataset draws its points from another distribution.
def create_dataset(name, nb_pnt=2500):
    XX = torch.rand(nb_pnt, 2)
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.uniform | half-as-wide | half the square
# says: create_dataset draws its points from another distribution.
def create_dataset(name, nb_pnt=2500):
    XX = torch.rand(nb_pnt, 2) - 0.5
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.uniform | not-uniform | normal points
# says: create_dataset draws its points from another distribution.
def create_dataset(name, nb_pnt=2500):
    XX = torch.randn(nb_pnt, 2) / 2
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.uniform | coordinates-alike | the diagonal
# says: create_dataset draws its points from another distribution.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 1).repeat(1, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.unknown | another-exception | another exception
# says: create_dataset does not raise ValueError where it must.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise KeyError(f"there is no data set {name!r}, only 'prod', 'xor' and 'quadrants'")
    return XX, YY

# %% create_dataset.unknown | names-left-out | names only two
# says: The error of create_dataset does not say which names there are.
def create_dataset(name, nb_pnt=2500):
    XX = 2 * torch.rand(nb_pnt, 2) - 1
    x1, x2 = XX[:, 0:1], XX[:, 1:2]
    if name == "prod":
        YY = x1 * x2
    elif name == "xor":
        YY = (x1 * x2 < 0).float()
    elif name == "quadrants":
        left = (x1 < 0).float()
        YY = torch.where(x2 >= 0, left, 3 - left)
    else:
        raise ValueError(f"there is no data set {name!r}, only 'prod' and 'xor'")
    return XX, YY

# %% FCNN.parameters | no-layers | layers in a list
# says: FCNN(…) has other parameters than it should have.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = list(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.parameters | bias-missing | no biases
# says: FCNN(…) has other parameters than it should have.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out, bias=False) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.parameters | layer-missing | two layers only
# says: FCNN(…) has other parameters than it should have.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise([dims[0], dims[1], dims[-1]]))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.parameters | not-a-module | no module
# says: FCNN does not make a module.
class FCNN:
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.example | outputs-swapped | z first
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return z_pred, self.last_activation(z_pred)

# %% FCNN.activations | part-missing | y alone
# says: FCNN(…) does not return 2 tensors.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred)

# %% FCNN.activations | no-activation | nothing between
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = layer(xx)
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.activations | activation-on-logits | one too many
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = self.activation(last_layer(xx))
        return self.last_activation(z_pred), z_pred

# %% FCNN.activations | always-relu | always relu
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = nn.ReLU(), known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.activations | wrong-axis | softmax over the batch between the layers
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        between = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
        between |= {"softmax": lambda x: torch.softmax(x, 0), "linear": nn.Identity()}
        at_the_end = {**between, "softmax": lambda x: torch.softmax(x, -1)}
        if activation not in between or last_activation not in at_the_end:
            raise ValueError("unknown activation")
        self.between, self.at_the_end = between[activation], at_the_end[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, 0.0, 1 / layer.in_features)

    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.between(layer(xx))
        z_pred = last_layer(xx)
        return self.at_the_end(z_pred), z_pred

# %% FCNN.last-activations | not-logits | z activated
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return (self.last_activation(z_pred),) * 2

# %% FCNN.last-activations | last-activation-missing | y not activated
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return z_pred, z_pred

# %% FCNN.last-activations | wrong-axis | softmax over the batch
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=0),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.distribution | root-of-d-in | variance 1/d_in
# says: FCNN draws the weight of shape (60, 40) from another distribution.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=layer.in_features**-0.5)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.distribution | d-out-for-d-in | divides by d_out
# says: FCNN draws the weight of shape (60, 40) from another distribution.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.out_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.distribution | deviation-one | divides by nothing
# says: FCNN draws the weight of shape (60, 40) from another distribution.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1.0)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.distribution | default-weights | leaves them alone
# says: FCNN draws the weight of shape (60, 40) from another distribution.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            pass
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.distribution | not-normal | uniform
# says: FCNN draws the weight of shape (60, 40) from another distribution.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.uniform_(layer.weight, -(3**0.5) / layer.in_features, 3**0.5 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.unknown-activation | another-exception | another exception
# says: FCNN does not raise ValueError where it must.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise KeyError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.unknown-activation | another-exception | looks at one only
# says: FCNN does not raise ValueError where it must.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation,):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.gradient | detached | cuts the graph
# says: No gradient passes through FCNN(…).
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx).detach()
        return self.last_activation(z_pred), z_pred

# %% FCNN.gradient | detached | trains the last layer only
# says: No gradient passes through FCNN(…).
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)
    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx.detach())
        return self.last_activation(z_pred), z_pred

# %% FCNN.last-activations | always-sigmoid | always a sigmoid at the end
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], nn.Sigmoid()
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)

    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.last-activations | last-activation-everywhere | one activation for all layers
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.Softmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[last_activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)

    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.last-activations | logarithm-of-softmax | LogSoftmax for softmax
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {
            "relu": nn.ReLU(),
            "sigmoid": nn.Sigmoid(),
            "tanh": nn.Tanh(),
            "softmax": nn.LogSoftmax(dim=-1),
            "linear": nn.Identity(),
        }
        for name in (activation, last_activation):
            if name not in known:
                raise ValueError(f"there is no activation {name!r}, only {', '.join(known)}")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, mean=0.0, std=1 / layer.in_features)

    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        return self.last_activation(z_pred), z_pred

# %% FCNN.last-activations | last-activation-missing | knows what the three tasks end with, and no more
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {"relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh()}
        known |= {"softmax": nn.Softmax(dim=-1), "linear": nn.Identity()}
        if activation not in known or last_activation not in known:
            raise ValueError("unknown activation")
        self.activation, self.last_activation = known[activation], last_activation
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, 0.0, 1 / layer.in_features)

    def forward(self, xx):
        *hidden_layers, last_layer = self.layers
        for layer in hidden_layers:
            xx = self.activation(layer(xx))
        z_pred = last_layer(xx)
        if self.last_activation == "sigmoid":
            return torch.sigmoid(z_pred), z_pred
        if self.last_activation == "softmax":
            return torch.softmax(z_pred, -1), z_pred
        return z_pred, z_pred

# %% FCNN.depths | activated-once | the activation behind the loop, not in it
# says: FCNN(…) returns a wrong result.
class FCNN(nn.Module):
    def __init__(self, dims, activation, last_activation):
        super().__init__()
        known = {"relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh()}
        known |= {"softmax": nn.Softmax(dim=-1), "linear": nn.Identity()}
        if activation not in known or last_activation not in known:
            raise ValueError("unknown activation")
        self.activation, self.last_activation = known[activation], known[last_activation]
        self.layers = nn.ModuleList(nn.Linear(d_in, d_out) for d_in, d_out in pairwise(dims))
        for layer in self.layers:
            nn.init.normal_(layer.weight, 0.0, 1 / layer.in_features)

    def forward(self, xx):
        for layer in self.layers[:-1]:
            xx = layer(xx)
        z_pred = self.layers[-1](self.activation(xx))
        return self.last_activation(z_pred), z_pred

# %% make_loss.regression | class-for-object | no brackets
# says: make_loss does not return a loss.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.regression | sum-for-mean | sums
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss(reduction='sum')
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | absolute-error | absolute errors
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.L1Loss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | root-of-the-mean | the root
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return lambda z, t: nn.MSELoss()(z, t).sqrt()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | activation-twice | sigmoid twice
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return lambda z, t: nn.BCEWithLogitsLoss()(torch.sigmoid(z), t)
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | activation-twice | softmax twice
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return lambda z, t: nn.CrossEntropyLoss()(torch.softmax(z, 1), t)
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.binary | logits-for-probabilities | takes probabilities
# says: make_loss raised RuntimeError.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCELoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.large-logits | probability-clamped | sigmoid first
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return lambda z, t: nn.BCELoss()(torch.sigmoid(z), t)
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.large-logits | logarithm-of-zero | softmax first
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return lambda z, t: nn.NLLLoss()(torch.softmax(z, 1).log(), t)
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.unknown | not-refused | returns nothing for others
# says: make_loss does not raise ValueError where it must.
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    return None or (f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.gradient | detached | a number
# says: No gradient passes through make_loss(…).
def make_loss(kind):
    if kind == "regression":
        return lambda z, t: nn.MSELoss()(z, t).detach()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | halved | half the squares
# says: make_loss(…) returns a wrong result.
def make_loss(kind):
    if kind == "regression":
        return lambda z, t: ((z - t) ** 2).mean() / 2
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | return-missing | makes the loss and keeps it
# says: make_loss does not return a loss.
def make_loss(kind):
    if kind == 'regression':
        loss = nn.MSELoss()
    elif kind == 'binary':
        loss = nn.BCEWithLogitsLoss()
    elif kind == 'multiclass':
        loss = nn.CrossEntropyLoss()
    else:
        raise ValueError(kind)

# %% make_optimizer.sgd | rate-ignored | lr not handed on
# says: The optimizer 'sgd' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params)

# %% make_optimizer.sgd | class-for-object | a class
# says: make_optimizer does not return an optimizer.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name]

# %% make_optimizer.sgd-steps | return-missing | returns nothing
# says: make_optimizer does not return an optimizer.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    optimizers[name](params, lr=lr)

# %% make_optimizer.sgd-steps | momentum-added | momentum
# says: The optimizer 'sgd' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": lambda params, lr: torch.optim.SGD(params, lr, momentum=0.9),
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.adam | another-optimizer | AdamW
# says: The optimizer 'adam' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.AdamW,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.adam | another-eps | another eps
# says: The optimizer 'adam' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": lambda params, lr: torch.optim.Adam(params, lr, eps=1e-6),
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.rmsprop | another-optimizer | adagrad for rmsprop
# says: The optimizer 'rmsprop' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.Adagrad,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.adagrad | rate-ignored | torch's rate for adagrad
# says: The optimizer 'adagrad' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": lambda params, lr: torch.optim.Adagrad(params),
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.unknown | not-refused | sgd for others
# says: make_optimizer does not raise ValueError where it must.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        name = "sgd"
    return optimizers[name](params, lr=lr)

# %% make_optimizer.adam | decay-added | a weight decay
# says: The optimizer 'adam' steps wrongly.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": lambda params, lr: torch.optim.Adam(params, lr, weight_decay=0.01),
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name not in optimizers:
        raise ValueError(f"there is no optimizer {name!r}, only {', '.join(optimizers)}")
    return optimizers[name](params, lr=lr)

# %% make_optimizer.unknown | another-exception | lets the dictionary complain
# says: make_optimizer does not raise ValueError where it must.
def make_optimizer(name, params, lr):
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    return optimizers[name](params, lr=lr)

# %% next_batch.shapes | column-made | classes in a column
# says: next_batch makes the targets of 'multiclass' with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets.long()
    return points, targets

# %% next_batch.shapes | not-a-column | numbers in a row
# says: next_batch makes the targets of 'regression' with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if True:
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.second | always-first | forgets j
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(0, size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.second | start-not-multiplied | slides by one row
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j, j + size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.any | classes-as-floats | classes as floats
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0]
    return points, targets

# %% next_batch.any | other-rows | random rows
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = torch.randperm(len(XX))[:size]
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.last | last-batch-filled | fills the last batch up
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = [row % len(XX) for row in range(j * size, (j + 1) * size)]
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.one-row | axis-lost | squeezes one row away
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets.squeeze().long()
    return points, targets

# %% next_batch.effect | input-changed | counts on the caller's targets
# says: next_batch changes its input.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows].clone(), YY[rows].clone()
    YY[rows] += 1
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.shapes | end-left-out | one row too few
# says: next_batch makes the rows of XX with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size - 1)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.shapes | end-included | one row too many
# says: next_batch makes the rows of XX with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size + 1)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.shapes | not-a-column | a row of targets for all kinds
# says: next_batch makes the targets of 'regression' with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    targets = targets[:, 0]
    if kind == "multiclass":
        targets = targets.long()
    return points, targets

# %% next_batch.any | whole-numbers | whole numbers for all kinds
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    targets = targets.long()
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.any | targets-of-first-batch | classes of the first batch, whatever j is
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    points, targets = XX[j * size : (j + 1) * size], YY[j * size : (j + 1) * size]
    if kind == "multiclass":
        targets = YY[:size, 0].long()
    return points, targets

# %% next_batch.whole | targets-unconverted | converts batches only
# says: next_batch returns a wrong result.
def next_batch(XX, YY, kind, j=0, size=None):
    if size is None:
        return XX, YY
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.shapes | one-hot | one-hot rows
# says: next_batch makes the targets of 'multiclass' with the wrong shape.
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = nn.functional.one_hot(targets[:, 0].long(), 4).float()
    return points, targets

# %% train.history | tensor-in-history | keeps tensors
# says: train does not return the loss history that the docstring asks for.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.detach())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.history | entry-a-batch | an entry a batch
# says: train does not return the loss history that the docstring asks for.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history += batch_losses
    return history

# %% train.history | return-missing | returns nothing
# says: train does not return the loss history that the docstring asks for.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    pass

# %% train.history | not-a-list | a dict
# says: train does not return the loss history that the docstring asks for.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return {"loss": history}

# %% train.effect | input-changed | shuffles the caller's data
# says: train changes its input.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX[:], YY[:] = XX[order], YY[order]
        XX_shuffled, YY_shuffled = XX, YY
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.example | rate-ignored | a fixed rate
# says: After train, the weight is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), 0.01)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.example | unchanged-parameters | trains a copy
# says: After train, the weight is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    import copy
    model = copy.deepcopy(model)
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.kinds | gradients-not-reset | never resets
# says: After train, the weight of shape (5, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            pass
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.kinds | activation-twice | y into the loss
# says: After train, the weight of shape (5, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            z_pred, _ = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.optimizers | optimizer-ignored | always adam
# says: After train, the weight of shape (1, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer("adam", model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.optimizers | optimizer-anew | an optimizer an epoch
# says: After train, the weight of shape (1, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        stepper = make_optimizer(optimizer, model.parameters(), lr)
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.optimizers | one-update-an-epoch | steps once
# says: After train, the weight of shape (1, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            if j == nb_batches - 1:
                stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.optimizers | last-batch-dropped | forgets the last batch
# says: After train, the weight of shape (1, 2) is not where it should be.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = max(1, len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.every-row | last-batch-dropped | forgets the last batch of all
# says: train does not use every row exactly once an epoch.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = max(1, len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.every-row | one-batch-only | one batch an epoch
# says: train does not use every row exactly once an epoch.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, 0, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.every-row | rows-left-out | draws with replacement
# says: train does not use every row exactly once an epoch.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randint(len(XX), (len(XX),))
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.every-row | pairs-broken | shuffles points alone
# says: train does not use every row exactly once an epoch.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order.roll(1)], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.losses | sum-for-mean | adds losses up
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses))
    return history

# %% train.losses | divided-by-rows | divides by rows
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(XX))
    return history

# %% train.losses | last-batch-only | notes the last
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(batch_losses[-1])
    return history

# %% train.losses | first-loss-only | notes the first
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(batch_losses[0])
    return history

# %% train.losses | measured-after-epoch | measures at the end
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(loss_of(model(XX)[1], next_batch(XX, YY, kind)[1]).item())
    return history

# %% train.losses | loss-after-update | measures late
# says: train reports a wrong loss.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss_of(model(points)[1], targets).item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.accuracy | - | another default
# says: train leaves a network that is wrong too often at points it never saw.
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.0001, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% train.accuracy | other-default | fewer epochs by default
# says: train does not return the loss history that the docstring asks for.
def train(model, XX, YY, kind, nb_epochs=20, batch_size=50, lr=0.01, optimizer="adam"):
    loss_of = make_loss(kind)
    stepper = make_optimizer(optimizer, model.parameters(), lr)
    nb_batches = -(-len(XX) // batch_size)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX), device=XX.device)
        XX_shuffled, YY_shuffled = XX[order], YY[order]
        batch_losses = []
        for j in range(nb_batches):
            points, targets = next_batch(XX_shuffled, YY_shuffled, kind, j, batch_size)
            _, z_pred = model(points)
            loss = loss_of(z_pred, targets)
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            batch_losses.append(loss.item())
        history.append(sum(batch_losses) / len(batch_losses))
    return history

# %% accuracy.type | tensor-for-float | a tensor
# says: accuracy does not return a float.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean()

# %% accuracy.type | return-missing | returns nothing
# says: accuracy does not return a float.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    (answers == YY).float().mean().item()

# %% accuracy.example | count-for-fraction | counts
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().sum().item()

# %% accuracy.binary | percent | percent
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item() * 100

# %% accuracy.binary | error-rate | counts errors
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers != YY).float().mean().item()

# %% accuracy.binary | logit-above-half | asks the logits
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        _, y_pred = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.binary | broadcast | a row with a column
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred[:, 0] > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.multiclass | broadcast | classes with a column
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.multiclass | threshold | thresholds classes
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if False else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.regression | not-refused | answers for a regression
# says: accuracy does not raise ValueError where it must.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        return 0.0
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.effect | parameters-changed | trains on the way
# says: accuracy changes the network.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        [p.mul_(1.01) for p in model.parameters()]
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.binary | no-answer-counts | forgets the threshold
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred
    return (answers == YY).float().mean().item()

# %% accuracy.multiclass | smallest-for-largest | the least likely class
# says: accuracy returns a wrong result.
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmin(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% predict_grid.shapes | tensor-for-array | a tensor
# says: predict_grid does not return a NumPy array.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred

# %% predict_grid.shapes | not-a-column | a flat array
# says: predict_grid returns an array of the wrong shape.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy().ravel()

# %% predict_grid.shapes | scores-for-classes | probabilities of classes
# says: predict_grid returns an array of the wrong shape.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        pass
    return y_pred.cpu().numpy()

# %% predict_grid.shapes | not-detached | still in the graph
# says: predict_grid raised RuntimeError.
def predict_grid(model, XX_grid, kind):
    with torch.enable_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.numbers | logits-for-output | logits
# says: predict_grid returns a wrong result.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        _, y_pred = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.numbers | rounded | rounds
# says: predict_grid returns a wrong result.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    y_pred = y_pred.round() if kind == "binary" else y_pred
    return y_pred.cpu().numpy()

# %% predict_grid.classes | smallest-for-largest | the smallest
# says: predict_grid returns a wrong result.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmin(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.classes | classes-as-floats | classes as floats
# says: predict_grid returns a wrong result.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1).float()
    return y_pred.cpu().numpy()

# %% predict_grid.effect | input-changed | moves the grid
# says: predict_grid changes its input.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        XX_grid += 1e-3
        XX_grid *= 1.5
        XX_grid /= 1.5
        XX_grid -= 2e-3
        XX_grid += 0.001002
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.classes | from-one | counts from one
# says: predict_grid returns a wrong result.
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1) + 1
    return y_pred.cpu().numpy()

# %% plot_loss.any | logarithm-drawn | logarithms
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(range(1, len(history) + 1), torch.tensor(history).log())
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | nothing-drawn | draws nothing
# says: plot_loss draws nothing.
def plot_loss(history):
    pass
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | axes-swapped | axes swapped
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(history, range(1, len(history) + 1))
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | epochs-left-out | every second epoch
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(range(1, len(history) + 1)[:3], history[:3])
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | running-sum | adds up
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(range(1, len(history) + 1), torch.tensor(history).cumsum(0))
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | backwards | last epoch first
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(range(1, len(history) + 1), history[::-1])
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | sorted | sorts
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(sorted(history, reverse=False))
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | negated | draws downwards
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot([-loss for loss in history])
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | divided-by-the-first | relative losses
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot([loss / history[0] for loss in history])
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | epochs-stretched | epochs in hundreds
# says: plot_loss does not draw the losses over the epochs.
def plot_loss(history):
    plt.plot(range(0, 100 * len(history), 100), history)
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_model_estimate.output | data-missing | no data
# says: plot_model_estimate does not draw the data.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter([], [], c=[], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | model-missing | no model
# says: plot_model_estimate does not show what the model says over the plane.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    pass
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | part-of-the-square | half the square
# says: plot_model_estimate does not show what the model says over the plane.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(0, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | one-colour | the data's answers
# says: plot_model_estimate does not show what the model says over the plane.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = torch.zeros(101 * 101).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | coordinates-swapped | coordinates swapped
# says: plot_model_estimate does not draw the data.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 1], XX[:, 0], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | data-missing | a few of the data
# says: plot_model_estimate does not draw the data.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:5, 0], XX[:5, 1], c=YY[:5, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | nothing-drawn | cleared away
# says: plot_model_estimate draws nothing.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")
    plt.clf()

# %% plot_model_estimate.output | another-output | logits for y_pred
# says: plot_model_estimate does not show what the model says over the plane.
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = (model(grid)[1][:, 0].detach() if kind == "binary" else torch.from_numpy(predict_grid(model, grid, kind))).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% overlap | FCNN.example | what students may see of it: hidden checks say the same in full

# %% overlap | accuracy.example | what students may see of it: hidden checks say the same in full

# %% overlap | make_loss.binary | what students may see of it: hidden checks say the same in full

# %% overlap | make_loss.multiclass | what students may see of it: hidden checks say the same in full

# %% overlap | make_loss.regression | what students may see of it: hidden checks say the same in full

# %% overlap | make_optimizer.sgd | what students may see of it: hidden checks say the same in full

# %% overlap | next_batch.classes | what students may see of it: hidden checks say the same in full

# %% overlap | next_batch.second | what students may see of it: hidden checks say the same in full

# %% overlap | plot_loss.example | what students may see of it: hidden checks say the same in full

# %% overlap | plot_model_estimate.data | what students may see of it: hidden checks say the same in full

# %% overlap | train.example | what students may see of it: hidden checks say the same in full

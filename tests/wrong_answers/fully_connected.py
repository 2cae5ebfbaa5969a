"""Wrong answers: `# %% the check that catches it | the name of the mistake (-: it has none) | what is wrong`."""

# %% create_dataset.shapes | - | answers in a row
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

# %% create_dataset.shapes | - | classes as whole numbers
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

# %% create_dataset.shapes | - | a fixed number of points
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

# %% create_dataset.uniform | unit-square | the unit square
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

# %% create_dataset.uniform | - | half the square
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

# %% create_dataset.uniform | - | normal points
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

# %% create_dataset.uniform | - | the diagonal
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

# %% create_dataset.unknown | - | another exception
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

# %% create_dataset.unknown | - | names only two
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

# %% FCNN.parameters | - | layers in a list
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

# %% FCNN.parameters | - | no biases
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

# %% FCNN.parameters | - | two layers only
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

# %% FCNN.parameters | - | no module
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

# %% FCNN.example | - | y alone
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

# %% FCNN.activations | - | always relu
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

# %% FCNN.last-activations | not-logits | z activated
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

# %% FCNN.last-activations | softmax-wrong-axis | softmax over the batch
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

# %% FCNN.distribution | - | uniform
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

# %% FCNN.unknown-activation | - | another exception
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

# %% FCNN.unknown-activation | - | looks at one only
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

# %% make_loss.regression | class-for-object | no brackets
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.regression | sum-for-mean | sums
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss(reduction='sum')
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.regression | - | returns nothing
def make_loss(kind):
    if kind == "regression":
        nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | absolute-error | absolute errors
def make_loss(kind):
    if kind == "regression":
        return nn.L1Loss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | root-taken | the root
def make_loss(kind):
    if kind == "regression":
        return lambda z, t: nn.MSELoss()(z, t).sqrt()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | activation-twice | sigmoid twice
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return lambda z, t: nn.BCEWithLogitsLoss()(torch.sigmoid(z), t)
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.batch | activation-twice | softmax twice
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return lambda z, t: nn.CrossEntropyLoss()(torch.softmax(z, 1), t)
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.binary | - | takes probabilities
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCELoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.large-logits | probability-clamped | sigmoid first
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return lambda z, t: nn.BCELoss()(torch.sigmoid(z), t)
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.large-logits | - | softmax first
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return lambda z, t: nn.NLLLoss()(torch.softmax(z, 1).log(), t)
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.unknown | - | returns nothing for others
def make_loss(kind):
    if kind == "regression":
        return nn.MSELoss()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    return None or (f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_loss.gradient | detached | a number
def make_loss(kind):
    if kind == "regression":
        return lambda z, t: nn.MSELoss()(z, t).detach()
    if kind == "binary":
        return nn.BCEWithLogitsLoss()
    if kind == "multiclass":
        return nn.CrossEntropyLoss()
    raise ValueError(f"there is no kind {kind!r}, only 'regression', 'binary' and 'multiclass'")

# %% make_optimizer.sgd | rate-ignored | lr not handed on
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

# %% make_optimizer.sgd | - | returns nothing
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

# %% make_optimizer.adam | - | another eps
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

# %% make_optimizer.unknown | - | sgd for others
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

# %% next_batch.shapes | - | classes in a column
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets.long()
    return points, targets

# %% next_batch.shapes | - | numbers in a row
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if True:
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.second | always-first | forgets j
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(0, size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.second | start-not-multiplied | slides by one row
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j, j + size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.classes | - | classes as floats
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0]
    return points, targets

# %% next_batch.any | - | random rows
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = torch.randperm(len(XX))[:size]
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.last | - | fills the last batch up
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = [row % len(XX) for row in range(j * size, (j + 1) * size)]
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.whole | - | fifty rows for all
def next_batch(XX, YY, kind, j=0, size=None):
    size = 50 if size is None and len(XX) > 5 else 4 if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% next_batch.one-row | - | squeezes one row away
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows], YY[rows]
    if kind == "multiclass":
        targets = targets.squeeze().long()
    return points, targets

# %% next_batch.effect | input-changed | counts on the caller's targets
def next_batch(XX, YY, kind, j=0, size=None):
    size = len(XX) if size is None else size
    rows = slice(j * size, (j + 1) * size)
    points, targets = XX[rows].clone(), YY[rows].clone()
    YY[rows] += 1
    if kind == "multiclass":
        targets = targets[:, 0].long()
    return points, targets

# %% train.history | tensor-in-history | keeps tensors
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

# %% train.history | - | an entry a batch
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

# %% train.history | - | returns nothing
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

# %% train.history | - | a dict
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

# %% train.losses | losses-summed | adds losses up
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

# %% train.losses | last-loss-only | notes the last
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

# %% train.losses | measured-after-update | measures late
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

# %% train.accuracy | - | fewer epochs by default
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

# %% accuracy.type | - | a tensor
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean()

# %% accuracy.type | - | returns nothing
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    (answers == YY).float().mean().item()

# %% accuracy.example | count-for-fraction | counts
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().sum().item()

# %% accuracy.binary | percent | percent
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item() * 100

# %% accuracy.binary | error-rate | counts errors
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers != YY).float().mean().item()

# %% accuracy.binary | logit-above-half | asks the logits
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        _, y_pred = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.binary | broadcast | a row with a column
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred[:, 0] > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.multiclass | broadcast | classes with a column
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.multiclass | - | thresholds classes
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if False else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.regression | - | answers for a regression
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        return 0.0
    with torch.no_grad():
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% accuracy.effect | - | trains on the way
def accuracy(model, XX, YY, kind):
    if kind == "regression":
        raise ValueError("a regression has no accuracy: look at its loss")
    with torch.no_grad():
        [p.mul_(1.01) for p in model.parameters()]
        y_pred, _ = model(XX)
    answers = y_pred.argmax(dim=1, keepdim=True) if kind == "multiclass" else y_pred > 0.5
    return (answers == YY).float().mean().item()

# %% predict_grid.shapes | - | a tensor
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred

# %% predict_grid.shapes | - | a flat array
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy().ravel()

# %% predict_grid.shapes | - | probabilities of classes
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        pass
    return y_pred.cpu().numpy()

# %% predict_grid.shapes | - | still in the graph
def predict_grid(model, XX_grid, kind):
    with torch.enable_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.numbers | logits-for-output | logits
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        _, y_pred = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.numbers | rounded | rounds
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    y_pred = y_pred.round() if kind == "binary" else y_pred
    return y_pred.cpu().numpy()

# %% predict_grid.classes | - | the smallest
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmin(dim=1)
    return y_pred.cpu().numpy()

# %% predict_grid.classes | - | classes as floats
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1).float()
    return y_pred.cpu().numpy()

# %% predict_grid.effect | input-changed | moves the grid
def predict_grid(model, XX_grid, kind):
    with torch.no_grad():
        XX_grid += 1e-3
        XX_grid *= 1.5
        XX_grid /= 1.5
        XX_grid -= 2e-3
        XX_grid += 0.0009
        y_pred, _ = model(XX_grid)
    if kind == "multiclass":
        y_pred = y_pred.argmax(dim=1)
    return y_pred.cpu().numpy()

# %% plot_loss.example | - | logarithms
def plot_loss(history):
    plt.plot(range(1, len(history) + 1), torch.tensor(history).log())
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.example | - | draws nothing
def plot_loss(history):
    pass
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.example | - | axes swapped
def plot_loss(history):
    plt.plot(history, range(1, len(history) + 1))
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_loss.any | - | every second epoch
def plot_loss(history):
    plt.plot(range(1, len(history) + 1)[:3], history[:3])
    plt.yscale("log")
    plt.title("Loss history")
    plt.xlabel("epoch")
    plt.ylabel("mean loss")

# %% plot_model_estimate.data | - | no data
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

# %% plot_model_estimate.data | - | coordinates swapped
def plot_model_estimate(model, XX, YY, kind):
    ticks = torch.linspace(-1, 1, 101, device=XX.device)
    rows, columns = torch.meshgrid(ticks, ticks, indexing="ij")
    grid = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    estimate = predict_grid(model, grid, kind).reshape(101, 101)
    low, high = float(YY.min()), float(YY.max())
    plt.imshow(estimate, origin="lower", extent=(-1, 1, -1, 1), cmap="viridis", vmin=low, vmax=high)
    plt.colorbar(label="class" if kind == "multiclass" else "y_pred")
    XX, YY = XX.cpu(), YY.cpu()
    plt.scatter(XX[:, 1] + 0.01, XX[:, 0], c=YY[:, 0], cmap="viridis", vmin=low, vmax=high, s=15, edgecolors="w", linewidths=0.4)
    plt.title("Model and data")
    plt.xlabel("x1")
    plt.ylabel("x2")

# %% plot_model_estimate.output | - | no model
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

# %% plot_model_estimate.output | - | half the square
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

# %% plot_model_estimate.output | - | the data's answers
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

# A line through noisy points: your first training loop (02_linear_fit, torchkata 0.1.0)
#
# Replace every `raise NotImplementedError()` by code of your own, and check it with
#
#     autograder check linear_fit
#     autograder check linear_fit.create_dataset
#
# Where you are stuck, `autograder hint linear_fit.create_dataset` gives a first nudge.

# %% [markdown]
# # A line through noisy points
#
# Somebody measured something a hundred times. The points lie roughly on a line, and each measurement has a
# small random error. Which line is it? People have known how to answer this for two hundred years, with a formula and no network
# at all. That makes it the best place to learn how a network is *trained*: whatever your network finds, you
# can compare it with an answer that you know.
#
# So the network will be as small as a network can be, two numbers, a slope $w$ and a bias $b$:
#
# $$\hat y = w x + b.$$
#
# Everything around it will be the real thing. The data, the module, the loss and the loop that you write here
# are those of every later exercise. Only the network in the middle will grow.
#
# | piece | what it is for |
# |---|---|
# | `create_dataset` | to have points whose line we know |
# | `Net` | to hold a slope and a bias, and to compute with them |
# | `mse_loss` | to say with one number how badly a line fits |
# | `train` | to improve the line, a little at a time |
#
# **How to work.** Read from top to bottom; each function needs only what comes before it. Replace each
# `raise NotImplementedError()` with your code. In a notebook, run the check cell under the function; in a
# Python file, run `autograder check linear_fit` in a terminal (or `autograder check linear_fit.mse_loss` for
# one function). When you are stuck, `autograder hint linear_fit.mse_loss` in a terminal gives
# you a first nudge, `autograder hint linear_fit.mse_loss 2` a stronger one. A Python file runs its examples
# up to the first function that is not written yet: the error that stops it there is a bookmark and nothing to
# worry about.
#
# You need Python, the idea of a derivative, and a little practice with tensors. Allow about an hour and a half.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn


def plot(title, xlabel, ylabel, curves, panel=(1, 1, 1), hold=False, **settings):
    """Draw curves, {label: (x, y, style)}, into the panel `(rows, columns, place)` of a picture.

    A label that begins with _ stays out of the legend. `settings` are more properties of the axes. The
    picture is shown after its last panel, unless hold=True: then more can be drawn into it.
    """
    rows, columns, place = panel
    if place == 1:
        plt.figure(figsize=(min(4 + 3 * columns, 12), 1 + 3 * rows), layout="constrained")
    axes = plt.subplot(rows, columns, place)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel, **settings)
    for label, curve in curves.items():
        axes.plot(*curve, label=label)
    if axes.get_legend_handles_labels()[1]:
        axes.legend()
    if place == rows * columns and not hold:
        plt.show()

# %% [markdown]
# These imports are all that your functions need. `plot` draws the pictures of the examples; you need not read
# it. Grading does not run the examples, so your functions can use nothing that an example defines.
#
# # Part 1: points whose line we know
#
# ## Making the data ourselves
#
# With data from the world you never know what a network should have found. With data of your own making you
# do, and when something goes wrong, you know that it isn't the data. It is a habit worth keeping: try every
# new training loop on a problem with a known answer first.
#
# Our points come from a line of slope $a$ and intercept $b$, with noise on top:
#
# $$y_i = a\,x_i + b + \varepsilon_i, \qquad x_i \text{ uniform on } [0, \text{scale}], \qquad
# \varepsilon_i \sim \mathcal N(0, \text{noise}^2).$$
#
# Each point has a noise $\varepsilon_i$ of its own, drawn from a normal (Gaussian) distribution whose
# *standard deviation* is `noise`. With `noise=0.0` the points lie on the line exactly.
#
# In exercise 01 NumPy drew the random numbers; here torch does, and no conversion is needed.
# `torch.rand(n, 1)` is a column of numbers uniform on [0, 1), `torch.randn(n, 1)` a column of normal numbers
# of mean 0 and standard deviation 1, and `torch.manual_seed` makes both repeatable. A factor stretches them.
#
# ## Columns
#
# Both tensors are **columns**, of shape `(n, 1)`: a row is a point, and a column holds one quantity. It may
# look strange to write `(100, 1)` where `(100,)` would hold the same hundred numbers. But a network takes a
# *table* of points, with as many columns as there are inputs. Ours has one. Data in two plain rows of
# numbers, on the other hand, lead to an error that Part 3 shows.
#
# ## Centring
#
# At the end we subtract from each column **its own mean**, so that both have mean 0:
#
# $$x_i \leftarrow x_i - \bar x, \qquad y_i \leftarrow y_i - \bar y.$$
#
# This moves the whole cloud of points until its middle sits at the origin. Moving a line does not tilt it:
# the slope is still $a$. The intercept is gone, since a line through the middle of a centred cloud passes
# through the origin. Why bother? Because descent becomes much easier, and in Part 4 there will be a picture
# of how much. Note that we subtract the mean *of the points that were drawn*, noise included, and not the
# $\text{scale}/2$ that one would expect.


# %%
def create_dataset(n_data=100, a=-1.0, b=5.0, scale=15, noise=2.0):
    """Return points on a noisy line, centred: the pair `(x, y)` of float32 columns `(n_data, 1)`.

    First `x` is drawn uniformly from [0, scale], and y = a·x + b plus Gaussian noise of standard deviation
    `noise`, drawn anew for each point. Then each column has its own mean subtracted. With `noise=0.0` the
    points lie on a line exactly: y = a·x after centring.

    >>> x, y = create_dataset(4, a=2.0, noise=0.0)
    >>> x.shape, y.shape
    (torch.Size([4, 1]), torch.Size([4, 1]))
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    torch.manual_seed(2)
    noisy_x, noisy_y = create_dataset()
    exact_x, exact_y = create_dataset(noise=0.0)
    line = {"the line y = -x": ([-8, 8], [8, -8], "C7")}
    exact, noisy = {"100 points": (exact_x, exact_y, ".")}, {"100 points": (noisy_x, noisy_y, ".")}
    plot("noise = 0.0", "x, centred", "y, centred", line | exact, panel=(1, 2, 1), ylim=(-13, 13))
    plot("noise = 2.0", "x, centred", "y, centred", line | noisy, panel=(1, 2, 2), ylim=(-13, 13))
    print(f"means of the noisy columns: {noisy_x.mean():.1e} and {noisy_y.mean():.1e}")

# %% [markdown]
# On the left every point lies on the line, and the line passes through the origin: centring has removed the
# intercept 5. On the right are the points that we shall work with. A line still fits them quite well, but no
# line passes through all of them. Remember that: **the loss will not go to zero here, and
# it should not.**
#
# The two means are zero up to rounding. A float32 number has about seven digits, so in numbers of size 10
# expect something like `1e-07`.
#
# # Part 2: a network of two numbers
#
# ## A layer, and the module around it
#
# `nn.Linear(n_feature, n_output)` is a **layer**. It holds a *weight* $W$ of shape `(n_output, n_feature)`
# and a *bias* $b$ of shape `(n_output,)`, both small random numbers at the start, and computes for each row
# $x$ of its input
#
# $$\hat y = x\,W^{\mathsf T} + b.$$
#
# For one input and one output this is $wx + b$: a line. Nothing is bent, there is no activation behind it, so
# whatever the two numbers are, the network draws a straight line.
#
# Layers live in a **module**, a class derived from `nn.Module`:
#
# - `__init__` makes the layers. It first calls `super().__init__()`, which prepares the module to keep
#   things. After that each layer that you assign to an attribute of `self` is noticed, and its parameters
#   will be found when somebody asks for `net.parameters()`;
# - `forward(x)` says how an input becomes an output. You never call it yourself: write `net(x)`, and torch
#   calls it for you.
#
# For one layer a class is more than you need. Networks with many layers need it, and it is written in the same
# way for one layer and for a hundred.


# %%
class Net(nn.Module):
    """One linear layer, with a bias and without an activation: ŷ = x Wᵀ + b.

    `Net(n_feature, n_output)` has two parameters, a weight `(n_output, n_feature)` and a bias `(n_output,)`,
    at random values as `nn.Linear` draws them. `forward(x)` takes `(n, n_feature)` and returns
    `(n, n_output)`, a row for each row.

    >>> Net(1, 1)(torch.zeros(5, 1)).shape
    torch.Size([5, 1])
    """

    def __init__(self, n_feature, n_output):
        super().__init__()
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x):
        # YOUR CODE HERE
        raise NotImplementedError()


# %%
if __name__ == "__main__":
    def slope_and_bias(net):
        """Return the two parameters of a Net(1, 1): the weight, which has two axes, and the bias."""
        return sorted(net.parameters(), key=lambda parameter: parameter.ndim, reverse=True)

    torch.manual_seed(0)
    untrained = Net(n_feature=1, n_output=1)
    for name, parameter in untrained.named_parameters():
        print(f"{name}: shape {tuple(parameter.shape)}, value {parameter.item():.4f}")
    slope, bias = (parameter.item() for parameter in slope_and_bias(untrained))
    inputs = torch.tensor([[0.0], [1.0], [2.0]])
    print("the network:    ", [round(value, 4) for value in untrained(inputs).flatten().tolist()])
    print("w x + b by hand:", [round(slope * value + bias, 4) for value in (0.0, 1.0, 2.0)])

    ends = torch.tensor([[-8.0], [8.0]])
    four = {f"network {number}": (ends, Net(1, 1)(ends).detach()) for number in (1, 2, 3, 4)}
    title = "Four networks that have not learnt anything yet"
    plot(title, "x, centred", "y, centred", {"the data": (noisy_x, noisy_y, "C7.")} | four)

# %% [markdown]
# The two rows of numbers agree: there is no more inside the network than a slope and a bias. (`detach()`
# gives a result without the record of how it was computed, as matplotlib wants it.)
#
# Look at the four lines. Each network starts with random numbers, so each starts with another line, and none
# of them knows about the points. If you had to say how *good* each of the four is, which order would you put
# them in? You would look at how far the points are from the line. That is the next function.

# %% [markdown]
# ### Question: what is a linear network?
#
# 1. `Net(1, 1)` draws a straight line, and training is to find the slope and the bias that fit given points
#    best. Which method, known long before there were neural networks, looks for the same two numbers?
# 2. Somebody puts a second `nn.Linear` behind the first, with ten values in between and no activation. The
#    network now has 31 parameters. What can it draw that `Net(1, 1)` can't? Show it with a formula.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Part 3: how wrong is a line?
#
# ## Why squares
#
# For each point the line makes an **error** $e_i = \hat y_i - y_i$, the vertical distance, with a sign. We
# want one number for all of them together. Three ideas:
#
# - **Add up the errors.** Then points above the line make up for points below it. A line that is badly wrong
#   on both sides gets a perfect 0.
# - **Add up their sizes $|e_i|$.** Better, and sometimes used. But $|e|$ has a kink at 0, and its slope is as
#   steep for a tiny error as for a huge one: it doesn't tell us when we are nearly there.
# - **Add up their squares $e_i^2$.** Never negative, so nothing cancels. Smooth everywhere. The slope $2e$ is
#   large for a large error and fades as the error does. And an error twice as large costs four times as much,
#   so the line takes care of its worst points first.
#
# There is a deeper reason too: if the noise is Gaussian, the line with the smallest sum of squares is the
# line under which the points are *most likely*. (The density of the noise is, up to a factor,
# $e^{-\varepsilon^2 / 2\sigma^2}$. Multiply it over all points and take the logarithm: the result contains the
# sum of squares. You may skip this.)
#
# We take the **mean** and not the sum, so that the number doesn't depend on how many points there are:
#
# $$L = \frac{1}{N} \sum_{i=1}^{N} (\hat y_i - y_i)^2.$$
#
# This is the **mean squared error**, MSE. Where there are several outputs, $N$ counts all entries.

# %%
if __name__ == "__main__":
    errors = torch.linspace(-3, 3, 200)
    prices = {
        "the error itself": (errors, errors, ":"),
        "its size": (errors, errors.abs(), "--"),
        "its square": (errors, errors**2),
    }
    plot("The price of one error", "error of one point", "price", prices, panel=(1, 2, 1))

    few = torch.tensor([[-6.0, 7.0], [-4.0, 2.5], [-1.0, 2.5], [2.0, -4.0], [4.5, -3.0], [6.0, -8.0]])
    guess = {"the guess y = -x/2": ([-8, 8], [4, -4]), "six points": (few[:, 0], few[:, 1], "k.")}
    plot("Squared errors are areas", "x", "y", guess, panel=(1, 2, 2), hold=True, aspect="equal")
    for left, low in few.tolist():
        error = -left / 2 - low
        right, high = left + error, low + error
        plt.fill([left, right, right, left], [low, low, high, high], "C0", alpha=0.2, edgecolor="k")
    plt.show()

# %% [markdown]
# On the left compare the three prices near 0 and far from it: the square is small for small errors and large
# for large ones. On the right each error is the side of a square, and the loss is the mean of the six areas. The
# largest squares have most to say about which way the line should turn. Which way would *you* turn it?
#
# ## A trap: shapes that fit when they should not
#
# Before you write the loss, look at what happens when a column meets a plain row of numbers. The prediction
# is perfect, so every error should be 0.

# %%
if __name__ == "__main__":
    perfect, flat = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    print("shapes", tuple(perfect.shape), "and", tuple(flat.shape))
    print("difference of shape", tuple((perfect - flat).shape))
    print((perfect - flat).tolist())

# %% [markdown]
# Nine differences from three points! PyTorch *broadcasts*: it stretches `(3, 1)` along its second axis and
# `(3,)` along a new first one until both are `(3, 3)`, and subtracts every target from every prediction. No
# error is raised. The mean of their squares is 1.33 for a perfect prediction, and a network trained on it
# learns to predict the same number, the mean, for every input. This error can cost you days.
#
# Your loss will refuse: where prediction and target have **different numbers of dimensions**, it raises a
# `ValueError` that tells the two shapes. The number of a tensor's dimensions is its `ndim`: 2 for a column, 1
# for a plain row of numbers.
#
# Write it by hand. torch has it ready, as `nn.functional.mse_loss`, and you may compare with that, but don't
# let it do the work this once.


# %%
def mse_loss(prediction, target):
    """Return the mean of the squared differences, over all entries: a 0-dim tensor.

    `prediction` and `target` are floating point tensors of one shape, any shape; the result has their dtype
    and device and is differentiable in both. The inputs are not changed.

    Raises ValueError where the two have different numbers of dimensions, such as `(n, 1)` and `(n,)`: their
    difference would be `(n, n)`.

    >>> mse_loss(torch.tensor([[1.0], [2.0]]), torch.tensor([[1.0], [5.0]]))
    tensor(4.5000)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The landscape
#
# Our network has two parameters, so we can do something that is impossible for larger ones: compute the loss
# for *every* slope and bias in some range, and draw it like a map. Think of $w$ as east, $b$ as north and the
# loss as height.

# %%
if __name__ == "__main__":
    def landscape(x, y, slopes, biases):
        """Return the loss of every line: a tensor (n_biases, n_slopes)."""
        return torch.stack([torch.stack([mse_loss(w * x + b, y) for w in slopes]) for b in biases])

    slopes, biases = torch.linspace(-4, 2, 61), torch.linspace(-3, 3, 61)
    heights = landscape(noisy_x, noisy_y, slopes, biases)
    lowest = heights.argmin().item()
    best_slope, best_bias = slopes[lowest % 61].item(), biases[lowest // 61].item()
    print(f"lowest point of the map: w = {best_slope:.2f}, b = {best_bias:.2f}, loss {heights.min():.2f}")

    plt.figure(figsize=(11, 4.5), layout="constrained")
    axes = plt.subplot(1, 2, 1, projection="3d")
    axes.plot_surface(*torch.meshgrid(slopes, biases, indexing="xy"), heights, cmap="viridis")
    axes.set(title="The loss as a landscape", xlabel="slope w", ylabel="bias b", zlabel="loss")
    axes.locator_params(nbins=5)
    axes.set_box_aspect(None, zoom=0.8)
    star = {"lowest point": (best_slope, best_bias, "r*")}
    plot("The same from above, as a map", "slope w", "bias b", star, panel=(1, 2, 2), hold=True, aspect="equal")
    plt.contour(slopes, biases, heights, levels=[5, 10, 20, 40, 60, 80, 120], cmap="viridis")
    plt.colorbar(label="loss")
    plt.show()

# %% [markdown]
# A single valley, with no other hollow in which one could get stuck. For a linear network with squared errors
# that is always so: the loss is a quadratic function of $w$ and $b$. The star is close to $w = -1$, $b = 0$,
# the line that we made the data from, centred.
#
# Look at the map's shape, too. The valley is narrow from west to east and long from south to north. A small
# change of the slope costs a lot, because it is multiplied by each $x$, and the outer ones are as large as
# 7.5; a change of the bias by as much costs little. We shall meet the consequence when we walk down.
#
# And look at the loss at the lowest point. It is not 0 but close to 4, which is $\text{noise}^2$: the part of
# the data that no line can explain. On new points no line can do better. (On its own points the best line is a little better,
# because it fits part of their noise.)
#
# # Part 4: walking down
#
# ## The gradient shows the way
#
# A network with two parameters can be drawn. One with a million cannot, so nobody looks for the lowest
# point on a map. Instead we stand somewhere and feel the slope of the ground. The **gradient** holds a
# derivative for each parameter and points in the direction in which the loss rises fastest. We take a step
# in the opposite direction, feel the ground again, take the next step. That is **gradient descent**:
#
# $$w \leftarrow w - \text{lr} \cdot \frac{\partial L}{\partial w}, \qquad
# b \leftarrow b - \text{lr} \cdot \frac{\partial L}{\partial b}.$$
#
# The **learning rate** lr says how far to step. Where the ground is steep the steps are long, near the bottom
# they become short by themselves.
#
# ## Three calls
#
# In PyTorch a step is three calls, in this order:
#
# 1. `optimizer.zero_grad()` empties the gradients: each is `None` again, as it was at the start. It has to be
#    said, because the next call does not replace a gradient but **adds** to what is there;
# 2. `loss.backward()` walks back through all the operations that led to the loss, and leaves in each
#    parameter's `.grad` the derivative of the loss with respect to it. The parameters don't move;
# 3. `optimizer.step()` moves each parameter by -lr times its `.grad`. It looks at nothing else.
#
# The optimiser is made once, before the loop, and told which parameters are its own:
# `torch.optim.SGD(net.parameters(), lr=lr)`. Watch the two numbers through one step, and then see what
# happens without the first call.

# %%
if __name__ == "__main__":
    def report(moment, net):
        """Print the slope and the bias of a network, and the gradients that they hold."""
        w, b = slope_and_bias(net)
        gradients = [None if p.grad is None else round(p.grad.item(), 3) for p in (w, b)]
        print(f"{moment:<22} w = {w.item():+.4f}, b = {b.item():+.4f}, gradients {gradients}")

    torch.manual_seed(0)
    stepping = Net(1, 1)
    optimizer = torch.optim.SGD(stepping.parameters(), lr=0.005)
    report("at the start", stepping)
    optimizer.zero_grad()
    report("after zero_grad()", stepping)
    mse_loss(stepping(noisy_x), noisy_y).backward()
    report("after backward()", stepping)
    optimizer.step()
    report("after step()", stepping)
    mse_loss(stepping(noisy_x), noisy_y).backward()
    report("backward(), not zeroed", stepping)

# %% [markdown]
# `backward()` fills the gradients and moves nothing; `step()` moves and leaves the gradients as they are.
# Check one number by hand: the new $w$ is the old $w$ minus 0.005 times its gradient.
#
# In the last line there was no `zero_grad()`. What you see there is the gradient of *two* places added up,
# the old one and the new one. No error was raised. In a loop without the reset, the old gradients
# keep pushing, like a ball that rolls on.
#
# ## The loop: `train`
#
# You wrote such a loop in exercise 01, for NumPy arrays. This one
# takes your own module and your own loss. Put the three calls into a loop. Each step looks at **all** the
# data: predict, measure the loss, and step. Note down the loss of each step, as the network was *before* that
# step moved it. The first entry then says how bad the untrained network was.
#
# Store plain numbers, `loss.item()`. A stored tensor would keep the record of its computation as well.


# %%
def train(net, x, y, num_steps=100, lr=0.005):
    """Train `net` in place by gradient descent on the mean squared error; return the loss history.

    `net` is a module that maps `x (n, n_feature)` to predictions of the shape of `y (n, n_output)`. Each of
    the `num_steps` steps uses all the data, and moves each parameter p to p - lr · gradient (plain SGD: no
    momentum). `x` and `y` are not changed.

    Returns a list of `num_steps` floats: the loss at each step, measured before that step's update.

    >>> len(train(Net(1, 1), torch.zeros(4, 1), torch.zeros(4, 1), num_steps=3))
    3
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Watching it learn
#
# Now train, and stop on the way to look at the line. Calling `train` again goes on from where the network is,
# since it is changed in place. In a notebook, set `live = True` for a moving picture: then it is drawn again
# after each step while the network learns. (This is slower, of course.)

# %%
if __name__ == "__main__":
    live = False  # True, in a notebook: the picture moves while the network learns

    torch.manual_seed(5)
    learner = Net(1, 1)
    history = []
    lines = {"the data": (noisy_x, noisy_y, "C7.")}
    for step in range(101):
        newest = {f"after {step} steps": (ends, learner(ends).detach())}
        if step in (0, 1, 3, 6, 12, 100):
            lines |= newest
        if live:
            from IPython.display import clear_output

            clear_output(wait=True)
            plot("The line while it learns", "x, centred", "y, centred", noisy | newest, ylim=(-13, 13))
        if step < 100:
            history += train(learner, noisy_x, noisy_y, num_steps=1)
    plot("The line while it learns", "x, centred", "y, centred", lines, ylim=(-13, 13))

# %% [markdown]
# The first line knows nothing and leans the wrong way. Each step turns it towards the points, and the steps
# become shorter as it gets there: the very first one turns it further than the last 88 together.

# %%
if __name__ == "__main__":
    falling = {"loss": (range(100), history), "noise² = 4": ([0, 100], [4, 4], "C7--")}
    plot("The loss history", "step", "mean squared error, logarithmic", falling, yscale="log")
    first, later, last = history[0], history[20], history[-1]
    print(f"loss at the start {first:.2f}, after 20 steps {later:.2f}, at the end {last:.2f}")

# %% [markdown]
# Two parts: a steep fall, and then a long level stretch. The level is not a failure. It is the noise, and
# it lies near the dashed line (a little above or below, depending on the noise that these hundred points
# happen to have). **A loss that stops falling has to be compared with something** before you can say
# whether that is good news or bad.
#
# ## The descent on the map, and what centring is good for
#
# Here is the walk again, drawn on the map, one dot per step. To see what centring did for us, we walk a second
# time on the same points moved back to where they were: x from 0 to 15, and y around -x + 5.

# %%
if __name__ == "__main__":
    def walk(x, y, num_steps, lr):
        """Return the path of (w, b) from (0.7, -5) over that many steps: a tensor (num_steps + 1, 2)."""
        net = Net(1, 1)
        w, b = slope_and_bias(net)
        with torch.no_grad():
            w.fill_(0.7)
            b.fill_(-5.0)
        path = [(w.item(), b.item())]
        for _ in range(num_steps):
            train(net, x, y, num_steps=1, lr=lr)
            path.append((w.item(), b.item()))
        return torch.tensor(path)

    def draw_walk(title, x, y, goal, panel):
        """Draw a hundred steps on the map of these data."""
        path = walk(x, y, num_steps=100, lr=0.005)
        marks = {"100 steps": (path[:, 0], path[:, 1], "r.-"), "the line of the data": (*goal, "k*")}
        plot(title, "slope w", "bias b", marks, panel, hold=True)
        slopes, biases = torch.linspace(-3, 2, 51), torch.linspace(-7, 7, 51)
        levels = [5, 10, 20, 40, 80, 160, 320]
        plt.contour(slopes, biases, landscape(x, y, slopes, biases), levels, cmap="viridis")

    draw_walk("Data centred", noisy_x, noisy_y, goal=(-1, 0), panel=(1, 2, 1))
    draw_walk("Data not centred", noisy_x + 7.5, noisy_y - 2.5, goal=(-1, 5), panel=(1, 2, 2))
    plt.show()

# %% [markdown]
# On the left the walk first runs across the valley, and within some twenty steps the slope is right. Then
# it turns, and creeps north along the floor: the gradient with respect to the bias is small, so the steps are small too.
# After 100 steps about a third of the way is still to go. (Each step takes away the same share, $2 \cdot
# \text{lr}$ = 1 %, and $0.99^{100} \approx 0.37$.) From a start nearer 0, as `Net` has it, that does little
# harm.
#
# On the right the valley is tilted: a wrong bias can be made up for by a wrong slope. The walk reaches the floor of the valley quickly, and there it stops, so it seems, far from the
# star. It is not stuck. The floor is just so flat that after a hundred steps four fifths of the way
# remain. The data are the same points with the same line in them, only moved. **Centring costs one line of
# code.**

# %% [markdown]
# ### Question: SGD or GD?
#
# The optimiser is called SGD, *stochastic* gradient descent.
#
# 1. Is anything random in the steps of your `train`? Say what gradient descent (GD) and stochastic gradient
#    descent (SGD) do in one step, and which of the two `train` carries out.
# 2. Name one advantage of SGD over GD on a data set of ten million points, and one price that it has.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Part 5: did it work?
#
# ## Three tests that are better than a falling loss
#
# A loss that falls is a good sign and no proof: it also falls when the network learns something slightly
# wrong. Here are three stronger tests. Each compares with something that the training didn't produce.
#
# - **A known answer.** The slope with the smallest mean squared error has a formula, for centred data
#   $w^* = \sum x_i y_i / \sum x_i^2$. Your network should have found the same number.
# - **A known limit.** The loss should come down to about $\text{noise}^2$. Far above: not finished, or a
#   network that cannot do better. Far below: suspicious.
# - **New data.** Draw points that the network has never seen, from the same source. If it has learnt the
#   line and not just these hundred points, its loss there is about the same.

# %%
if __name__ == "__main__":
    new_x, new_y = create_dataset(n_data=10_000)
    with torch.no_grad():
        learnt = (learner(torch.ones(1, 1)) - learner(torch.zeros(1, 1))).item()
        formula = ((noisy_x * noisy_y).sum() / (noisy_x * noisy_x).sum()).item()
        left_over = (learner(new_x) - new_y).flatten()
        print(f"slope: network {learnt:.4f}, formula {formula:.4f}, truth -1")
        print(f"loss on the training points: {mse_loss(learner(noisy_x), noisy_y).item():.3f}, noise² = 4")
        print(f"loss on 10,000 new points:   {mse_loss(learner(new_x), new_y).item():.3f}")

    grid = torch.linspace(-8, 8, 200)
    bell = torch.exp(-(grid**2) / 8) / (2 * torch.pi * 4) ** 0.5
    noise_curve = {"the noise that we put in": (grid, bell, "C1")}
    title = "What is left when the line is taken away"
    plot(title, "error, prediction - target", "density", noise_curve, hold=True)
    plt.hist(left_over, bins=60, density=True, label="errors on new points")
    plt.legend()
    plt.show()

# %% [markdown]
# The network's slope and the formula's agree to several digits, while both miss the truth, -1, by a few
# hundredths. Do not blame the network: a hundred noisy points don't tell the slope more exactly than that.
# The loss on the training points may lie a little below 4, because the line fits part of the noise of
# just these points. On new points it cannot, and the loss is about 4.1 on average.
#
# In the picture look at the *shape* of what is left. Errors that look like the noise, a bell around 0, say
# that there is nothing more to learn from these data. Two peaks, or a long tail on one side, would say that
# there is more to learn. And look closely at the middle: the blue histogram lies a little to the left of the
# bell. The line lies too low. You have seen the reason on the map: the bias is
# still on its way.
#
# ## A number for people: accuracy
#
# "The mean squared error is 4.1" does not tell most people much. "Nineteen of twenty predictions are off
# by less than 4" does. For numbers, an **accuracy** can be defined as the share of predictions that are within
# some tolerance. Let's see how both change as the slope turns.

# %%
if __name__ == "__main__":
    turned = torch.linspace(-3, 1, 400)
    losses = [mse_loss(w * noisy_x, noisy_y).item() for w in turned]
    shares = [((w * noisy_x - noisy_y).abs() < 4).float().mean().item() for w in turned]
    for place, (title, ylabel, values) in enumerate(
        [("Loss", "mean squared error", losses), ("Accuracy", "share of errors below 4", shares)], 1
    ):
        beside = {
            "_values": (turned, values),
            "the slope of the data": ([-1, -1], [0, max(values)], "C7--"),
        }
        plot(title, "slope w", ylabel, beside, panel=(1, 2, place))

# %% [markdown]
# Both are best near the same slope. But come closer: the curve on the left is smooth, and leans everywhere
# towards its lowest point. The one on the right is made of steps. On a step nothing changes when the slope
# moves a little, and between two steps it jumps.

# %% [markdown]
# ### Question: how do you know that training worked?
#
# 1. A colleague reports: "The loss fell from 70 to 9, so my training works." The noise of the data has a
#    standard deviation of 2. Name two things that you would check, and say for each what result would speak
#    against the training.
# 2. How does an accuracy metric differ from a loss: who is each for, and why is the network not trained on
#    the accuracy directly?

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Part 6: where the line ends
#
# The loop that you have written doesn't know that it is training a line. It would train anything. The
# network *is* a line, though, and no training can change that. Let us give it points from a curve, without
# any noise at all, and twenty times as many steps.

# %%
if __name__ == "__main__":
    curve_x = torch.linspace(-1, 1, 100).unsqueeze(1)
    curve_y = curve_x**2 - (curve_x**2).mean()
    torch.manual_seed(0)
    on_the_curve = Net(1, 1)
    curve_history = train(on_the_curve, curve_x, curve_y, num_steps=2000, lr=0.05)
    floor = (curve_y**2).mean().item()  # the best line through this curve is level: y = 0
    print(f"loss of the network {curve_history[-1]:.6f}, of the best line {floor:.6f}")

    fit = {
        "the data, without noise": (curve_x, curve_y, "C7."),
        "the network after 2,000 steps": (curve_x, on_the_curve(curve_x).detach(), "C0"),
    }
    plot("A line cannot bend", "x", "y, centred", fit, panel=(1, 2, 1))
    level = {"loss": (range(2000), curve_history), "the best line there is": ([0, 2000], [floor, floor], "C7--")}
    title, logarithmic = "A floor that is not noise", "mean squared error, logarithmic"
    plot(title, "step", logarithmic, level, panel=(1, 2, 2), yscale="log")

# %% [markdown]
# The picture on the right looks like a training that went well: a steep fall and a level stretch. The
# picture on the left shows that it did not go well at all. There is no noise here, so a network that could
# bend would go on down. More steps will not help, nor another learning rate, nor a second linear layer, as
# you have shown above. What is missing is something in the network that is *not* linear. That is what
# exercise 03 adds, with your loop unchanged.
#
# # Play
#
# Change one thing at a time, and say *before* you run it what you expect to see.
#
# - **Learning rate.** Train with 0.0005, 0.005, 0.05 and 0.07, and draw the four histories on one picture.
#   Which is slow? Which zigzags? Which grows without end? On the map, `walk(noisy_x, noisy_y, 30, 0.05)` shows why: it jumps
#   from one wall of the valley to the other. The limit is at 2 / (2 · mean of x²), a little above or below
#   0.06: work it out from the formula of a step, compute it for your x, and see how exactly it holds.
# - **Round valleys.** Divide x by its standard deviation before training, and draw map and walk again. Now
#   you can take a learning rate of 0.5. How many steps do you need?
# - **Few points.** Train on `create_dataset(n_data=5)` and look at the loss on 10,000 new points. Repeat it
#   ten times. How much do slope and loss scatter? And with 1,000 points?
# - **One bad point.** Set `noisy_y[noisy_x.argmax()] = 100.0`, as if by a typing error. How far does
#   one point of a hundred turn the line? Then train with a copy of your loop in which the loss is the mean
#   of `(net(x) - y).abs()`, and compare. Which loss takes such a point more seriously, and is that good or
#   bad?
# - **Trap, once more.** Leave the test out of your `mse_loss` and train on `noisy_y.flatten()`. Which line does the
#   network learn? Explain it.
# - **Forgotten reset.** Leave out `zero_grad()`, train for 300 steps, and draw the history. The loss does
#   not fly off: it swings. How long is one swing, and what does it remind you of?
# - **Real stochastic descent.** In each step of a loop of your own, choose ten points at random with
#   `torch.randperm(100)[:10]` and hand only those to `train(..., num_steps=1)`. Draw the walk on the map.
#   Does it ever come to rest?
# - **More inputs.** `Net(2, 1)` fits a plane. Make x with two columns and y = 3·x₁ - 2·x₂ plus noise, and see
#   whether your loop finds the 3 and the -2 without any change. It should!

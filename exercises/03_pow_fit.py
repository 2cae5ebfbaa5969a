# Fitting a curve: what one hidden layer adds to a line (03_pow_fit, torchkata 0.1.0)
#
# Replace every `raise NotImplementedError()` by code of your own, and check it with
#
#     autograder check pow_fit
#     autograder check pow_fit.create_dataset
#
# Where you are stuck, `autograder hint pow_fit.create_dataset` gives a first nudge.

# %% [markdown]
# # Fitting a curve
#
# In the last exercise a network learnt a straight line, and it came as near as one can: the data *was* a
# line, with some noise on it. This time the data lies on a curve. You will see the line fail, find out
# exactly how badly it must fail, and then mend it with a single hidden layer.
#
# | piece | what it is for |
# |---|---|
# | `create_dataset` | to have points on a curve $y = x^a$, with as much noise as you like |
# | `Net` | to be able to bend: Linear, ReLU, Linear |
# | `train` | to move the parameters downhill on the loss, and to note the loss on the way |
#
# Three short functions, and a laboratory around them. Most of your time will go into looking: at what one
# hidden neuron draws, at how ten of them make a curve, and at two numbers that you have to choose yourself,
# the number of steps and the learning rate.
#
# **How to work.** Read from top to bottom; each function needs only what comes before it. Replace each
# `raise NotImplementedError()` with your code. In a notebook, run the check cell under the function; in a
# Python file, run `autograder check pow_fit` in a terminal (or `autograder check pow_fit.Net` for one
# function). When you are stuck, `autograder hint pow_fit.Net` in a terminal gives
# you a first nudge, `autograder hint pow_fit.Net 2` a stronger one.
# A Python file runs its examples up to the first function that is not written yet: the error that stops it
# there is a bookmark and nothing to worry about.
#
# You need what exercise 02 taught: a module, the mean squared error, and gradient descent. Plan an hour and
# forty minutes.

# %%
import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# These imports are all that your functions need. The examples on the way import what they need themselves.
# Your functions must not use the names that examples define: grading does not run the examples.
#
# # Part 1: a curve, and the best line through it
#
# ## Points on a curve: `create_dataset`
#
# We want $n$ points whose inputs $x$ lie equally spaced on $[-1, 1]$, both ends included, and whose outputs
# follow a power of $x$ with some noise on top. (Here $a$ and $b$ are an exponent and the size of the noise,
# not the slope and the intercept of exercise 02.)
#
# $$y_i = x_i^{\,a} + b\,u_i, \qquad u_i \text{ uniform on } [0, 1).$$
#
# Three things to take care of:
#
# - **Columns.** A layer takes a batch of $n$ samples with one feature each, so both tensors have the shape
#   `(n, 1)`, never `(n,)`. `torch.linspace(-1, 1, n)` gives the inputs in a plain row `(n,)`, and a tensor's
#   method `unsqueeze(1)` puts in the second axis. A prediction `(n, 1)` minus a target `(n,)` would be
#   broadcast to `(n, n)`, and no error would tell you.
# - **Each point has its own noise.** So $n$ random numbers, and the number $b$ says how thick the cloud of
#   points is: the noise fills a band of height $b$.
# - **Centred.** At the end subtract from each of the two tensors its own mean. (The noise is never negative
#   and would lift the curve by about $b/2$; the power lifts it too.) Numbers around 0 are what a freshly
#   made network expects. For $x$ this changes nothing but rounding: it is symmetric already.
#
# The exponent $a$ is a whole number, so that a negative $x$ has a power too.


# %%
def create_dataset(n_data=100, a=2.0, b=0.2):
    """Return two float32 columns `(x, y)`, each `(n_data, 1)` and centred on its own mean.

    `x` is equally spaced from -1 to 1, both included. `y` is x to the power of `a` (a whole number, given as
    a float) plus `b` times noise: one uniform random number from [0, 1) for each point. With `b=0` the points
    lie exactly on the curve. `n_data` is at least 2.

    >>> x, y = create_dataset(5, 2.0, 0.0)
    >>> y.flatten()
    tensor([ 0.5000, -0.2500, -0.5000, -0.2500,  0.5000])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    torch.manual_seed(0)
    figure, axes = plt.subplots(1, 3, figsize=(11, 3.6), sharey=True, layout="constrained")
    for panel, (a, b) in zip(axes, [(2.0, 0.0), (2.0, 0.2), (3.0, 0.2)], strict=True):
        x, y = create_dataset(100, a, b)
        panel.plot(x, y, ".")
        panel.set_title(f"a = {a:.0f}, b = {b}")
        panel.set_xlabel("x")
    axes[0].set_ylabel("y")
    figure.suptitle("The data without noise, with noise, and with another power")
    plt.show()

# %% [markdown]
# On the left every point sits on the parabola. In the middle the points fill a band of height 0.2 around it;
# this is the data that we are going to learn. Notice that the middle of the parabola lies *below* 0: that is
# the centring.
#
# ## How well can a line do?
#
# Let us not train anything yet, but ask what a line *could* reach. As in exercise 02 we measure with the
# mean squared error. Squares, because one big miss should count more than many tiny ones, and because the
# square is smooth at the bottom, so that the steps of the descent become smaller by themselves as it gets
# close.
#
# Both columns are centred, so the best line passes through $(0, 0)$ and only its slope $m$ is left to
# choose. Its loss is a parabola in $m$:
#
# $$L(m) = \overline{(m x - y)^2} = m^2\,\overline{x^2} - 2m\,\overline{x y} + \overline{y^2},
# \qquad \text{lowest at}\quad m^* = \frac{\overline{x y}}{\overline{x^2}}.$$
#
# (The bar means the mean over all points.) For our parabola, whatever the right half adds to $\overline{xy}$
# the left half takes away again. So $\overline{x y} \approx 0$: **the best line is flat**, and the best loss
# is $\overline{y^2}$, as if the line had not looked at $x$ at all.

# %%
if __name__ == "__main__":

    def best_line(x, y):
        """Return the slope of the best line through the centred columns x and y, and its loss, as floats."""
        slope = (x * y).mean() / (x**2).mean()
        return slope.item(), F.mse_loss(slope * x, y).item()

    torch.manual_seed(0)
    x, y = create_dataset()
    slope, line_floor = best_line(x, y)
    noise_floor = 0.2**2 / 12
    print(f"best slope {slope:.3f}, loss of the best line {line_floor:.4f}")
    print(f"variance of the noise alone {noise_floor:.4f}")

    plt.figure(figsize=(7, 4))
    plt.plot(x, y, ".", label="data")
    plt.plot(x, slope * x, "C1", label="the best of all lines")
    plt.vlines(x[::4].flatten(), slope * x[::4].flatten(), y[::4].flatten(), color="0.8", zorder=0)
    plt.title(f"No line gets under a loss of {line_floor:.3f} here")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.legend(loc="upper center")
    plt.show()

# %% [markdown]
# Look at the grey sticks, the errors: at the ends the line lies below all the points, in the middle above
# them. Errors with such a pattern are a sign that the *model* is too stiff. More data, more steps or another
# learning rate can't help, since there is no better line.
#
# Keep the two printed numbers in mind, they are the floors of this exercise. Under the first no line can
# get. The second is the variance of the noise, $b^2/12$; nobody can predict noise, so under it even the best
# curve should not get (a little lower happens by luck with 100 points).

# %% [markdown]
# # Part 2: a network that bends
#
# ## What one hidden neuron draws
#
# A hidden neuron with a ReLU computes
#
# $$h = \operatorname{relu}(w x + c) = \max(w x + c,\; 0).$$
#
# It is silent (exactly 0) on one side of the point $x = -c/w$, and a straight ramp on the other. We call
# this a **hinge**. The sign of $w$ says on which side the ramp is, its size how steep it is, and $c$ moves
# the kink. The output layer then multiplies each hinge by a weight of its own and adds them up. How far does
# one get with a few hinges?
#
# In the next picture we put the kinks where we like, and let least squares find the best weights.

# %%
if __name__ == "__main__":
    figure, axes = plt.subplots(1, 3, figsize=(11, 3.6), layout="constrained")
    grid = torch.linspace(-1, 1, 400).unsqueeze(1)
    for w, c in [(1.0, 0.5), (2.0, -0.6), (-1.0, -0.2)]:
        axes[0].plot(grid, torch.relu(w * grid + c), label=f"relu({w:g} x {c:+g})")
    axes[0].set_title("three hinges")
    axes[0].legend()

    curve = grid**2 - (grid**2).mean()
    for panel, kinks in zip(axes[1:], [[0.0], [-0.6, 0.0, 0.6]], strict=True):
        pieces = torch.cat([torch.ones_like(grid), grid, torch.relu(grid - torch.tensor(kinks))], dim=1)
        broken_line = pieces @ torch.linalg.lstsq(pieces, curve).solution
        panel.plot(grid, curve, color="0.7", linewidth=4, label="parabola")
        panel.plot(grid, broken_line, label="line and hinges, added")
        panel.set_title(f"kinks at {kinks}: loss {F.mse_loss(broken_line, curve):.4f}")
        panel.legend(loc="upper center")
    for panel in axes:
        panel.set_xlabel("x")
    axes[0].set_ylabel("output")
    figure.suptitle("Hinges, and what their sums can draw")
    plt.show()

# %% [markdown]
# A sum of hinges is a line with kinks in it. **One** kink brings the loss from about 0.09 down to 0.006;
# three bring it to 0.0006. With enough kinks a broken line comes as close to a curve as you like. That is
# all there is to the magic of a hidden layer with ReLU. And without the ReLU there is no magic: a line put
# into a line is a line.
#
# What the picture does not show is how to find the kinks. Here we chose them. The network will have to find
# its own, by gradient descent, together with everything else.
#
# ## The network: `Net`
#
# Now write it as a module, for any number of inputs, hidden neurons and outputs. Follow the shapes for a
# batch of $n$ samples, here with one input, ten hidden neurons and one output:
#
# | step | shape | parameters |
# |---|---|---|
# | input | `(n, 1)` | |
# | first Linear | `(n, 10)` | weight `(10, 1)`, bias `(10,)` |
# | ReLU | `(n, 10)` | none |
# | second Linear | `(n, 1)` | weight `(1, 10)`, bias `(1,)` |
#
# `nn.Linear(n_in, n_out)` stores its weight as `(n_out, n_in)`. It starts with random weights, and this
# matters here: hidden neurons that began alike would get the same gradient and stay alike for ever, ten
# copies of one hinge. Nothing comes after the second Linear: a ReLU there would forbid negative outputs, and
# half of our $y$ are negative.


# %%
class Net(nn.Module):
    """The network Linear, ReLU, Linear.

    `forward(x)` takes a batch `(n, n_feature)` and returns `(n, n_output)`; the hidden layer has `n_hidden`
    neurons. Both Linear layers have a bias, so the parameters have the shapes `(n_hidden, n_feature)`,
    `(n_hidden,)`, `(n_output, n_hidden)` and `(n_output,)`. No activation follows the second Linear.

    >>> Net(1, 10, 1)(torch.zeros(4, 1)).shape
    torch.Size([4, 1])
    """

    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x):
        # YOUR CODE HERE
        raise NotImplementedError()


# %%
if __name__ == "__main__":

    def weights_of(net):
        """Return the four parameters of a Net with one input and one output, first layer first, detached."""
        found = {tuple(parameter.shape): parameter.detach() for parameter in net.parameters()}
        n_hidden = max(shape[0] for shape in found)
        return [found[shape] for shape in [(n_hidden, 1), (n_hidden,), (1, n_hidden), (1,)]]

    torch.manual_seed(4)
    net = Net(1, 10, 1)
    print("parameters:", [tuple(parameter.shape) for parameter in net.parameters()])
    print("numbers to learn:", sum(parameter.numel() for parameter in net.parameters()))

    def draw_hinges(net, title):
        """Draw what each hidden neuron adds to the output over [-1, 1], and the whole output."""
        W1, b1, W2, b2 = weights_of(net)
        parts = torch.relu(grid @ W1.T + b1) * W2
        plt.figure(figsize=(7, 4))
        plt.plot(grid, parts, color="0.6", linewidth=1)
        plt.plot([], [], color="0.6", label="one hidden neuron, times its output weight")
        plt.plot(grid, parts.sum(dim=1) + b2, linewidth=3, label="all of them and the bias: the output")
        plt.title(title)
        plt.xlabel("x")
        plt.ylabel("output")
        plt.legend()
        plt.show()

    draw_hinges(net, "Before any training: ten random hinges")

# %% [markdown]
# Each grey line is one hinge, already multiplied by its output weight; the thick line is their sum. Before
# any training it has nothing to do with a parabola. Look for the kinks: each grey line has one, though not
# all of them lie inside $[-1, 1]$. Remember this picture, you will see the same ten hinges again after
# training.

# %% [markdown]
# # Part 3: learning
#
# ## Downhill, step by step: `train`
#
# One step of **full-batch gradient descent** looks at all points at once:
#
# 1. *forward*: predict all $y$ and compute the loss, the mean squared error;
# 2. *note* the loss, as a plain number;
# 3. *backward*: compute the gradient of the loss by every parameter;
# 4. *update*: move every parameter a little against its gradient, $p \leftarrow p - \text{lr}\,\partial L /
#    \partial p$.
#
# `torch.optim.SGD` does the bookkeeping with three calls that belong together:
#
# | call | what it does | without it |
# |---|---|---|
# | `optimizer.zero_grad()` | empties every gradient | `backward` adds the new gradient to all the old ones |
# | `loss.backward()` | computes the gradients | there is nothing to follow |
# | `optimizer.step()` | moves the parameters | nothing moves |
#
# The loss of exercise 02 is ready-made in torch: `F.mse_loss(prediction, target)`. Your function returns the
# **loss history**: a list with one float a step, measured *before* the update of that step. So the first
# entry tells how bad the untrained network was. Store `loss.item()` and not `loss`: the tensor would keep
# its graph alive, and 200 of them are 200 graphs.


# %%
def train(net, x, y, num_steps=200, lr=0.5):
    """Train `net` in place by full-batch gradient descent on the mean squared error; return the losses.

    `net` is a module that maps `x (n, 1)` to predictions `(n, 1)`; `y` is `(n, 1)`. Each of the `num_steps`
    steps uses all the data and plain SGD with learning rate `lr`. Returns a list of `num_steps` floats: the
    loss before the update of each step. `x` and `y` are not changed.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The line against the network
#
# `train` takes any module, so we can give it the network of exercise 02 as well: a single `nn.Linear(1, 1)`.
# Same data, same number of steps, same learning rate. Only the model differs.

# %%
if __name__ == "__main__":
    torch.manual_seed(4)
    net, line = Net(1, 10, 1), nn.Linear(1, 1)
    net_losses, line_losses = train(net, x, y), train(line, x, y)
    print(f"line:    {line_losses[-1]:.5f}, and the best of all lines has {line_floor:.5f}")
    print(f"network: {net_losses[-1]:.5f}, and the noise alone has {noise_floor:.5f}")

    plt.figure(figsize=(8, 4.2))
    plt.semilogy(line_losses, label="a line, nn.Linear(1, 1)")
    plt.semilogy(net_losses, label="Net(1, 10, 1)")
    plt.axhline(line_floor, linestyle=":", color="C0", label="no line gets under this")
    plt.axhline(noise_floor, linestyle=":", color="C1", label="variance of the noise")
    plt.title("One hidden layer gets where no line can")
    plt.xlabel("step")
    plt.ylabel("loss (logarithmic)")
    plt.legend(ncol=2, loc="upper right", bbox_to_anchor=(1, 0.85))
    plt.show()

# %% [markdown]
# Look where the two curves end. The line's loss falls for a few steps, then lies on its dotted floor,
# *exactly* on it: training has worked, it has found the best line, and the best line is bad. The network
# goes through this floor as if it weren't there, and comes to rest near the other one, the noise. Its way
# down is not smooth: in the first steps the loss even jumps up. A learning rate of 0.5 is bold, and we shall
# come back to that.
#
# (Is *your* network stuck at about 0.06 or 0.09? Your code may well be right all the same. Change the number
# in `torch.manual_seed(4)`, and try again; the section on starts explains it.)
#
# ## Watching it learn
#
# Fifty steps four times are the same as two hundred steps once, since `train` continues with whatever
# parameters `net` has. So we can stop now and then and look. If you work in a notebook, set `live = True`:
# then the picture is redrawn while the network learns.

# %%
if __name__ == "__main__":
    live = False

    def draw_fit(panel, net, x, y, title):
        """Draw the data and the network's output over it on the axes `panel`."""
        with torch.no_grad():
            panel.plot(x, y, ".", color="0.7")
            panel.plot(grid, net(grid), linewidth=3)
        panel.set_title(title)
        panel.set_xlabel("x")
        panel.set_ylim(-0.7, 1.0)

    torch.manual_seed(4)
    net = Net(1, 10, 1)
    figure, axes = plt.subplots(1, 4, figsize=(12, 3.4), sharey=True, layout="constrained")
    for step in range(0, 201, 5):
        if step > 0:
            train(net, x, y, num_steps=5)
        if step in (0, 5, 20, 200):
            panel = axes[(0, 5, 20, 200).index(step)]
            draw_fit(panel, net, x, y, f"after {step} steps")
        if live:
            from IPython.display import clear_output, display

            moving, panel = plt.subplots(figsize=(6, 4))
            draw_fit(panel, net, x, y, f"after {step} steps")
            clear_output(wait=True)
            display(moving)
            plt.close(moving)
    axes[0].set_ylabel("y")
    figure.suptitle("The network's output over the data as training goes on")
    plt.show()
    draw_hinges(net, "After training: the same ten hinges, moved and turned")

# %% [markdown]
# In the first picture, look at *when* what happens: after a few steps the output lies at the right height
# but is still nearly a line, twenty steps bend it, and the rest of the time goes into small corrections. In
# the second, compare with the hinges before training. Count the kinks of the thick line: each belongs to a
# grey one. Some grey lines are flat at 0 all the way: those neurons say nothing any more. Keep an eye on
# them.

# %% [markdown]
# # Part 4: what you have to choose
#
# ## The loss as a landscape
#
# The line has two parameters, so its loss can be drawn as a landscape over the plane of slope and intercept.
# We let `train` take one step at a time, and mark where it is.

# %%
if __name__ == "__main__":
    ticks = torch.linspace(-1.2, 1.2, 81)
    slopes, intercepts = torch.meshgrid(ticks, ticks, indexing="ij")
    errors = slopes[..., None] * x.flatten() + intercepts[..., None] - y.flatten()
    landscape = (errors**2).mean(dim=-1)
    figure, axes = plt.subplots(1, 3, figsize=(12, 4), sharey=True, layout="constrained")
    for panel, lr in zip(axes, [0.05, 0.5, 1.02], strict=True):
        line = nn.Linear(1, 1)
        with torch.no_grad():
            line.weight.fill_(1.0)
            line.bias.fill_(0.5)
        path = torch.zeros(26, 2)
        for step in range(26):
            path[step, 0], path[step, 1] = line.weight.item(), line.bias.item()
            train(line, x, y, num_steps=1, lr=lr)
        panel.contourf(slopes, intercepts, landscape, levels=15, cmap="Blues_r")
        panel.plot(path[:, 0], path[:, 1], "o-", color="C1", markersize=3, linewidth=1)
        panel.plot(slope, 0, "k*", markersize=12)
        panel.set_title(f"learning rate {lr}")
        panel.set_xlabel("slope")
        panel.set_xlim(-1.2, 1.2)
        panel.set_ylim(-1.2, 1.2)
    axes[0].set_ylabel("intercept")
    figure.suptitle("The line's loss: one bowl; 25 steps of descent, and the lowest point (star)")
    plt.show()

# %% [markdown]
# One bowl with one lowest point: wherever a line starts, it ends at the star, provided that the steps are
# not too long. On the left they are so short that 25 of them don't get there. On the right they are so long
# that each lands on the opposite slope; after the first two, each time a little higher than before.
#
# The network has 31 parameters, and its landscape is no bowl: there are many valleys, and plateaus on which
# the gradient is 0. Whether it gets down depends on where it starts.
#
# ## Starts that get stuck
#
# So let us train thirty networks that differ only in their random start.

# %%
if __name__ == "__main__":

    def silent_neurons(net, x):
        """Return how many hidden neurons are 0 for every x: no gradient ever reaches those again."""
        W1, b1, _, _ = weights_of(net)
        return int((torch.relu(x @ W1.T + b1) == 0).all(dim=0).sum())

    def thirty_runs(lr, num_steps):
        """Return thirty loss histories, and how many neurons are silent at the end of each."""
        histories, silent = [], []
        for seed in range(30):
            torch.manual_seed(seed)
            net = Net(1, 10, 1)
            histories.append(train(net, x, y, num_steps, lr))
            silent.append(silent_neurons(net, x))
        return histories, silent

    figure, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True, layout="constrained")
    for panel, (lr, num_steps) in zip(axes, [(0.5, 200), (0.1, 600)], strict=True):
        histories, silent = thirty_runs(lr, num_steps)
        stuck = [history[-1] > 0.02 for history in histories]
        for history, is_stuck in zip(histories, stuck, strict=True):
            panel.semilogy(history, color="C3" if is_stuck else "C0", linewidth=1)
        panel.axhline(line_floor, linestyle=":", color="k")
        panel.set_title(f"learning rate {lr}: {sum(stuck)} of 30 end above 0.02")
        panel.set_xlabel("step")
        print(f"learning rate {lr}: of ten neurons, {sum(silent) / 30:.1f} are silent at the end, on average")
    axes[0].set_ylabel("loss (logarithmic)")
    figure.suptitle("Thirty random starts; dotted: the floor of the lines")
    plt.show()

# %% [markdown]
# On the left most runs reach 0.004 or so. Several, drawn in red, do not: they stay at about 0.06, and
# with other seeds at the dotted floor, and no number of further steps would help. (A red one that swings up
# and down may still arrive.) What has happened? One of the first, bold steps has pushed hinges over so far
# that they are 0 on the whole of $[-1, 1]$. A silent neuron has a gradient of exactly 0: nothing will wake it
# as long as the data stays the same. If all hinges that are left rise to the same side, the other half of the
# parabola is out of reach: the best that a single hinge can do is a loss of about 0.06. With none left, the
# network is a constant. Then only the last bias still moves, and with a modest learning rate it finds the
# best flat line.
#
# On the right the steps are five times smaller, and there are three times as many. It takes longer, fewer
# neurons fall silent, and the red is gone or nearly so.
#
# Two lessons. **A run that fails does not prove that your code is wrong**, nor does one good run prove that
# it is right: try several starts. And when you compare two settings, compare them over several starts too.

# %% [markdown]
# ## The learning rate
#
# Here is one start, with five learning rates.

# %%
if __name__ == "__main__":
    plt.figure(figsize=(8, 4.5))
    for lr in [0.01, 0.05, 0.2, 0.5, 1.0]:
        torch.manual_seed(4)
        plt.semilogy(train(Net(1, 10, 1), x, y, 200, lr), label=f"learning rate {lr}")
    plt.axhline(line_floor, linestyle=":", color="k", label="no line gets under this")
    plt.title("One start, five learning rates")
    plt.xlabel("step")
    plt.ylabel("loss (logarithmic)")
    plt.ylim(1e-3, 1e3)
    plt.legend(ncol=2, loc="upper right")
    plt.show()

# %% [markdown]
# Find the curve that crawls, the ones that arrive, and the one that has gone off the rails. (On that one all
# ten neurons are silent. What is left is $L(c) = \overline{(c - y)^2}$ with the derivative $2c$, since $y$
# has mean 0: at a learning rate of 1 a step leads from $c$ to $c - 2c = -c$, and the next one back again.)
# Which one would you take if you had only 200 steps? And if you had 20,000, and thirty starts to get through?

# %% [markdown]
# ### Question: how to choose the learning rate
#
# 1. Describe what you see when the learning rate is too small, and what you see when it is too large. Use
#    the pictures above (the landscape, the thirty starts, the five learning rates), and explain each from
#    the update $p \leftarrow p - \text{lr}\,\partial L/\partial p$.
# 2. You get a new problem and have no idea what a good learning rate is. How do you find one?

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## The number of steps
#
# More steps, lower loss: should one not simply train as long as one can wait? To see why not, make the task
# harder: only 12 points, much noise ($b = 1$), and a large network of 50 neurons. Beside the loss on the 12
# points we measure the loss on 200 **other** points from the same curve, which the network never learns
# from.

# %%
if __name__ == "__main__":
    torch.manual_seed(0)
    x_few, y_few = create_dataset(12, 2.0, 1.0)
    x_new, y_new = create_dataset(200, 2.0, 1.0)
    net = Net(1, 50, 1)
    marks = [0, *torch.logspace(0, 4, 41).long().unique().tolist()]
    few_losses, new_losses, pictures = [], [], {}
    for mark, following in zip(marks, [*marks[1:], marks[-1]], strict=True):
        with torch.no_grad():
            few_losses.append(F.mse_loss(net(x_few), y_few).item())
            new_losses.append(F.mse_loss(net(x_new), y_new).item())
            if mark in (100, 10000):
                pictures[mark] = net(grid)
        train(net, x_few, y_few, num_steps=following - mark, lr=0.1)

    figure, axes = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
    axes[0].loglog(marks, few_losses, label="the 12 points it learns from")
    axes[0].loglog(marks, new_losses, "--", label="200 others")
    axes[0].set_title("the two losses")
    axes[0].set_xlabel("steps (logarithmic)")
    axes[0].set_ylabel("loss (logarithmic)")
    axes[0].legend()
    for panel, (mark, output) in zip(axes[1:], pictures.items(), strict=True):
        panel.plot(x_new, y_new, ".", color="0.85")
        panel.plot(x_few, y_few, "ko", markersize=4)
        panel.plot(grid, output, linewidth=3)
        panel.set_title(f"after {mark} steps")
        panel.set_xlabel("x")
        panel.set_ylabel("y")
    figure.suptitle("Few points, much noise, a large network, many steps")
    plt.show()

# %% [markdown]
# In the left picture the solid curve falls, with a hump or two, all the way. The dashed one turns around the
# hundredth step and rises again. Compare the two outputs: after 100 steps the network has found the parabola,
# roughly; after 10,000 it bends towards single points and has learnt much of the noise of these 12 points by
# heart. That is **overfitting**.
#
# With our 100 points and ten neurons there is little danger of it, and 200 steps are a question of patience
# only. Look again at the first loss history of the network: where would you have stopped?

# %% [markdown]
# ### Question: how to choose the number of steps
#
# 1. What does the loss history on the training data tell you about whether you have made enough steps, and
#    what can it *not* tell you?
# 2. Describe a procedure that finds a good number of steps for a task like the last one (12 noisy points).

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Play
#
# Change one thing at a time, and say *before* you run it what you expect to see.
#
# - **Other powers.** Try $a = 3$, 4, 5 and 9. What is the best line's loss now, and why is the line less
#   hopeless for odd $a$? Where does the network put its kinks for $a = 9$, and why there?
# - **How many neurons?** Train `Net(1, h, 1)` for $h = 1$, 2, 3, 10 and 100, with several starts each. Which
#   is the smallest $h$ that ever gets under the floor of the lines? Which $h$ gets there nearly always? Does
#   100 work with `lr=0.5`?
# - **No ReLU.** Leave it out of `forward`. Which number does the loss go to, and how many steps does it take?
# - **Another bend.** Put `torch.tanh` in the place of the ReLU. Is the output still a broken line? Can a
#   neuron still fall silent for ever?
# - **Outside the interval.** Draw the trained network over $[-3, 3]$. What does a sum of hinges do where
#   there are no kinks left?
# - **No noise, much noise.** Try $b = 0$ and $b = 2$. How close does the loss come to $b^2/12$ in each case?
# - **A wave.** Make `y = torch.sin(5 * x)` and train on it. How many kinks does it need at least?
# - **Wake the silent.** Use `F.leaky_relu`, which lets a tenth (or a hundredth) of the negative side
#   through, and run the thirty starts again with `lr=0.5`. How many are stuck now?
# - **Momentum.** Give SGD `momentum=0.9` and a learning rate of 0.05. Does it get there sooner?

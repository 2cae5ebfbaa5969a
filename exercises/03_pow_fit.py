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
# exactly how badly it must fail, and then do better with a single hidden layer.
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
# You need what exercise 02 taught: a module, the mean squared error, and gradient descent. Allow about
# an hour and forty minutes.

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
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
#   and would lift the curve by about $b/2$; an even power lifts it too.) Numbers around 0 are what a freshly
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
    torch.manual_seed(0)
    noisy_x, noisy_y = create_dataset()
    data_sets = {
        "a = 2, b = 0": create_dataset(100, 2.0, 0.0),
        "a = 2, b = 0.2": (noisy_x, noisy_y),
        "a = 3, b = 0.2": create_dataset(100, 3.0, 0.2),
    }
    for place, (title, points) in enumerate(data_sets.items(), 1):
        plot(title, "x", "y", {"_points": (*points, ".")}, panel=(1, 3, place), ylim=(-1.2, 1.2))

# %% [markdown]
# On the left every point lies on the parabola. In the middle the points fill a band of height 0.2 around it;
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

    best_slope, line_floor = best_line(noisy_x, noisy_y)
    noise_floor = 0.2**2 / 12
    print(f"best slope {best_slope:.3f}, loss of the best line {line_floor:.4f}")
    print(f"variance of the noise alone {noise_floor:.4f}")

    line_y = best_slope * noisy_x
    both = {"data": (noisy_x, noisy_y, "."), "the best of all lines": (noisy_x, line_y, "C1")}
    plot(f"No line gets under a loss of {line_floor:.3f} here", "x", "y", both, hold=True)
    plt.vlines(noisy_x[::4].flatten(), line_y[::4].flatten(), noisy_y[::4].flatten(), color="0.8", zorder=0)
    plt.show()

# %% [markdown]
# Look at the grey sticks, the errors: at the ends the line lies below all the points, in the middle above
# them. A line cannot bend, so the errors show a pattern. More data, more steps or another learning rate
# can't help, since there is no better line.
#
# Keep the two printed numbers in mind, they are the floors of this exercise. Under the first no line can
# get. The second is the variance of the noise, $b^2/12$; nobody can predict noise, so under it even the best
# curve should not get. (On its own 100 points a network can get a little lower, because it fits part of their
# noise.)

# %% [markdown]
# # Part 2: a network that bends
#
# ## What one hidden neuron draws
#
# A hidden neuron with a ReLU computes
#
# $$h = \operatorname{relu}(w x + c) = \max(w x + c,\; 0).$$
#
# It is silent (exactly 0) on one side of the point $x = -c/w$, and a straight slope on the other. We call
# this a **hinge**. The sign of $w$ says on which side the slope is, its size how steep it is, and $c$ moves
# the kink. The output layer then multiplies each hinge by a weight of its own and adds them up. How far does
# one get with a few hinges?
#
# In the next picture we put the kinks where we like, and compute the best weights by least squares, with
# `torch.linalg.lstsq`. There is a plain line in the sum as well.

# %%
if __name__ == "__main__":
    grid = torch.linspace(-1, 1, 400).unsqueeze(1)
    hinges = {}
    for w, c in [(1.0, 0.5), (2.0, -0.6), (-1.0, -0.2)]:
        hinges[f"relu({w:g} x {c:+g})"] = (grid, torch.relu(w * grid + c))
    plot("three hinges", "x", "output", hinges, panel=(1, 3, 1))

    parabola = grid**2 - (grid**2).mean()
    for place, kinks in enumerate([[0.0], [-0.6, 0.0, 0.6]], 2):
        pieces = torch.cat([torch.ones_like(grid), grid, torch.relu(grid - torch.tensor(kinks))], dim=1)
        broken_line = pieces @ torch.linalg.lstsq(pieces, parabola).solution
        sums = {"parabola": (grid, parabola, "C7"), "line and hinges, added": (grid, broken_line, "C0--")}
        loss = F.mse_loss(broken_line, parabola)
        plot(f"kinks at {kinks}: loss {loss:.4f}", "x", "output", sums, panel=(1, 3, place))

# %% [markdown]
# A sum of hinges is a line with kinks in it. **One** kink brings the loss from about 0.09 down to 0.006;
# three bring it to 0.0006. With enough kinks a broken line comes as close to a curve as you like. This
# is all that a hidden layer with ReLU does. Without the ReLU it can do nothing new: a line put into a line is
# a line.
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
# matters here: hidden neurons that began with equal weights would get the same gradient and stay equal, ten
# copies of one hinge. Nothing comes after the second Linear: a ReLU there would forbid negative outputs, and
# more than half of our $y$ are negative.


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

    def draw_hinges(net, title):
        """Draw what each hidden neuron adds to the output over [-1, 1], and the whole output."""
        W1, b1, W2, b2 = weights_of(net)
        parts = torch.relu(grid @ W1.T + b1) * W2
        hinges_and_sum = {
            "one hidden neuron, times its output weight": (grid, parts[:, :1], "C7"),
            "_the other neurons": (grid, parts[:, 1:], "C7"),
            "all of them and the bias: the output": (grid, parts.sum(dim=1) + b2, "C1"),
        }
        plot(title, "x", "output", hinges_and_sum)

    torch.manual_seed(4)
    untrained = Net(1, 10, 1)
    print("parameters:", [tuple(parameter.shape) for parameter in untrained.parameters()])
    print("numbers to learn:", sum(parameter.numel() for parameter in untrained.parameters()))
    draw_hinges(untrained, "Before any training: ten random hinges")

# %% [markdown]
# Each grey line is one hinge, already multiplied by its output weight; the orange line is their sum. Before
# any training it has neither the height nor the depth of our parabola. Look for the kinks: each grey line has one, though not
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
# 3. *backward*: compute the gradient of the loss with respect to every parameter;
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
# **loss history**: a list with one float per step, measured *before* the update of that step. So the first
# entry tells how bad the untrained network was. Store `loss.item()` and not `loss`: the tensor would keep
# the record of its computation as well.


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
    bent, straight = Net(1, 10, 1), nn.Linear(1, 1)
    bent_losses, straight_losses = train(bent, noisy_x, noisy_y), train(straight, noisy_x, noisy_y)
    print(f"line:    {straight_losses[-1]:.5f}, and the best of all lines has {line_floor:.5f}")
    print(f"network: {bent_losses[-1]:.5f}, and the noise alone has {noise_floor:.5f}")

    contest = {
        "a line, nn.Linear(1, 1)": (range(200), straight_losses, "C0"),
        "Net(1, 10, 1)": (range(200), bent_losses, "C1"),
        "no line gets under this": ([0, 200], [line_floor, line_floor], "C0:"),
        "variance of the noise": ([0, 200], [noise_floor, noise_floor], "C1:"),
    }
    plot("One hidden layer gets where no line can", "step", "loss (logarithmic)", contest, yscale="log")

# %% [markdown]
# Look where the two curves end. The line's loss falls for a few steps, then lies on its dotted floor,
# *exactly* on it: training has worked, it has found the best line, and the best line is bad. The loss
# of the network falls below this value, and ends near the other one, the noise. Its way down is not smooth: in
# the first steps the loss even jumps up. A learning rate of 0.5 is very large, and we shall come back to that.
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
    live = False  # True, in a notebook: the picture changes while the network learns

    torch.manual_seed(4)
    learner = Net(1, 10, 1)
    stages = {}
    for step in range(0, 201, 5):
        if step > 0:
            train(learner, noisy_x, noisy_y, num_steps=5)
        fit = {"_data": (noisy_x, noisy_y, "C7."), "_output": (grid, learner(grid).detach(), "C1")}
        if step in (0, 5, 20, 200):
            stages[f"after {step} steps"] = fit
        if live:
            from IPython.display import clear_output

            clear_output(wait=True)
            plot(f"after {step} steps", "x", "y", fit, ylim=(-0.7, 1.0))
    for place, (title, fit) in enumerate(stages.items(), 1):
        plot(title, "x", "y", fit, panel=(1, 4, place), ylim=(-0.7, 1.0))
    draw_hinges(learner, "After training: the same ten hinges, moved and turned")

# %% [markdown]
# In the first picture, look at *when* what happens: after a few steps the output lies at the right height
# but is still nearly a line, twenty steps bend it, and the rest of the time goes into small corrections. In
# the second, compare with the hinges before training. Count the kinks of the orange line: each belongs
# to a grey one. Some grey lines are flat at 0 all the way: those neurons are silent. Three of them were silent
# before training as well. Remember them.

# %% [markdown]
# # Part 4: what you have to choose
#
# ## The loss as a landscape
#
# The line has two parameters, so its loss can be drawn as a landscape over the plane of slope and intercept.
# We let `train` take one step at a time, and mark where it is.

# %%
if __name__ == "__main__":
    def descend(lr):
        """Return the path of slope and intercept in 25 steps from (1, 0.5): a tensor (26, 2)."""
        line, path = nn.Linear(1, 1), torch.zeros(26, 2)
        with torch.no_grad():
            line.weight.fill_(1.0)
            line.bias.fill_(0.5)
        for step in range(26):
            path[step, 0], path[step, 1] = line.weight.item(), line.bias.item()
            train(line, noisy_x, noisy_y, num_steps=1, lr=lr)
        return path

    ticks = torch.linspace(-1.2, 1.2, 81)
    slopes, intercepts = torch.meshgrid(ticks, ticks, indexing="ij")
    errors = slopes[..., None] * noisy_x.flatten() + intercepts[..., None] - noisy_y.flatten()
    bowl = (errors**2).mean(dim=-1)
    for place, rate in enumerate([0.05, 0.5, 1.02], 1):
        path = descend(rate)
        steps = {"25 steps": (path[:, 0], path[:, 1], "C1.-"), "lowest point": (best_slope, 0, "r*")}
        plot(f"learning rate {rate}", "slope", "intercept", steps, panel=(1, 3, place), hold=True)
        plt.axis((-1.2, 1.2, -1.2, 1.2))
        plt.contourf(slopes, intercepts, bowl, levels=15, cmap="Blues_r")
    plt.show()

# %% [markdown]
# One bowl with one lowest point: wherever a line starts, it ends at the star, provided that the steps are
# not too long. On the left they are so short that 25 of them don't get there. On the right they are so long
# that each lands on the opposite side of the bowl; after the first two, each time a little higher than before.
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
            histories.append(train(net, noisy_x, noisy_y, num_steps, lr))
            silent.append(silent_neurons(net, noisy_x))
        return histories, silent

    for place, (rate, count) in enumerate([(0.5, 200), (0.1, 600)], 1):
        histories, silent = thirty_runs(rate, count)
        runs = {"floor of the lines": ([0, count], [line_floor, line_floor], "k:")}
        for seed, losses in enumerate(histories):
            runs[f"_{seed}"] = (range(count), losses, "C3" if losses[-1] > 0.02 else "C0")
        stuck = sum(losses[-1] > 0.02 for losses in histories)
        title = f"learning rate {rate}: {stuck} of 30 end above 0.02"
        plot(title, "step", "loss (logarithmic)", runs, panel=(1, 2, place), yscale="log")
        print(f"learning rate {rate}: of ten neurons, {sum(silent) / 30:.1f} are silent at the end, on average")

# %% [markdown]
# On the left most runs reach 0.004 or so. Several, drawn in red, do not: they stay at about 0.06, and
# with other seeds at the dotted floor, and no number of further steps would help. (A red one that swings up
# and down may still arrive.) What has happened? One of the first, very long steps has pushed hinges over so far
# that they are 0 on the whole of $[-1, 1]$. A silent neuron has a gradient of exactly 0: it stays silent
# as long as the data stays the same. If all hinges that are left have the same kink and rise to the same side,
# they are together one hinge, and the best that a single hinge can do is a loss of about 0.06. With none left, the
# network is a constant. Then only the last bias still moves, and with a modest learning rate it finds the
# best flat line.
#
# On the right the steps are five times smaller, and there are three times as many. It takes longer, fewer
# neurons fall silent, and no red run is left, or hardly any. (About a quarter of all neurons is silent before
# any training.)
#
# Two lessons. **A run that fails does not prove that your code is wrong**, nor does one good run prove that
# it is right: try several starts. And when you compare two settings, compare them over several starts too.

# %% [markdown]
# ## The learning rate
#
# Here is one start, with five learning rates.

# %%
if __name__ == "__main__":
    rates = {"no line gets under this": ([0, 200], [line_floor, line_floor], "k:")}
    for rate in [0.01, 0.05, 0.2, 0.5, 1.0]:
        torch.manual_seed(4)
        rates[f"learning rate {rate}"] = (range(200), train(Net(1, 10, 1), noisy_x, noisy_y, 200, rate))
    title = "One start, five learning rates"
    plot(title, "step", "loss (logarithmic)", rates, yscale="log", ylim=(1e-3, 1e3))

# %% [markdown]
# Find the curve that falls slowly, the ones that arrive, and the one that does not fall at all. (On that one all
# ten neurons are silent. What is left is $L(c) = \overline{(c - y)^2}$ with the derivative $2c$, since $y$
# has mean 0: at a learning rate of 1 a step leads from $c$ to $c - 2c = -c$, and the next one back again.)
# Which one would you take if you had only 200 steps? And if you had time for 20,000?

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
    few_x, few_y = create_dataset(12, 2.0, 1.0)
    new_x, new_y = create_dataset(200, 2.0, 1.0)
    large = Net(1, 50, 1)
    marks = [0, *torch.logspace(0, 4, 41).long().unique().tolist()]
    few_losses, new_losses, outputs = [], [], {}
    for mark, following in zip(marks, [*marks[1:], marks[-1]], strict=True):
        with torch.no_grad():
            few_losses.append(F.mse_loss(large(few_x), few_y).item())
            new_losses.append(F.mse_loss(large(new_x), new_y).item())
            if mark in (100, 10000):
                outputs[mark] = large(grid)
        train(large, few_x, few_y, num_steps=following - mark, lr=0.1)

    two_losses = {
        "the 12 points it learns from": (marks, few_losses),
        "200 others": (marks, new_losses, "--"),
    }
    names = ("the two losses", "steps (logarithmic)", "loss (logarithmic)")
    plot(*names, two_losses, panel=(1, 3, 1), xscale="log", yscale="log")
    both_sets = {"200 others": (new_x, new_y, "C7."), "the 12 points": (few_x, few_y, "ko")}
    for place, (mark, output) in enumerate(outputs.items(), 2):
        with_output = both_sets | {"_output": (grid, output, "C1")}
        plot(f"after {mark} steps", "x", "y", with_output, panel=(1, 3, place))

# %% [markdown]
# In the left picture the solid curve falls, with a hump or two, all the way. The dashed one is lowest near the
# hundredth step and rises again. Compare the two outputs: after 100 steps the network has found the parabola,
# roughly; after 10,000 it bends towards single points and has learnt much of the noise of these 12 points. That
# is **overfitting**.
#
# With our 100 points and ten neurons there is little danger of it, and more steps only take more time. Look again at the first loss history of the network: where would you have stopped?

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
# - **No ReLU.** Leave it out of `forward`, with `lr=0.1`. Which number does the loss go to, and in how many
#   steps?
# - **Another bend.** Use `torch.tanh` instead of the ReLU, with `lr=0.1` and 2,000 steps. Is the output still a broken line? Can a
#   neuron still fall silent for ever?
# - **Outside the interval.** Draw the trained network over $[-3, 3]$. What does a sum of hinges do where
#   there are no kinks left?
# - **No noise, much noise.** Try $b = 0$ and $b = 2$. How close does the loss come to $b^2/12$ in each case?
# - **A wave.** Train on `torch.sin(5 * noisy_x)`, with `lr=0.1` and 4,000 steps. How many kinks does it need at least?
# - **No silent neurons.** Use `F.leaky_relu` with `negative_slope=0.1`, which lets a tenth of the negative side
#   through, and run the thirty starts again with `lr=0.5`. How many are stuck now?
# - **Momentum.** Give SGD `momentum=0.9` and a learning rate of 0.05. Does it get there sooner?

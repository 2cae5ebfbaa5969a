# A line with a bend: a deep network from nothing but tensors (04_piecewise, torchkata 0.1.0)
#
# Replace every `raise NotImplementedError()` by code of your own, and check it with
#
#     autograder check piecewise
#     autograder check piecewise.make_data
#
# Where you are stuck, `autograder hint piecewise.make_data` gives a first nudge.

# %% [markdown]
# # A line with a bend
#
# One number goes in, one number comes out, and in between sits a network of three layers with one neuron
# each: six parameters in all. It is the smallest network with two hidden layers, and small enough to look at
# *every* number in it.
#
# There will be no `torch.nn` and no `torch.optim` here. You write the data, the mini-batches, the network,
# the loss, the descent and the training loop yourself, with tensors and autograd alone. What it should
# learn is
#
# $$f(x) = \begin{cases} 0 & \text{for } x < 0, \\ 2x + 1 & \text{for } x \ge 0. \end{cases}$$
#
# | piece | what it is for |
# |---|---|
# | `make_data` | examples of $f$ to learn from |
# | `data_iter` | to go through the examples a few at a time, in a fresh order |
# | `relu` | to bend a line |
# | `model` | to bend it twice: the network |
# | `squared_loss` | to say how wrong an output is |
# | `sgd` | to move the parameters a little |
# | `train` | to do so again and again |
# | `normalize` | to bring $x$ to a scale that is easy to learn from |
# | `fold_normalization` | to get rid of that scale again when the learning is done |
#
# Because everything is so small you will also see what big networks hide: a training run that fails because
# it began in the wrong place, and one that fails because it walked too fast.
#
# **How to work.** Read from top to bottom; each function needs only what comes before it. Replace each
# `raise NotImplementedError()` with your code. In a notebook, run the check cell under the function; in a
# Python file, run `autograder check piecewise` in a terminal (or `autograder check piecewise.relu` for one
# function). When you are stuck, `autograder hint piecewise.relu` in a terminal gives
# you a first nudge, `autograder hint piecewise.relu 2` a stronger one. A Python file runs its examples up to
# the first function that is not written yet: the error that stops it there is a bookmark and nothing to worry
# about.
#
# You need Python, tensors, and the chain rule. Allow about three hours.

# %%
import matplotlib.pyplot as plt
import torch


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
# torch is all that your functions need. `plot` draws the pictures of the examples; you need not read it.
# Grading does not run the examples, so your functions can use nothing that an example defines.
#
# # Part 1: the data
#
# ## Examples of a function: `make_data`
#
# Nobody tells the network the formula of $f$. It sees **examples**: pairs $(x, y)$ with $y = f(x)$. We take
# `num_examples` equal steps from -20, which is included, to 20, which is not:
#
# $$x_i = -20 + \frac{40}{n}\, i, \qquad i = 0, 1, \dots, n - 1.$$
#
# All of them live in two tensors of shape `(num_examples,)`, so the formula for $y$ has to work on a whole
# tensor at once. An `if` can't do that: a tensor is not greater or less than 0, each of its *entries* is.
# `torch.where(condition, a, b)` chooses entry by entry.
#
# A warning from practice: `torch.arange(-20, 20, 40 / n)` looks right, and for most $n$ it is. But `40 / n`
# is rounded, and for some $n$ the rounding leaves room for one step too many: $n = 61$ gives 62 numbers.
# Count with whole numbers, and scale afterwards.


# %%
def make_data(num_examples):
    """Return `(x, y)`, both float32 of shape `(num_examples,)`: examples of the function to learn.

    `x` goes from -20 (included) to 20 (excluded) in equal steps, and `y` is 0 where x < 0 and 2x + 1
    elsewhere, computed from the very `x` that is returned. There are exactly `num_examples` examples for
    every `num_examples` of at least 1.

    >>> make_data(4)
    (tensor([-20., -10.,   0.,  10.]), tensor([ 0.,  0.,  1., 21.]))
    >>> make_data(61)[0].shape
    torch.Size([61])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    # Of the 40 examples, the six around 0: y jumps from 0 to 1 at x = 0, then it grows by 2 with each step.
    x40, y40 = make_data(40)
    print("shapes and dtype:", tuple(x40.shape), tuple(y40.shape), x40.dtype)
    print("around the bend: x =", x40[17:23].tolist())
    print("                 y =", y40[17:23].tolist())
    f = {"f": ([-20, 0], [0, 0], "C7"), "_f": ([0, 20], [1, 41], "C7")}
    plot("What the network is to learn", "x", "y", f | {"the 40 examples": (x40, y40, ".")})

# %% [markdown]
# Look at the middle of the printed lines: from $x = -1$ to $x = 0$ the value jumps from 0 to 1, and from
# there it grows by 2 with each step. In the picture the jump is hardly visible, the bend is all you see.
# Keep the jump in mind; we shall come back to it.
#
# ## A few at a time: `data_iter`
#
# To learn, the network looks at examples, finds in which direction its parameters should move to make the
# error smaller, and moves them a little. Looking at *all* examples before each move is thorough, but slow:
# much work, one move. Looking at a **mini-batch** of a few examples gives a rougher direction, but many
# moves for the same work. One pass over all the data is an **epoch**.
#
# Two things make mini-batches good:
#
# - **A fresh random order in each pass.** Our data are sorted. If we went through them as they stand, the
#   network would see nothing but zeros in one half of each epoch, and nothing but the slope in the other.
# - **Each example exactly once per pass.** Shuffle once and cut the order into pieces; drawing each batch by
#   itself would leave some examples out and take others twice.
#
# And the pairs have to stay pairs: one order, used for features and labels alike.
#
# A function that hands out one thing after the other is a **generator**: instead of `return` it says
# `yield`, which hands out a value and waits there until the loop asks for the next one.


# %%
def data_iter(batch_size, features, labels):
    """Yield mini-batches `(batch_features, batch_labels)`, every example exactly once, in random order.

    `features` is `(n, ...)`, a tensor of any rank of at least 1, and `labels` is `(n,)`; label i belongs to
    row i of the features, before and after. Each batch has `batch_size` examples, the last one as many as
    are left. Each call draws an order of its own. Dtypes are kept and the inputs are not changed.

    >>> [len(labels) for _, labels in data_iter(2, torch.zeros(5, 3), torch.zeros(5))]
    [2, 2, 1]
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    torch.manual_seed(0)
    for batch_x, batch_y in data_iter(4, x40[16:26], y40[16:26]):
        print("features", batch_x.tolist(), " labels", batch_y.tolist())

    dots = {}
    for epoch in (1, 2, 3):
        for number, (batch_x, _) in enumerate(data_iter(5, x40[10:30], y40[10:30])):
            dots[f"_{epoch}, {number}"] = (batch_x, [epoch] * 5, ["C0o", "C1s", "C2^", "C3D"][number])
    meaning = "x of the example (one colour and shape: one batch)"
    plot("Twenty examples in batches of five, three times", meaning, "epoch", dots, yticks=[1, 2, 3])

# %% [markdown]
# Check the printed pairs against $f$, and see that the last batch is smaller. In the picture each row holds
# the same twenty examples. Look for two things: within a row the colours should be well mixed, so that a
# batch knows both sides of the bend; and from row to row they should be mixed *differently*.

# %% [markdown]
# # Part 2: the network
#
# ## How to bend a line: `relu`
#
# A neuron multiplies by a weight and adds a bias: $w x + b$, a straight line. However many straight lines
# you put into one another, the result is a straight line again. To draw a bend, something in between has to
# be bent itself. The simplest such thing is
#
# $$\operatorname{relu}(x) = \max(x, 0).$$


# %%
def relu(X):
    """Return max(X, 0), entry by entry.

    `X` is a tensor of any shape. Returns a new tensor of the same shape, dtype and device; `X` itself is
    not changed. Differentiable.

    >>> relu(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([0., 0., 3.])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    line = torch.linspace(-4, 4, 201)
    neurons = {}
    for w, b, style in [(1.0, 0.0, "-"), (1.0, 2.0, "--"), (2.0, -2.0, "-."), (-1.0, 1.0, ":")]:
        neurons[f"w = {w:g}, b = {b:g}"] = (line, relu(w * line + b), style)
    plot("One neuron: relu(wx + b)", "x", "output", neurons)

# %% [markdown]
# The bend sits where $w x + b$ crosses 0, at $x = -b/w$. The weight gives the slope on one side, and its
# sign says on which side. On the other side the neuron is silent: its output is 0, whatever $x$ is.
#
# ## Bends within bends: `model`
#
# The network puts three lines and two bends into one another. Read it from left to right:
#
# $$x \;\xrightarrow{\;w_1 x + b_1\;}\; u \;\xrightarrow{\text{relu}}\; h
#   \;\xrightarrow{\;w_2 h + b_2\;}\; v \;\xrightarrow{\text{relu}}\; k
#   \;\xrightarrow{\;w_3 k + b_3\;}\; \hat y,$$
#
# or, in one line, $\hat y = w_3 \operatorname{relu}\bigl(w_2 \operatorname{relu}(w_1 x + b_1) + b_2\bigr) +
# b_3$. Each arrow is a **continuous piecewise linear** function: made of straight pieces that meet at their
# ends. Put one of those into another and you get such a function again, perhaps with more pieces. So
# whatever the six numbers are, what comes out is a chain of straight pieces without a gap.
#
# **Shapes.** Each parameter is a tensor of shape `(1, 1)`, a matrix with a single entry, as the weights of
# bigger networks are matrices too. Multiply one with features of shape `(n,)` and broadcasting gives
# `(1, n)`, a row. That is fine, and so is `(n,)` if you prefer to make it flat.


# %%
def model(features, w1, b1, w2, b2, w3, b3):
    """Return w3·relu(w2·relu(w1·x + b1) + b2) + b3 for every x in `features`.

    `features` is `(n,)`, floating point; the six parameters are `(1, 1)`. Returns the n outputs as `(1, n)`
    or `(n,)`, of the inputs' dtype. Differentiable in the features and in all parameters.

    >>> one = torch.ones(1, 1)
    >>> model(torch.tensor([-5.0, 2.0]), one, one, one, one, one, one).flatten()
    tensor([2., 5.])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":

    def taken_apart(features, w1, b1, w2, b2, w3, b3):
        """Return the outputs of each step of the network, by their formulas for the six numbers below."""
        u = w1 * features + b1
        h = relu(u)
        v = w2 * h + b2
        k = relu(v)
        y_hat = model(features, w1, b1, w2, b2, w3, b3)
        return {"u = x + 2": u, "h = relu(u)": h, "v = -h + 3": v, "k = relu(v)": k, "ŷ = -2k + 4": y_hat}

    six_numbers = [torch.tensor([[value]]) for value in (1.0, 2.0, -1.0, 3.0, -2.0, 4.0)]
    for place, (formula, outputs) in enumerate(taken_apart(line, *six_numbers).items(), 1):
        one_step = {"_zero": (line, 0 * line, "C7"), "_output": (line, outputs.flatten(), "C0")}
        plot(formula, "x", formula[0], one_step, panel=(1, 5, place), ylim=(-5, 6.5))

# %% [markdown]
# Follow one $x$ from panel to panel. A layer's line tilts, stretches and shifts the picture before it; it
# moves no bend. A relu cuts off whatever lies below the grey line and puts a flat piece there: that is where
# bends come from. The first relu cuts at $x = -2$, the second at $x = 1$. (A bend that is cut away is gone.)
#
# How close to $f$ can such a thing come? We needn't train to find out. The six numbers $(2, 1, 1, 0, 1, 0)$
# make $\operatorname{relu}(2x + 1)$:

# %%
if __name__ == "__main__":
    by_thought = [torch.tensor([[value]]) for value in (2.0, 1.0, 1.0, 0.0, 1.0, 0.0)]
    print("largest error on the 40 examples:", (model(x40, *by_thought) - y40).abs().max().item())

    def curve(parameters, inputs):
        """Return the outputs of the network for `inputs` `(n,)`, as `(n,)` without a graph."""
        with torch.no_grad():
            return model(inputs, *parameters).flatten()

    def draw_bend(title, label, parameters, panel=(1, 1, 1)):
        """Draw a network, the examples and f for x between -3 and 3."""
        close, near = torch.linspace(-3, 3, 301), x40.abs() <= 3
        learnt = {label: (close, curve(parameters, close)), "examples": (x40[near], y40[near], "k.")}
        plot(title, "x", "y", learnt | {"f": ([-3, 0], [0, 0], "k:"), "_f": ([0, 3], [1, 7], "k:")}, panel)

    draw_bend("A network that is right about every example", "relu(2x + 1)", by_thought)

# %% [markdown]
# The error on all 40 examples is 0. Yet the curve is not $f$: $f$ jumps at 0, and a chain of straight
# pieces can't jump. It starts to climb at $x = -\tfrac12$ instead and is wrong on the way up, just where
# there is no example that would say so. **A network learns its examples, not the function behind them.**
#
# Note also that the weights are not determined. All that the slope on the right asks is
#
# $$w_1 \cdot w_2 \cdot w_3 = 2,$$
#
# and there are many ways to share a factor of 2 among three weights.

# %% [markdown]
# ### Question: how many bends can six numbers make?
#
# Every layer of this network has one neuron.
#
# 1. A deep network is said to be able to draw complicated curves. Explain why this one, with two relus, can
#    have only *one* bend as long as its output goes on rising to the right, as $f$ does. (Think of what the
#    second relu gets to see to the left of the first bend, and to the right of it.)
# 2. What would you change in the network so that it can draw a zigzag with many bends, and why does that
#    help?

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Part 3: learning
#
# ## How wrong is it? `squared_loss`
#
# We found good parameters by thinking. From now on the network has to find them itself, and for this it
# must be told how wrong it is. For one example,
#
# $$\ell(\hat y, y) = \frac{(\hat y - y)^2}{2}.$$
#
# The square makes errors of either sign count, and large ones most. And it is smooth, so that a small move
# of a parameter makes a small change. The ½ makes the derivative simple: with respect to $\hat y$ it is just
# the error, $\hat y - y$.
#
# Return one loss per example; do not sum or average them here. If $\hat y$ is a row `(1, n)` and $y$ is `(n,)`, broadcasting gives `(1, n)` losses, as it
# should be. (Beware of a *column* $\hat y$ of shape `(n, 1)`: it would give `(n, n)` losses, each output
# against every label, and no error message.)


# %%
def squared_loss(y_hat, y):
    """Return (ŷ - y)² / 2, entry by entry: neither added up nor averaged.

    `y_hat` and `y` are floating point tensors of one shape, any shape; the result has it too.
    Differentiable.

    >>> squared_loss(torch.tensor([1.0, 5.0]), torch.tensor([2.0, 1.0]))
    tensor([0.5000, 8.0000])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":

    def loss_with(index, value):
        """Return the mean loss of the network that we found, with another number at one place."""
        changed = [*by_thought]
        changed[index] = torch.tensor([[value]])
        return squared_loss(model(x40, *changed), y40).mean().item()

    for place, (name, index) in enumerate([("w1", 0), ("w2", 2)], 1):
        best = by_thought[index].item()
        tried = torch.linspace(best - 4, best + 2, 241).tolist()
        landscape = {
            "_loss": (tried, [loss_with(index, value) for value in tried]),
            f"{name} = {best:g}: nothing to improve": (best, 0, "o"),
        }
        title = f"The loss as {name} moves, the others being right"
        plot(title, name, "mean of (ŷ - y)² / 2", landscape, panel=(1, 2, place))

# %% [markdown]
# To the right of 0 both are parabolas, or nearly so, and downhill leads to the best place. To the left of 0 a
# relu enters. With a negative $w_1$ the neuron speaks up for negative $x$, where the answer should be 0:
# another parabola, which meets the first one in a corner. With a negative $w_2$ the second relu is silent for
# *every* $x$. The output is 0 whatever $w_2$ is, so the loss is flat. Where the loss is flat, the gradient is 0
# and nothing changes. Remember this picture: most runs that fail in this exercise fail in such a place.
#
# ## The chain rule, once by hand
#
# In which direction should $w_1$ move? The derivative $\partial \ell / \partial w_1$ tells. The loss depends
# on $w_1$ through a chain of simple steps, so the derivative is a product of simple factors:
#
# $$\frac{\partial \ell}{\partial w_1}
# = \underbrace{(\hat y - y)}_{\partial \ell / \partial \hat y}
# \cdot \underbrace{w_3}_{\partial \hat y / \partial k}
# \cdot \underbrace{[v > 0]}_{\partial k / \partial v}
# \cdot \underbrace{w_2}_{\partial v / \partial h}
# \cdot \underbrace{[u > 0]}_{\partial h / \partial u}
# \cdot \underbrace{x}_{\partial u / \partial w_1}.$$
#
# Here $u$, $h$, $v$ and $k$ are single numbers, those of one example. (In `model` each of them is a row: one
# number per example.) A bracket is 1 where its condition holds and 0 where it doesn't: it is the slope of
# relu. This is all that autograd does when you call `backward()`. Check it for two examples:

# %%
if __name__ == "__main__":

    def leaves(*numbers):
        """Return these numbers as parameters: tensors `(1, 1)` that require grad."""
        return [torch.tensor([[number]], requires_grad=True) for number in numbers]

    def compare(x, y, w1, b1, w2, b2, w3, b3):
        """Print derivatives of the loss of one example, by hand and from autograd."""
        u = w1 * x + b1
        h = relu(u)
        v = w2 * h + b2
        k = relu(v)
        error = w3 * k + b3 - y
        by_hand = error * w3 * (v > 0) * w2 * (u > 0) * x
        loss = squared_loss(model(torch.tensor([x]), w1, b1, w2, b2, w3, b3), torch.tensor([y]))
        loss.sum().backward()
        print(f"x = {x:g}: u = {u.item():.2f}, v = {v.item():.2f}, error = {error.item():.2f}")
        print(f"    ∂ℓ/∂w1 by hand: {by_hand.item() + 0.0:.4f}; from autograd: {w1.grad.item() + 0.0:.4f}")
        print(f"    ∂ℓ/∂b3 from autograd: {b3.grad.item():.4f}, which is the error")

    first_six = (1.0, 0.5, 0.8, 0.2, 1.5, -0.1)
    compare(3.0, 7.0, *leaves(*first_six))
    compare(-3.0, 0.0, *leaves(*first_six))

# %% [markdown]
# For $x = 3$ the product is $-2.6 \cdot 1.5 \cdot 1 \cdot 0.8 \cdot 1 \cdot 3 = -9.36$: negative, so
# *raising* $w_1$ makes the loss smaller. For $x = -3$ the first neuron is silent, one bracket is 0, and so is
# the whole product: this example has nothing to say about $w_1$. If a neuron is silent for *every* example,
# its weight and bias get a gradient of 0 and never move again. It is called a **dead** neuron.
#
# Look at the size, too. The factors $w_2$ and $w_3$ are there, and $x$ itself, which goes up to 20. Steep
# slopes and large inputs make large derivatives. Remember this when we choose the learning rate.
#
# ## A step downhill: `sgd`
#
# Each parameter moves against its derivative. For a batch $B$ we call `backward()` on the *sum* of its
# losses, so `.grad` holds a sum over the batch. The step should not grow with the batch, so we divide:
#
# $$p \leftarrow p - \frac{\text{lr}}{|B|} \sum_{i \in B} \frac{\partial \ell_i}{\partial p}.$$
#
# The **learning rate** lr says how far to go. Three things make a step correct:
#
# - **in place**: whoever holds the list of parameters must find the *same tensors* changed. `p = p - …` makes
#   a new tensor and leaves the old one as it was; `p -= …` changes the tensor itself;
# - **without a graph**: the step is not part of what we differentiate. PyTorch refuses to change a tensor
#   that requires grad, unless you say `with torch.no_grad():`;
# - **reset**: `backward()` *adds* to `.grad`. When the step is made, clear it (with `p.grad.zero_()` or
#   `p.grad = None`), or the next step follows old gradients as well.


# %%
def sgd(params, lr, batch_size):
    """Move each parameter by -lr · grad / batch_size, in place, then reset its gradient.

    `params` is a list of tensors that require grad, of any shapes, each with its `.grad` set (a sum over
    `batch_size` examples). Afterwards they are the same tensor objects, hold the new values, still require
    grad, and have a `.grad` of zeros or None. Returns None.

    >>> p = torch.tensor([[1.0]], requires_grad=True)
    >>> p.grad = torch.tensor([[4.0]])
    >>> sgd([p], 0.1, 2)
    >>> p
    tensor([[0.8000]], requires_grad=True)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    moving = leaves(*first_six)
    two_x, two_y = torch.tensor([3.0, -3.0]), torch.tensor([7.0, 0.0])
    for step in range(4):
        loss = squared_loss(model(two_x, *moving), two_y).sum()
        loss.backward()
        shown = ", ".join(f"{parameter.item():.3f}" for parameter in moving)
        print(f"step {step}: loss of the batch {loss.item():.4f}, parameters {shown}")
        sgd(moving, 0.01, batch_size=2)

# %% [markdown]
# The loss should fall with each step. See how all parameters move at once, and by how much each.
#
# ## Again and again: `train`
#
# Everything is there. In each epoch, go through the data in batches, and for each batch:
#
# 1. compute the outputs, and the losses of the examples;
# 2. call `backward()` on the *sum* of the losses;
# 3. let `sgd` make the step. It divides by the batch size, so don't average as well.
#
# After each epoch, note how far it has come: the mean loss over **all** the data, with the parameters as
# they are now. (Not the losses of the batches during the epoch. Those belong to older, worse parameters.)
# Nothing is learnt from this number, so compute it under `torch.no_grad()`, and keep it as a plain
# float: `.item()`.


# %%
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    """Train `params = [w1, b1, w2, b2, w3, b3]` in place by mini-batch SGD; return the loss history.

    The parameters are `(1, 1)` and require grad; `features` and `labels` are `(n,)`. Each epoch goes over
    all the data once, in a fresh random order, and makes a step for each batch of `batch_size` examples.
    Returns a list of `num_epochs` floats: the mean of (ŷ - y)² / 2 over all the data after each epoch.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ### Watching it learn
#
# Where to begin? We take a start that is known to work, and the next part shows others that fail: weights
# of ½ and biases of 0. We train for 200 epochs of 20 steps each, which takes a second or two. To see the
# curve move, the example trains one stretch after the other and keeps a drawing of each stage.
#
# In a notebook, set `live = True` to see the picture change while the network learns.

# %%
if __name__ == "__main__":
    live = False  # True, in a notebook: a picture that changes while the network learns

    torch.manual_seed(0)
    learner = leaves(*(0.5, 0.0) * 3)
    history = []
    examples = {"examples": (x40, y40, "k.")}
    stages = examples | {"at the start": (x40, curve(learner, x40))}
    for stretch in (1, 1, 3, 15, 30, 150):
        history += train(learner, x40, y40, num_epochs=stretch)
        newest = {f"after epoch {len(history)}: loss {history[-1]:.4f}": (x40, curve(learner, x40))}
        if len(history) in (1, 2, 200):
            stages |= newest
        if live:
            from IPython.display import clear_output

            clear_output(wait=True)
            plot("The network finds the bend", "x", "output", examples | newest)
    plot("The network finds the bend", "x", "output", stages)

# %% [markdown]
# The flat line at the bottom is the start: a slope of $\tfrac12 \cdot \tfrac12 \cdot \tfrac12$ is hardly more
# than nothing. One epoch later the slope is nearly right. What takes the rest of the time is too fine to be
# seen in this picture: the exact place of the bend.

# %%
if __name__ == "__main__":
    ends = [parameter.item() for parameter in learner]
    print("parameters:", [round(number, 3) for number in ends])
    print(f"w1·w2·w3 = {ends[0] * ends[2] * ends[4]:.4f}")
    log_loss = "mean loss (logarithmic scale)"
    falling = {"_loss": (range(1, len(history) + 1), history)}
    plot("The loss falls, and keeps falling", "epoch", log_loss, falling, panel=(1, 2, 1), yscale="log")
    draw_bend("The bend, seen from close by", "the network", learner, panel=(1, 2, 2))

# %% [markdown]
# The published run of this network ended with a loss near zero and $w_1 w_2 w_3 \approx 2$. So should yours:
# the *product* is learnt, while the single weights depend on where they began. The left picture has a
# logarithmic scale, on which a straight way down means that the loss is divided by the same number again and
# again; the zigzag is the chance in the order of the batches. On the right look at the bend. It is on its way
# to $-\tfrac12$, and the flat piece is on its way to 0: the network is about to find
# $\operatorname{relu}(2x + 1)$, which we found without training.
#
# (The default of `train` is 2,000 epochs. Try it if you have a minute. How small does the loss get, and is
# the bend where you expect it?)

# %% [markdown]
# # Part 4: runs that fail
#
# A run that works teaches little. Let us break two things.
#
# ## Too slow, too fast
#
# The same start, four learning rates:

# %%
if __name__ == "__main__":
    rates = {}
    for rate, style in [(0.0001, ":"), (0.0003, "-."), (0.001, "-"), (0.004, "--")]:
        torch.manual_seed(0)
        losses = train(leaves(*(0.5, 0.0) * 3), x40, y40, lr=rate, num_epochs=40)
        rates[f"lr = {rate:g}: ends at {losses[-1]:.3g}"] = (range(1, 41), losses, style)
    plot("Four learning rates, one start", "epoch", log_loss, rates, yscale="log")

# %% [markdown]
# From 0.0001 to 0.001 a larger rate simply gets there sooner. Then something breaks: a rate four times as
# large doesn't get there at all. Its loss stays at about 83, and that number has a meaning. It is the loss of
# the best *constant*: a step that was too long has thrown a neuron to the side where it is silent for every
# example. It is dead, no derivative reaches it any more, and only $b_3$ can still move.
#
# Where is the limit? Think of one parameter at a time: its loss is a parabola, and a step of lr times the
# slope must not jump further than to the same height on the other side. The more the parabola is *curved*,
# the shorter the step has to be. For $w_1$ the chain rule gave the factors $w_3 w_2 x$, and the curvature of
# the parabola is their square, $(w_3 w_2 x)^2$. It is largest for the examples at the far right.

# %% [markdown]
# ### Question: ten times as steep
#
# Suppose that the task is changed: $f(x) = 20x + 10$ for $x \ge 0$, and still 0 for $x < 0$. The network must
# then reach $w_1 w_2 w_3 = 20$.
#
# 1. With lr = 0.001 and the start from above, what do you expect to happen, and why? Then try it on
#    `10 * y40`, for 40 epochs.
# 2. What learning rate would you choose? Give a rough factor and the reason for it. (Suppose that the three
#    weights share the product equally.)

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## Where it begins
#
# Now the rate is fine, and the start is drawn at random: six normal numbers. Ten draws, of 30 epochs each:

# %%
if __name__ == "__main__":
    losses_of_starts, curves_of_starts = {}, {}
    for seed in range(20, 30):
        torch.manual_seed(seed)
        start = [torch.randn(1, 1, requires_grad=True) for _ in range(6)]
        losses = train(start, x40, y40, num_epochs=30)
        colour = "C0" if losses[-1] < 1 else "C3"
        losses_of_starts[f"_{seed}"] = (range(1, 31), losses, colour)
        curves_of_starts[f"_{seed}"] = (x40, curve(start, x40), colour)
    found = sum(losses[-1] < 1 for _, losses, _ in losses_of_starts.values())
    title = f"Ten random starts: {found} find the bend (blue), {10 - found} don't (red)"
    plot(title, "epoch", log_loss, losses_of_starts, panel=(1, 2, 1), yscale="log")
    plot(
        "What the ten have learnt, and the examples",
        "x",
        "output",
        curves_of_starts | examples,
        panel=(1, 2, 2),
    )

# %% [markdown]
# The code is right and the learning rate is right, and still most runs fail. They started in the wrong place.
# (These ten were lucky: of many such starts about one in five finds the bend.) Look at the red curves on the
# right.
#
# - **Flat lines.** A relu is silent for all examples, and no derivative passes it. Only $b_3$ learns, towards
#   the mean of all $y$; thirty epochs bring it part of the way.
# - **The bend turned the wrong way.** With $w_1 < 0$ the network is flat on the right and has its slope on
#   the left. No small step makes that better.
# - **A plateau.** With a negative $w_2$ the curve rises and then becomes flat.
#
# To rise to the right all the way, the network needs a path of positive slopes from $x$ to $\hat y$, in each
# relu. One random sign out of two is wrong, so with three weights only one start in eight has all three as
# they should be; a few others are lucky on the way. In a layer of 500 neurons the same misfortune strikes
# some of the neurons, and the others do the work. That is one reason why big networks are *easier* to train
# than this one. With a small one there is only this: try several starts, and keep the best.
#
# # Part 5: a better scale
#
# ## Let x be of size one: `normalize`
#
# In the last part the large inputs were what kept the steps short: $x$ goes up to 20, and its square stands
# in the curvature of the parabola for $w_1$. The biases see none of this. So their steps are much shorter than
# they could be, and we watched the bend creep towards its place. The cure is to bring $x$ to a scale of one
# before training:
#
# $$z = \frac{x - \mu}{\sigma}, \qquad \mu = \frac1n \sum_i x_i, \qquad
# \sigma = \sqrt{\frac1n \sum_i (x_i - \mu)^2}.$$
#
# $\mu$ is the mean and $\sigma$ the **standard deviation**, which says how far numbers typically lie from
# their mean. (Statisticians often divide by $n - 1$ instead of $n$, and so does torch's `std` unless told
# otherwise. It makes no difference here: take either.)
#
# If all numbers are equal, $\sigma$ is 0 and the division makes no sense. Say so with a `ValueError`, instead
# of returning `nan` that turns up a thousand steps later. A single number is such a case too. Test the
# numbers themselves, `x.min() == x.max()`, rather than $\sigma$: a mean is rounded, and the $\sigma$ of seven
# times 0.1 comes out as $8 \cdot 10^{-9}$.


# %%
def normalize(x):
    """Return `(z, mu, sigma)`, where z = (x - mu) / sigma has mean 0 and standard deviation 1.

    `x` is a floating point tensor of shape `(n,)`; `z` has its shape and dtype. `mu` is the mean of `x`,
    `sigma` its standard deviation (divided by n or by n - 1, as you like); both are numbers or 0-dim
    tensors. Raises ValueError where all entries are equal, or there is only one. `x` is not changed.

    >>> z, mu, sigma = normalize(torch.tensor([1.0, 3.0, 1.0, 3.0]))
    >>> float(mu)
    2.0
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    z40, mean, deviation = normalize(x40)
    print(f"mean {mean:.3f}, deviation {deviation:.3f}; z goes from {z40.min():.3f} to {z40.max():.3f}")
    scales = {}
    for inputs, name, rate, style in [
        (x40, "raw x", 0.001, "-."),
        (x40, "raw x", 0.005, ":"),
        (z40, "normalised x", 0.001, "--"),
        (z40, "normalised x", 0.005, "-"),
    ]:
        torch.manual_seed(0)
        trained_on_z = leaves(*(1.0, 0.5) * 3)  # after the last run: those of normalised x at 0.005
        losses = train(trained_on_z, inputs, y40, lr=rate, num_epochs=40)
        scales[f"{name}, lr = {rate:g}: ends at {losses[-1]:.2g}"] = (range(1, 41), losses, style)
    plot("Raw and normalised inputs", "epoch", log_loss, scales, yscale="log")

# %% [markdown]
# With raw inputs a rate of 0.005 kills a neuron; with normalised inputs it is fine, and the loss ends far
# below that of the other runs. Compare the two runs with lr = 0.001 as well. The normalised one begins
# behind, since its weights have further to go ($2\sigma \approx 23$ is the slope against $z$), and it catches
# up. So the gain is not that normalised inputs learn faster at the same rate. They bear a larger one.
#
# ## Back to raw inputs: `fold_normalization`
#
# The network now wants $z$, and whoever uses it would have to keep $\mu$ and $\sigma$ as well. There is no
# need. The first thing that happens to $z$ is a line, and a line of a line is a
# line:
#
# $$w_1 z + b_1 = w_1 \frac{x - \mu}{\sigma} + b_1
# = \underbrace{\frac{w_1}{\sigma}}_{w_1'} x + \underbrace{b_1 - \frac{w_1 \mu}{\sigma}}_{b_1'}.$$
#
# So two new numbers in the first layer make a network that takes raw $x$ and gives the same output. Big
# networks are treated in the same way before they are shipped.


# %%
def fold_normalization(w1, b1, mu, sigma):
    """Return `(w1', b1')`, such that w1'·x + b1' equals w1·(x - mu)/sigma + b1 for every x.

    `w1` and `b1` are `(1, 1)`, as the results are; `mu` and `sigma` are numbers or 0-dim tensors. Neither
    `w1` nor `b1` is changed. The results may be attached to the graph or not.

    >>> fold_normalization(torch.tensor([[6.0]]), torch.tensor([[1.0]]), 4.0, 2.0)
    (tensor([[3.]]), tensor([[-11.]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    with torch.no_grad():
        folded = [*fold_normalization(*trained_on_z[:2], mean, deviation), *trained_on_z[2:]]
        difference = model(z40, *trained_on_z) - model(x40, *folded)
    print(f"largest difference of the outputs: {difference.abs().max():.1e}")
    for name, parameters in [("against z:    ", trained_on_z), ("after folding:", folded)]:
        print(f"w1·w2·w3 {name} {(parameters[0] * parameters[2] * parameters[4]).item():.4f}")
    draw_bend("The same network, with raw x", "trained on z, folded, fed with x", folded)

# %% [markdown]
# The difference is rounding, nothing more. The product of the weights is 2 again, and the bend sits
# where it belongs, near $-\tfrac12$.
#
# # Play
#
# You know every number in this network, so you can ask it anything. Change one thing at a time, and say
# *before* you run it what you expect to see.
#
# - **More examples.** Train with `make_data(400)`. Now there are examples between $-\tfrac12$ and 0 that say
#   "still 0". How small does the loss get, and where does the bend go? Compare with 40 examples. What has the
#   jump to do with it?
# - **Batch size.** Try 1, 2, 10 and 40 with 20 epochs each. With 40 there is one step per epoch, and no chance
#   in it. Which rates can each batch size bear?
# - **No shuffling.** Replace the random order in `data_iter` by the given one, with batches of 2. What
#   happens to the history? And if you print the loss ten times within an epoch?
# - **The weights of the start.** Begin with the weights at 1, 0.1 and 0.01, the biases 0. How long does the
#   network stay where it is? (Look at the chain rule: every derivative contains the other weights.) And with
#   all of them exactly 0?
# - **A leaky relu.** Replace `relu(X)` by `torch.where(X > 0, X, 0.1 * X)`, which never falls quite silent,
#   and repeat the ten random starts. How many flat lines are left?
# - **Another function.** A ramp that ends: $y = \min(\max(x, 0), 10)$. Which signs must the weights have, and
#   does training find them from a start that has them? Then $y = |x|$: why can't it be done, and what is the
#   best that the network finds?
# - **Noise.** Add `torch.randn(40)` to `y40`. The loss stops falling somewhere. Where, and why just there? What
#   does the product of the weights do?
# - **Two neurons.** Write a second `model` with two neurons in its first layer (shapes `(2, 1)` and `(1, 2)`,
#   and `@` instead of `*`), and give it $|x|$.

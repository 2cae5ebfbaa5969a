# A first network: one hidden layer, looked inside, drawn and trained (01_first_network, torchkata 0.1.0)
#
# Replace every `raise NotImplementedError()` by code of your own, and check it with
#
#     autograder check first_network
#     autograder check first_network.create_dataset
#
# Where you are stuck, `autograder hint first_network.create_dataset` gives a first nudge.

# %% [markdown]
# # A first network
#
# A neural network is a function with many knobs. Turn the knobs and the function changes; **training** is
# a recipe for turning them so that the function becomes the one you want. That is nearly the whole story,
# and in this exercise you will see all of it.
#
# To see it, the network has to be small. Ours takes *one* number and gives back *one* number. Such a
# function has a graph: we can draw it with pencil and paper, and watch it bend while the network learns.
# What it has to learn is the parabola $y = x^2$, from twenty points.
#
# | piece | what we need it for |
# |---|---|
# | `create_dataset` | to have points to learn from |
# | `make_network` | to have a function with knobs |
# | `affine` | to know what a layer does inside |
# | `predict` | to ask the network a question and get a plain answer |
# | `plot_network` | to look at the function that the network is |
# | `train` | to turn the knobs |
#
# **How to work.** Read from top to bottom; each function needs only what comes before it. Replace each
# `raise NotImplementedError()` with your code. In a notebook, run the check cell under the function; in a
# Python file, run `autograder check first_network` in a terminal (or `autograder check
# first_network.affine` for one function). When you are stuck, `autograder hint first_network.affine` in a
# terminal gives you a first nudge, `autograder hint first_network.affine 2` a stronger one. A Python file
# runs its examples up to the first function that is not written yet: the error that stops it there is a
# bookmark and nothing to worry about.
#
# You need Python, a little NumPy, matrices, and the idea of a derivative. Allow about two hours.

# %%
import matplotlib.pyplot as plt
import numpy as np
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
# # Part 1: something to learn from
#
# ## A table with one column: `create_dataset`
#
# Real data would be measured. We make ours up, and that is a luxury: we know the truth, $y = x^2$, so we
# can tell later what the network has understood and what it has only guessed.
#
# We draw $n$ numbers $x$ at random, each value between -3 and 3 as likely as any other, and square them.
# The form in which we keep them matters more than it seems:
#
# - **A column.** Data come as a table: a row for each sample, a column for each thing that was measured.
#   Twenty samples of one number are a table of shape `(20, 1)`, not a list of shape `(20,)`. It looks
#   pedantic, but every network expects it: the first axis counts samples, the second one features.
# - **`float32`.** NumPy computes with `float64`, sixteen digits. Networks work with `float32`, seven
#   digits: half the memory, much faster on graphics cards, and far more exact than learning is anyway. The
#   two do not mix, so we convert once, here.
# - **A seed.** Random numbers of a computer follow from a starting number. After `np.random.seed(0)`
#   functions such as `np.random.uniform` always give the same numbers, so that a run can be repeated. Draw
#   yours from `np.random` directly, and leave the seed to whoever calls the function.
#
# An array's method `astype(np.float32)` makes a copy in the other dtype.


# %%
def create_dataset(n_samples=20):
    """Return n_samples points of the parabola, as a pair of NumPy arrays `(x, y)`.

    Both are `float32` columns of shape `(n_samples, 1)`. `x` is drawn uniformly from [-3, 3] by NumPy's
    global generator, so that `np.random.seed`, called beforehand, makes it repeatable; `y` is x².

    >>> x, y = create_dataset(50)
    >>> x.shape, y.shape, x.dtype
    ((50, 1), (50, 1), dtype('float32'))
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    np.random.seed(0)
    x_data, y_data = create_dataset()
    print("the first three rows of x:", x_data[:3].tolist())
    print("the first three rows of y:", y_data[:3].tolist())
    dots = {"_training points": (x_data, y_data, "ko")}
    plot("Twenty points of the parabola: all that the network will ever see", "x", "y", dots)

# %% [markdown]
# The points are scattered, so look for the gaps. Nobody tells the network what happens in between, nor that
# the points lie on a parabola at all. To the left of -3 and to the right of 3 it will never see anything.

# %% [markdown]
# # Part 2: the network
#
# ## Three layers
#
# Our network computes in three steps. A number $x$ comes in.
#
# 1. Each of $n$ **hidden neurons** $j$ has a **weight** $w_j$ and a **bias** $b_j$ of its own. It computes
#    $u_j = w_j x + b_j$: a straight line.
# 2. Each of these numbers goes through **ReLU**, the *rectified linear unit*,
#    $\operatorname{relu}(u) = \max(u, 0)$. It lets positive numbers pass and turns negative ones into 0. So
#    a neuron is silent up to a certain point, and rises from there: a line with a **kink**.
# 3. The **output** weighs what the hidden neurons say, adds it up, and adds one more bias.
#
# In one formula,
#
# $$f(x) = c + \sum_{j=1}^{n} v_j \operatorname{relu}(w_j x + b_j).$$
#
# The knobs, called **parameters**, are $w_j$, $b_j$, $v_j$ and $c$: that is $3n + 1$ numbers. Why the ReLU
# in the middle? Without it we would add up straight lines, and a sum of straight lines is a straight line.
# All that is not straight about the network comes from the kinks.
#
# PyTorch has the steps ready-made; it calls them **layers**. `nn.Linear(d_in, d_out)` holds weights and
# biases, random at the start. `nn.ReLU()` holds nothing. Let us take some apart.

# %%
if __name__ == "__main__":
    torch.manual_seed(0)
    first, kink, second = nn.Linear(1, 3), nn.ReLU(), nn.Linear(3, 1)
    for name, layer in [("first", first), ("kink", kink), ("second", second)]:
        count = sum(parameter.numel() for parameter in layer.parameters())
        print(f"{name}: {layer} holds {count} parameters")
        for parameter_name, parameter in layer.named_parameters():
            print(f"    {parameter_name} of shape {tuple(parameter.shape)}: {parameter.tolist()}")

# %% [markdown]
# Compare the shapes with the formula of a linear layer,
#
# $$u = W v + b,$$
#
# where $v$ is a vector of `d_in` numbers that comes in and $u$ a vector of `d_out` numbers that goes out. A
# matrix with `d_out` rows and `d_in` columns does that: **a row for each neuron, a column for each input**.
#
# | layer | what comes in | $W$ | $b$ | what goes out |
# |---|---|---|---|---|
# | `nn.Linear(1, 3)` | 1 number | `(3, 1)`: three neurons, one weight each | `(3,)`: a bias for each neuron | 3 numbers |
# | `nn.ReLU()` | 3 numbers | none | none | 3 numbers |
# | `nn.Linear(3, 1)` | 3 numbers | `(1, 3)`: one neuron, three weights | `(1,)`: one bias | 1 number |
#
# That makes 6 + 0 + 4 = 10 parameters, and $3 \cdot 3 + 1 = 10$. ReLU has none: there is nothing to learn
# about it.
#
# ## One behind the other: `make_network`
#
# To run a number through all three we could write `second(kink(first(x)))`. More handy is one object that
# knows its layers: a **module**, PyTorch's word for a function with parameters. `nn.Sequential(a, b, c)` is
# a module that hands its input to `a`, what comes out to `b`, and so on. As an example,
# `nn.Sequential(nn.Linear(4, 2), nn.Tanh())` takes four numbers, makes two of them, and puts each through
# the hyperbolic tangent.
#
# Your network is to have any number of hidden neurons. Leave the parameters as PyTorch draws them. (It
# draws them at random between $\pm 1/\sqrt{d_\text{in}}$, each value as likely as any other. If they all
# began at the same value, all hidden neurons would compute the same, be corrected in the same way, and stay
# alike for ever: one neuron, many times.)


# %%
def make_network(n_hidden):
    """Return a network with one hidden layer of n_hidden neurons, as an `nn.Module`.

    It is made of exactly Linear(1, n_hidden), ReLU, Linear(n_hidden, 1), with the parameters that PyTorch
    draws: 3·n_hidden + 1 of them. Called with a float32 tensor `(n, 1)` it returns a tensor `(n, 1)`.

    >>> make_network(5)(torch.zeros(8, 1)).shape
    torch.Size([8, 1])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    for neurons in [1, 2, 3, 1000]:
        count = sum(parameter.numel() for parameter in make_network(neurons).parameters())
        print(f"{neurons} hidden: {count} parameters, and 3 · {neurons} + 1 = {3 * neurons + 1}")
    print(make_network(3))

# %% [markdown]
# The two counts should agree in every line. If yours are smaller, a layer or a bias is missing.
#
# ## What a linear layer does: `affine`
#
# Know what a tool does before you use it. Here the inside is one line, so let us write
# it: $u = W v + b$, but for a whole **batch** of $n$ vectors at once.
#
# A batch is a table again, with one vector in each row. The rows of the result should be $W v + b$ for the
# rows $v$ of the batch. In the formula the vector stands upright, to the right of the matrix; in the table
# it lies. Transpose both sides, and the order of the product reverses:
#
# $$u = W v + b \quad\text{for one vector}, \qquad
# U = V\, W^{\mathsf T} + b \quad\text{for a batch of rows}.$$
#
# | | $V$ | $W$ | $W^{\mathsf T}$ | $b$ | $U$ |
# |---|---|---|---|---|---|
# | shape | `(n, d_in)` | `(d_out, d_in)` | `(d_in, d_out)` | `(d_out,)` | `(n, d_out)` |
#
# Two tools are all you need: `@`, the matrix product, and **broadcasting**: adding a `(d_out,)` tensor to an
# `(n, d_out)` table adds it to each row.

# %%
if __name__ == "__main__":
    table = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    print("the table, shape", tuple(table.shape), table.tolist())
    print("tipped over with .T, shape", tuple(table.T.shape), table.T.tolist())
    print("each row times (1, 0, 1):", (table @ torch.tensor([1.0, 0.0, 1.0])).tolist())
    print("broadcast, a row added to each row:", (table + torch.tensor([10.0, 20.0, 30.0])).tolist())

# %% [markdown]
# The last line is the one to look at: 10 was added to the first column, 20 to the second, 30 to the third,
# in both rows. This is how one bias for each neuron serves all samples.
#
# Now write the layer yourself, with tensor operations and without `nn.Linear`.


# %%
def affine(v, weights, biases):
    """Return u = W v + b for each vector of a batch.

    `v` is `(n, d_in)`: a vector in each row. `weights` is `(d_out, d_in)`: a row for each neuron. `biases`
    is `(d_out,)`. Returns a new tensor `(n, d_out)` of the same dtype and device. Differentiable in all
    three.

    >>> affine(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0, 4.0]]), torch.tensor([0.5]))
    tensor([[11.5000]])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    torch.manual_seed(1)
    three_neurons = make_network(3)
    W1, b1, W2, b2 = three_neurons.parameters()
    batch = torch.tensor([[-2.0], [0.0], [1.5], [3.0]])
    u = affine(batch, W1, b1)
    h = u.clamp(min=0)  # relu: everything below 0 becomes 0
    by_hand = affine(h, W2, b2)
    print("in the batch, x:", batch.flatten().tolist())
    for name, tensor in [("u = W1 x + b1", u), ("h = relu(u)", h), ("W2 h + b2", by_hand)]:
        print(f"{name}, of shape {tuple(tensor.shape)}:")
        print(tensor.detach().numpy().round(3))
    print("by hand:    ", [round(value, 4) for value in by_hand.flatten().tolist()])
    print("the network:", [round(value, 4) for value in three_neurons(batch).flatten().tolist()])

# %% [markdown]
# The last two lines must agree: you have just computed a neural network with your own function. Follow one
# row through the three tables. Where is a hidden neuron silent? Look for the zeros of `h`, and for the
# negative numbers that stood in their places in `u`.

# %% [markdown]
# # Part 3: asking the network
#
# ## One number, a batch, and the way from NumPy and back
#
# The network speaks in **tensors**, PyTorch's arrays. Our data are NumPy arrays. Between the two there are a
# few steps, and each has a reason. Read the code and the lines it prints together.

# %%
if __name__ == "__main__":
    print("one number in: ", three_neurons(torch.tensor([1.5])))
    print("a batch of two:", three_neurons(torch.tensor([[1.5], [3.0]])).tolist())

    def attempt(what, function):
        """Print what `function()` gives, or the first line of the error that it raises."""
        try:
            print(f"{what}: {function()}")
        except (RuntimeError, TypeError, ValueError) as error:
            print(f"{what}: {type(error).__name__}: {str(error).splitlines()[0]}")

    flat = np.array([1.5, 3.0], dtype=np.float32)
    column64 = np.array([[1.5], [3.0]])
    column32 = column64.astype(np.float32)
    good = torch.from_numpy(column32)
    attempt("a NumPy array as it is ", lambda: three_neurons(column32))
    attempt("a tensor of float64    ", lambda: three_neurons(torch.from_numpy(column64)))
    attempt("a flat tensor          ", lambda: three_neurons(torch.from_numpy(flat)))
    attempt("a column of float32    ", lambda: three_neurons(good).tolist())
    attempt("its result to NumPy    ", lambda: three_neurons(good).numpy())
    attempt("the same, detached     ", lambda: three_neurons(good).detach().numpy().tolist())

# %% [markdown]
# What happened, line by line:
#
# - **One number** goes in as a tensor of shape `(1,)`. Look at the `grad_fn` in the first line: the result
#   remembers how it was computed. PyTorch keeps this record, called the **graph**, because training will
#   have to walk back through it.
# - **A batch** is a column. All its rows are computed at once, much faster than in a loop.
# - **A NumPy array** is no tensor. `torch.from_numpy` makes one (it even shares the array's memory).
# - **`float64`** does not go together with the `float32` of the parameters. Hence the conversion in
#   `create_dataset`.
# - **A flat tensor** of two numbers is taken for *one* sample with *two* features, and our layer wants one
#   feature. Hence the column.
# - **Back to NumPy.** A result cannot be converted to NumPy while it is part of a graph. **`detach()`** gives
#   a tensor with the same numbers and without the graph. Where no graph is wanted in the first place,
#   `with torch.no_grad():` tells PyTorch not to record one.
#
# ## Plain question, plain answer: `predict`
#
# Put these steps into a function, once and for all. A NumPy column goes in and a NumPy column comes out. And
# asking a question must change nothing: neither the parameters of the network, nor the gradients that may be
# stored beside them, nor its *mode*. (Every module is either in training mode or in evaluation mode; a few
# kinds of layers, none of them ours, behave differently in the two. Leave the switch as you find it.)


# %%
def predict(network, x):
    """Return the outputs of the network for the inputs `x`, from NumPy to NumPy.

    `x` is a NumPy `float32` column `(n, 1)`; so is the result. No graph is kept. The network stays as it
    was: its parameters, their gradients, and whether it is in training mode; so does `x`.

    >>> predict(make_network(3), np.zeros((5, 1), dtype=np.float32)).shape
    (5, 1)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    questions = np.array([[-2.0], [0.0], [2.0]], dtype=np.float32)
    answers = predict(three_neurons, questions)
    for question, answer in zip(questions.flatten(), answers.flatten(), strict=True):
        print(f"x = {question:4.1f}: the network says {answer:6.3f}, the parabola {question**2:.1f}")

# %% [markdown]
# Nonsense, of course. Nobody has told the network anything yet.

# %% [markdown]
# # Part 4: looking at it
#
# ## The graph of a network: `plot_network`
#
# A function of one number can be drawn: ask for the output at many points, close together, and connect the
# dots. A network with one input is the only kind that you can draw completely. With a thousand inputs, nobody
# can.
#
# Draw on the picture that is there already (`plt.plot` does), so that several networks, or a network and
# the data, can go into one.
#
# Two tools: `np.linspace(start, stop, count, dtype=...)` gives equally spaced numbers, both ends included, as
# a flat array; `reshape(-1, 1)` makes a column of it, where -1 means "as many rows as it takes".


# %%
def plot_network(network, xmin=-4, xmax=4, npoints=300):
    """Draw the graph of the network on the current axes: one line.

    The line runs through `npoints` points: inputs from xmin to xmax, both ends included, equally spaced,
    against the network's outputs. Labels, title and legend are yours to choose or to leave out. The network is not
    changed, no window is opened and no figure closed. Returns None.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    torch.manual_seed(9)
    for place, neurons in enumerate([1, 2, 1000], 1):
        title = f"hidden neurons: {neurons}, untrained"
        plot(title, "x", "output", {}, panel=(1, 3, place), hold=True)
        for _ in range(5):
            plot_network(make_network(neurons))
    plt.show()

# %% [markdown]
# Each line is one network with its random parameters. Count the kinks, and look at what lies beside them:
#
# - On the left, a neuron falls silent at the kink. On that side the line is exactly flat. (A line without a
#   kink has it outside the picture.)
# - In the middle two neurons are added up. Find a line with two kinks, and see how it is put together from
#   two lines of the kind on the left.
# - On the right there are a thousand kinks, each so slight that the lines look like curves. They are not: a
#   network of this kind is straight between any two neighbouring kinks. Look where they bend: most of it
#   happens around 0. The kink of neuron $j$ lies where $w_j x + b_j = 0$, at $x = -b_j / w_j$; PyTorch draws
#   both numbers from $\pm 1$, so half of all kinks fall between -1 and 1, and five of six between -3 and 3.
#
# The next picture builds a curve on purpose: two neurons, with parameters that we choose.

# %%
if __name__ == "__main__":
    hand_made = make_network(2)
    chosen = [[1.0], [-1.0]], [0.0, 0.0], [[1.0, 1.0]], [0.0]  # W1, b1, W2, b2
    with torch.no_grad():  # setting a parameter is no step of a computation to be differentiated
        for parameter, numbers in zip(hand_made.parameters(), chosen, strict=True):
            parameter.copy_(torch.tensor(numbers))
    line = np.linspace(-4, 4, 300, dtype=np.float32)
    two_neurons = {
        "first neuron: relu(x)": (line, np.maximum(line, 0) + 0.05, "C1:"),
        "second neuron: relu(-x)": (line, np.maximum(-line, 0) + 0.1, "C2:"),
    }
    plot("The sum of two neurons, |x|", "x", "output", two_neurons, hold=True)
    plot_network(hand_made)
    plt.legend([*two_neurons, "the network"])
    plt.show()

# %% [markdown]
# (The dotted lines are lifted a little, so that they do not hide the network's.) One neuron looks to the
# right, the other one to the left, and their kinks meet at 0. It is no parabola, but
# it is the right idea: high on both sides, low in the middle. With more neurons, the sides could bend more
# than once.

# %% [markdown]
# ### Question: what one or two hidden neurons can draw
#
# 1. Describe all the graphs that a network with **one** hidden neuron can have. Why can it not draw anything
#    like a parabola on [-3, 3], however long it is trained?
# 2. What can **two** hidden neurons draw that one cannot? Say how many straight pieces there can be, and give
#    weights and biases, or a sketch, for two different shapes.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Part 5: learning
#
# ## How wrong is it?
#
# To improve something, measure it first. For each training point $(x_i, y_i)$ the network says $f(x_i)$. It
# is wrong by $f(x_i) - y_i$. The **mean squared error**
#
# $$L = \frac{1}{n} \sum_{i=1}^{n} \bigl(f(x_i) - y_i\bigr)^2$$
#
# puts all these errors into one number, the **loss**. Squares make errors positive, so that too high and too
# low do not cancel, and they make large errors count far more than small ones. Since $f$ depends on the
# parameters, so does $L$: it is a landscape over all the knobs, and we look for a low place in it.
#
# ## Which way is down?
#
# The derivative of $L$ with respect to a parameter $\theta$ says how $L$ changes when that knob is turned a little. If it
# is positive, turning up makes things worse, so turn down. **Gradient descent** does this with all knobs at
# once, a small step at a time:
#
# $$\theta \leftarrow \theta - \text{lr} \cdot \frac{\partial L}{\partial \theta}.$$
#
# The **learning rate** lr says how far. Too small, and it takes for ever; too large, and a step leaps over
# the valley and lands higher than it began.
#
# Even ten hidden neurons have 31 derivatives, and nobody wants to work them out on paper. PyTorch does, from
# the graph that it has recorded. With `optimizer = torch.optim.SGD(network.parameters(), lr=lr)`, made once,
# a step of training is
#
# 1. compute the outputs for *all* training points, and their loss, a tensor with one number;
# 2. `optimizer.zero_grad()`: forget the derivatives of the step before (PyTorch would *add* the new ones to
#    them);
# 3. `loss.backward()`: walk back through the graph and store in each parameter's `.grad` its derivative;
# 4. `optimizer.step()`: turn every knob by $-\text{lr}$ times its `.grad`.
#
# Here it is for a "network" with a single knob, so that the landscape can be drawn.

# %%
if __name__ == "__main__":
    slope = torch.tensor(-2.0, requires_grad=True)  # the knob: predictions are slope · x, right would be 3
    two_x, two_y = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [6.0]])
    optimizer = torch.optim.SGD([slope], lr=0.05)
    visited, heights = [], []
    for step in range(6):
        loss = ((slope * two_x - two_y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        visited.append(slope.item())
        heights.append(loss.item())
        print(f"step {step}: slope {slope:6.3f}, loss {loss:7.3f}, derivative {slope.grad:8.3f}")
        optimizer.step()
    slopes = np.linspace(-2.5, 7, 100)
    descent = {
        "the landscape": (slopes, 2.5 * (slopes - 3) ** 2, "C7"),
        "the knob at six moments": (visited, heights, "o-"),
    }
    plot("Gradient descent on one knob", "slope, the knob", "loss", descent)

# %% [markdown]
# Look at the distances between the dots: long steps where the landscape is steep, short ones near the
# bottom, although the learning rate is the same all the time. The derivative does that. It shrinks towards
# the bottom and is 0 there, so the descent slows down by itself.
#
# ## Thousands of steps: `train`
#
# Put the four lines into a loop, and note down the loss at every step, measured *before* the knobs are
# turned. Two traps are waiting:
#
# - **Numbers, not tensors.** Append `loss.item()`, a plain float. The history is a list of floats, and a tensor
#   would keep the record of its computation as well.
# - **Columns, both of them.** If the outputs have shape `(n, 1)` and the targets `(n,)`, the difference is
#   broadcast to a table `(n, n)`: each output is compared with each target. There is no error, and the
#   network learns to say the mean of all $y$, always. Keep the columns that you are given.


# %%
def train(network, x_train, y_train, training_steps=10000, lr=0.001):
    """Train the network in place by gradient descent on the mean squared error; return the loss history.

    `x_train` and `y_train` are NumPy `float32` columns `(n, 1)`. Each of the `training_steps` steps uses all
    n points, and moves every parameter by -lr times its derivative. Returns a list of `training_steps`
    floats: the loss at each step, measured before the parameters move. `x_train` and `y_train` are not
    changed.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
if __name__ == "__main__":
    torch.manual_seed(0)
    learner = make_network(100)
    plot("100 hidden neurons, before and after 2,000 steps", "x", "y", dots, hold=True)
    plot_network(learner)
    losses = train(learner, x_data, y_data, training_steps=2000, lr=0.01)
    plot_network(learner)
    plt.legend(["training points", "before", "after"])
    plt.show()
    print(f"loss: {losses[0]:.3f} at the first step, {losses[-1]:.4f} at the last")

# %% [markdown]
# The first line is the network before training, the second one the network after it. It has found the
# parabola from twenty points, by a method that knows nothing about parabolas. Look at it closely: where the
# points are dense it stays close to them, in the gaps it is furthest off, and beyond the last point on either
# side it hardly bends any more.
#
# ## The history of the loss

# %%
if __name__ == "__main__":
    falling = {"_loss": (range(2000), losses)}
    plot("The loss falls fast, then slowly", "step", "mean squared error, logarithmic", falling, yscale="log")

# %% [markdown]
# The vertical axis is logarithmic: from one labelled line to the next the loss is divided by ten. On a plain
# axis you would see a cliff and then nothing. Two parts can be told apart: at first the rough shape is
# learnt, within a few dozen steps; after that the network works on details, and each further improvement
# costs more steps than the one before.
#
# With its defaults `train` does 10,000 steps with a learning rate of 0.001: five times as many steps, each a
# tenth as long. It takes some seconds and ends about where 1,000 steps of the
# longer kind end.
#
# ## The picture that changes
#
# Now watch it learn. The network is trained in stages, and after each one it is drawn. In a notebook, the
# last line of the example shows a single picture that moves, when you take away its `#`.

# %%
if __name__ == "__main__":
    torch.manual_seed(2)
    pupil = make_network(100)
    steps_so_far = 0
    for place, stage in enumerate([0, 2, 4, 14, 180, 2800], 1):
        train(pupil, x_data, y_data, training_steps=stage, lr=0.003)
        steps_so_far += stage
        plot(f"after {steps_so_far} steps", "x", "y", dots, panel=(2, 3, place), hold=True, ylim=(-2, 12))
        plot_network(pupil)
    plt.show()

    def watch(network, stages):
        """Show one picture that changes while a network learns, in a notebook."""
        from IPython.display import clear_output

        for stage in stages:
            train(network, x_data, y_data, training_steps=stage, lr=0.003)
            clear_output(wait=True)
            plot("The network learns", "x", "y", dots, hold=True, ylim=(-2, 12))
            plot_network(network)
            plt.pause(0.5)

    # In a notebook, take away the # of the next line.
    # watch(make_network(100), [0, 2, 4, 14, 30, 50, 100, 300, 500, 1000, 1000])

# %% [markdown]
# Follow the stages. A handful of steps lifts the line and turns up both of its ends: a wide, blunt V, like
# the one that we made by hand, but too high in the middle. That removes the largest errors, and so it comes
# first. Then the bottom sinks to the points. Last of all, and slowest, the flanks get their bend, kink by
# kink; the last two pictures look alike, and yet most of the steps lie between them.
#
# ## Beyond the edge of the world
#
# All training points lie in [-3, 3]. What does the network say about 5, or about -10? It will answer any
# question, and it does not say how sure it is.

# %%
if __name__ == "__main__":
    wide = np.linspace(-10, 10, 300)
    outside = {"x²": (wide, wide**2, "C7:"), "training points": (x_data, y_data, "ko")}
    plot("Outside the shaded training interval", "x", "y", outside, hold=True)
    plot_network(learner, -10, 10)
    plt.axvspan(-3, 3, alpha=0.1)
    plt.legend([*outside, "the network", "where it was trained"])
    plt.show()

# %% [markdown]
# Within the shaded interval the two lines are close together. Outside, compare their shapes, not only
# their heights.

# %% [markdown]
# ### Question: does the network extrapolate?
#
# 1. What does the graph of the network look like far outside the training interval, and why must it be so for
#    *every* network of this kind, whatever it was trained on?
# 2. Would more training steps, or more hidden neurons, with the same twenty points, make it right at
#    $x = 10$? Explain with the help of the loss. What would help?

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# # Play
#
# You have a small laboratory. Change one thing at a time, and say *before* you run it what you expect to see.
#
# - **Neurons.** Train networks of 1, 2, 3, 5, 10 and 1,000 hidden neurons and draw each over the points. How
#   few are enough for something like a parabola? Try the small ones with several seeds: do they always end
#   in the same place? (With 1,000 neurons a learning rate of 0.01 is too large; what does the loss say? Try
#   0.003.)
# - **Another truth.** Replace `x**2` by `np.sin(x)`, then by `np.sin(3 * x)` and `np.abs(x)`. Which is easy,
#   which is hard? For the hard one, what helps more: neurons, steps, or points?
# - **Noise.** Add `np.random.normal(0, 1, size=(20, 1)).astype(np.float32)` to `y_data`. Does the network
#   draw the parabola through the middle, or does it try to catch each point? And with 1,000 neurons and
#   20,000 steps?
# - **Learning rate.** Try 0.0001, 0.001, 0.01 and 0.1, and draw the four loss histories in one picture. Which
#   one crawls, which one jumps, which one is `nan`?
# - **Depth.** Build a network with two hidden layers: Linear(1, 10), ReLU, Linear(10, 10), ReLU,
#   Linear(10, 1). How many parameters are that, and which network with one hidden layer has about as many?
#   Which of the two learns faster? (`predict`, `plot_network` and `train` do not mind.)
# - **No kinks.** Leave the ReLU out. What is the best the network can do, and what is the loss then?
# - **Smooth kinks.** Replace `nn.ReLU()` by `nn.Tanh()`. What does the graph look like now, inside and
#   outside the interval?
# - **Extrapolation.** Train on points from [-3, 0] only and draw the network on [-4, 4]. What does it make of
#   the other half?
# - **The kinks.** Compute $-b_j / w_j$ for all hidden neurons before and after training, and mark them on the
#   x-axis with `plt.plot(kinks, 0 * kinks, "|")`. Do they move much?

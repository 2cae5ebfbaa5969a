# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   torchkata:
#     title: "Reading handwritten digits, by hand and with torch.nn"
#     difficulty: 4
#     minutes: 240
# ---

# %% [markdown]
# # Reading handwritten digits
#
# A picture of a handwritten digit goes in, ten probabilities come out: one for each digit from 0 to 9. The
# network in between is small enough to write down in one line,
#
# $$p = \operatorname{softmax}\bigl(\operatorname{relu}(x\,W_1 + b)\,W_2\bigr),$$
#
# and good enough to read 98 of 100 digits that it has never seen.
#
# You will build it twice. First **by hand**, with nothing but tensors and automatic differentiation. Then
# with **`torch.nn`**, as people do every day. The two networks compute the same function, so when you come
# to the second one, every line of it will stand for something that you have already written yourself.
#
# | piece | what the network needs it for |
# |---|---|
# | `gradients` | to learn in which direction a parameter should move |
# | `relu` | to draw bent boundaries instead of straight ones |
# | `softmax` | to turn ten scores into ten probabilities |
# | `cross_entropy_loss` | to say with one number how wrong the probabilities are |
# | `accuracy` | to say how many digits it reads correctly |
# | `split_dataset` | to keep images aside that it has not learnt from |
# | `init_params` | to have a sensible place to start |
# | `model` | to compute the line above |
# | `sgd_step` | to move the parameters a little |
# | `train_from_scratch` | to do so some 17,000 times, and to watch the progress |
# | `FullyConnected` | to write the network with `torch.nn` |
# | `train` | to train it with torch's own loss and optimiser |
#
# **How to work.** Read from top to bottom; each function needs only what comes before it. Replace each
# `raise NotImplementedError()` with your code. In a notebook, run the check cell under the function; in a
# Python file, run `autograder check mnist` in a terminal (or `autograder check mnist.relu` for one
# function). When you are stuck, `autograder hint mnist.relu` in a terminal gives
# you a first nudge, `autograder hint mnist.relu 2` a stronger one.
# A Python file runs its examples up to the first function that is not written yet: the error that stops it
# there is a bookmark and nothing to worry about.
#
# You need Python, some NumPy, and the idea of a derivative. Allow about four hours.

# %% role="setup"
import math

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
# # Part 1: two tools
#
# ## Tensors
#
# A network computes the same thing for thousands of pictures. Written as a loop over pictures and pixels
# that would be slow and hard to read. A **tensor** holds all the numbers in one block, and one operation
# works on all of them at once. If you know NumPy's arrays, you know most of it already.
#
# Each tensor has three properties to know before all others:
#
# - its **shape**: how many entries along each axis;
# - its **dtype**: what kind of number an entry is (`float32` for everything that is learnt, `int64` for
#   labels);
# - its **device**: where it lives, in ordinary memory (`cpu`) or on a graphics card (`cuda`).
#
# Most mistakes in this exercise will be mistakes of shape, so make a habit of printing it.

# %% role="example"
if __name__ == "__main__":
    matrix = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    print("shape, dtype, device:", tuple(matrix.shape), matrix.dtype, matrix.device)
    print("elementwise: matrix * matrix =", (matrix * matrix).tolist())
    print("rows times columns: matrix @ matrix.T =", (matrix @ matrix.T).tolist())
    print("a row is added to each row: matrix + row =", (matrix + torch.tensor([10.0, 20.0, 30.0])).tolist())

# %% [markdown]
# Look for the difference between `*`, which multiplies entry by entry, and `@`, the matrix product. The
# last line shows **broadcasting**: a tensor of shape `(3,)` is added to one of shape `(2, 3)` by repeating
# it for each row. This is how one bias vector serves a whole batch.
#
# ## Along one axis, and one entry of each row
#
# Two more moves will carry you through the exercise. The first works **along an axis**: `dim=-1` means the
# last one. With `keepdim=True` the axis stays, with length 1, so that the result can be broadcast against
# the tensor that it came from. The second picks **one entry from each row**: index with two tensors, one
# for the row numbers and one for the column numbers.

# %% role="example"
if __name__ == "__main__":
    scores = torch.tensor([[1.0, 7.0, 2.0], [9.0, 3.0, 4.0]])
    print("sum of each row:", scores.sum(dim=-1).tolist(), "of shape", tuple(scores.sum(dim=-1).shape))
    print("the same, axis kept:", tuple(scores.sum(dim=-1, keepdim=True).shape))
    print("where each row is largest:", scores.argmax(dim=-1).tolist())
    rows, columns = torch.tensor([0, 1]), torch.tensor([2, 1])
    print("entry 2 of row 0, entry 1 of row 1:", scores[rows, columns].tolist())
    print("(5, 1, 28, 28) flattened after the first axis:", tuple(torch.zeros(5, 1, 28, 28).flatten(1).shape))

# %% [markdown]
# Look at the shapes. `(2,)` cannot be divided into `(2, 3)` row by row, `(2, 1)` can. And pictures of shape
# `(1, 28, 28)` become rows of 784 numbers without losing the first axis, which counts the pictures.
#
# ## Gradients
#
# To learn means to change each parameter a little, so that the network is a little less wrong. In which
# direction? One number, the **loss**, will say how wrong the network is, and its **derivative** with respect to
# that parameter tells the direction. Our network will have 397,500 parameters, so nobody wants to work these
# derivatives out on paper.
#
# PyTorch does it for us. Mark a tensor with `requires_grad=True`, compute a single number from it, and call
# `backward()` on that number. PyTorch has recorded each operation on the way (the *graph*), walks back
# through the record with the chain rule, and leaves the derivative in the tensor's `.grad`, which has the
# same shape as the tensor.
#
# The example takes $f(x) = \sum_i x_i^2$, whose derivative we know: $\partial f / \partial x_i = 2 x_i$.

# %% role="example"
if __name__ == "__main__":
    three = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
    (three**2).sum().backward()
    print("after one backward:      ", three.grad.tolist())
    (three**2).sum().backward()
    print("after a second backward: ", three.grad.tolist())
    three.grad.zero_()
    (three**2).sum().backward()
    print("after a reset and a third:", three.grad.tolist())
    print("three.detach() requires grad?", three.detach().requires_grad)

# %% [markdown]
# The first line is $2x$, as it should be. The second is twice that, although $f$ is the same: **`backward`
# adds to what is already in `.grad`**. There is a reason for it. Where a tensor is used in several places,
# the derivatives from all of them have to be added, and PyTorch adds whatever comes.
# `three.grad.zero_()` or `three.grad = None` starts again from 0. Remember this: a training loop that forgets the reset
# raises no error and learns badly.
#
# The last line shows `detach()`: a tensor with the same numbers, but with no memory of where they came
# from. It is a *new* tensor object, with a `requires_grad` and a `.grad` of its own: what you do to these
# does not change the first one. (Only the numbers are shared, so don't overwrite them.)
#
# ## Your first function: `gradients`
#
# Let PyTorch differentiate
#
# $$f(a, b) = \sum_i \bigl(\sin a_i + \cos b_i\bigr).$$
#
# A good function does not change its inputs: whoever calls it twice must get the same answer twice, and must
# find their own tensors as they were. You know the answer on paper, $\cos a$ and $-\sin b$, but let autograd
# find it.

# %% role="function" name="gradients" points=2
def gradients(a, b):
    """Return the gradients of f(a, b) = Σ sin(a_i) + cos(b_i) with respect to a and b, by autograd.

    `a` and `b` are floating point tensors of one shape, any shape; each may require grad or not.
    Returns the pair `(gradient_a, gradient_b)`, each of its input's shape, dtype and device.

    Nothing accumulates: a second call gives the same answer. The inputs stay as they were, with their
    values, their `requires_grad` and whatever is in their `.grad`.

    >>> gradients(torch.zeros(2), torch.zeros(2))[0]
    tensor([1., 1.])
    """
    ### BEGIN SOLUTION
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (torch.sin(a) + torch.cos(b)).sum().backward()
    return a.grad, b.grad
    ### END SOLUTION


# %% [markdown] role="hints" name="gradients"
# 1. Whatever you do to the caller's tensors is seen by the caller. Which method gives you a tensor with the
#    same numbers that is an object of its own?
# 2. Make such a copy of `a` and one of `b`, and mark both with `requires_grad_()`. Their `.grad` is empty
#    at the start, so nothing can pile up.
# 3. Compute the sum from your copies with `torch.sin` and `torch.cos`, call `backward()` on it, and return
#    what it left in the `.grad` of each copy.

# %% role="example"
if __name__ == "__main__":
    points = torch.linspace(-2 * math.pi, 2 * math.pi, 200)
    slope_of_sine, slope_of_cosine = gradients(points, points)
    waves = {
        "sin a": (points, torch.sin(points), "C7"),
        "gradient for a, from autograd": (points, slope_of_sine),
        "cos a, from the textbook": (points[::8], torch.cos(points[::8]), "k."),
        "gradient for b, from autograd": (points, slope_of_cosine, "--"),
    }
    plot("Two gradients, from autograd", "a and b", "value", waves, ylim=(-1.2, 2.4))

# %% [markdown]
# The dots should lie on the solid curve: the gradient with respect to $a$ is $\cos a$. The dashed curve is $-\sin b$,
# the grey one upside down. Wherever the grey curve has its peaks, the gradient with respect to $a$ is 0: at the
# top of a hill there is no direction to climb.

# %% [markdown]
# # Part 2: the digits
#
# ## Looking at the data
#
# Never train on data that you have not looked at. **MNIST** is a collection of 70,000 handwritten digits:
# 60,000 to train with and 10,000 to test with. Each picture is 28 × 28 pixels, from 0 (paper) to 255 (ink),
# and comes with its label, the digit that it shows.
#
# torchvision knows where to get it:
#
# ```python
# from torchvision.datasets import MNIST
# from torchvision.transforms import ToTensor
#
# train_set = MNIST("data", train=True, download=True, transform=ToTensor())
# image, label = train_set[0]      # a float32 tensor (1, 28, 28) with entries in [0, 1], and an int
# ```
#
# Each `train_set[i]` converts picture `i` again. With 60,000 pictures and 40 passes over them
# that is a lot of work done again and again. `load_dataset` does it **once**: it reads MNIST through
# torchvision, and hands all pictures over as one `uint8` tensor of shape `(n, 28, 28)`. (Where MNIST can't
# be had, it falls back on the smaller collection of scikit-learn, 1,797 digits; everything below works with
# those as well, but a bit less well.)
#
# What `ToTensor` did is left for us, and it is two short steps:
#
# - **divide by 255**, so that pixels lie in [0, 1]. Networks learn best from numbers around one; why, we
#   shall see when we choose the first parameters;
# - **add an axis** of length 1 for the colour channel. Ours are grey, but with `(n, 1, 28, 28)` we keep to
#   the convention `(pictures, channels, rows, columns)` that image networks expect.

# %% role="example"
if __name__ == "__main__":
    from autograder.data import load_dataset

    dataset = load_dataset()
    all_images, all_labels = dataset.train_images.unsqueeze(1) / 255, dataset.train_labels
    test_images, test_labels = dataset.test_images.unsqueeze(1) / 255, dataset.test_labels
    print("collection:", dataset.name)
    print("images:", tuple(all_images.shape), all_images.dtype)
    print("darkest and lightest pixel:", all_images.max().item(), all_images.min().item())
    print("labels:", tuple(all_labels.shape), all_labels.dtype, "the first ten:", all_labels[:10].tolist())
    print("how many of each digit:", torch.bincount(all_labels).tolist())

# %% role="example"
if __name__ == "__main__":
    def show_grid(title, pictures, captions, rows, **colours):
        """Draw pictures (28, 28) with captions in so many rows; return the last one, for a colour bar."""
        figure = plt.figure(figsize=(9, 1 + 1.3 * rows), layout="constrained")
        figure.suptitle(title)
        figure.supxlabel("pixel columns, 0 to 27")
        figure.supylabel("pixel rows, 0 to 27")
        for place, (picture, caption) in enumerate(zip(pictures, captions, strict=True), 1):
            plt.subplot(rows, math.ceil(len(captions) / rows), place, xticks=[], yticks=[])
            plt.title(caption, fontsize=8)
            drawn = plt.imshow(picture, **colours)
        return drawn

    four_of_each = torch.cat([all_images[all_labels == digit][:4] for digit in range(10)])[:, 0]
    by_rows = four_of_each.reshape(10, 4, 28, 28).transpose(0, 1).flatten(0, 1)
    show_grid("Four of each digit", by_rows, [f"label {digit}" for digit in range(10)] * 4, 4, cmap="gray_r")
    plt.show()

# %% [markdown]
# (What follows describes MNIST. Scikit-learn's digits are smaller and look more alike: with them you will see
# only some of it, here and in the pictures to come.)
#
# Compare the four pictures of one column: thick and thin pens, upright and slanted hands, sevens with and
# without a bar, a four that could be a nine. No single pixel tells you the digit. The network has to weigh
# all of them together.
#
# Look also at what the pictures share: the digit sits in the middle, and the border is always empty. We
# shall meet that empty border again when we look at what the network has learnt.
#
# ## The plan
#
# The pixels of a picture become a row $x$ of 784 numbers. A first matrix turns it into 500 **hidden**
# values, a second one turns those into ten scores, one per digit. The scores are called **logits**. Between
# the two matrices sits `relu`, behind them `softmax`:
#
# $$\underset{784}{x} \;\xrightarrow{\;\cdot\, W_1 + b\;}\; \underset{500}{u} \;\xrightarrow{\text{relu}}\;
# \underset{500}{h} \;\xrightarrow{\;\cdot\, W_2\;}\; \underset{10}{z} \;\xrightarrow{\text{softmax}}\;
# \underset{10}{p}$$
#
# We build the pieces first, one at a time, and look at each. "By hand" means: torch's ready-made `F.relu`,
# `F.softmax` and `F.cross_entropy` may tell you whether your function is right, but don't let them do its
# work. You would learn less than you could.

# %% [markdown]
# # Part 3: the pieces
#
# ## A kink between the matrices: `relu`
#
# Why does anything have to stand between the two matrices? Because without it there would be only one:
# $(x W_1) W_2 = x (W_1 W_2)$. Two linear layers in a row can do nothing that one linear layer can't, and
# that is to draw straight boundaries. Something that is not linear has to come between, and the simplest
# thing that works is a single kink:
#
# $$\operatorname{relu}(x) = \max(x, 0).$$
#
# In our network each hidden value passes through it: a hidden unit is positive when it sees what it is
# looking for, and exactly 0 otherwise.
#
# Write it with tensor operations, on a tensor of any shape.

# %% role="function" name="relu" points=2 by_hand=["relu", "relu_", "ReLU", "threshold"]
def relu(x):
    """Return max(x, 0), entry by entry.

    `x` is a tensor of any shape. Returns a new tensor of the same shape, dtype and device; `x` itself is
    not changed. Differentiable.

    >>> relu(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([0., 0., 3.])
    """
    ### BEGIN SOLUTION
    return x.clamp(min=0)
    ### END SOLUTION


# %% [markdown] role="hints" name="relu"
# 1. No loop and no `if`: PyTorch compares, selects or limits a whole tensor at once.
# 2. `torch.maximum`, `torch.where` and `clamp` can each do it. The first two want a second tensor, and
#    `torch.zeros_like(x)` has the right shape, dtype and device.
# 3. With `clamp` you need only one of its two limits. Leave out the underscore: `clamp_` would change the
#    caller's tensor.

# %% role="example"
if __name__ == "__main__":
    line = torch.linspace(-3, 3, 200, requires_grad=True)
    bent = relu(line)
    bent.sum().backward()
    kink = {
        "relu(x)": (line.detach(), bent.detach()),
        "its derivative, from autograd": (line.detach(), line.grad, "--"),
    }
    plot("relu lets positive numbers through and stops negative ones", "x", "value", kink)

# %% [markdown]
# Look at the dashed line. To the right of 0 the derivative is 1: a gradient passes through as if relu
# weren't there. To the left it is 0: no gradient passes at all, so a hidden unit that is silent for a
# picture learns nothing from that picture. At exactly 0 there is a kink and no derivative; any value
# between 0 and 1 does.
#
# ## From scores to probabilities: `softmax`
#
# The ten logits can be any numbers, negative ones too. We want probabilities: none negative, all ten adding
# up to 1, and the largest logit still the largest. The exponential makes everything positive and keeps the
# order, and a division makes the sum 1:
#
# $$\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}.$$
#
# In the network this is the last step, and it is done for each picture of the batch by itself: **along the
# last axis**.
#
# **Stretch goal.** In `float32`, $e^{89}$ is already too large to hold and becomes `inf`, and `inf / inf`
# is `nan`, *not a number*, and everything computed from it is `nan` too. Logits of ±1000 should give you clean zeros
# and ones. The way out: softmax does not change when the same number $c$ is added to all logits of a row,
# because $e^{z_i + c} = e^{z_i} e^{c}$ and the factor $e^{c}$ stands above and below the line. So you may
# choose $c$ freely, for each row. Which choice makes sure that no exponent is positive, and that not all of
# them are hugely negative?

# %% role="function" name="softmax" points=3 by_hand=["softmax", "log_softmax", "logsumexp", "softmin"]
def softmax(x):
    """Return the softmax of the logits `x` over the last axis.

    `x` is a floating point tensor of any rank of at least 1. Returns a new tensor of the same shape, dtype
    and device; its entries are not negative and add up to 1 along the last axis. Differentiable.

    Stretch goal: finite and right for logits as large as ±1000.

    >>> softmax(torch.tensor([[0.0, 0.0], [1.0, 1.0]]))
    tensor([[0.5000, 0.5000],
            [0.5000, 0.5000]])
    """
    ### BEGIN SOLUTION
    exponentials = torch.exp(x - x.amax(dim=-1, keepdim=True))
    return exponentials / exponentials.sum(dim=-1, keepdim=True)
    ### END SOLUTION


# %% [markdown] role="hints" name="softmax"
# 1. Two steps: the exponential of each entry, then a division by a sum. Which axis is summed, and which
#    shape must the sum have so that each row is divided by its own?
# 2. Use `dim=-1` and not `dim=1`: it means the last axis for a tensor of any rank. `keepdim=True` keeps the
#    sum ready for the division.
# 3. Try it with two rows that differ much. If one row changes when you change the other, you have summed
#    over too much.
# 4. For the stretch goal, take something away from each row before the exponential. The row's largest entry
#    is a good choice: it makes the largest exponent 0. See `amax`, which has `dim` and `keepdim` too.

# %% role="example"
if __name__ == "__main__":
    factor = torch.linspace(0, 4, 100)
    probabilities = softmax(factor[:, None] * torch.tensor([2.0, 1.0, 0.0, -1.0]))
    four = {
        "logit 2k": (factor, probabilities[:, 0], "-"),
        "logit k": (factor, probabilities[:, 1], "--"),
        "logit 0": (factor, probabilities[:, 2], "-."),
        "logit -k": (factor, probabilities[:, 3], ":"),
    }
    plot("softmax of the logits (2k, k, 0, -k) as k grows", "k", "probability", four)

# %% [markdown]
# On the left all logits are 0, and softmax has no preference: ¼ each. As the logits grow apart, the largest
# one takes everything. It never quite reaches 1, and the others never quite reach 0. Only *differences* of
# logits count: a logit that is larger than its rival by 1 means a probability $e \approx 2.7$ times as large.
# So a network can say "three, and I am sure" or "three, but it may be a five", and we can compare that with
# the truth.
#
# ## How wrong is it? `cross_entropy_loss`
#
# To train, we need a single number that says how wrong the network is, and that changes smoothly when a
# parameter changes a little. Take the probability $p_t$ that the network gave to the *true* digit $t$.
# Perfect would be 1; the closer it comes to 0, the worse. The **cross-entropy** is
#
# $$L = \frac{1}{n} \sum_{k=1}^{n} -\log p^{(k)}_{t_k},$$
#
# the mean over the batch of $-\log$ of that one probability. It is 0 for a network that is certain and
# right. And it has no upper limit for one that is certain and wrong.
#
# Mind what goes in: this function takes **probabilities**, after softmax. (torch's own `F.cross_entropy`
# takes logits. We shall come to the difference, and to the reason for it.)

# %% role="function" name="cross_entropy_loss" points=3 by_hand=["cross_entropy", "nll_loss", "log_softmax", "CrossEntropyLoss", "NLLLoss"]
def cross_entropy_loss(predictions, targets):
    """Return the mean of -log p[target] over the batch: a 0-dim tensor.

    `predictions` is `(n, c)`, floating point: each row holds the probabilities of the c classes, all
    positive. `targets` is `(n,)`, int64: the true class of each row. The result has the dtype and device of
    `predictions` and is differentiable in them.

    >>> cross_entropy_loss(torch.tensor([[0.5, 0.5], [0.25, 0.75]]), torch.tensor([0, 0]))
    tensor(1.0397)
    """
    ### BEGIN SOLUTION
    rows = torch.arange(len(targets), device=targets.device)
    return -torch.log(predictions[rows, targets]).mean()
    ### END SOLUTION


# %% [markdown] role="hints" name="cross_entropy_loss"
# 1. From each row you need one probability only: the one in the column that `targets` names. The section
#    "Along one axis, and one entry of each row" shows how to pick it.
# 2. The row numbers are 0, 1, …, n - 1: `torch.arange(n)`. Index `predictions` with them and with `targets`.
#    (On a graphics card they have to be on the device of `targets`.)
# 3. What you have picked has shape `(n,)`. Take the logarithm, the mean and the minus sign, and leave it a
#    tensor: with `.item()` the graph would be lost, and nothing could learn from the loss.

# %% role="example"
if __name__ == "__main__":
    p = torch.linspace(0.005, 0.995, 300).tolist()
    losses = [cross_entropy_loss(torch.tensor([[q, 1 - q]]), torch.tensor([0])) for q in p]
    falling = {
        "_loss": (p, losses),
        f"guessing among ten digits: {math.log(10):.3f}": (0.1, math.log(10), "o"),
    }
    plot("The loss of one answer", "probability that was given to the true digit", "loss, -log p", falling)

# %% [markdown]
# The curve falls all the way: a better probability always has a smaller loss. Near 0 it is steep, so a network
# that is sure of something wrong has the largest loss and is corrected most. Remember the marked point. A network that knows
# nothing and gives each digit 1/10 has a loss of $\log 10 \approx 2.303$; our training will start near
# there.
#
# ## How many are right? `accuracy`
#
# People do not ask for the mean negative logarithm; they ask how many digits were read correctly. The
# network's answer is the class with the largest score, and **accuracy** is the fraction of answers that are
# right. In the training loop it tells us, after each pass over the data, where we are.

# %% role="function" name="accuracy" points=2
def accuracy(predictions, targets):
    """Return the fraction of rows whose largest entry is in the target's column.

    `predictions` is `(n, c)`: probabilities or logits, since both have their largest entry in the same place.
    `targets` is `(n,)`, int64. Returns a float, or a 0-dim floating point tensor, from 0 to 1.

    >>> float(accuracy(torch.tensor([[0.9, 0.1], [0.2, 0.8]]), torch.tensor([0, 0])))
    0.5
    """
    ### BEGIN SOLUTION
    return (predictions.argmax(dim=-1) == targets).float().mean()
    ### END SOLUTION


# %% [markdown] role="hints" name="accuracy"
# 1. First find each row's answer: *where* its largest entry is, not how large it is.
# 2. `argmax` along the last axis gives the answers, of shape `(n,)`. Compare them with `targets`.
# 3. The comparison gives True and False. As floating point numbers these are 1 and 0, and their mean is the
#    fraction that you want.

# %% role="example"
if __name__ == "__main__":
    torch.manual_seed(0)
    two_classes = torch.arange(2).repeat(10)
    clues = 2.0 * two_classes - 1 + torch.randn(20)
    shifts = torch.linspace(-3, 3, 300)
    shifted = [torch.stack([torch.zeros(20), clues + shift], dim=1) for shift in shifts]
    measures = {
        "cross-entropy": (shifts, [cross_entropy_loss(softmax(z), two_classes) for z in shifted]),
        "accuracy": (shifts, [accuracy(z, two_classes) for z in shifted], "--"),
    }
    parameter_name = "the parameter: what is added to the logit of class 1"
    plot("The loss is smooth, the accuracy is a staircase", parameter_name, "value", measures)

# %% [markdown]
# Why not train for accuracy at once? Look at the staircase: on every step it is flat, its derivative is 0,
# and a derivative of 0 says nothing about where to go. The loss slopes everywhere, and its valley lies
# about where the stairs are highest. So we *train* by the loss and *judge* by the accuracy.

# %% [markdown]
# # Part 4: getting the data ready
#
# ## Images to learn from, images to judge by: `split_dataset`
#
# A network with 397,500 parameters can memorise its training pictures. How well it reads those says
# little; what we want to know is how well it reads *others*. So we put some pictures aside, the
# **validation** set, and never learn from them. (The test pictures are put aside too, for the very end.
# Whoever looks at the test result and then improves something has begun to train on the test.)
#
# The choice has to be **random**. A file may be sorted, by label or by who wrote the digits, and then its
# last part is not like the rest. And the pairs have to stay pairs: picture $i$ must keep label $i$. One
# random order, used for both, does it.

# %% role="function" name="split_dataset" points=3
def split_dataset(images, labels, n_train, n_val):
    """Return a random partition `((train_images, train_labels), (val_images, val_labels))`.

    `images` is `(n, ...)` and `labels` is `(n,)`; label i belongs to image i, before and after. The first
    pair holds `n_train` examples, the second `n_val` others; no example is in both, and each call draws
    anew. Dtypes are kept and the inputs are not changed. Raises ValueError where n_train + n_val is more
    than n.
    """
    ### BEGIN SOLUTION
    if n_train + n_val > len(images):
        raise ValueError(f"asked for {n_train} + {n_val} examples of only {len(images)}")
    order = torch.randperm(len(images))
    train, val = order[:n_train], order[n_train : n_train + n_val]
    return (images[train], labels[train]), (images[val], labels[val])
    ### END SOLUTION


# %% [markdown] role="hints" name="split_dataset"
# 1. Shuffle the *positions*, not the data. Then use the same positions for the images and for the labels.
# 2. `torch.randperm(n)` gives the numbers 0 to n - 1 in a random order. How do you cut it into two pieces
#    that don't overlap?
# 3. The first `n_train` positions are for training, the next `n_val` for validation. Indexing a tensor with
#    a tensor of positions, as in `images[positions]`, picks those rows.
# 4. Slicing past the end of a tensor raises nothing and gives you too few rows, so test the sizes first and
#    raise the `ValueError` yourself.

# %% role="example"
if __name__ == "__main__":
    torch.manual_seed(0)
    n_training = len(all_images) * 11 // 12  # 55,000 of MNIST's 60,000
    n_validation = len(all_images) - n_training
    training, validation = split_dataset(all_images, all_labels, n_training, n_validation)
    for name, (pictures, digits) in [("training:  ", training), ("validation:", validation)]:
        shares = (torch.bincount(digits) / len(digits)).numpy().round(3)
        print(f"{name} {len(pictures):,} pictures, share of each digit {shares}")

# %% [markdown]
# Compare the two rows of shares: a random split of this size keeps the digits in nearly the same
# proportions.
#
# ## A few at a time: mini-batches
#
# How many pictures should the network look at before it moves its parameters? All 55,000 give the exact
# gradient, but just one move for all that work. A single picture gives a move at once, but a rough one. In
# between lies the **mini-batch**: the average over 128 random pictures points in nearly the right
# direction, and one pass over the data, an **epoch**, makes 430 moves. This is *stochastic* gradient
# descent, SGD.
#
# torch offers two tools for what we have talked about. `random_split` draws a random partition like yours,
# of a dataset instead of two tensors. `DataLoader` cuts a dataset into batches, with `shuffle=True` in a
# fresh random order each epoch. A `DataLoader` fetches the examples one by one and stacks them, which is
# right when each picture has to be read from a disk. Ours are in memory already, in one tensor, so our
# `Batches` takes 128 rows with a single indexing operation. In a loop you use both in the same way: `for
# images, labels in loader`.

# %% role="example"
if __name__ == "__main__":
    import time

    from torch.utils.data import DataLoader, TensorDataset, random_split

    from autograder.data import Batches

    part, _ = random_split(TensorDataset(all_images, all_labels), [n_training, n_validation])
    data_loader = DataLoader(part, batch_size=128, shuffle=True)
    training_batches = Batches(*training, batch_size=128, shuffle=True)
    validation_batches = Batches(*validation, batch_size=128)
    for name, loader in [("DataLoader", data_loader), ("Batches", training_batches)]:
        began = time.perf_counter()
        sizes = [len(digits) for _, digits in loader]
        seconds = time.perf_counter() - began
        print(f"{name}: {len(loader)} batches, the last one of {sizes[-1]}; {seconds:.2f} s for one epoch")

# %% [markdown]
# Both give the same number of batches, and the last one is smaller: 55,000 is not a multiple of 128.
# Compare the times (with scikit-learn's few digits both are next to nothing), and think of 40 epochs. Read
# through torchvision's `MNIST` and `ToTensor`, picture by picture, an epoch would take several times as long
# again.

# %% [markdown]
# # Part 5: the network by hand
#
# ## Where to start: `init_params`
#
# The network has three parameters: the matrix $W_1$ of shape (784, 500), the bias $b$ of shape (500,), and
# the matrix $W_2$ of shape (500, 10). Which numbers should they hold before they have learnt anything?
#
# *Not all zeros.* All hidden units would then compute the same, get the same gradient, and stay the same
# for ever. Random numbers make them differ.
#
# *Not too large.* A hidden value is a sum over 784 pixels, $u_j = \sum_i x_i W_{ij}$. If each weight has
# standard deviation $\sigma$, then that of $u_j$ is $\sigma \sqrt{\sum_i x_i^2}$. For pixels around one
# this grows like the square root of the number of terms. To undo the growth, divide by the square root:
#
# $$W_1 \sim \frac{\mathcal N(0, 1)}{\sqrt{784}}, \qquad b = 0, \qquad
# W_2 \sim \frac{\mathcal N(0, 1)}{\sqrt{500}}.$$
#
# All three have to be **leaf** tensors that require grad. A leaf is a tensor that was not computed from
# another one that requires grad: it stands where the graph begins, and it is there that `backward` leaves a
# gradient. So first do the arithmetic, and then mark the result with its method `requires_grad_()`.
#
# (Exercise 05 divided by the number of inputs itself. With two inputs that makes little difference; with 784
# the hidden units would all be near 0. The root keeps sums of *random* signs at about 1: by how much do they
# cancel?)

# %% role="function" name="init_params" points=2
def init_params(input_size=784, hidden_size=500, n_classes=10):
    """Return fresh random parameters, the list `[W1, b, W2]`.

    `W1` is `(input_size, hidden_size)`, drawn from N(0, 1) and divided by √input_size; `b` is
    `(hidden_size,)`, all zeros; `W2` is `(hidden_size, n_classes)`, drawn from N(0, 1) and divided by
    √hidden_size. All are float32 leaf tensors that require grad.
    """
    ### BEGIN SOLUTION
    W1 = torch.randn(input_size, hidden_size) / math.sqrt(input_size)
    b = torch.zeros(hidden_size)
    W2 = torch.randn(hidden_size, n_classes) / math.sqrt(hidden_size)
    return [parameter.requires_grad_() for parameter in (W1, b, W2)]
    ### END SOLUTION


# %% [markdown] role="hints" name="init_params"
# 1. `torch.randn(rows, columns)` draws from N(0, 1), as in exercise 02; `math.sqrt` takes the root of a
#    number.
# 2. With `torch.randn(..., requires_grad=True) / ...` the *quotient* is what you return, and it is not a
#    leaf: its `.grad` stays empty. Print `W1.is_leaf` to see which you have.
# 3. Build the three tensors without any mark, then call `requires_grad_()` on each of them, and return the
#    three in a list.

# %% role="example"
if __name__ == "__main__":
    def first_logits(W1, b, W2):
        """Return the logits of 1,000 pictures, with and without the division by the root."""
        pixels = all_images[:1000].flatten(1)
        divided = relu(pixels @ W1 + b) @ W2
        undivided = relu(pixels @ (W1 * math.sqrt(784)) + b) @ (W2 * math.sqrt(500))
        return {"divided by the root": divided, "not divided": undivided}

    torch.manual_seed(0)
    fresh = [parameter.detach() for parameter in init_params()]
    for place, (name, logits) in enumerate(first_logits(*fresh).items(), 1):
        # In float64, because a softmax without the stretch goal would give nan for logits in the hundreds.
        surest = softmax(logits.double()).amax(dim=-1).mean()
        title = f"weights {name}\nlargest of the ten probabilities, on average: {surest:.2f}"
        plot(title, "logit before any training", "how many of 10,000", {}, panel=(1, 2, place), hold=True)
        plt.hist(logits.flatten(), bins=60)
    plt.show()

# %% [markdown]
# Compare the horizontal axes. With the division the first logits are small and softmax is undecided: the
# network admits that it knows nothing. Without it the logits are in the hundreds, so softmax says 0 or 1:
# the network is certain before it has seen a single label, wrong nine times out of ten, and would have to
# unlearn all that first. For the same reason we divided the pixels by 255: numbers around one in, numbers
# around one out.
#
# ## All together: `model`
#
# Now put the pieces in a row. Follow the shapes, for a batch of $n$ pictures:
#
# | step | shape |
# |---|---|
# | images | `(n, 1, 28, 28)` |
# | flattened after the first axis | `(n, 784)` |
# | times $W_1$, plus $b$ | `(n, 500)` |
# | relu | `(n, 500)` |
# | times $W_2$ | `(n, 10)` |
# | softmax | `(n, 10)` |
#
# Each picture is a *row*, so the weights stand on the right: $x W_1$. The function takes the parameters as
# arguments instead of keeping them somewhere, so that it is as plain as a formula: same inputs, same
# output.

# %% role="function" name="model" points=3 uses=["relu", "softmax"]
def model(x, W1, b, W2):
    """Return the probabilities of the ten digits, softmax(relu(x W1 + b) W2).

    `x` holds images of 784 pixels as `(n, 1, 28, 28)`, `(n, 28, 28)` or `(n, 784)`, floating point. `W1` is
    `(784, hidden)`, `b` is `(hidden,)`, `W2` is `(hidden, 10)`. Returns `(n, 10)`; each row adds up to 1.
    Differentiable in all parameters.
    """
    ### BEGIN SOLUTION
    x = x.flatten(start_dim=1)
    return softmax(relu(x @ W1 + b) @ W2)
    ### END SOLUTION


# %% [markdown] role="hints" name="model"
# 1. Whatever shape the images have, the first axis counts them. Flatten all other axes into one.
# 2. `flatten(start_dim=1)` does that for all three shapes. Print the shape after each step and compare it
#    with the table.
# 3. Read the formula from the inside out: a matrix product and the bias, then your `relu`, then a matrix
#    product, then your `softmax`.

# %% role="example"
if __name__ == "__main__":
    def show_prediction(image, probabilities, label):
        """Draw an image `(1, 28, 28)` and, beside it, the probabilities `(10,)` of the ten digits."""
        plot(f"a digit, label {label}", "pixel column", "pixel row", {}, panel=(1, 2, 1))
        plt.imshow(image[0], cmap="gray_r")
        title = f"what the network says: {probabilities.argmax()}, with p = {probabilities.max():.2f}"
        plot(title, "digit", "probability", {}, panel=(1, 2, 2), hold=True, xticks=range(10), ylim=(0, 1))
        plt.bar(range(10), probabilities)
        plt.show()

    def judge(parameters, pictures, digits):
        """Print loss and accuracy over pictures, and draw what the network says to the first one."""
        with torch.no_grad():
            answers = model(pictures, *parameters)
        loss, share = cross_entropy_loss(answers, digits), accuracy(answers, digits)
        print(f"validation loss {loss:.3f}, validation accuracy {share:.3f}")
        show_prediction(pictures[0], answers[0], digits[0])

    torch.manual_seed(0)
    untrained = init_params()
    print("parameters:", sum(parameter.numel() for parameter in untrained))
    judge(untrained, *validation)

# %% [markdown]
# An untrained network: ten bars of about the same height, a loss somewhat above 2.303, an accuracy no
# better than guessing. You will see the same picture again after training.
#
# `with torch.no_grad():` says that no gradient will be asked for, so that PyTorch need not record the
# graph. That saves time and memory whenever we only want to look.
#
# ## One step downhill: `sgd_step`
#
# The gradient points to where the loss grows fastest. We want to go down, so each parameter moves a little
# way against it:
#
# $$p \leftarrow p - \text{lr} \cdot \frac{\partial L}{\partial p}.$$
#
# The **learning rate** lr says how far. Three things make a step correct:
#
# - **in place**: whoever holds the list `params` must find the *same tensors* changed. `p = p - …` would
#   make a new tensor and leave the old one as it was; `p -= …` changes the tensor itself;
# - **without a graph**: the step itself is not part of what we differentiate. PyTorch refuses
#   to change a leaf that requires grad in place, unless you say `with torch.no_grad():`;
# - **reset**: the gradient has been used. Clear it, or the next `backward` adds to it.

# %% role="function" name="sgd_step" points=2 by_hand=["optim", "SGD"]
def sgd_step(params, lr):
    """Move each parameter by -lr times its gradient, in place, then reset its gradient.

    `params` is a list of leaf tensors that require grad, with `.grad` set. Afterwards they are the same
    tensor objects, hold the new values, still require grad, and have a `.grad` of zeros or None. The step
    itself leaves no graph. Returns None.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad = None
    ### END SOLUTION


# %% [markdown] role="hints" name="sgd_step"
# 1. A loop over `params`, with two lines for each parameter: one that moves it, one that resets its
#    gradient.
# 2. Put the whole loop under `with torch.no_grad():`. If PyTorch complains about "a leaf Variable that
#    requires grad", that line is missing.
# 3. `p = p - something` only gives a new tensor the name `p`, and nobody outside sees it. Use `p -= …`, or
#    `p.sub_(…)`.

# %% role="example"
if __name__ == "__main__":
    def descend(reset, n_steps=60, lr=0.05):
        """Return the path of w downhill on the parabola w², from w = 1, as a list of n_steps + 1 floats."""
        w = torch.tensor(1.0, requires_grad=True)
        path = [w.item()]
        for _ in range(n_steps):
            (w**2).backward()
            if reset:
                sgd_step([w], lr)
            else:
                with torch.no_grad():
                    w -= lr * w.grad
            path.append(w.item())
        return path

    paths = {
        "gradient reset after each step": (range(61), descend(reset=True)),
        "gradient never reset": (range(61), descend(reset=False), "--"),
        "_zero": ([0, 60], [0, 0], "C7"),
    }
    plot("Downhill on w², with the lowest point at w = 0", "step", "w", paths, ylim=(-1.2, 1.8))

# %% [markdown]
# The solid path walks down into the valley and stays there. The dashed one has the same learning rate, the
# same start and the same parabola. What happens to it, and why, is for you to say.

# %% [markdown] role="question" name="gradients-not-reset" points=2
# ### Question: what happens when gradients are not reset
#
# Look at the dashed path in the picture above.
#
# 1. What does `w.grad` hold at the third step of the dashed path, compared with the solid one?
# 2. Why does the path then pass the lowest point again and again instead of settling there, and what would
#    you expect to see in the training loss of a network that is trained like this?
#
# ### BEGIN MARK SCHEME
# **Model answer.** `backward` adds the new gradient to what is already in `.grad`. At the third step
# `w.grad` therefore holds the sum of three gradients: of the present position and of the two before it. In
# the solid path it holds only the gradient of the present position. The step follows the sum. It is too
# long, and it is made up of old gradients, which belong to places that w has left. At the lowest point the
# present gradient is 0 but the sum is not, so w runs on, up the other side, until the gradients from there
# have cancelled the old ones; then it comes back. It swings like a ball that no friction slows down. (It is
# momentum that never fades.) A network trained like this gets steps that are too long and point in outdated
# directions: its loss swings or grows without settling, often to `nan`, while no error is raised.
#
# **Points.** 1 point: gradients accumulate, so the step follows the *sum* of all gradients so far. 1 point:
# the consequence, namely that old gradients carry w past the lowest point, or that steps are too long or
# outdated, *and* that the loss swings, diverges or fails to settle. An answer that says only "it learns
# badly" earns nothing.
# ### END MARK SCHEME

# %% [markdown]
# ## Again and again: `train_from_scratch`
#
# All pieces are there. One **epoch** is one pass over the training pictures, batch by batch:
#
# 1. compute the probabilities of the batch, and their loss;
# 2. `backward()` from the loss;
# 3. `sgd_step`.
#
# After each epoch look at the validation pictures, *all* of them, without a graph and without moving
# anything: what are loss and accuracy there? This tells how well it reads new pictures, so note
# it down.
#
# Three numbers per epoch go into the history: the mean of the training losses of the batches, each measured
# before its step, the validation loss, and the validation accuracy. Store plain floats: `loss.item()`, or
# `float(…)`, which takes what your `accuracy` returns, be it a tensor or a float. The last validation batch may
# be smaller than the others. You may weight each batch by its size, or take the plain mean of the batches.

# %% role="function" name="train_from_scratch" points=3 uses=["relu", "softmax", "cross_entropy_loss", "accuracy", "model", "sgd_step"]
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    """Train `params = [W1, b, W2]` in place by mini-batch gradient descent; return the history.

    Both loaders are iterables, with a length, of batches `(images, labels)`; each is iterated over once
    per epoch. Returns a dict of three lists of n_epochs floats each: `training_loss`, the mean of the epoch's
    batch losses, each measured before its step; `validation_loss` and `validation_accuracy`, measured after
    the epoch's training over all validation images, without building a graph. Every mean over batches may be
    weighted by batch size or not.
    """
    ### BEGIN SOLUTION
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
        history["validation_loss"].append(float(cross_entropy_loss(predictions, targets)))
        history["validation_accuracy"].append(float(accuracy(predictions, targets)))
    return history
    ### END SOLUTION


# %% [markdown] role="hints" name="train_from_scratch"
# 1. Two loops, one inside the other: over epochs, and over the batches of `train_loader`. The validation
#    stands in the outer loop, after the inner one.
# 2. Inside the inner loop three things happen in order: the loss of `model(images, *params)`, its
#    `backward()`, and `sgd_step(params, learning_rate)`. Append `loss.item()` to a list that starts empty
#    each epoch.
# 3. For the validation go over `val_loader` under `torch.no_grad()`. Either collect predictions and labels
#    in the same pass and join them with `torch.cat`, or add up the batches' losses and accuracies and divide by
#    the number of batches at the end.
# 4. If the loss does not fall, check that `sgd_step` changes the very tensors in `params`. If it becomes
#    `nan`, check that gradients are reset.

# %% [markdown]
# ### Training it
#
# With MNIST, the 40 epochs take about a minute on two cores. While you try things, set `epochs = 3`: most
# is learnt by then. Nothing is shown meanwhile. In a notebook, set `live = True` to watch the
# curves grow: the training is then done one epoch at a time, with a picture after each.

# %% role="example"
if __name__ == "__main__":
    epochs = 40
    live = False

    def show_losses(history):
        """Draw the training and the validation loss over the epochs so far."""
        so_far = range(1, len(history["training_loss"]) + 1)
        two_losses = {
            "training loss": (so_far, history["training_loss"]),
            "validation loss": (so_far, history["validation_loss"], "--"),
        }
        title = "Training by hand: the loss on pictures it learns from, and on others"
        plot(title, "epoch", "cross-entropy", two_losses)

    torch.manual_seed(0)
    by_hand = init_params()
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for some_epochs in [1] * epochs if live else [epochs]:
        stretch = train_from_scratch(by_hand, training_batches, validation_batches, some_epochs)
        history = {key: numbers + stretch[key] for key, numbers in history.items()}
        if live:
            from IPython.display import clear_output

            clear_output(wait=True)
            show_losses(history)
    first, last = history["validation_accuracy"][0], history["validation_accuracy"][-1]
    print(f"validation accuracy: {first:.4f} after the first epoch, {last:.4f} after the last")

# %% [markdown]
# With 55,000 MNIST pictures, a published run of this network went from 0.9156 after the first epoch to
# 0.9796 after the fortieth. Yours should come within a few thousandths; the start and the split are random,
# so the last digits differ. (With scikit-learn's digits it takes seconds and ends at about 0.95.)

# %% role="example"
if __name__ == "__main__":
    show_losses(history)
    judge(by_hand, *validation)

# %% [markdown]
# Three things to look for in the first picture:
#
# - **Most is learnt early.** The first epochs bring more than all the others together.
# - **The training loss may start above the validation loss.** It is an average over the epoch, and at the
#   epoch's beginning the network knew less; the validation comes at the epoch's end.
# - **Later the curves part** (on MNIST). The training loss keeps falling towards 0, while the validation loss
#   flattens. The network has begun to memorise its pictures, and what it gains there no longer helps
#   with others. This is **overfitting**, and a gap between the two curves is its sign. As long as the
#   validation loss does not rise, more training does no harm; when it rises, stop.
#
# The second picture shows the same digit as before the training. Now one bar should tower above the others.
# If there is a second one, it tells you which other digit the network finds in this picture; do you find it
# too?

# %% [markdown]
# # Part 6: the same with `torch.nn`
#
# ## Layers that keep their own parameters: `FullyConnected`
#
# Three parameters can be carried around in a list. Thirty can't, so torch puts them into **modules**. A
# module is an object that holds its parameters and knows how to compute with them:
#
# - `nn.Linear(784, 500)` holds a weight and a bias, both random at the start, and computes the affine map;
#   `bias=False` leaves the bias out. It stores the weight as `(500, 784)`, the transpose of our $W_1$;
# - your own class derives from `nn.Module`. In `__init__`, call `super().__init__()` first, then assign
#   layers to attributes of `self`: that is how the module finds the parameters in them, for
#   `network.parameters()`;
# - `forward` says how an input becomes an output. Call the module like a function, `network(images)`, and
#   torch calls `forward`.
#
# Your class is to be the network from before with one difference: it ends with the **logits**, without
# softmax. Flatten each image to a row of `input_size` numbers, whatever `input_size` is.

# %% role="function" name="FullyConnected" points=2
class FullyConnected(nn.Module):
    """The network Linear with bias, relu, Linear without bias, as a module that returns logits.

    `forward(x)` takes images `(n, ...)` with `input_size` numbers each, flattens them to `(n, input_size)`,
    and returns logits `(n, output_size)`: there is no softmax at the end. The hidden layer has
    `hidden_size` units.

    >>> FullyConnected(784, 500, 10)(torch.zeros(3, 1, 28, 28)).shape
    torch.Size([3, 10])
    """

    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden = nn.Linear(input_size, hidden_size)
        self.output = nn.Linear(hidden_size, output_size, bias=False)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        x = x.flatten(start_dim=1)
        return self.output(F.relu(self.hidden(x)))
        ### END SOLUTION


# %% [markdown] role="hints" name="FullyConnected"
# 1. Two layers go into `__init__`, each into an attribute of `self`. You choose the attributes' names.
#    Which of the two has no bias?
# 2. `forward` is your `model` again, with the layers instead of `@` and `+`. `F.relu` is torch's relu.
# 3. Flatten with `start_dim=1`, which works for any `input_size`. (A fixed 784 does not.) And stop at the
#    second layer's output.

# %% [markdown]
# ## Are they really the same?
#
# A claim that can be tested should be tested. We write the trained parameters of our network into a module
# and compare what the two say about the validation pictures. The module returns logits, so we apply softmax
# to them.

# %% role="example"
if __name__ == "__main__":
    twin = FullyConnected(784, 500, 10)
    # PyTorch stores a weight as (out, in), we as (in, out). The shape tells which parameter is which.
    transposed = {parameter.t().shape: parameter.t() for parameter in by_hand}
    with torch.no_grad():
        for parameter in twin.parameters():
            parameter.copy_(transposed[parameter.shape])
        difference = softmax(twin(validation[0])) - model(validation[0], *by_hand)
    print("parameters of the module:", [tuple(parameter.shape) for parameter in twin.parameters()])
    print(f"largest difference between the two networks' probabilities: {difference.abs().max():.1e}")

# %% [markdown]
# The difference is rounding, nothing more: the same function, written differently.
#
# ## Why it stops before softmax
#
# torch's loss, `F.cross_entropy`, is made for **logits**, while yours takes **probabilities**. Put the
# wrong thing into either and no error is raised, so this is worth a look. In the example class 1 is the
# true one. The first two lines show a network that is confident and wrong, the last two one that is
# confident and right.

# %% role="example"
if __name__ == "__main__":
    target = torch.tensor([1])
    wrong, right = torch.tensor([[1000.0, 0.0]]), torch.tensor([[0.0] * 10])
    right[0, 1] = 1000.0
    print("wrong, by hand, from probabilities:", cross_entropy_loss(softmax(wrong), target).item())
    print("wrong, F.cross_entropy of logits:  ", F.cross_entropy(wrong, target).item())
    print("right, F.cross_entropy of logits:  ", F.cross_entropy(right, target).item())
    print("right, F.cross_entropy of softmax: ", F.cross_entropy(softmax(right), target).item())

# %% [markdown]
# Compare the first line with the second, and the third with the fourth. Two of these four numbers would
# ruin training. (If your softmax does without the stretch goal, the first line says `nan`.) Written out,
# $-\log \operatorname{softmax}(z)_t = \log \sum_j e^{z_j} - z_t$. The first two lines compute the two sides
# of this equation. Which side has to go through a tiny probability?

# %% [markdown] role="question" name="why-logits" points=2
# ### Question: why `FullyConnected` returns logits
#
# 1. Explain with the help of the first two numbers why it is better to let the loss work on logits than to
#    compute probabilities first and take the logarithm of them.
# 2. What goes wrong when the module ends with a softmax and is trained with `F.cross_entropy` all the same?
#    Explain the fourth number.
#
# ### BEGIN MARK SCHEME
# **Model answer.** (1) softmax makes a probability so small that `float32` rounds it to 0; the logarithm of
# 0 is -inf, the loss is infinite, and the gradient is `nan` or useless. From logits the loss is
# $\log \sum_j e^{z_j} - z_t$, computed with the largest logit taken out first: no tiny probability is ever
# formed, and the result, 1000, is exact with a usable gradient. (2) `F.cross_entropy` applies (log-)softmax
# itself, so it would be applied twice. The inner one gives numbers between 0 and 1, which the outer one
# takes for logits that hardly differ: even for a perfect answer it sees logits of 1 and nine times 0, and
# the loss is $-\log\bigl(e / (e + 9)\bigr) \approx 1.46$, never 0. The gradients become small, learning is
# slow, and no error says so. (Nothing is lost by leaving softmax out: it keeps the order, so the largest
# logit gives the answer, and the probabilities are one softmax away.)
#
# **Points.** 1 point: underflow to 0 and log 0, avoided by computing from logits. 1 point: softmax applied
# twice, with the consequence that the loss can't come near 0 or that gradients shrink.
# ### END MARK SCHEME

# %% [markdown]
# ## The loop with torch's own parts: `train`
#
# The loop is the one you have written, with two parts exchanged. `F.cross_entropy` stands in for your
# softmax and your loss. And `torch.optim.SGD` stands in for `sgd_step`: given the parameters and the
# learning rate, it offers
#
# - `optimizer.zero_grad()`, which resets all gradients,
# - `optimizer.step()`, which moves all parameters.
#
# Reset, `backward`, step: keep this order and each step sees the gradient of its own batch only. Inside the
# function the name `model` means the module that was passed in, and no longer your function of that name.

# %% role="function" name="train" points=3 uses=["accuracy", "FullyConnected"]
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    """Train the module `model` in place with `F.cross_entropy` and `torch.optim.SGD`; return the history.

    `model` maps a batch of images to logits. The loaders and the returned dict of `training_loss`,
    `validation_loss` and `validation_accuracy` are those of `train_from_scratch`: validation comes after
    each epoch's training, covers all validation images, and builds no graph.
    """
    ### BEGIN SOLUTION
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
        history["validation_loss"].append(float(F.cross_entropy(logits, targets)))
        history["validation_accuracy"].append(float(accuracy(logits, targets)))
    return history
    ### END SOLUTION


# %% [markdown] role="hints" name="train"
# 1. Start from your `train_from_scratch`. The loops, the lists and the returned dict stay as they are.
# 2. Before the loops make one optimiser, from `model.parameters()` and the learning rate. Made again in each
#    epoch it would work here too, but other optimisers remember things from step to step.
# 3. `F.cross_entropy` takes logits, and so does your `accuracy`. No softmax anywhere.

# %% role="example"
if __name__ == "__main__":
    torch.manual_seed(0)
    network = FullyConnected(784, 500, 10)
    network_history = train(network, training_batches, validation_batches, epochs)
    first, last = network_history["validation_accuracy"][0], network_history["validation_accuracy"][-1]
    print(f"validation accuracy: {first:.4f} after the first epoch, {last:.4f} after the last")

# %% [markdown]
# The published run with `torch.nn`: 0.9054 after the first epoch, 0.9790 after the fortieth.
#
# ## The two, side by side

# %% role="example"
if __name__ == "__main__":
    for place, quantity in enumerate(["validation_loss", "validation_accuracy"], 1):
        both = {
            "by hand": (range(1, epochs + 1), history[quantity]),
            "torch.nn": (range(1, epochs + 1), network_history[quantity], "--"),
        }
        title = "One network, two ways to write it"
        plot(title, "epoch", quantity.replace("_", " "), both, panel=(1, 2, place))

# %% [markdown]
# The curves should end in nearly the same place. They differ most at the beginning, and there is a reason:
# `nn.Linear` draws its first weights uniformly between $\pm 1/\sqrt{784}$, and such numbers are smaller by a
# factor $\sqrt 3$ than ours. With a smaller start the first steps are smaller too. After a few epochs
# nobody can tell.

# %% [markdown]
# # Part 7: what has it learnt?
#
# ## What a hidden unit looks for
#
# Each column of $W_1$ holds 784 weights, one per pixel, so it can be shown as a picture. The hidden unit adds
# up the pixels with these weights: ink on a red pixel speaks for it, ink on a blue pixel against it. We
# choose the 24 units whose weights to the ten digits, their rows of $W_2$, are largest.

# %% role="example"
if __name__ == "__main__":
    into_hidden, _, out_of_hidden = (parameter.detach() for parameter in by_hand)
    strongest = out_of_hidden.norm(dim=1).argsort(descending=True)[:24]
    pictures = into_hidden[:, strongest].T.reshape(24, 28, 28)
    limit = pictures.abs().max()
    units = [f"unit {unit}" for unit in strongest]
    title = "Weights of 24 hidden units, as pictures"
    drawn = show_grid(title, pictures, units, 4, cmap="RdBu_r", vmin=-limit, vmax=limit)
    plt.colorbar(drawn, ax=plt.gcf().axes, label="weight")
    plt.show()

# %% [markdown]
# After forty epochs (after three it is still mostly noise) you find strokes, arcs and spots in the middle:
# a red stroke beside a blue one looks for an edge just there. No unit looks for a whole digit. Digits are
# put together from such parts by $W_2$.
#
# Now look at the corners. They are still noise, and that noise is the *first* random weight, untouched. The
# corner pixels are 0 in every picture; the derivative of the loss with respect to a weight contains its pixel as a
# factor, so it is 0 as well, and the weight never moves.
#
# ## Digits it gets wrong
#
# Only now, at the very end, we use the test pictures: we chose nothing with their help. Accuracy is one
# number; the mistakes themselves tell more.

# %% role="example"
if __name__ == "__main__":
    with torch.no_grad():
        outputs = model(test_images, *by_hand)
    answers = outputs.argmax(dim=1)
    misread = (answers != test_labels).nonzero().flatten()
    print(f"test accuracy: {accuracy(outputs, test_labels):.4f}")
    print(f"{len(misread)} of {len(test_labels):,} digits misread")

    surest_first = misread[outputs[misread, answers[misread]].argsort(descending=True)][:20]
    says = [f"says {answers[index]} ({outputs[index].max():.2f}), is {test_labels[index]}" for index in surest_first]
    title = "The digits that it gets wrong, the surest mistakes first"
    show_grid(title, test_images[surest_first, 0], says, 4, cmap="gray_r")
    plt.show()

# %% [markdown]
# In brackets stands the probability that the network gave to its wrong answer. Cover the titles and read
# the digits yourself. Some you will misread as well, and a few labels you may want to dispute. Others are
# plain to you and not to the network. Find what those have in common: an odd slant, an extra stroke, a gap
# where the pen lifted. The network has never been told that a shifted stroke is the same stroke.
#
# # Play
#
# You have a working laboratory. Change one thing at a time, with `epochs` small, and say *before* you run
# it what you expect to see.
#
# - **Learning rate.** Try 0.001, 0.01, 0.1, 1 and 10. Compare the first three epochs: which run crawls,
#   which is fastest, which breaks, and what does its history say then?
# - **Batch size.** Try 16, 128 and 2,048 with the same learning rate. How many steps are in an epoch then, and
#   what happens to the smoothness of the curves and to the seconds per epoch?
# - **Hidden units.** Try 5, 50, 500 and 2,000. Where does the validation accuracy stop growing? Does the
#   gap between the two losses grow?
# - **No relu.** Leave it out of `model`. How far does a network come that can draw only straight
#   boundaries?
# - **A bad start.** Begin with `W1` and `W2` all zeros. Why does the loss stay at 2.303 exactly? Then begin
#   without the division by the root: by hand the loss is `nan` at once. Where does the logarithm of 0 come
#   from?
# - **Little data.** Train on the first 500 pictures only, for 400 epochs (they are short: four batches
#   each). Watch the training loss go to 0, and the validation loss turn and rise: this is overfitting. And
#   the validation accuracy?
# - **Shuffled labels.** Take the first 1,000 pictures, give them each other's labels,
#   `all_labels[torch.randperm(1000)]`, and train for 300 epochs. The training loss still goes to 0. What
#   has the network learnt, and what do the validation loss and accuracy say?
# - **A shift.** Move the test pictures two pixels to the right, `test_images.roll(2, dims=-1)`. How much
#   accuracy is left? And after four pixels? What does that say about what the network has understood?
# - **Which for which?** Count how often digit $i$ was read as $j$ in a 10 × 10 table, and draw it with
#   `plt.imshow`. Which two digits are confused most?
# - **A better optimiser.** In `train`, use `torch.optim.Adam` with a learning rate of 0.001. Compare the
#   first three epochs with those of SGD.
# - **A graphics card.** If you have one, move images and labels with `.to("cuda")`. Parameters need more
#   care, since a moved copy is no leaf: `parameter.detach().to("cuda").requires_grad_()`. Is a network as
#   small as this one any faster there?

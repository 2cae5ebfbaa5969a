"""A small authored exercise that has one of everything."""

from __future__ import annotations

STEM = "08_averages"
FILE = f"solutions/{STEM}.py"

AUTHORED = r'''# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   torchkata:
#     title: "Averages: many numbers, one number"
#     difficulty: 2
#     minutes: 20
# ---

# %% [markdown]
# # Averages
#
# The mean of $n$ numbers is $\frac{1}{n} \sum_i x_i$.

# %% role="setup"
import math

# %% [markdown]
# Begin with the plain mean.

# %% role="function" name="mean" points=2
def mean(numbers, scale=1.0):
    """The mean of the numbers, times `scale`.

    ValueError where there are none.
    """
    ### BEGIN SOLUTION
    if not numbers:
        raise ValueError("no numbers")
    return scale * math.fsum(numbers) / len(numbers)
    ### END SOLUTION

# %% [markdown] role="hints" name="mean"
# 1. How many numbers are there, and what do
#    they add up to?
# 2. Divide the sum by the count.

# %% role="example"
# Two small lists.
if __name__ == "__main__":
    for values in ([1, 2], [3, 4]):
        print(mean(values))

# %% role="function" name="Spread" points=1.5 uses=["mean"]
class Spread:
    """How far numbers lie from their centre."""

    def __init__(self, numbers, *, centre=None):
        """Keep the numbers, and their centre: by default their mean."""
        ### BEGIN SOLUTION
        self.centre = mean(numbers) if centre is None else centre
        ### END SOLUTION
        self.numbers = numbers

    def largest(self):
        """The largest distance."""
        ### BEGIN SOLUTION
        return max(abs(number - self.centre) for number in self.numbers)
        ### END SOLUTION

# %% [markdown] role="hints" name="Spread"
# 1. Where is the centre, if nobody says so?
# 2. A distance has no sign.

# %% [markdown] role="question" name="why-mean" points=2
# ### Question: Why the mean?
# What does an outlier do to the mean?
#
# ### BEGIN MARK SCHEME
# It drags the mean along: one point. The median stays: one point.
# ### END MARK SCHEME

# %% [markdown]
# Play: try the median.
'''

# Every line that learners must not see.
SECRETS = (
    "if not numbers",
    'raise ValueError("no numbers")',
    "math.fsum",
    "self.centre = mean(numbers)",
    "max(abs(number",
    "drags the mean along",
    "BEGIN SOLUTION",
    "END SOLUTION",
    "MARK SCHEME",
    "A distance has no sign",
)

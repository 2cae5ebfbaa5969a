"""Names that a release of a library removed or added, and what to write in their place.

What to write is code, which tests/test_renamed.py runs; words may follow it after ", and ".
"""

from __future__ import annotations

TRAPEZOID = "np.sum((y[1:] + y[:-1]) * np.diff(x)) / 2"
# Library, the release that removed it, module, name, and what every supported version has.
REMOVED = (
    ("NumPy", "2.0", "numpy", "float_", "np.float64"),
    ("NumPy", "2.0", "numpy", "Inf", "np.inf"),
    ("NumPy", "2.0", "numpy", "infty", "np.inf"),
    ("NumPy", "2.0", "numpy", "Infinity", "np.inf"),
    ("NumPy", "2.0", "numpy", "PINF", "np.inf"),
    ("NumPy", "2.0", "numpy", "NINF", "-np.inf"),
    ("NumPy", "2.0", "numpy", "NaN", "np.nan"),
    ("NumPy", "2.0", "numpy", "NAN", "np.nan"),
    ("NumPy", "2.0", "numpy", "bool8", "np.bool_"),
    ("NumPy", "2.0", "numpy", "product", "np.prod"),
    ("NumPy", "2.0", "numpy", "cumproduct", "np.cumprod"),
    ("NumPy", "2.0", "numpy", "alltrue", "np.all"),
    ("NumPy", "2.0", "numpy", "sometrue", "np.any"),
    ("NumPy", "2.0", "numpy", "round_", "np.round"),
    ("NumPy", "2.0", "numpy", "asfarray", "np.asarray(x, dtype=float)"),
    ("NumPy", "2.0", "numpy", "mat", "np.array, and @ for products"),
    ("NumPy", "2.0", "numpy", "msort", "np.sort(x, axis=0)"),
    ("NumPy", "2.4", "numpy", "trapz", TRAPEZOID),
    ("NumPy", "2.4", "numpy", "in1d", "np.isin, and .ravel() to make it flat"),
    ("NumPy", "2.5", "numpy", "row_stack", "np.vstack"),
    ("matplotlib", "3.9", "matplotlib.cm", "register_cmap", "matplotlib.colormaps.register(cmap)"),
    ("matplotlib", "3.11", "matplotlib.cm", "get_cmap", "plt.get_cmap"),
    ("matplotlib", "3.11", "matplotlib.pyplot", "plot_date", "plt.plot(x, y, 'o')"),
)
# Library, the release that added it, module, name, and what every supported version has.
ADDED = (
    ("NumPy", "2.0", "numpy", "trapezoid", TRAPEZOID),
    ("NumPy", "2.0", "numpy", "bool", "np.bool_"),
    ("NumPy", "2.0", "numpy", "long", "np.int64"),
    ("NumPy", "2.0", "numpy", "concat", "np.concatenate"),
    ("NumPy", "2.0", "numpy", "pow", "np.power"),
    ("NumPy", "2.0", "numpy", "acos", "np.arccos"),
    ("NumPy", "2.0", "numpy", "asin", "np.arcsin"),
    ("NumPy", "2.0", "numpy", "atan", "np.arctan"),
    ("NumPy", "2.0", "numpy", "atan2", "np.arctan2"),
    ("NumPy", "2.0", "numpy", "astype", "x.astype(dtype)"),
    ("NumPy", "2.0", "numpy", "permute_dims", "np.transpose"),
    ("NumPy", "2.0", "numpy", "matrix_transpose", "np.swapaxes(x, -1, -2)"),
    ("NumPy", "2.0", "numpy", "vecdot", "(x * y).sum(-1)"),
    ("NumPy", "2.0", "numpy", "unique_values", "np.unique"),
    ("NumPy", "2.0", "numpy", "unique_counts", "np.unique(x, return_counts=True)"),
    ("NumPy", "2.0", "numpy.linalg", "vector_norm", "np.linalg.norm"),
    ("NumPy", "2.1", "numpy", "unstack", "tuple(x)"),
    ("NumPy", "2.1", "numpy", "cumulative_sum", "np.cumsum"),
    ("NumPy", "2.1", "numpy", "cumulative_prod", "np.cumprod"),
    ("NumPy", "2.2", "numpy", "matvec", "(A @ x[..., None])[..., 0]"),
    ("NumPy", "2.2", "numpy", "vecmat", "(x[..., None, :] @ A)[..., 0, :]"),
    ("PyTorch", "2.9", "torch.optim", "Muon", "torch.optim.SGD"),
    ("matplotlib", "3.11", "matplotlib.pyplot", "grouped_bar", "plt.bar, and call it once for each group"),
    ("Python", "3.11", "math", "cbrt", "float(np.cbrt(x))"),
    ("Python", "3.11", "math", "exp2", "2.0**x"),
    ("Python", "3.12", "math", "sumprod", "sum(a * b for a, b in zip(x, y))"),
    ("Python", "3.12", "itertools", "batched", "[x[i : i + n] for i in range(0, len(x), n)]"),
    ("Python", "3.11", "typing", "Self", "the name of the class in quotes"),
    ("Python", "3.12", "typing", "override", "nothing in its place"),
)
# Library, the release that removed it, function, its parameter's name, and what to write in every version.
KEYWORDS_REMOVED = (
    ("NumPy", "2.4", "np.reshape", "newshape", "write the shape without a name, np.reshape(x, (n, 1))"),
    ("NumPy", "2.4", "np.quantile", "interpolation", "write method instead"),
    ("NumPy", "2.4", "np.percentile", "interpolation", "write method instead"),
    ("matplotlib", "3.11", "plt.boxplot", "labels", "leave it out, and name the boxes with plt.xticks"),
)
# Library, the release that added it, function, its parameter's name, and what to write in every version.
KEYWORDS_ADDED = (
    ("NumPy", "2.0", "np.asarray", "copy", "write np.array(x), which copies"),
    ("NumPy", "2.0", "np.std", "correction", "write ddof instead"),
    ("NumPy", "2.0", "np.var", "correction", "write ddof instead"),
    ("NumPy", "2.0", "np.std", "mean", "leave it out"),
    ("NumPy", "2.0", "np.var", "mean", "leave it out"),
    ("NumPy", "2.0", "np.sort", "stable", "write kind='stable' instead"),
    ("NumPy", "2.0", "np.argsort", "stable", "write kind='stable' instead"),
    ("NumPy", "2.1", "np.reshape", "shape", "write the shape without a name, np.reshape(x, (n, 1))"),
    ("NumPy", "2.1", "np.reshape", "copy", "leave it out"),
    ("NumPy", "2.3", "np.unique", "sorted", "leave it out"),
    ("NumPy", "2.5", "np.sort", "descending", "write np.sort(x)[::-1], or torch.sort"),
    ("NumPy", "2.5", "np.argsort", "descending", "write np.argsort(x)[::-1], or torch.argsort"),
    ("PyTorch", "2.10", "torch.rand_like", "generator", "write torch.rand(x.shape, generator=g)"),
    ("PyTorch", "2.10", "torch.randn_like", "generator", "write torch.randn(x.shape, generator=g)"),
    ("matplotlib", "3.9", "plt.boxplot", "tick_labels", "leave it out, and name the boxes with plt.xticks"),
)

#!/usr/bin/env bash
# NumPy 2.0 made the dtype of a NumPy number count, and never its value: a float32 array times np.float64(2) is
# float64 since then, where 1.26 kept float32. A good guess is that ** follows. Up to 2.2 it does so by the value of
# the exponent: x ** np.float64(3) is float64, but 2, 1 and 0.5 have short cuts that keep float32. 2.3 is the first
# release without the exception. So a square changes its dtype between 2.2 and 2.3, not between 1.26 and 2.0.
#
# Seen (Python 3.12, Linux x86-64):
#   numpy 1.26.4  x * 2 float32, x ** 2 float32, x ** 3 float32
#   numpy 2.2.6   x * 2 float64, x ** 2 float32, x ** 3 float64
#   numpy 2.3.5   x * 2 float64, x ** 2 float64, x ** 3 float64
#
# Needs a python3 for which these versions have wheels (3.11 or 3.12). Exits with 1 where a line changes.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/environment"
program='
import numpy as np
x, two, three = np.ones(3, dtype=np.float32), np.float64(2), np.float64(3)
print(f"x * 2 {(x * two).dtype}, x ** 2 {(x**two).dtype}, x ** 3 {(x**three).dtype}")
'

check() { # version, expected line
    "$folder/environment/bin/python" -m pip install --quiet --disable-pip-version-check "numpy==$1"
    found="$("$folder/environment/bin/python" -c "$program")"
    echo "numpy $1  $found"
    [ "$found" = "$2" ] || { echo "expected: $2"; exit 1; }
}

check 1.26.4 "x * 2 float32, x ** 2 float32, x ** 3 float32"
check 2.2.6 "x * 2 float64, x ** 2 float32, x ** 3 float64"
check 2.3.5 "x * 2 float64, x ** 2 float64, x ** 3 float64"

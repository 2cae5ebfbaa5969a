#!/usr/bin/env bash
# For years each torchvision release has asked for the one torch that it was built beside, so that naming either gave
# a matching pair, and a pinned torchvision pinned torch too. A good guess is that a patch release does not change
# that. 0.29.1 does: it asks for any torch from 2.14.0 on. So a requirements file with torchvision alone no longer
# holds torch still, and an installer that is told torch==2.14.1 may well choose a torchvision that was built beside
# torch 2.15, with libraries of another CUDA release.
#
# Seen (the wheels for Python 3.12 on Linux x86-64, which are read and not installed):
#   torchvision 0.28.0  torch (==2.13.0)
#   torchvision 0.29.0  torch (==2.14.0)
#   torchvision 0.29.1  torch (>=2.14.0)
#
# Needs python3 with pip, on any system. Exits with 1 where a line changes.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
wheel=(--no-deps --only-binary=:all: --implementation cp --python-version 3.12 --platform manylinux_2_28_x86_64)
program='
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    print(*re.findall(r"^Requires-Dist: (torch\b.*)$", wheel.read(name).decode(), re.MULTILINE))
'

check() { # version, expected requirement
    python3 -m pip download --quiet --disable-pip-version-check "${wheel[@]}" --dest "$folder/$1" "torchvision==$1"
    found="$(python3 -c "$program" "$folder/$1"/*.whl)"
    echo "torchvision $1  $found"
    [ "$found" = "$2" ] || { echo "expected: $2"; exit 1; }
}

check 0.28.0 "torch (==2.13.0)"
check 0.29.0 "torch (==2.14.0)"
check 0.29.1 "torch (>=2.14.0)"

"""Tests of the kit within nbgrader: real commands, a real exchange folder and a real gradebook."""

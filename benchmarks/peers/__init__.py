"""Two other ways to grade, nbgrader and in-process pytest, put before the attacks of tests/hostile."""

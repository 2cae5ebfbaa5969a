"""nbgrader's pipeline with our judgement in it: notebooks are graded in isolation, nbgrader does the rest."""

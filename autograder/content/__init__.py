"""The exercises, a folder each: `public.py` for students, and `hidden`, which the wheel leaves out.

`hidden` holds the checks that only the grader runs, a module `reference` with right functions, thresholds and
what they were measured by, and right and wrong answers, which are data and never imported.
"""

"""One module for each exercise: its task, correct and wrong ways to train, and the rule for its threshold."""

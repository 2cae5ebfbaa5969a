"""The hidden checks of exercise 06, their references and their thresholds."""

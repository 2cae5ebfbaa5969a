"""The hidden checks of exercise 03, their references and their thresholds."""

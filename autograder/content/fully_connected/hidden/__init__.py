"""The hidden checks of exercise 05, their references and their threshold."""

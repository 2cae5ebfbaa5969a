"""The hidden checks of exercise 04, their references and their threshold."""

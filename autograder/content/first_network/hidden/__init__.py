"""The hidden checks of exercise 01, their references and their threshold."""

"""The hidden checks of exercise 02, their references and their threshold."""

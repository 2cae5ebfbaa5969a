"""What is checked: the vocabulary that checks are written in, and the checks, public and hidden."""

"""Hostile submissions: what they try, as data, and the proof that none of it changes a grade."""

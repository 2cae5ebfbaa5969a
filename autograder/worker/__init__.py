"""The untrusted side: what runs beside the student's code, and the frames it speaks.

Nothing in this package is secret and nothing in it judges. It imports only the standard library,
NumPy and torch, so that it starts without the rest of the kit in reach.
"""

"""What a worker puts on itself before a line of the student's code runs."""

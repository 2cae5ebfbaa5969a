"""What a worker does for the grader once a file is loaded."""

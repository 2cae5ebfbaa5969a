"""What crosses between a worker and the grader: values, frames, and facts about files."""

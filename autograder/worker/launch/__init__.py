"""Where workers come from: a process that is warm, and forks."""

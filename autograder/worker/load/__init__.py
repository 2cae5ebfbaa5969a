"""From a student's file to a module that holds what it defines."""

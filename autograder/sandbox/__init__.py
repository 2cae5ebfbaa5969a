"""The trusted side's end of a worker: starting it, talking to it, and the student it stands for."""

"""What `make run` does on somebody's own machine: prepare, sign people in, run the processes, stop them."""

"""Starts a program that ends when the process that started it does, however that one ends."""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Become the program named by the arguments."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    program = sys.argv[1:]
    os.execv(program[0], program)  # noqa: S606 the caller's own arguments, no shell


if __name__ == "__main__":
    main()

"""Units are read right when several threads ask at once, as those of a web server do."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from cases.rules.ucum import convert
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(lambda unit: convert(Decimal(12), unit, "g/L"), ["g/dL"] * 8))
assert all(abs(value - 120) < 1e-9 for value in found), found
"""


def test_the_first_question_may_come_from_eight_threads_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

"""Prints the installed packages that only the tests need, so that an image can be freed of them."""

import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
# Not dependencies of ours: what installs packages.
TOOLS = {"pip", "setuptools", "wheel", "uv"}


def main() -> None:
    """Print one name a line."""
    declared = tomllib.loads(PROJECT.read_text())["project"]["dependencies"]
    installed = {canonicalize_name(found.metadata["Name"]) for found in metadata.distributions()}
    print("\n".join(sorted(installed - TOOLS - reached(declared))))


def reached(requirements: list[str]) -> set[str]:
    """The names of the installed packages that `requirements` lead to on this machine."""
    found: set[tuple[str, str]] = set()
    todo = [Requirement(line) for line in requirements]
    while todo:
        wanted = todo.pop()
        # A package's own needs, and those of each extra that is asked for.
        for extra in {"", *wanted.extras}:
            step = (canonicalize_name(wanted.name), extra)
            if step in found:
                continue
            found.add(step)
            needs = (Requirement(line) for line in metadata.requires(wanted.name) or [])
            todo += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]
    return {name for name, _extra in found}


if __name__ == "__main__":
    main()

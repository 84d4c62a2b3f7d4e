#!/bin/sh
# Installs the pinned packages into .venv: with uv where it is at hand, else with Python's own venv and pip.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
stamp=.venv/.tocsin-installed

say() { printf '%s\n' "$*"; }
fail() {
    printf 'make install: %s\n' "$*" >&2
    exit 2
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no Python at all")
    fail "Tocsin needs Python 3.11 or later; this machine has $found.
On Debian 12 or later and Ubuntu 24.04 or later: sudo apt-get install python3 python3-venv
Elsewhere: install Python 3.11, 3.12 or 3.13, and say where it is: make install PYTHON=/path/to/python3.12"
}

# requirements.txt names every package: resolving again could only find a release that nobody has pinned.
with_uv() {
    say "Installing the packages with uv ..."
    [ -x .venv/bin/python ] && new_enough .venv/bin/python || uv venv --clear --python "$python" .venv
    uv pip install --python .venv/bin/python --no-deps --require-hashes -r requirements.txt
}

with_pip() {
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        minor=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
        fail "$python cannot make virtual environments: the module venv or ensurepip is missing.
On Debian and Ubuntu: sudo apt-get install python$minor-venv"
    fi
    if ! { [ -x .venv/bin/python ] && new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
        say "Making the virtual environment .venv ..."
        "$python" -m venv --clear .venv
    fi
    say "Installing the packages with pip (about a minute the first time) ..."
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes -r requirements.txt
}

python=$(find_python) || exit $?
if command -v uv >/dev/null 2>&1; then with_uv; else with_pip; fi
touch "$stamp"
say "Installed in .venv."

"""Every variable of the environment that Tocsin reads stands in the operator's table, and Compose passes it on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import yaml

from tests.registry.support import ROOT

OWN = {"DJANGO_SETTINGS_MODULE", "TOCSIN_LOGIN"}
"""Set by the programs themselves; nothing for operators."""
NOT_FOR_COMPOSE = {
    "DATABASE_PASSWORD": "the owner's, known to `migrate` alone",
    "SECRET_KEY_FALLBACKS": "a secret, and only while keys are changed",
    "EMAIL_PASSWORD": "a secret that not every mail server wants",
    "TOCSIN_HOME": "said by the image",
    "TOCSIN_LOCAL": "said by the image",
    "STATIC_ROOT": "said by the image",
    "PYTHON": "said by the image",
    "BIND": "the container's own",
    "PORT": "names the port of the machine there",
    "DEBUG": "never where patients' data are",
}
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
READERS = {"env", "_env", "environ"}


def of_python(tree: ast.AST) -> Iterator[str]:
    """The names that are asked for by `env.str("NAME")`, `os.environ.get("NAME")` and `os.environ["NAME"]`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _reader(node.value):
            yield from _constant(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _reader(node.func.value):
            yield from _constant(node.args[0])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "given_or_made":
            yield from _constant(node.args[1])


def _reader(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in READERS) or (
        isinstance(node, ast.Attribute) and node.attr in READERS
    )


def _constant(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
        return [str(node.value)]
    # A name that is put together cannot be found here; one that is handed on comes from given_or_made.
    assert isinstance(node, ast.Name), ast.dump(node)
    return []


def read() -> set[str]:
    """All names that the code reads, without those of files that hold a value."""
    sources = [ROOT / "manage.py", *(ROOT / "cases").rglob("*.py"), *(ROOT / "reports").rglob("*.py")]
    sources += [
        file
        for file in (ROOT / "registry").rglob("*.py")
        if file.name not in ("test.py", "throwaway.py")  # what the tests set for themselves
    ]
    names = {name for file in sources for name in of_python(ast.parse(file.read_text()))}
    for script in (ROOT / "registry/bin").glob("*.sh"):
        names |= set(re.findall(r"\$\{([A-Z][A-Z0-9_]+):", script.read_text()))
    return names - OWN


def documented() -> set[str]:
    """The names in the first column of the table of settings."""
    section = (ROOT / "docs/operator.md").read_text().partition("\n## Settings\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([A-Z0-9_]+)`", cell)}


def test_every_setting_is_documented_and_nothing_else() -> None:
    names = documented()
    files = {name for name in names if name.endswith("_FILE")}
    assert {name.removesuffix("_FILE") for name in files} <= names
    assert sorted(names - files) == sorted(read())


def test_a_new_variable_is_found_however_it_is_read() -> None:
    code = 'import os\nenv.bool("ONE")\n_env.list("TWO", default=[])\nos.environ["THREE"]\nos.environ.get("FOUR")\n'
    assert set(of_python(ast.parse(code + 'given_or_made(env, "FIVE", home)'))) == {
        "ONE",
        "TWO",
        "THREE",
        "FOUR",
        "FIVE",
    }


def test_compose_passes_on_every_setting_that_an_operator_may_want() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name in ("migrate", "web", "worker"):
        passed = {key.removesuffix("_FILE") for key in services[name]["environment"]}
        assert sorted(passed - {"DATABASE_PASSWORD"}) == sorted(read() - set(NOT_FOR_COMPOSE))

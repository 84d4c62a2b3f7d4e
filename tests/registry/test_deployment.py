"""The files around the code: compose, image, requirements, Makefile, version."""

import re
import shutil
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import registry
from tests.registry.support import ROOT, run

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DECLARED = [Requirement(line) for line in PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["test"]]
# One package can have several pins, for different versions of Python.
PINS = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)


@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_every_dependency_is_pinned_to_a_version_that_fits(requirement: Requirement) -> None:
    versions = [version for name, version in PINS if name == canonicalize_name(requirement.name)]
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_pin_has_a_hash_and_no_index_is_named() -> None:
    text = (ROOT / "requirements.txt").read_text()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PINS)
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in text


def test_the_version_is_the_same_everywhere() -> None:
    assert registry.__version__ == PYPROJECT["project"]["version"]
    assert COMPOSE["services"]["web"]["image"] == f"tocsin:{registry.__version__}"


def test_what_an_image_drops_is_what_only_tests_need() -> None:
    dropped = set(run("registry/bin/test_only.py").stdout.split())
    assert {"pytest", "playwright", "mypy", "ruff", "django-stubs"} <= dropped
    assert not dropped & {canonicalize_name(Requirement(line).name) for line in PYPROJECT["project"]["dependencies"]}
    assert not dropped & {"psycopg-binary", "asgiref", "sqlparse", "numpy", "psycopg-pool"}


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_services_run_with_as_little_power_as_possible(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in ("root", "0", "0:0")
    assert "privileged" not in service
    assert service["healthcheck"]["test"] != ["NONE"] or name == "migrate"
    assert all(address.startswith("127.0.0.1:") for address in service.get("ports", []))


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_secrets_come_from_files(name: str) -> None:
    service = COMPOSE["services"][name]
    secret = [key for key in service["environment"] if "PASSWORD" in key or "_KEY" in key]
    assert secret
    for key in secret:
        assert key.endswith("_FILE")
        assert service["environment"][key].removeprefix("/run/secrets/") in service["secrets"]
    assert set(service["secrets"]) <= set(COMPOSE["secrets"])
    assert all(not re.search(r"://[^/@]*:[^/@]*@", str(value)) for value in service["environment"].values())


def test_only_the_migration_and_the_server_know_the_owners_password() -> None:
    knows = {name for name, service in COMPOSE["services"].items() if "db_password" in service["secrets"]}
    assert knows == {"migrate", "db"}


def test_the_database_knows_no_master_key() -> None:
    assert "master_keys" in COMPOSE["services"]["web"]["secrets"]
    assert "master_keys" not in COMPOSE["services"]["db"]["secrets"]


def test_nothing_is_seeded_unless_asked_for() -> None:
    assert COMPOSE["services"]["web"]["environment"]["TOCSIN_SEED"] == "${TOCSIN_SEED:-0}"


def test_volumes_and_services_that_are_used_exist() -> None:
    for service in COMPOSE["services"].values():
        assert {volume.split(":")[0] for volume in service["volumes"]} <= set(COMPOSE["volumes"])
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])


def test_docker_accepts_the_compose_file() -> None:
    command = compose_command()
    if command is None:
        pytest.skip("no `docker compose` (version 2 or newer) here: sudo apt-get install docker-compose-plugin")
    result = subprocess.run([*command, "config", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def compose_command() -> list[str] | None:
    """The Compose of this machine; the first one, without a specification of its own, is too old for the file."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if not shutil.which(command[0]):
            continue
        found = subprocess.run([*command, "version", "--short"], capture_output=True, text=True, check=False)
        major = found.stdout.strip().lstrip("v").split(".")[0]
        if found.returncode == 0 and major.isdigit() and int(major) >= 2:
            return command
    return None


def test_the_image_runs_as_the_user_that_compose_names_and_copies_what_exists() -> None:
    text = (ROOT / "Dockerfile").read_text()
    uid = COMPOSE["services"]["web"]["user"].split(":")[0]
    assert f"--uid {uid} " in text
    assert re.findall(r"^USER (\S+)", text, re.MULTILINE)[-1] == "tocsin"
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for source in line.split():
            assert (ROOT / source).exists(), source
            assert f"!{source.split('/')[0]}" in ignored


def test_makes_help_lists_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("no make here")
    targets = set(re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split())  # type: ignore[index]
    output = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    described = dict(re.findall(r"^  ([a-z-]+)\s+(\S.*)$", output, re.MULTILINE))
    assert targets <= set(described)
    assert output == subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "script", ["registry/bin/install.sh", "registry/bin/entrypoint.sh", "registry/bin/chromium.sh"]
)
def test_shell_scripts_can_be_read_by_a_plain_shell(script: str) -> None:
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0
    assert (ROOT / script).stat().st_mode & 0o111


def test_installing_without_a_recent_python_says_what_to_install(tmp_path: Any) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (tmp_path / name).write_text("#!/bin/sh\ncase $1 in --version) echo Python 3.9.2;; *) exit 1;; esac\n")
        (tmp_path / name).chmod(0o755)
    for tool in ("dirname", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or "")
    result = subprocess.run(
        ["sh", ROOT / "registry" / "bin" / "install.sh"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "needs Python 3.11 or later; this machine has Python 3.9.2" in result.stderr
    assert "apt-get install python3 python3-venv" in result.stderr


def test_the_command_line_without_packages_says_what_to_do() -> None:
    result = subprocess.run(
        [sys.executable, "-S", "manage.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False, env={}
    )
    assert result.returncode == 2
    assert "Run `make install`" in result.stderr

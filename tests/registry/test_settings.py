"""The settings: where the database and the secret key come from, and that production is safe by default."""

import base64
import json
import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from registry.settings.database import database
from registry.settings.environment import Environment
from registry.settings.secret import master_keys, read_or_create
from tests.registry.support import manage, run, start

NAMES = tuple(
    name + ending
    for name in ("DATABASE_URL", "DATABASE_PASSWORD", "DATABASE_WEB_PASSWORD", "TOCSIN_LOGIN", "TOCSIN_MASTER_KEYS")
    for ending in ("", "_FILE")
)
PRODUCTION = {
    "DATABASE_URL": "postgresql://tocsin@db.example.org/tocsin",
    "SECRET_KEY": "a-key-for-this-test-and-nothing-else-0123456789-ABCDEFGH",
    "TOCSIN_MASTER_KEYS": "a-master-key-for-this-test-and-nothing-else=",
    "TOCSIN_AUDIT_KEY": "another-key-for-this-test-0123456789-0123456789-ABCDEFGH",
    "ALLOWED_HOSTS": "tocsin.example.org",
}


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return Environment()


def test_without_an_address_the_database_is_the_embedded_one(env: Environment, tmp_path: Path) -> None:
    config = database(env, tmp_path, local=True)
    assert config["ENGINE"] == "registry.embedded.backend"
    assert config["OPTIONS"] == {"directory": str(tmp_path / "postgres"), "login": "owner"}


def test_who_serves_people_has_a_login_of_its_own(
    env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_LOGIN", "web")
    assert database(env, tmp_path, local=True)["OPTIONS"]["login"] == "web"
    monkeypatch.setenv("DATABASE_URL", "postgresql://tocsin:owner@db/tocsin")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_WEB_PASSWORD is missing"):
        database(env, tmp_path, local=False)
    assert database(env, tmp_path, local=True)["USER"] == "tocsin"
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", "of the site alone")
    config = database(env, tmp_path, local=False)
    assert (config["USER"], config["PASSWORD"], config["HOST"]) == ("tocsin_web", "of the site alone", "db")


def test_options_of_the_address_are_kept(env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@/name?host=%2Frun%2FMixed%20Case&port=5433&sslmode=require")
    config = database(env, tmp_path, local=True)
    assert config["OPTIONS"] == {"sslmode": "require"}
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("/run/Mixed Case", 5433, "name")


def test_the_password_may_come_in_a_file(env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("from the file\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://tocsin@db/tocsin?application_name=site")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "password"))
    config = database(env, tmp_path, local=True)
    assert config["PASSWORD"] == "from the file"
    assert config["OPTIONS"] == {"application_name": "site"}


@pytest.mark.parametrize("address", ["sqlite:///db.sqlite3", "mysql://a@b/c"])
def test_another_kind_of_database_is_refused(
    env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="has to name a PostgreSQL"):
        database(env, tmp_path, local=True)


def test_a_secret_file_that_is_missing_is_named(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FILE", "/no/such/file")
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY_FILE cannot be read.*/no/such/file"):
        env.str("SECRET_KEY")


def made() -> str:
    """A new secret at each call."""
    return secrets.token_urlsafe(60)


def test_the_secret_key_is_for_its_owner_alone_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret_key"
    key = read_or_create(file, made)
    assert len(key) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_or_create(file, made) == key


def test_threads_that_race_for_the_secret_key_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda file: read_or_create(file, made), [tmp_path / "secret_key"] * 64))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_race_for_the_secret_key_get_the_same(tmp_path: Path) -> None:
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    changes = {"DJANGO_SETTINGS_MODULE": "registry.settings.base", "TOCSIN_HOME": str(tmp_path / "home")}
    racers = [start("-c", program, **changes) for _ in range(4)]
    answers = [racer.communicate(timeout=60) for racer in racers]
    assert {errors for _, errors in answers} == {""}
    assert len({output for output, _ in answers}) == 1


@pytest.mark.parametrize("name", ["SECRET_KEY", "TOCSIN_AUDIT_KEY"])
def test_production_without_a_secret_key_says_what_to_do(name: str) -> None:
    result = manage("check", **PRODUCTION | {name: None})
    assert result.returncode == 2
    assert f"{name} is missing. Set {name}, or {name}_FILE" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_without_master_keys_says_what_to_do() -> None:
    result = manage("check", **PRODUCTION | {"TOCSIN_MASTER_KEYS": None})
    assert result.returncode == 2
    assert "TOCSIN_MASTER_KEYS is missing. Set TOCSIN_MASTER_KEYS, or TOCSIN_MASTER_KEYS_FILE" in result.stderr
    assert "openssl rand -base64 32" in result.stderr
    assert "Traceback" not in result.stderr


KEY = base64.b64encode(bytes(range(224, 256))).decode()
URL_SAFE = base64.urlsafe_b64encode(bytes(range(224, 256))).decode()


@pytest.mark.parametrize("given", [f"{KEY},{URL_SAFE}", f"{KEY}\n{URL_SAFE}\n", f" {URL_SAFE} , {KEY} "])
def test_master_keys_come_in_either_spelling_of_base64(
    env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    assert KEY != URL_SAFE
    (tmp_path / "keys").write_text(given)
    monkeypatch.setenv("TOCSIN_MASTER_KEYS_FILE", str(tmp_path / "keys"))
    assert master_keys(env, tmp_path, local=False) == [URL_SAFE, URL_SAFE]


@pytest.mark.parametrize("wrong", ["hunter2", KEY[:-5], KEY + "AAAA", "\u00e9" * 44, f"{KEY};{KEY}"])
def test_a_master_key_that_is_none_is_named_by_its_place_alone(
    env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("TOCSIN_MASTER_KEYS", f"{KEY},{wrong}")
    with pytest.raises(ImproperlyConfigured, match="Key 2 of TOCSIN_MASTER_KEYS is not a key") as refused:
        master_keys(env, tmp_path, local=False)
    assert wrong not in str(refused.value)


def test_local_mode_makes_its_master_key_once(env: Environment, tmp_path: Path) -> None:
    first = master_keys(env, tmp_path / "home", local=True)
    assert len(first) == 1
    assert master_keys(env, tmp_path / "home", local=True) == first
    assert stat.S_IMODE((tmp_path / "home" / "master_key").stat().st_mode) == 0o600


def test_production_settings_pass_djangos_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n"), result.stderr


def test_an_address_where_nobody_answers_is_one_line_without_the_password() -> None:
    result = manage("migrate", **PRODUCTION | {"DATABASE_URL": "postgresql://tocsin:hunter2@127.0.0.1:1/tocsin"})
    assert result.returncode == 2
    assert result.stderr.startswith("The database cannot be used: ")
    assert "Traceback" not in result.stderr
    assert "hunter2" not in result.stderr


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "http://localhost:8000"),
        ({"PORT": "8123"}, "http://localhost:8123"),
        (PRODUCTION, f"https://{PRODUCTION['ALLOWED_HOSTS']}"),
        (PRODUCTION | {"TOCSIN_SITE_URL": "https://other.example.org"}, "https://other.example.org"),
    ],
)
def test_links_in_mails_lead_to_where_people_reach_the_site(
    changes: dict[str, str], expected: str, tmp_path: Path
) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "registry.settings.base", "TOCSIN_HOME": str(tmp_path)} | changes
    done = run("-c", "from django.conf import settings; print(settings.TOCSIN_SITE_URL)", **settings)
    assert done.stdout.strip() == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"local": True, "redirect": False, "secure": False, "hsts": 0}),
        (
            PRODUCTION | {"TOCSIN_LOCAL": "0", "DATABASE_URL": ""},
            {"local": False, "redirect": True, "secure": True},
        ),
        (PRODUCTION, {"local": False, "redirect": True, "secure": True, "hsts": 31_536_000, "debug": False}),
        (PRODUCTION | {"TOCSIN_LOCAL": "1"}, {"local": True, "redirect": False, "secure": False}),
    ],
)
def test_only_local_mode_does_without_tls(changes: dict[str, str], expected: dict[str, object], tmp_path: Path) -> None:
    program = """
import json
from django.conf import settings as s
print(json.dumps({"local": s.TOCSIN_LOCAL, "redirect": s.SECURE_SSL_REDIRECT, "hsts": s.SECURE_HSTS_SECONDS,
    "secure": s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE, "debug": s.DEBUG}))
"""
    settings = {"DJANGO_SETTINGS_MODULE": "registry.settings.base", "TOCSIN_HOME": str(tmp_path)} | changes
    found = json.loads(run("-c", program, **settings).stdout)
    assert {name: found[name] for name in expected} == expected

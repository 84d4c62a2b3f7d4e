"""The embedded database server: made once, shared by all processes, recovered, stopped by the last."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from registry.embedded import processes
from registry.embedded.account import server_account
from registry.embedded.cluster import Cluster
from registry.embedded.errors import NotOurs, PasswordLost, StartFailed, VersionMismatch
from registry.embedded.layout import LONGEST_SOCKET_DIRECTORY, layout
from tests.registry.support import ROOT, run, start

# Attaches to the cluster named by its first argument, tells the server's process id, stays until told to leave.
USER_OF_IT = """
import sys
from pathlib import Path
from registry.embedded import processes
from registry.embedded.lifetime import attach
cluster = attach(Path(sys.argv[1]))
print(processes.running_postmaster(cluster.paths.data), flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def places() -> Iterator[Path]:
    """A directory of ours that the server's account can pass through, as it cannot through pytest's own."""
    directory = Path(tempfile.mkdtemp(prefix="tocsin-tests-cluster-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def place(places: Path) -> Path:
    directory = Path(tempfile.mkdtemp(dir=places))
    directory.chmod(0o711)
    return directory


@pytest.fixture
def home(place: Path) -> Iterator[Path]:
    directory = place / "home of it" / "postgres"
    yield directory
    Cluster(directory).stop()


@pytest.fixture
def cluster(home: Path) -> Cluster:
    made = Cluster(home, durable=False)
    made.start()
    return made


def value(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT current_setting('server_version_num')::int / 10000", 18),
        ("SELECT current_setting('data_checksums')", "on"),
        ("SELECT current_setting('listen_addresses')", ""),
        ("SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'tocsin'", "b C.UTF-8"),
        ("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'", 0),
        ("SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'tocsin'", True),
    ],
)
def test_the_server_is_set_up_as_promised(shared_cluster: Cluster, query: str, expected: object) -> None:
    assert value(shared_cluster, query) == expected


@pytest.fixture(scope="module")
def shared_cluster(places: Path) -> Iterator[Cluster]:
    made = Cluster(places / "shared" / "postgres", durable=False)
    made.start()
    yield made
    made.stop()


def test_nobody_else_gets_at_password_socket_or_data(shared_cluster: Cluster) -> None:
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (shared_cluster.paths.password, shared_cluster.paths.sockets, shared_cluster.paths.data)
    }
    assert modes == {"password": 0o600, "s": 0o700, "data": 0o700}


def test_a_wrong_password_is_refused(shared_cluster: Cluster) -> None:
    settings = shared_cluster.connection_settings()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(
            host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password="guess", dbname="tocsin"
        )


def test_directories_above_keep_their_modes(home: Path) -> None:
    before = [step.stat().st_mode for step in home.parents if step.exists()]
    Cluster(home, durable=False).start()
    assert [step.stat().st_mode for step in home.parents if step.exists()][-len(before) :] == before


def test_progress_is_told_at_the_first_start_and_nothing_when_it_runs(home: Path) -> None:
    told: list[str] = []
    Cluster(home, durable=False, progress=told.append).start()
    assert told == ["Creating the embedded database (once)", "Starting the embedded PostgreSQL"]
    Cluster(home, progress=told.append).start()
    assert len(told) == 2


def test_processes_that_race_get_one_server(home: Path) -> None:
    racers = [start("-c", USER_OF_IT, home) for _ in range(8)]
    numbers = {racer.stdout.readline().strip() for racer in racers if racer.stdout}
    assert len(numbers) == 1
    assert numbers != {"None"}
    for racer in racers:
        _output, errors = racer.communicate("leave\n", timeout=60)
        assert (racer.returncode, errors) == (0, "")


def test_the_last_process_to_leave_stops_the_server(home: Path) -> None:
    first, second = (start("-c", USER_OF_IT, home) for _ in range(2))
    assert first.stdout
    assert second.stdout
    server = int(first.stdout.readline())
    assert int(second.stdout.readline()) == server
    first.communicate("leave\n", timeout=60)
    assert processes.alive(server)
    second.communicate("leave\n", timeout=60)
    assert not processes.alive(server)


def test_a_killed_process_blocks_nobody(home: Path) -> None:
    killed = start("-c", USER_OF_IT, home)
    assert killed.stdout
    server = int(killed.stdout.readline())
    killed.kill()
    killed.communicate()
    assert processes.alive(server)
    last = start("-c", USER_OF_IT, home)
    assert last.stdout
    assert int(last.stdout.readline()) == server
    last.communicate("leave\n", timeout=60)
    assert not processes.alive(server)


def test_a_forked_child_does_not_stop_its_parents_server(home: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from registry.embedded.lifetime import attach
cluster = attach(Path(sys.argv[1]))
child = os.fork()
if not child:
    sys.exit(0)
os.waitpid(child, 0)
print(cluster.answers())
"""
    assert run("-c", program, home).stdout == "True\n"


def test_a_killed_server_comes_back_with_every_row(home: Path) -> None:
    cluster = Cluster(home)
    cluster.start()
    with psycopg.connect(cluster.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    server = processes.running_postmaster(cluster.paths.data)
    assert server is not None
    os.kill(server, signal.SIGKILL)
    cluster.start()
    assert value(cluster, "SELECT count(*) FROM kept") == 1000
    assert processes.running_postmaster(cluster.paths.data) != server


def test_django_reconnects_by_itself_after_the_server_was_killed(home: Path) -> None:
    program = """
import os, signal, django
from pathlib import Path
django.setup()
from django.db import connection
from registry.embedded import processes
connection.ensure_connection()
data = Path(connection.settings_dict["OPTIONS"]["directory"]) / "data"
os.kill(processes.running_postmaster(data), signal.SIGKILL)
connection.close()
with connection.cursor() as cursor:
    cursor.execute("SELECT 42")
    print(cursor.fetchone()[0])
"""
    result = run("-c", program, DJANGO_SETTINGS_MODULE="registry.settings.base", TOCSIN_HOME=str(home.parent))
    assert (result.stdout, result.stderr) == ("42\n", "")


def test_a_pid_file_with_the_number_of_another_process_is_no_obstacle(cluster: Cluster) -> None:
    cluster.stop()
    stale = cluster.paths.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.paths.data}\n0\n5432\n{cluster.paths.sockets}\n\n0 0\nready\n")
    cluster.account.own(stale)
    cluster.start()
    assert value(cluster, "SELECT 1") == 1


def test_a_zombie_is_not_alive() -> None:
    child = subprocess.Popen(["true"])
    deadline = time.monotonic() + 30
    while processes.alive(child.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not processes.alive(child.pid)  # though nobody has collected it yet
    child.wait()


def test_an_interrupted_first_start_is_begun_again(home: Path) -> None:
    made = Cluster(home, durable=False)
    with made.locked():
        made.paths.draft.mkdir()
        (made.paths.draft / "PG_VERSION").write_text("18\n")
    made.start()
    assert value(made, "SELECT 1") == 1


def test_data_of_another_version_are_left_alone(cluster: Cluster) -> None:
    cluster.stop()
    version = cluster.paths.data / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(VersionMismatch, match="written by PostgreSQL 17, but this Tocsin brings PostgreSQL 18"):
        cluster.start()
    version.write_text("18\n")


def test_a_lost_password_is_told(cluster: Cluster) -> None:
    cluster.stop()
    cluster.paths.password.rename(cluster.paths.password.with_name("elsewhere"))
    with pytest.raises(PasswordLost, match=r"password file .* is missing"):
        cluster.start()


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    cluster.stop()
    with (cluster.paths.data / "postgresql.conf").open("a") as configuration:
        configuration.write("\nno_such_parameter = 1\n")
    with pytest.raises(StartFailed, match="no_such_parameter"):
        cluster.start()


def test_a_long_path_puts_the_socket_elsewhere(place: Path) -> None:
    deep = place / ("x" * 60) / ("y" * 60)
    made = Cluster(deep, durable=False)
    try:
        made.start()
        assert len(str(made.paths.sockets)) <= LONGEST_SOCKET_DIRECTORY
        assert value(made, "SELECT 1") == 1
    finally:
        made.stop()
        made.paths.sockets.rmdir()


def test_somebody_elses_socket_directory_is_not_used(place: Path) -> None:
    deep = place / ("x" * 60) / ("z" * 60)
    made = Cluster(deep, durable=False)
    made.paths.sockets.symlink_to(place)  # as an attacker would who knows the name
    try:
        with pytest.raises(NotOurs):
            made.start()
    finally:
        made.paths.sockets.unlink()


def test_root_moves_data_that_the_server_could_not_reach(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root: an ordinary user's server can reach whatever the user can")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    account = server_account()
    paths = layout(closed / "postgres", account)
    assert f"its data are in {paths.root}." in (Cluster(closed / "postgres").notice or "")
    assert paths.moved_from == closed / "postgres"
    assert paths.root.parent == Path("/var/lib/tocsin")
    assert account.can_traverse(paths.root)


def test_the_server_of_root_runs_as_an_unprivileged_user(shared_cluster: Cluster) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root: an ordinary user runs the server as itself")
    server = processes.running_postmaster(shared_cluster.paths.data)
    assert Path(f"/proc/{server}").stat().st_uid == server_account().uid != 0


def test_an_ordinary_user_can_run_it(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to become another user; run as an ordinary user, every other test shows the same")
    account = server_account()
    # A Python below a closed directory, such as root's own, is out of that user's reach.
    if not account.can_traverse(Path(os.path.realpath(sys.executable)).parent):
        pytest.skip("this Python lies where no other user can run it")
    own = place / "own"
    own.mkdir()
    account.own(own)
    program = "import sys; from pathlib import Path; from registry.embedded.cluster import Cluster\n"
    program += "c = Cluster(Path(sys.argv[1]), durable=False); c.start(); print(c.answers()); c.stop()"
    result = subprocess.run(
        [sys.executable, "-c", program, str(own / "postgres")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **account.popen_options,
    )
    assert (result.stdout, result.stderr) == ("True\n", "")

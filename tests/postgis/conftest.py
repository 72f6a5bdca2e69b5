"""A real PostgreSQL with PostGIS for tests: started in a folder of its own, stopped at the end."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from projects.catalogue import DATA_FOLDER
from projects.sources.postgis import create_tables, load_catalogue

ROOT = Path(__file__).parents[2]
ACCOUNT = "postgres"


def _find_programs() -> Path:
    file = ROOT / "scripts" / "prepare_tests.py"
    spec = importlib.util.spec_from_file_location("prepare_tests", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.find_postgres()
    assert found, "PostGIS is not installed; `make test` installs it or says what to install"
    return found


class Server:
    """A server that listens on a socket in its own folder alone."""

    def __init__(self) -> None:
        self.programs = _find_programs()
        # PostgreSQL does not run as root, and its folder has to be reachable for its account.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.data = self.folder / "data"
        self._as = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, ACCOUNT, ACCOUNT)
            self._as = ["runuser", "-u", ACCOUNT, "--"]
        self._run("initdb", "-D", self.data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")  # fmt: skip

    def _run(self, program: str, *words: object) -> None:
        command = [*self._as, str(self.programs / program), *map(str, words)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def address(self, database: str, *, account: str = ACCOUNT) -> str:
        return f"postgresql://{account}:not-for-eyes@/{database}?host={self.folder}"

    def execute(self, statement: str, *, database: str = "postgres") -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the whole session."""
    started = Server()
    started.start()
    yield started
    started.remove()


@pytest.fixture(scope="module")
def database(server: Server) -> Iterator[str]:
    """The address of a database with the tables and no report, for the tests of one file."""
    name = f"city{os.getpid()}"
    server.execute(f"CREATE DATABASE {name}")
    address = server.address(name)
    create_tables(address)
    yield address
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def loaded(database: str) -> str:
    """The same with the catalogues that come along."""
    for file in sorted(DATA_FOLDER.glob("taiyuan-*.geojson")):
        load_catalogue(file.read_bytes(), address=database, file=file.name)
    return database

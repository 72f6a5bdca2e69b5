"""Runs ``python …`` of a shell script in copies of one process that has loaded the commands.

Each copy has its own working folder, standard streams, arguments and exit code, as a process of
its own would; only the loading, half a second each time, is done once.
"""

import json
import os
import runpy
import signal
import socket
import sys
import traceback
from importlib import import_module

LOADED = ("check", "confirm", "diff", "import_", "new", "outcome", "place", "read", "set")
CLIENT = """#!{python} -IS
import json, os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
socket.send_fds(line, [json.dumps([os.getcwd(), sys.argv[1:]]).encode()], [0, 1, 2])
sys.exit(line.recv(1)[0])
"""


def run(words: list[str]) -> int:
    """Run what the words after ``python`` say, and return the exit code."""
    try:
        if words[0] == "-m":
            sys.argv = words[1:]
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = words
            runpy.run_path(words[0], run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter itself tells it
        traceback.print_exc()
        return 1
    return 0


def answer(line: socket.socket) -> None:
    """Do in this copy what is asked, with the streams of who asks."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told, given, _, _ = socket.recv_fds(line, 1 << 16, 3)
    for number, stream in enumerate(given):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - streams, no files
        for number, mode in enumerate("rww")
    )
    folder, words = json.loads(told)
    os.chdir(folder)
    code = run(words)
    sys.stdout.flush()
    sys.stderr.flush()
    line.send(bytes([code]))


def serve(address: str) -> None:
    """Take one question after another, each answered by a copy of this process."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the copies
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            line, _ = door.accept()
            if os.fork() == 0:
                answer(line)
                os._exit(0)
            line.close()


if __name__ == "__main__":
    for name in LOADED:
        import_module(f"projects.commands.{name}")
    serve(sys.argv[1])

"""Ports of this machine: a free one, and the wait until somebody listens."""

import os
import socket
import subprocess


def take_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return opened.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen) -> None:
    """Try until somebody listens, for as long as the process lives."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            os.sched_yield()
        else:
            return
    raise AssertionError(f"the process ended with {process.returncode}")

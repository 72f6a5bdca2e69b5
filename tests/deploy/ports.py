"""Ports of this machine: a free one, and the wait until somebody listens."""

import socket
import subprocess
import time

PAUSE_S = 0.05
"""Between two questions to a process that starts: asked without a pause, it starts later."""


def take_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return opened.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen) -> None:
    """Try until somebody listens, for as long as the process lives."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(PAUSE_S)
        else:
            return
    raise AssertionError(f"the process ended with {process.returncode}")

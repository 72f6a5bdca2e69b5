"""nginx on loopback, with the project's own settings: before processes, or of a published site."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # it imports what stands beside it
from ports import take_port, wait_for_port

ROOT = Path(__file__).parents[2]
CONF = ROOT / "deploy" / "nginx" / "city-projects.conf"


class Nginx:
    """A running nginx.

    Parameters
    ----------
    folder
        Where its settings, its logs and its temporary files lie.
    settings
        What stands within ``http { … }``.
    port
        Where it listens by its settings.
    workers
        How many processes it serves with.
    """

    def __init__(self, folder: Path, *, settings: str, port: int, workers: int = 1) -> None:
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is not installed; `make test` installs it or says what to install"
        self.port = port
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temp = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        # Started by root, its workers would read as nobody, to whom temporary folders are closed.
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user} worker_processes {workers}; pid {folder}/pid; daemon off;"
            f" error_log {folder}/error.log; events {{ worker_connections 4096; }}"
            f" http {{ include /etc/nginx/mime.types; access_log off; {temp}\n{settings}\n}}\n",
            encoding="utf-8",
        )
        words = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        subprocess.run([*words, "-t", "-q"], check=True)
        self._process = subprocess.Popen(words)
        wait_for_port(self.port, self._process)

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def start_proxy(folder: Path, *, upstreams: list[int], prefix: str = "") -> Nginx:
    """Start the file of deploy/ before processes, its ports and names replaced and nothing else.

    What it logs is ``access.log`` of the folder.
    """
    port = take_port()
    text = CONF.read_text("utf-8")
    text = text.replace("listen 127.0.0.1:8080", f"listen 127.0.0.1:{port}")
    for old, new in zip((8511, 8512), upstreams * 2, strict=False):
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    text = text.replace("server_name projects.example.org;", "server_name 127.0.0.1;")
    text = text.replace("/var/log/nginx/city-projects.log", str(folder / "access.log"))
    if prefix:  # as the file says
        text = re.sub(r"location (\^~ )?/", rf"location {prefix}/", text)
        text = text.replace("^/(healthz", f"^{prefix}/(healthz")
    return Nginx(folder, settings=text, port=port)


def start_site(
    folder: Path, site: Path, *, prefix: str = "/", more: str = "", workers: int = 1
) -> Nginx:
    """Serve a published site with the settings that the documentation tells, under a prefix.

    Parameters
    ----------
    folder
        Where nginx has its files.
    site
        The published site.
    prefix
        Where it lies on the server, between slashes.
    more
        Settings beside those of the documentation.
    workers
        How many processes serve it.
    """
    port = take_port()
    root = folder / "root"
    place = root / prefix.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    text = (ROOT / "docs" / "published-site.md").read_text(encoding="utf-8")
    block = text.partition("```nginx\n")[2].partition("```")[0]
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};")
    block = block.replace("root /srv/site;", f"root {root};")
    block = block.replace("error_page 404 /404.html;", f"error_page 404 {prefix}404.html;")
    return Nginx(folder, settings=f"{more}\n{block}", port=port, workers=workers)

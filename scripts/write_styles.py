"""Write the styles for QGIS and SLD, as the service gives them, into a folder."""

import sys
from pathlib import Path

from app.ogc import styles


def main(folder: Path) -> None:
    """Write the styles.

    Parameters
    ----------
    folder
        Where they go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for geometry, name in (
        (styles.POINTS, "projects.qml"),
        (styles.LINES, "projects-lines.qml"),
        (styles.AREAS, "projects-areas.qml"),
    ):
        (folder / name).write_bytes(styles.write_qml(geometry))
    (folder / "projects.sld").write_bytes(styles.write_sld())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

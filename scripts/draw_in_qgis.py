"""Draw a layer with its style in QGIS and keep the picture; run by QGIS' own Python, headless."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

KINDS = {"areas": "Polygon", "lines": "LineString", "points": "Point"}
PAPER = "#f7f6f3"
SIZE_PX = (1440, 1000)


def load_layers(source: str, *, styles: Path) -> list[QgsVectorLayer]:
    """Load the three layers of a file, areas below lines below points, each with its style.

    Parameters
    ----------
    source
        A GeoPackage's layer as QGIS names it, without its type of geometry.
    styles
        The folder of the styles.
    """
    layers = []
    for name, kind in KINDS.items():
        layer = QgsVectorLayer(f"{source}|geometrytype={kind}", name, "ogr")
        if not layer.isValid():
            raise SystemExit(f"QGIS cannot open the {name} of {source}")
        style = styles / ("projects.qml" if name == "points" else f"projects-{name}.qml")
        message, is_loaded = layer.loadNamedStyle(str(style))
        if not is_loaded:
            raise SystemExit(f"QGIS cannot load {style}: {message}")
        renderer = layer.renderer()
        rules = renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []
        sys.stdout.write(f"{name}: {layer.featureCount()} features, {len(rules)} rules\n")
        layers.append(layer)
    return layers


def draw(layers: list[QgsVectorLayer], *, bounds: QgsRectangle, out: Path) -> int:
    """Draw layers, the first lowest, keep the picture and count the pixels that are drawn upon.

    Parameters
    ----------
    layers
        The layers.
    bounds
        West, south, east and north in degrees.
    out
        The picture, a PNG.
    """
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    settings = QgsMapSettings()
    settings.setLayers(list(reversed(layers)))
    settings.setDestinationCrs(mercator)
    transform = QgsCoordinateTransform(degrees, mercator, QgsProject.instance())
    settings.setExtent(transform.transformBoundingBox(bounds))
    settings.setOutputSize(QSize(*SIZE_PX))
    settings.setBackgroundColor(QColor(PAPER))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    if not image.save(str(out)):
        raise SystemExit(f"the picture cannot be written: {out}")
    paper = QColor(PAPER).rgb()
    return sum(
        image.pixel(x, y) != paper for x in range(image.width()) for y in range(image.height())
    )


def main() -> int:
    """Draw the layers of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a GeoPackage of the projects")
    parser.add_argument("--styles", type=Path, required=True, help="the folder of the .qml files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bbox", type=float, nargs=4, default=(112.3, 37.7, 112.8, 38.0))
    arguments = parser.parse_args()
    application = QgsApplication([], False)  # noqa: FBT003 - Qt's own form
    application.initQgis()
    sys.stdout.write(f"QGIS {Qgis.QGIS_VERSION}\n")
    try:
        layers = load_layers(f"{arguments.file}|layername=projects", styles=arguments.styles)
        drawn = draw(layers, bounds=QgsRectangle(*arguments.bbox), out=arguments.out)
    finally:
        QgsProject.instance().clear()
    sys.stdout.write(f"{arguments.out}: {drawn:,} pixels drawn\n")
    return 0 if drawn else 1


if __name__ == "__main__":
    raise SystemExit(main())

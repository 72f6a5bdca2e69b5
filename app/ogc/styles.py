"""Styles for a GIS, QML and SLD, made from the same table of symbols as the map."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from app.drawing.symbols import read_symbols, sector_colour, symbol_svg
from projects.vocabulary import SECTORS, STATUSES

POINTS, LINES, AREAS = "points", "lines", "areas"
_SYMBOL_PX: Final = 35
"""The picture of a symbol: 32 of its units, whose disc of 10 is 11 px on the map at rest."""
_SIZE_PX: Final = 13
_BEAD_PX: Final = 0.01
"""A dash so short that its round ends make a dot."""
_MARKS: Final = {"disc": "circle", "square": "square"}


@dataclass(frozen=True)
class _Stroke:
    """One stroke of a line; several lie upon each other."""

    colour: str
    width_px: float
    dash_px: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Rule:
    """How the projects of a sector and a status are drawn."""

    sector: str
    status: str
    label: str
    colour: str
    fill: str
    mark: str
    strokes: tuple[_Stroke, ...]


def _list_strokes(style: str, *, colour: str, paper: str) -> tuple[_Stroke, ...]:
    """List the strokes of a line in the style of a status, the lowest first."""
    line = read_symbols()["drawing"]["line"]
    width = float(line["near_width"])
    if style == "edged":
        return (
            _Stroke(colour, width + float(line["edge_out"])),
            _Stroke(paper, width - float(line["edge_gap"])),
            _Stroke(colour, width - float(line["edge_in"])),
        )
    if style == "beaded":
        gap = (_BEAD_PX, width * float(line["bead_gap"]))
        return _Stroke(colour, width), _Stroke(paper, width * float(line["bead"]), gap)
    if style.startswith("hollow"):
        outer = width * float(line["dotted"]) if style == "hollow-dotted" else width
        return _Stroke(colour, outer), _Stroke(paper, width * float(line["hollow"]))
    return (_Stroke(colour, width),)


def _list_rules() -> Iterator[_Rule]:
    """List the rules, one a sector and status, in the order of both vocabularies."""
    table = read_symbols()
    paper = table["inks"]["light"]["paper"]
    for sector in SECTORS.values():
        colour = sector_colour(sector.slug)
        for status in STATUSES.values():
            style = table["statuses"][status.slug]
            yield _Rule(
                sector=sector.slug,
                status=status.slug,
                label=f"{sector.name_zh} · {status.name_zh}",
                colour=colour,
                fill=colour if style["fill"] == "solid" else paper,
                mark=_MARKS[style["shape"]],
                strokes=_list_strokes(style["line"], colour=colour, paper=paper),
            )


def _rgba(colour: str, *, alpha: float = 1.0) -> str:
    """Write a colour as QGIS does."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{round(alpha * 255)}"


def _options(values: Mapping[str, str]) -> str:
    """Write the options of a symbol layer."""
    rows = "".join(
        f'<Option type="QString" name={quoteattr(name)} value={quoteattr(value)}/>'
        for name, value in values.items()
    )
    return f'<Option type="Map">{rows}</Option>'


def _write_layer(kind: str, values: Mapping[str, str], *, by_accuracy: str = "") -> str:
    """Write a layer of a symbol.

    Parameters
    ----------
    kind
        What QGIS calls it.
    values
        Its options.
    by_accuracy
        An option, and after ``=`` its value for places known to 1,000 m or worse.
    """
    name, _, value = by_accuracy.partition("=")
    soft_m = read_symbols()["drawing"]["soft_from_m"]
    own = ""
    if name:
        expression = quoteattr(f"if(\"accuracy_m\" >= {soft_m}, '{value}', NULL)")
        own = (
            '<data_defined_properties><Option type="Map">'
            '<Option type="QString" name="name" value=""/>'
            f'<Option type="Map" name="properties"><Option type="Map" name="{name}">'
            '<Option type="bool" name="active" value="true"/>'
            f'<Option type="QString" name="expression" value={expression}/>'
            '<Option type="int" name="type" value="3"/></Option></Option>'
            '<Option type="QString" name="type" value="collection"/>'
            "</Option></data_defined_properties>"
        )
    return f'<layer class="{kind}" enabled="1" pass="0" locked="0">{_options(values)}{own}</layer>'


def _write_marker(rule: _Rule) -> str:
    """Write the symbol of the map itself, as a picture inside the style."""
    picture = b64encode(symbol_svg(rule.sector, rule.status).encode()).decode()
    size = {"size": f"{_SYMBOL_PX}", "size_unit": "Pixel"}
    return _write_layer("SvgMarker", {"name": f"base64:{picture}", **size})


def _write_line(rule: _Rule) -> str:
    """Write the strokes of a line; the lowest is broken where its place is not well known."""
    line = read_symbols()["drawing"]["line"]
    layers = []
    for number, stroke in enumerate(rule.strokes):
        soft = ";".join(f"{float(part) * stroke.width_px:g}" for part in line["soft_dash"])
        options = {
            "line_color": _rgba(stroke.colour),
            "line_width": f"{stroke.width_px:g}",
            "line_width_unit": "Pixel",
            "capstyle": "round" if stroke.dash_px else "flat",
            "joinstyle": "round",
            "use_custom_dash": "1" if stroke.dash_px else "0",
        }
        if stroke.dash_px:
            dash = ";".join(f"{part:g}" for part in stroke.dash_px)
            options |= {"customdash": dash, "customdash_unit": "Pixel"}
        else:
            options |= {"customdash_unit": "Pixel"}
        layers.append(
            _write_layer("SimpleLine", options, by_accuracy="" if number else f"customDash={soft}")
        )
    return "".join(layers)


def _write_area(rule: _Rule) -> str:
    """Write an area; its edge is broken where its place is not well known."""
    area = read_symbols()["drawing"]["area"]
    options = {
        "color": _rgba(rule.colour, alpha=float(area["fill"])),
        "outline_color": _rgba(rule.colour),
        "outline_width": f"{area['width']:g}",
        "outline_width_unit": "Pixel",
        "outline_style": "solid",
    }
    return _write_layer("SimpleFill", options, by_accuracy="outlineStyle=dash")


_WRITERS: Final[Mapping[str, tuple[str, Callable[[_Rule], str], str]]] = MappingProxyType(
    {
        POINTS: (
            "marker",
            _write_marker,
            'placement="6" predefinedPositionOrder="R,L,B,T" dist="1" offsetType="1"',
        ),
        LINES: ("line", _write_line, 'placement="3" placementFlags="10" dist="1"'),
        AREAS: ("fill", _write_area, 'placement="1"'),
    }
)
"""By geometry: what QGIS calls its symbols, their layers, and where names stand."""


def write_qml(geometry: str = POINTS) -> bytes:
    """Write the style of a layer of QGIS: a rule for each sector and status.

    Parameters
    ----------
    geometry
        ``points``, ``lines`` or ``areas``: a layer of QGIS has one of them.
    """
    kind, write, placement = _WRITERS[geometry]
    names = read_symbols()["drawing"]["names"]
    ink = read_symbols()["inks"]["light"]
    rules, symbols = [], []
    for number, rule in enumerate(_list_rules()):
        test = f"\"sector\" = '{rule.sector}' AND \"status\" = '{rule.status}'"
        rules.append(
            f'<rule key="{{{rule.sector}-{rule.status}}}" symbol="{number}"'
            f" label={quoteattr(rule.label)} filter={quoteattr(test)}/>"
        )
        symbols.append(
            f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1"'
            f' force_rhr="0">{write(rule)}</symbol>'
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">'
        '<renderer-v2 type="RuleRenderer" forceraster="0" symbollevels="0" enableorderby="0">'
        f'<rules key="{{projects}}">{"".join(rules)}</rules>'
        f"<symbols>{''.join(symbols)}</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple">'
        f'<text-style fieldName="name_zh" isExpression="0" fontSize="{names["size"]:g}"'
        f' fontSizeUnit="Pixel" textColor="{_rgba(ink["ink"])}">'
        f'<text-buffer bufferDraw="1" bufferSize="{names["least_halo"]:g}"'
        f' bufferSizeUnits="Pixel" bufferColor="{_rgba(ink["paper"])}"/></text-style>'
        f"<placement {placement}/>"
        "</settings></labeling></qgis>\n"
    ).encode()


def _parameters(values: Mapping[str, str]) -> str:
    """Write the parameters of a stroke or a fill."""
    return "".join(
        f'<se:SvgParameter name="{name}">{escape(value)}</se:SvgParameter>'
        for name, value in values.items()
        if value
    )


def _write_test(rule: _Rule, *, dimension: int) -> str:
    """Write the filter of a rule for points (0), lines (1) or areas (2)."""

    def equal(left: str, right: str) -> str:
        return (
            f"<ogc:PropertyIsEqualTo>{left}<ogc:Literal>{right}</ogc:Literal>"
            "</ogc:PropertyIsEqualTo>"
        )

    def column(name: str) -> str:
        return f"<ogc:PropertyName>{name}</ogc:PropertyName>"

    kind = ("site", "line", "area")[dimension]
    return (
        "<ogc:Filter><ogc:And>"
        + equal(column("sector"), rule.sector)
        + equal(column("status"), rule.status)
        + equal(column("place_type"), kind)
        + "</ogc:And></ogc:Filter>"
    )


def _write_symbolizer(rule: _Rule, *, dimension: int) -> str:
    """Write how a point (0), a line (1) or an area (2) is drawn."""
    area = read_symbols()["drawing"]["area"]
    if dimension == 0:
        edge = _parameters({"stroke": rule.colour, "stroke-width": "2"})
        return (
            "<se:PointSymbolizer><se:Graphic><se:Mark>"
            f"<se:WellKnownName>{rule.mark}</se:WellKnownName>"
            f"<se:Fill>{_parameters({'fill': rule.fill})}</se:Fill>"
            f"<se:Stroke>{edge}</se:Stroke></se:Mark><se:Size>{_SIZE_PX}</se:Size>"
            "</se:Graphic></se:PointSymbolizer>"
        )
    if dimension == 1:
        lines = (
            _parameters(
                {
                    "stroke": stroke.colour,
                    "stroke-width": f"{stroke.width_px:g}",
                    "stroke-dasharray": " ".join(f"{part:g}" for part in stroke.dash_px),
                    "stroke-linecap": "round" if stroke.dash_px else "",
                }
            )
            for stroke in rule.strokes
        )
        return "".join(
            f"<se:LineSymbolizer><se:Stroke>{line}</se:Stroke></se:LineSymbolizer>"
            for line in lines
        )
    fill = _parameters({"fill": rule.colour, "fill-opacity": f"{area['fill']:g}"})
    edge = _parameters({"stroke": rule.colour, "stroke-width": f"{area['width']:g}"})
    return (
        f"<se:PolygonSymbolizer><se:Fill>{fill}</se:Fill><se:Stroke>{edge}</se:Stroke>"
        "</se:PolygonSymbolizer>"
    )


def write_sld() -> bytes:
    """Write the style as SLD 1.1: a rule for each sector, status and type of place."""
    rules = "".join(
        f"<se:Rule><se:Name>{rule.sector}-{rule.status}-{dimension}</se:Name>"
        f"<se:Description><se:Title>{escape(rule.label)}</se:Title></se:Description>"
        f"{_write_test(rule, dimension=dimension)}"
        f"{_write_symbolizer(rule, dimension=dimension)}</se:Rule>"
        for rule in _list_rules()
        for dimension in (0, 1, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"'
        ' xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">'
        "<NamedLayer><se:Name>projects</se:Name><UserStyle><se:FeatureTypeStyle>"
        f"{rules}</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n"
    ).encode()

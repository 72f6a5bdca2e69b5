"""Styles for a GIS, QML and SLD, made from the same table of symbols as the map."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from app.drawing.symbols import read_symbols, sector_colour
from projects.vocabulary import SECTORS, STATUSES

POINTS, LINES, AREAS = "points", "lines", "areas"
_SIZE_PX: Final = 13
_WHOLE: Final = frozenset({"solid", "edged", "hollow"})
_MARKS: Final = {"disc": "circle", "square": "square"}


@dataclass(frozen=True)
class _Rule:
    """How the projects of a sector and a status are drawn."""

    sector: str
    status: str
    label: str
    colour: str
    fill: str
    mark: str
    dash: str
    width: float


def _list_rules() -> Iterator[_Rule]:
    """List the rules, one a sector and status, in the order of both vocabularies."""
    table = read_symbols()
    line = table["drawing"]["line"]
    width = float(line["far_width"])
    bead = [float(line["bead"]) * width, float(line["bead_gap"]) * width]
    paper = table["inks"]["light"]["paper"]
    for sector in SECTORS.values():
        colour = sector_colour(sector.slug)
        for status in STATUSES.values():
            style = table["statuses"][status.slug]
            # A line of a GIS is whole for what stands, and broken into beads for all else.
            dash = " ".join(f"{part:g}" for part in ([] if style["line"] in _WHOLE else bead))
            yield _Rule(
                sector=sector.slug,
                status=status.slug,
                label=f"{sector.name_zh} · {status.name_zh}",
                colour=colour,
                fill=colour if style["fill"] == "solid" else paper,
                mark=_MARKS[style["shape"]],
                dash=dash,
                width=width,
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


def _write_marker(rule: _Rule) -> tuple[str, str, str]:
    return (
        "marker",
        "SimpleMarker",
        _options(
            {
                "name": rule.mark,
                "color": _rgba(rule.fill),
                "outline_color": _rgba(rule.colour),
                "outline_width": "2",
                "outline_width_unit": "Pixel",
                "size": f"{_SIZE_PX}",
                "size_unit": "Pixel",
            }
        ),
    )


def _write_line(rule: _Rule) -> tuple[str, str, str]:
    options = {
        "line_color": _rgba(rule.colour),
        "line_width": f"{rule.width:g}",
        "line_width_unit": "Pixel",
        "use_custom_dash": "1" if rule.dash else "0",
    }
    if rule.dash:
        options |= {"customdash": rule.dash.replace(" ", ";"), "customdash_unit": "Pixel"}
    return "line", "SimpleLine", _options(options)


def _write_area(rule: _Rule) -> tuple[str, str, str]:
    area = read_symbols()["drawing"]["area"]
    return (
        "fill",
        "SimpleFill",
        _options(
            {
                "color": _rgba(rule.colour, alpha=float(area["fill"])),
                "outline_color": _rgba(rule.colour),
                "outline_width": f"{area['width']:g}",
                "outline_width_unit": "Pixel",
                "outline_style": "dash" if rule.dash else "solid",
            }
        ),
    )


_WRITERS: Final[Mapping[str, Callable[[_Rule], tuple[str, str, str]]]] = MappingProxyType(
    {POINTS: _write_marker, LINES: _write_line, AREAS: _write_area}
)


def write_qml(geometry: str = POINTS) -> bytes:
    """Write the style of a layer of QGIS: a rule for each sector and status.

    Parameters
    ----------
    geometry
        ``points``, ``lines`` or ``areas``: a layer of QGIS has one of them.
    """
    rules, symbols = [], []
    for number, rule in enumerate(_list_rules()):
        test = f"\"sector\" = '{rule.sector}' AND \"status\" = '{rule.status}'"
        rules.append(
            f'<rule key="{{{rule.sector}-{rule.status}}}" symbol="{number}"'
            f" label={quoteattr(rule.label)} filter={quoteattr(test)}/>"
        )
        kind, layer, options = _WRITERS[geometry](rule)
        symbols.append(
            f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1"'
            f' force_rhr="0"><layer class="{layer}" enabled="1" pass="0" locked="0">'
            f"{options}</layer></symbol>"
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology|Labeling">'
        '<renderer-v2 type="RuleRenderer" forceraster="0" symbollevels="0" enableorderby="0">'
        f'<rules key="{{projects}}">{"".join(rules)}</rules>'
        f"<symbols>{''.join(symbols)}</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple">'
        '<text-style fieldName="name_zh" isExpression="0" fontSize="9"/>'
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
    stroke = {"stroke": rule.colour, "stroke-width": f"{rule.width:g}"}
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
        line = _parameters(stroke | {"stroke-dasharray": rule.dash})
        return f"<se:LineSymbolizer><se:Stroke>{line}</se:Stroke></se:LineSymbolizer>"
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

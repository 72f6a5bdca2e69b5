"""The words a record may use: sectors, statuses, kinds, events, place types, accuracy classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary: its permanent slug and its labels."""

    slug: str
    name_zh: str
    name_en: str
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class AccuracyClass(Term):
    """A class of accuracy; ``limit_m`` is its largest error, or None where nothing is drawn."""

    limit_m: float | None = None


_T = TypeVar("_T", bound=Term)


def make_vocabulary(*terms: _T) -> Mapping[str, _T]:
    """Make terms findable by slug, keeping the order given."""
    return MappingProxyType({term.slug: term for term in terms})


SECTORS = make_vocabulary(
    Term("rail-transit", "轨道交通", "Urban rail"),
    Term("roads", "道路", "Roads"),
    Term("rail-aviation", "铁路航空物流", "Railways, aviation and logistics"),
    Term("industry", "产业项目", "Industry"),
    Term("parks-new-towns", "园区新城", "Industrial parks and new towns"),
    Term("innovation", "科创与数字", "Science and digital"),
    Term("commerce", "商贸消费", "Commerce"),
    Term("culture-tourism", "文旅", "Culture and tourism"),
    Term("housing-public-services", "城建民生", "Housing and public services"),
    Term("ecology-rural", "生态乡村", "Ecology and countryside"),
)
"""The ten sectors, in the order they are shown."""

STATUSES = make_vocabulary(
    Term(
        "proposed",
        "谋划",
        "Proposed",
        "想到了，没有开工承诺",
        "Thought of; no promise to start",
    ),
    Term(
        "planned",
        "拟开工",
        "Planned",
        "前期、力争年内开工、规划建设",
        "In preparation, or promised to start",
    ),
    Term(
        "under-construction",
        "在建",
        "Under construction",
        "加快建设、推进建设、主体完工、承诺完工",
        "Being built, or promised to be finished",
    ),
    Term(
        "upgrading",
        "提升创建",
        "Upgrading",
        "已有之地，正在改造提升或创建称号",
        "An existing place being improved or going for a title",
    ),
    Term(
        "ongoing",
        "持续推进",
        "Ongoing",
        "每年计数的常设计划",
        "A standing programme with yearly counts",
    ),
    Term(
        "completed",
        "已完成",
        "Completed",
        "建成、开放、投用、投产、正式开行",
        "Built, opened, in use, in production or running",
    ),
)
"""The six statuses, from thought of to done."""

KINDS = make_vocabulary(
    Term("metro-line", "地铁线路", "Metro line"),
    Term("road", "道路", "Road"),
    Term("highway", "国道干线", "Highway"),
    Term("road-programme", "公路计划", "Road programme"),
    Term("expressway", "高速公路", "Expressway"),
    Term("railway", "铁路", "Railway"),
    Term("freight-service", "货运班列", "Freight train service"),
    Term("airport", "机场", "Airport"),
    Term("logistics-hub", "物流枢纽", "Logistics hub"),
    Term("factory", "工厂", "Factory"),
    Term("enterprise", "企业", "Enterprise"),
    Term("power-plant", "电厂", "Power plant"),
    Term("gas-plant", "燃气厂", "Gas plant"),
    Term("heating-programme", "供热计划", "Heating programme"),
    Term("industrial-park", "产业园区", "Industrial park"),
    Term("speciality-town", "特色专业镇", "Speciality industry town"),
    Term("industry-programme", "产业计划", "Industry programme"),
    Term("new-town", "新城", "New town"),
    Term("headquarters", "总部", "Headquarters"),
    Term("laboratory", "实验室", "Laboratory"),
    Term("research-institute", "研究机构", "Research institute"),
    Term("innovation-park", "科创园区", "Innovation park"),
    Term("pilot-base", "中试基地", "Pilot-scale base"),
    Term("data-centre", "算力数据中心", "Computing or data centre"),
    Term("platform", "平台", "Platform"),
    Term("innovation-programme", "科创计划", "Innovation programme"),
    Term("shopping-centre", "购物中心", "Shopping centre"),
    Term("exhibition-centre", "会展中心", "Exhibition centre"),
    Term("street", "街区", "Street"),
    Term("commerce-programme", "商贸计划", "Commerce programme"),
    Term("museum", "博物馆纪念馆", "Museum or memorial"),
    Term("exhibition", "展览", "Exhibition"),
    Term("heritage-park", "遗址公园", "Heritage park"),
    Term("historic-quarter", "历史片区", "Historic quarter"),
    Term("ancient-town", "古城", "Ancient town"),
    Term("scenic-area", "景区", "Scenic area"),
    Term("tourism-quarter", "文旅板块", "Tourism quarter"),
    Term("tourist-route", "旅游线路", "Tourist route"),
    Term("park", "公园", "Park"),
    Term("library", "书房图书馆", "Library"),
    Term("theatre", "剧院", "Theatre"),
    Term("culture-programme", "文化计划", "Culture programme"),
    Term("hospital", "医院", "Hospital"),
    Term("health-programme", "医疗卫生计划", "Health programme"),
    Term("school", "学校", "School"),
    Term("education-programme", "教育计划", "Education programme"),
    Term("welfare-home", "福利院", "Welfare home"),
    Term("elderly-care", "养老设施", "Care for the elderly"),
    Term("sports-facility", "体育设施", "Sports facility"),
    Term("sports-event", "体育赛事", "Sports event"),
    Term("housing-programme", "住房计划", "Housing programme"),
    Term("relocation", "搬迁", "Relocation"),
    Term("parking", "停车设施", "Parking"),
    Term("charging", "充电设施", "Charging"),
    Term("fire-station", "消防站", "Fire station"),
    Term("public-service-programme", "公共服务计划", "Public service programme"),
    Term("granary", "粮库", "Granary"),
    Term("water", "水环境", "Water"),
    Term("spring", "泉", "Spring"),
    Term("forestry", "营造林", "Forestry"),
    Term("farming-programme", "农业计划", "Farming programme"),
    Term("village-programme", "乡村计划", "Village programme"),
)
"""What a project is."""

EVENTS = make_vocabulary(
    Term("announced", "提出", "Announced"),
    Term("preparation", "前期工作", "Preparation"),
    Term("start", "开工", "Start of construction"),
    Term("structure-complete", "主体完工", "Structure complete"),
    Term("complete", "建成完工", "Complete"),
    Term("open", "开通开放投用", "Open"),
    Term("in-production", "投产", "In production"),
    Term("designated", "获评入选", "Designated"),
)
"""What may happen to a project, in the order it usually does."""

MILESTONE_STATES = make_vocabulary(
    Term("reported", "已报告", "Reported", "报告说已发生", "Done, says the report"),
    Term("promised", "已承诺", "Promised", "报告说将发生", "To come, says the report"),
)
"""Whether the report says that an event took place or that it will."""

TRUST_LEVELS = make_vocabulary(
    Term(
        "high",
        "高",
        "High",
        "原始发布单位自己的页面或正式文本",
        "The publisher's own page, or the official text",
    ),
    Term(
        "medium",
        "中",
        "Medium",
        "可信的发布单位，但所见为转载，或没有写明日期",
        "A publisher to be relied on, seen as a copy or without a date",
    ),
    Term(
        "low",
        "低",
        "Low",
        "自媒体、论坛、商业网站，或被改动的转载",
        "Self-media, a forum, a trader's site, or a copy that was tampered with",
    ),
)
"""How far a source from elsewhere is to be trusted."""

PRINTS = make_vocabulary(
    Term("whole", "全文", "The whole report", "", ""),
    Term("summary", "摘要", "A summary", "印本本身就是摘要", "The print itself is a summary"),
    Term("excerpt", "节录", "An excerpt", "只见到节录", "Only an excerpt was seen"),
)
"""What the print that was read is of the report."""

PLACE_TYPES = make_vocabulary(
    Term("site", "地点", "Site"),
    Term("line", "线路", "Line"),
    Term("area", "区域", "Area"),
    Term("district", "仅知所在区县", "District only"),
    Term("city", "全市", "Whole city"),
    Term("unknown", "位置不详", "Place not known"),
)
"""What is known of a place; the first three are drawn."""

UNITS = make_vocabulary(
    Term("count", "", ""),
    Term("person", "人", "people"),
    Term("dwelling", "套", "dwellings"),
    Term("mu", "亩", "mu (1/15 ha)"),
    Term("jin", "斤", "jin (500 g)"),
    Term("yuan", "元", "yuan"),
    Term("school-place", "个学位", "school places"),
    Term("bed", "张床位", "beds"),
    Term("megawatt", "兆瓦", "MW"),
    Term("kilometre", "公里", "km"),
    Term("square-metre", "平方米", "m²"),
    Term("percent", "%", "%"),
)
"""What the report's figures count; a plain count has no name of its own."""

ACCURACY_CLASSES = make_vocabulary(
    AccuracyClass("exact", "准确", "Exact", "误差不超过 50 米", "Within 50 m", 50.0),
    AccuracyClass("close", "较准", "Close", "误差不超过 250 米", "Within 250 m", 250.0),
    AccuracyClass("approximate", "大致", "Approximate", "误差不超过 1 公里", "Within 1 km", 1000.0),
    AccuracyClass("area", "片区", "Area", "误差不超过 3 公里", "Within 3 km", 3000.0),
    AccuracyClass("corridor", "走廊", "Corridor", "误差不超过 5 公里", "Within 5 km", 5000.0),
    AccuracyClass("district", "仅知区县", "District only", "不绘出", "Not drawn"),
    AccuracyClass("city", "全市", "Whole city", "不绘出", "Not drawn"),
    AccuracyClass("unknown", "不详", "Not known", "不绘出", "Not drawn"),
)
"""How well a place is known, from best to not at all."""
MAX_ACCURACY_M = max(one.limit_m for one in ACCURACY_CLASSES.values() if one.limit_m)
"""No place that is drawn may be farther off than so many metres."""


def classify_accuracy(accuracy_m: float | None, *, place_type: str) -> str:
    """Name the accuracy class of a place.

    Parameters
    ----------
    accuracy_m
        How far off the drawn geometry may be, in metres; None where nothing is drawn.
    place_type
        A slug of `PLACE_TYPES`.

    Returns
    -------
    str
        A slug of `ACCURACY_CLASSES`. An error above the largest limit is a ``corridor`` still.

    Examples
    --------
    >>> classify_accuracy(250, place_type="site")
    'close'
    >>> classify_accuracy(None, place_type="district")
    'district'
    """
    if accuracy_m is None:
        return place_type if place_type in {"district", "city"} else "unknown"
    for accuracy_class in ACCURACY_CLASSES.values():
        if accuracy_class.limit_m is not None and accuracy_m <= accuracy_class.limit_m:
            return accuracy_class.slug
    return "corridor"

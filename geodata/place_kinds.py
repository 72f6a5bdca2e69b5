"""The kinds of places that one may search for, with their labels."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of place, with its labels."""

    slug: str
    name_zh: str
    name_en: str


# In the order in which equally good matches are listed.
KINDS = (
    Kind("city", "市", "City"),
    Kind("district", "县（市、区）", "District"),
    Kind("railway-station", "火车站", "Railway station"),
    Kind("metro-station", "地铁站", "Metro station"),
    Kind("airport", "机场", "Airport"),
    Kind("square", "广场", "Square"),
    Kind("street", "街道上一点", "Point on a street"),
    Kind("scenic-area", "景区", "Scenic area"),
    Kind("park", "公园", "Park"),
    Kind("museum", "博物馆", "Museum"),
    Kind("heritage", "文物古迹", "Heritage site"),
    Kind("hospital", "医院", "Hospital"),
    Kind("university", "高校", "University or college"),
    Kind("sports-centre", "体育场馆", "Sports centre"),
    Kind("bus-station", "汽车站", "Bus station"),
    Kind("school", "学校", "School"),
    Kind("library", "图书馆", "Library"),
    Kind("theatre", "剧场影院", "Theatre or cinema"),
    Kind("mall", "商场", "Shopping centre"),
    Kind("market", "市场", "Market"),
    Kind("bridge", "桥梁、立交", "Bridge or interchange"),
    Kind("river", "河流", "River"),
    Kind("water", "湖泊、水库", "Lake or reservoir"),
    Kind("government", "政府机关", "Government office"),
    Kind("hotel", "宾馆饭店", "Hotel"),
    Kind("office", "写字楼", "Office building"),
    Kind("cemetery", "陵园", "Cemetery"),
    Kind("business-district", "商圈", "Business district"),
    Kind("zone", "开发区", "Development zone"),
    Kind("subdistrict", "街道办事处", "Subdistrict office"),
    Kind("town", "镇", "Town"),
    Kind("township", "乡", "Township"),
    Kind("estate", "小区", "Residential estate"),
    Kind("metro-station-planned", "规划地铁站", "Planned metro station"),
    Kind("railway", "铁路", "Railway"),
    Kind("industry", "企业", "Works or mine"),
    Kind("village", "村", "Village"),
    Kind("community", "社区", "Neighbourhood"),
)
KIND_BY_SLUG = {kind.slug: kind for kind in KINDS}
KIND_ORDER = {kind.slug: order for order, kind in enumerate(KINDS)}

# Their points are only those of their town or street: always last, whatever agrees.
ROUGH_KINDS = {"village", "community"}

"""The words of a pair: its classes, how sure it is and how two places meet."""

from projects.vocabulary import Term, make_vocabulary

CLASSES = make_vocabulary(
    Term(
        "conflict",
        "冲突",
        "Conflict",
        "同一地点，年份重叠",
        "The same place in the same years",
    ),
    Term(
        "opportunity",
        "可合并",
        "Opportunity",
        "同一地点，年份相差不超过五年：可以一次开挖",
        "The same place, other years within five: dig once",
    ),
    Term(
        "just-finished",
        "刚完工",
        "Just finished",
        "五年内完工的路面或场地，另一项目将再动它",
        "A surface finished within five years that another would open",
    ),
    Term(
        "adjacent",
        "相邻",
        "Adjacent",
        "在所选距离之内，不相接，或无可协调",
        "Within the distance and not touching, or with nothing left to coordinate",
    ),
)
"""What a pair means for those who coordinate, most pressing first."""

CERTAINTIES = make_vocabulary(
    Term("certain", "确定", "Certain", "计入两处误差仍在距离之内", "Within, whatever the errors"),
    Term("likely", "很可能", "Likely", "图上在距离之内", "Within as drawn"),
    Term("possible", "可能", "Possible", "误差或年份不明使其可能", "Cannot be excluded"),
)
"""How sure a pair is, surest first."""

MEETINGS = make_vocabulary(
    Term("crosses", "相交", "Crosses"),
    Term("runs-along", "并行", "Runs along"),
    Term("inside", "位于其内", "Lies inside"),
    Term("touches", "相接", "Touches"),
    Term("within", "相距不远", "Lies within the distance"),
    Term("at-station", "同一车站", "Meets at a station"),
    Term("told", "记录所言", "Told by a record"),
)
"""How two places meet."""

"""The classes of changes, the ways records are matched, and the reasons in plain English."""

from collections.abc import Mapping
from types import MappingProxyType

from projects.vocabulary import Term, make_vocabulary

CHANGE_CLASSES = make_vocabulary(
    Term("new", "新出现", "New"),
    Term("continued", "延续", "Continued"),
    Term("status-moved", "状态变化", "Status moved"),
    Term("kept", "如期兑现", "Promise kept"),
    Term("kept-late", "延后兑现", "Kept late"),
    Term("slipped", "推迟", "Slipped"),
    Term("weaker-wording", "措辞减弱", "Weaker wording"),
    Term("renamed", "改名", "Renamed"),
    Term("split", "拆分", "Split"),
    Term("merged", "合并", "Merged"),
    Term("count-grew", "数量增加", "Count grew"),
    Term("count-fell", "数量减少", "Count fell"),
    Term(
        "not-mentioned",
        "所见文本未提及",
        "Not mentioned in what we hold",
        "不等于取消，也不等于新增",
        "Neither cancelled nor new",
    ),
)
"""What may have become of a record between two reports, in the order they are shown."""

MATCHES = make_vocabulary(
    Term("id", "同一标识", "Same id"),
    Term("former-id", "曾用标识", "Former id"),
    Term("mapping", "经人核定", "Confirmed by a steward"),
    Term("proposed", "按名称推测，待核定", "Proposed by likeness, to be confirmed"),
    Term("none", "无对应", "No match"),
)
"""How two records were found to be of one project."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "same-status": "both reports have it as {status}",
        "status": "from {old} to {new}",
        "reported": "{event} was promised{due}; the newer report has it done{date}",
        "reported-late": "{event} was promised{due}; the newer report has it done{date}, late",
        "outcome": "{event} was promised{due}; known from elsewhere for {date} ({publisher})",
        "outcome-late": (
            "{event} was promised{due}; known from elsewhere for {date}, late ({publisher})"
        ),
        "promised-again": "{event} was promised{due} and is promised again{again}",
        "year-passed": "{event} was promised{due}; the newer report has it as {status} still",
        "hedged": "promised as “{old}”, now as “{new}”",
        "status-back": "“{old}” was {old_status}, “{new}” is {new_status}",
        "name": "“{old}” is called “{new}”",
        "split": "“{old}” is told in several records, “{new}” among them",
        "merged": "“{old}” and others are told in one record, “{new}”",
        "count": "{label}: {chain}",
        "unread-before": "not in what was read of the older report, of which not all was read",
        "absent-before": "not in the older report, whose catalogue declares no gap",
        "absent-after": "not mentioned in what we hold of the newer report",
        "absent-after-partial": (
            "not mentioned in what we hold of the newer report, of which not all was read"
        ),
    }
)
"""Why a change is of its class, in English; the values stand in braces."""

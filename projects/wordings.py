"""The words by which a report says how a project stands: which carry a status, which are weaker."""

from collections.abc import Mapping
from types import MappingProxyType

STATUS_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "proposed": ("谋划", "研究", "探索", "论证", "储备", "策划", "设想", "酝酿"),
        "planned": (
            *("启动", "开工", "动工", "前期", "筹备", "筹建", "规划", "编制", "设计", "立项"),
            *("可研", "报批", "审批", "核准", "获批", "批复", "招标", "签约", "争取", "力争"),
            *("引进", "招引", "引入", "布局", "确保", "计划", "拟", "将", "认定", "申报"),
            *("选址", "征收", "征地", "拆迁", "落地", "奠基", "预计", "列入", "纳入"),
        ),
        "under-construction": (
            *("建设", "在建", "加快", "加速", "推进", "推动", "促进", "建造", "修建", "打造"),
            *("施工", "封顶", "主体", "进展", "顺利", "服务保障", "支持", "续建", "扩建", "新建"),
            *("改建", "打通", "贯通", "延伸", "抓好", "攻坚", "实现", "搬迁", "铺设", "架设"),
            *("完善", "构建", "形成", "组建", "兴建", "迁建", "翻建", "试验", "调试", "做好"),
        ),
        "upgrading": (
            *("提升", "改造", "创建", "升级", "提质", "做强", "做优", "做大", "做活", "擦亮"),
            *("唱响", "发展", "壮大", "拓展", "丰富", "扩大", "优化", "整治", "更新", "修缮"),
            *("修复", "争创", "培育", "串联", "活化", "保护", "利用", "调整", "盘活", "美化"),
            *("冲刺", "巩固", "增强", "提高", "改善", "整合", "转型", "扩容", "提档", "重振"),
        ),
        "ongoing": (
            *("持续", "深入", "实施", "开展", "有序", "落实", "严保", "坚守", "守牢", "扎实"),
            *("稳定", "保持", "健全", "发放", "增加", "提供", "覆盖", "普及", "推广", "治理"),
            *("对接", "搭建", "共建", "融合", "集聚", "赋能", "激活", "补齐", "供应", "保障"),
            *("出台", "印发", "制定", "修订", "服务", "免费", "常态", "统筹", "坚持", "严格"),
            *("试点", "组织", "举办", "加强", "强化", "狠抓", "维护", "管理", "救助", "执行"),
        ),
        "completed": (
            *("完成", "建成", "开放", "投用", "投产", "开行", "获评", "入选", "竣工", "完工"),
            *("通车", "开通", "开业", "开馆", "开园", "启用", "运营", "运行", "投入", "交付"),
            *("新增", "揭牌", "亮相", "达到", "达标", "实现", "流出", "消除", "荣获", "获得"),
            *("授予", "命名", "通过", "验收", "招生", "新生", "解决", "挂牌", "成立", "落户"),
            *("新开", "设立", "建立", "筹集", "结束", "全线", "全覆盖", "问世", "面市", "成功"),
            *("跨入", "晋升", "获准", "入围", "上榜", "迎来", "达产", "量产", "合龙", "首发"),
            *("通水", "通气", "通电", "通航", "通邮", "并网", "发电", "蓄水", "上线", "下线"),
            *("首飞", "试飞", "贯穿", "连通", "联通", "接入", "清零", "淘汰", "关停", "退出"),
            *("拆除", "绿化", "亮化", "硬化", "净化", "清淤", "突破", "累计", "惠及", "受益"),
            *(
                "走进",
                "走出",
                "参与",
                "转化",
                "接待",
                "参加",
                "救治",
                "配备",
                "配套",
                "安装",
                "加装",
            ),
        ),
    }
)
"""Words that carry each status, as reports use them; generous, since every city has its own."""

SHORT_WORDS: tuple[str, ...] = (
    *("成", "复", "减", "升", "拆", "征", "购", "送", "补", "达", "进", "收", "延", "守", "编"),
    *("建", "开", "完", "竣", "投", "启", "推", "促", "迁", "拓", "扩", "改", "修", "创", "造"),
    *("引", "筹", "办", "治", "评", "获", "增", "提", "扶", "挖", "铺", "架", "栽", "植", "种"),
)
"""Single characters that are verbs in this field: a phrase that holds one is not doubted."""

CUT_ENDS: tuple[str, ...] = ("以", "的", "、", "，", "；", "：", "把")
"""Ends at which a phrase was cut in its middle; 及 and 与 end words too (普及, 参与, 埃及)."""

HEDGES: tuple[str, ...] = ("力争", "争取", "努力", "前期", "谋划", "研究", "探索")
"""Words that promise less than they name: a hedged start is weaker than a start."""

_EVERY_WORD = (*SHORT_WORDS, *(word for words in STATUS_WORDS.values() for word in words))


def has_status_word(wording: str) -> bool:
    """Say whether a phrase holds any word that says how a thing stands.

    Examples
    --------
    >>> has_status_word("入选国家级旅游休闲街区"), has_status_word("国家级旅游休闲街区")
    (True, False)
    """
    return any(word in wording for word in _EVERY_WORD)


def is_cut(wording: str) -> bool:
    """Say whether a phrase ends in the middle.

    Examples
    --------
    >>> is_cut("建设以"), is_cut("建设")
    (True, False)
    """
    return wording.endswith(CUT_ENDS)


def is_hedged(wording: str) -> bool:
    """Say whether a phrase promises less than it names.

    Examples
    --------
    >>> is_hedged("力争年内开工"), is_hedged("启动")
    (True, False)
    """
    return any(word in wording for word in HEDGES)

"""From a report's file to ranked candidates."""

import codecs
import tomllib
import zipfile
from pathlib import Path

import docx
import matplotlib as mpl
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from projects.steward.candidates import find_candidates
from projects.steward.clauses import find_items
from projects.steward.errors import DocumentError, MissingExtraError
from projects.steward.extras import load_extra
from projects.steward.formats import read_document
from projects.steward.mentions import find_count, trim
from projects.steward.names import KnownName, NameIndex
from projects.steward.paragraphs import Paragraph, ReadReport, read_paragraphs
from projects.steward.pdf import Sign, find_columns, lay_out
from projects.steward.proposals import AHEAD, REVIEW, find_report_year, propose


def read_stretches(name: str) -> list[dict]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return tomllib.loads(text)["stretch"]


STRETCHES = read_stretches("stretches.toml")
SETS = {"other-shapes.toml": (0.95, 0.75), "other-words.toml": (0.9, 0.85)}
"""Sets of stretches with the least recall and precision above the cut, over all of each."""

TEXT = """云溪市政府工作报告
——2025年1月6日

一、2024年工作回顾
　　一年来，城东湿地公园建成开放，改造老旧小
区215个。
　　第二段。
— 2 —
二、2025年工作安排
（一）聚力交通建设。加快建设海湾大桥，
开工建设地铁2号线。
（下转第3版）
"""


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def read_text(tmp_path: Path, text: str) -> ReadReport:
    return read_paragraphs(write(tmp_path / "report.txt", text.encode()))


def overlap(one, other):
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def read_paragraph(text: str, names: NameIndex | None = None):
    one = Paragraph("S1", "P1", text)
    return find_candidates(ReadReport("x.txt", {}, (one,)), names=names or NameIndex([]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 with a byte order mark"),
        (TEXT.encode("gb18030"), "GB 18030"),
        (TEXT.encode("utf-16"), "UTF-16, little-endian"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16, big-endian"),
        (("a" * 40 + TEXT).encode("utf-16-le"), "UTF-16, little-endian, without a mark"),
    ],
)
def test_an_encoding_is_found_and_said(tmp_path, data, said):
    report = read_paragraphs(write(tmp_path / "report.txt", data))
    assert f"encoding: {said}" in report.notes
    assert any("改造老旧小区215个" in one.text for one in report.paragraphs)


def test_headings_open_sections_and_page_breaks_are_joined(tmp_path):
    report = read_text(tmp_path, TEXT)
    assert list(report.titles.values()) == ["2024年工作回顾", "2025年工作安排", "聚力交通建设"]
    texts = {one.id: one.text for one in report.paragraphs}
    assert texts["S1.P1"] == "一年来，城东湿地公园建成开放，改造老旧小区215个。"
    assert texts["S3.P1"] == "（一）聚力交通建设。加快建设海湾大桥，开工建设地铁2号线。"
    assert any("page numbers" in note for note in report.notes)
    assert any("turn-overs" in note for note in report.notes)


TITLE = "云溪市2025年政府工作报告"
UNDER = "——2025年1月8日在云溪市第六届人民代表大会第五次会议上"
BODY = ["一、2024年工作回顾", "云溪大桥建成通车。", "二、2025年工作安排", "推动海湾隧道开工。"]


def make_word(path: Path, lines, *, style: str | None) -> Path:
    document = docx.Document()
    for number, line in enumerate(lines):
        document.add_paragraph(line, style=style if number == 0 else None)
    document.save(path)
    return path


@pytest.mark.parametrize("under", [[], [UNDER], [UNDER, "云溪市市长  李明"]])
@pytest.mark.parametrize("shape", ["lines", "gaps", "gb18030", "markdown", "word", "word title"])
def test_the_title_of_a_document_is_no_section(tmp_path, shape, under):
    lines = [TITLE, *under, *BODY]
    if shape.startswith("word"):
        style = "Title" if shape == "word title" else None
        report = read_paragraphs(make_word(tmp_path / "report.docx", lines, style=style))
    elif shape == "markdown":
        marked = [f"# {lines[0]}", *(f"## {one}" if "、2" in one else one for one in lines[1:])]
        report = read_paragraphs(write(tmp_path / "report.md", "\n\n".join(marked).encode()))
    else:
        text = ("\n" if shape == "lines" else "\n\n").join(lines)
        code = "gb18030" if shape == "gb18030" else "utf-8"
        report = read_paragraphs(write(tmp_path / "report.txt", text.encode(code)))
    assert report.title == TITLE
    assert report.titles == {"S1": "2024年工作回顾", "S2": "2025年工作安排"}
    assert {one.id: one.text for one in report.paragraphs} == {"S1.P1": BODY[1], "S2.P1": BODY[3]}
    again = read_paragraphs(write(tmp_path / "marked.md", report.write_marked().encode()))
    assert (again.title, again.titles) == (TITLE, report.titles)


def test_what_is_said_before_the_first_heading_is_kept_under_the_title(tmp_path):
    report = read_text(tmp_path, "\n\n".join([TITLE, "现在，我代表市人民政府报告工作。", *BODY]))
    assert report.titles["S1"] == TITLE
    assert report.by_id["S1.P1"].text == "现在，我代表市人民政府报告工作。"
    assert report.by_id["S2.P1"].text == BODY[1]


def test_a_text_without_a_title_loses_nothing(tmp_path):
    names = ["云溪大桥", "海湾隧道", "北山水库"]
    report = read_text(tmp_path, "\n\n".join(names))
    assert "".join(one.text for one in report.paragraphs) == "".join(names)


def test_running_heads_are_left_out(tmp_path):
    pages = [
        f"云溪市政府工作报告 {n}\n　　建成第{n}小学，\n　　新增学位{n}00个。" for n in "一二三四"
    ]
    text = "\n".join(page.replace("报告 一", "报告 1") for page in pages)
    text = (
        text.replace("报告 二", "报告 2").replace("报告 三", "报告 3").replace("报告 四", "报告 4")
    )
    report = read_text(tmp_path, text)
    assert any("running heads" in note for note in report.notes)
    assert not any("工作报告" in one.text for one in report.paragraphs)


def test_marks_of_the_file_are_kept(tmp_path):
    path = write(tmp_path / "report.md", "# 报告\n\n## S7 交通\n\n[S7.P3] 建成一桥。\n".encode())
    report = read_paragraphs(path)
    assert [one.id for one in report.paragraphs] == ["S7.P3"]
    assert report.titles["S7"] == "交通"


def test_a_text_written_with_its_marks_reads_the_same(tmp_path):
    first = read_text(tmp_path, TEXT)
    again = read_paragraphs(write(tmp_path / "marked.md", first.write_marked().encode()))
    assert [(one.id, one.text) for one in again.paragraphs] == [
        (one.id, one.text) for one in first.paragraphs
    ]


def test_a_word_document_is_read_with_its_tables(tmp_path):
    document = docx.Document()
    document.add_heading("一、工作回顾", level=1)
    document.add_paragraph("城东湿地公园建成开放。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "海湾大桥开工。"
    document.save(tmp_path / "report.docx")
    report = read_paragraphs(tmp_path / "report.docx")
    assert report.titles == {"S1": "工作回顾"}
    assert [one.text for one in report.paragraphs] == ["城东湿地公园建成开放。", "海湾大桥开工。"]


WRAPPED = (
    (
        "<w:p><w:r><w:t>建成</w:t></w:r>"
        "<w:smartTag w:element='date'><w:r><w:t>2024年</w:t></w:r></w:smartTag>"
        "<w:ins w:id='1'><w:r><w:t>的大桥</w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>的旧桥</w:delText></w:r></w:del>"
        "<w:r><w:footnoteReference w:id='3'/></w:r><w:r><w:t>。</w:t></w:r></w:p>"
    ),
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>开工北山水库。</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框中学校建成。</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    ),
    (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        "<w:p><w:r><w:t>甲区。</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>一所。</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>一所。</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>表中表。</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
        "</w:tc></w:tr></w:tbl>"
    ),
)


def test_nothing_that_word_prints_is_lost_in_its_wrappers(tmp_path):
    document = docx.Document()
    document.add_heading("一、工作回顾", level=1)
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    for block in WRAPPED:
        element = docx.oxml.parse_xml(block.replace(">", f" {space}>", 1))
        document.element.body.insert_element_before(element, "w:sectPr")
    document.save(tmp_path / "report.docx")
    report = read_paragraphs(tmp_path / "report.docx")
    assert [one.text for one in report.paragraphs] == [
        *("建成2024年的大桥。", "开工北山水库。", "框中学校建成。"),
        *("甲区。", "一所。", "一所。", "表中表。"),
    ]
    assert "left out: 1 footnotes" in report.notes


def test_markdown_is_read_as_it_is_printed(tmp_path):
    text = (
        "报告\n===\n\n一、回顾\n---\n\n| 项目 | 状态 |\n|---|:-:|\n| **大桥** | 建成 |\n\n"
        "- 推进水库建设\n- 新建[学校](https://example.org)[^1]\n\n> 开工医院\n\n***\n\n"
        "<b>隧道</b>贯\u200b通，\n明年通车。\n"
    )
    report = read_paragraphs(write(tmp_path / "report.md", text.encode()))
    assert report.title == "报告"
    assert report.titles == {"S1": "回顾"}
    assert [one.text for one in report.paragraphs] == [
        *("项目 | 状态", "大桥 | 建成", "推进水库建设", "新建学校", "开工医院"),
        "隧道贯通，明年通车。",
    ]


def draw_pdf(path: Path, columns: list[list[str]]) -> Path:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [name for name in ("Noto Sans CJK SC", "Noto Sans CJK JP") if name in installed]
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": fonts}), PdfPages(path) as pages:
        figure = Figure(figsize=(8, 8))
        for number, lines in enumerate(columns):
            for row, line in enumerate(lines):
                figure.text(0.08 + 0.46 * number, 0.9 - 0.06 * row, line, fontsize=12)
        pages.savefig(figure)
    return path


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    left = [f"左栏第{n}行有这些字在" for n in "一二三四五六七"]
    right = [f"右栏第{n}行有另外的字" for n in "一二三四五六七"]
    document = read_document(draw_pdf(tmp_path / "report.pdf", [left, right]))
    text = "".join(line.text.strip() for line in document.lines)
    assert text == "".join(left + right)
    assert any("2 columns" in note for note in document.notes)
    assert any("second reading: the same" in note for note in document.notes)


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_few_lines_in_columns_below_a_title_are_parted_too(count):
    left = [f"左栏第{n}行有这些字在" for n in "一二三四五六七"[:count]]
    right = [f"右栏第{n}行有另外的字" for n in "一二三四五六七"[:count]]
    signs = []
    title = "云溪市二〇二五年政府工作报告"
    for text, first, line in (
        (title, 90, 0),
        *((text, 20, number) for number, text in enumerate(left, start=2)),
        *((text, 200, number) for number, text in enumerate(right, start=2)),
    ):
        signs += [
            Sign(sign, first + 12 * n, 700 - 20 * line, first + 12 * n + 11, 712 - 20 * line)
            for n, sign in enumerate(text)
        ]
    assert [line.strip() for line in lay_out(signs)] == [title, *left, *right]


def test_a_page_of_one_column_stays_one():
    texts = ["　　云溪大桥建成通车", "并对外开放", "城东湿地公园建成", "　　新建消防站"]
    signs = [
        Sign(sign, 20 + 12 * n, 700 - 20 * line, 31 + 12 * n, 712 - 20 * line)
        for line, text in enumerate(texts)
        for n, sign in enumerate(text)
        if sign.strip()
    ]
    assert [line.strip() for line in lay_out(signs)] == [text.strip() for text in texts]


def test_a_scanned_pdf_is_named_as_such(tmp_path):
    with PdfPages(tmp_path / "scan.pdf") as pages:
        figure = Figure()
        figure.figimage([[0.0, 1.0], [1.0, 0.0]])
        pages.savefig(figure)
    with pytest.raises(DocumentError, match="a scanned PDF"):
        read_document(tmp_path / "scan.pdf")


@pytest.mark.parametrize(
    "words",
    [
        "各位代表：",
        "各位代表：现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协各位委员提出意见。",
        "各位代表：\n　　现在，我代表县人民政府向大会作工作报告，请予审查。",
    ],
)
def test_the_words_to_the_congress_are_no_section(tmp_path, words):
    body = "一、过去一年\n地铁一号线开通。\n二、今年\n推进二号线建设。\n"
    read = read_text(tmp_path, f"甲市政府工作报告\n{words}\n{body}")
    assert [(one.id, one.text) for one in read.paragraphs] == [
        ("S1.P1", "地铁一号线开通。"),
        ("S2.P1", "推进二号线建设。"),
    ]
    assert any(note.startswith("left out: the salutation") for note in read.notes)


def test_what_is_reported_before_the_first_heading_stays_a_section(tmp_path):
    opening = "各位代表：过去一年，地铁一号线开通，请予审议的事项有三件。"
    read = read_text(tmp_path, f"甲市政府工作报告\n{opening}\n一、今年\n推进二号线建设。\n")
    assert [(one.id, one.text) for one in read.paragraphs] == [
        ("S1.P1", opening),
        ("S2.P1", "推进二号线建设。"),
    ]
    # Without a heading nothing is left out.
    read = read_text(tmp_path, "各位代表：\n推进二号线建设。\n")
    assert "各位代表" in "".join(one.text for one in read.paragraphs)


def test_a_title_across_the_columns_stands_before_them():
    def line(text, left, top):
        return [
            Sign(sign, left + 10 * number, top - 10, left + 10 * (number + 1), top)
            for number, sign in enumerate(text)
        ]

    signs = line("政府工作报告全文如下所示各位代表请审议", 20, 400)
    for row in range(12):
        signs += line("左左左左左左左左", 0, 380 - 20 * row)
        signs += line("右右右右右右右右", 140, 380 - 20 * row)
    assert len(find_columns(signs)) == 2
    lines = lay_out(signs)
    assert lines[0].strip().startswith("政府工作报告")
    assert "".join(lines[1:]) == "左" * 96 + "右" * 96


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("empty.txt", b"", "empty file"),
        ("spaces.txt", b"  \n ", "empty file"),
        ("zero.txt", b"a\0b" + b"c" * 200, "zero characters"),
        ("odd.txt", bytes(range(128, 256)) * 4, "found other bytes"),
        ("report.odt", b"x", "expected one of"),
        ("no.docx", b"not a zip", "another file or a truncated one"),
        ("half.docx", b"PK\x03\x04" + b"\0" * 40, "another file or a truncated one"),
        ("no.pdf", b"%PDF-1.4 nothing", "expected an open PDF"),
        ("title.md", "# 只有标题\n".encode(), "headings only"),
        ("twice.md", "[S1.P1] 甲。\n[S1.P1] 乙。\n".encode(), "stands there twice"),
    ],
)
def test_a_spoiled_document_is_refused_with_its_fault(tmp_path, name, data, match):
    with pytest.raises(DocumentError, match=match):
        read_paragraphs(write(tmp_path / name, data))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("projects.steward.documents.MAX_UNPACKED", 2**20)
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (2 * 2**20))
    with pytest.raises(DocumentError, match="zip bomb"):
        read_document(tmp_path / "bomb.docx")


def test_a_zip_that_is_no_word_document_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(DocumentError, match="expected a Word document"):
        read_document(tmp_path / "other.docx")


def test_a_missing_library_says_what_to_install():
    with pytest.raises(MissingExtraError, match=r"pip install 'city-projects-map\[steward\]'"):
        load_extra("no_such_library", purpose="A test")


def test_no_character_of_a_paragraph_is_lost_but_stops():
    text = "推动“甲、乙”连片，建成A路、B桥等项目；完成100,000亩造林（含丙、丁）。结束"
    items = find_items(text)
    assert "".join(item.text for item in items) == "".join(
        sign
        for number, sign in enumerate(text)
        if sign not in "，；。" and number != text.find("、B")
    )
    assert all(text[item.start : item.end] == item.text for item in items)


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("加快推进城东污水处理厂二期建设", "城东污水处理厂二期"),
        ("推动保障性住房建设", "保障性住房"),
        ("24栋高标准储备粮大仓建成投用", "储备粮大仓"),
        ("建设路改造", "建设路改造"),
        ("和平大街拓宽", "和平大街拓宽"),
        ("支持云溪大学申报博士点", "云溪大学"),
        ("断流近30年的晋祠泉实现流出", "晋祠泉"),
    ],
)
def test_a_name_is_freed_of_what_stands_around_it(clause, name):
    assert trim(clause).text == name


def test_counts_are_read_with_their_factors():
    assert find_count("完成4万亩营造林").value == 40_000
    assert find_count("粮食产量达到5.24亿斤").value == 524_000_000
    assert find_count("没有数字") is None


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("住房1,200套", "1,200套", 1_200),
        ("住房１，２００套", "１，２００套", 1_200),
        ("改造６６８个小区", "６６８个", 668),
        ("绿化１２．５万亩", "１２．５万亩", 125_000),
        ("改造道路2，建成3所", "3所", 3),
        ("新建3至5所", "3至5所", None),
        ("新建30个—50个充电桩", "30个—50个", None),
        ("筹集1.2万-1.5万套", "1.2万-1.5万套", None),
    ],
)
def test_a_count_is_read_as_it_is_printed_and_no_span_becomes_one(text, told, value):
    count = find_count(text)
    assert count.text == told
    assert (None if count.is_span else count.value) == value


def test_known_names_are_found_the_longest_first():
    index = NameIndex(
        [KnownName("云溪", "gazetteer", "a"), KnownName("云溪大桥", "catalogue", "b")]
    )
    found = index.find("云溪大桥开工，云溪")
    assert [(one.known.id, one.start) for one in found] == [("b", 0), ("a", 7)]
    assert read_paragraph("做强云溪大桥", index)[0].reasons[-1].sign == "known: 云溪大桥"


def test_every_clause_is_ranked_and_each_rank_has_its_reasons():
    text = STRETCHES[0]["text"]
    candidates = read_paragraph(text)
    assert sorted(one.item.start for one in candidates) == [item.start for item in find_items(text)]
    scores = [one.score for one in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(one.reasons for one in candidates if one.is_above_cut)


@pytest.mark.parametrize(("name", "least"), SETS.items())
def test_other_shapes_of_sentences_and_other_words_are_read(name, least):
    found = true = wanted = shown = 0
    for stretch in read_stretches(name):
        candidates = [one for one in read_paragraph(stretch["text"]) if one.is_above_cut]
        starts = [stretch["text"].index(one) for one in stretch["names"]]
        spans = [
            (start, start + len(one)) for start, one in zip(starts, stretch["names"], strict=True)
        ]
        found += sum(any(overlap(one.span, span) for one in candidates) for span in spans)
        true += sum(any(overlap(one.span, span) for span in spans) for one in candidates)
        wanted, shown = wanted + len(spans), shown + len(candidates)
    assert found >= least[0] * wanted
    assert true >= least[1] * shown


@pytest.mark.parametrize(
    ("clause", "name", "sign"),
    [
        ("一是新建幼儿园3所；二是改造管网；三是更新电梯", "幼儿园", "an item of a list: 一是"),
        ("投资9亿元的星河项目年底试产", "星河项目", "a sum for one thing: 9亿元的"),
        ("S217线柳溪至白沙段改线", "S217线柳溪至白沙段", "a route or its section 至白沙段"),
        ("北山公园换了模样", "北山公园换了模样", "says something of a 公园"),
    ],
)
def test_the_shape_of_a_sentence_speaks_for_a_name(clause, name, sign):
    first = min(read_paragraph(clause), key=lambda one: one.item.start)
    assert first.mention.text.startswith(name)
    assert sign in [reason.sign for reason in first.reasons]


@pytest.mark.parametrize(
    ("clause", "tense", "status"),
    [
        ("新投用人才公寓700套", AHEAD, "planned"),
        ("新认定集聚区3个", AHEAD, "planned"),
        ("打造云溪机床产业园", AHEAD, "planned"),
        ("推进城中村改造", AHEAD, "ongoing"),
        ("云溪文化广场改造提升", AHEAD, "upgrading"),
        ("加快云溪2×300MW机组改造", AHEAD, "under-construction"),
        ("云溪小学迎来首批新生", REVIEW, "completed"),
    ],
)
def test_a_status_is_proposed_by_verb_count_and_tense(clause, tense, status):
    candidate = read_paragraph(clause)[0]
    assert propose(candidate, tense=tense, year=2025, districts={}).status == status


@pytest.mark.parametrize("stretch", STRETCHES, ids=lambda stretch: stretch["title"])
def test_names_of_reports_never_seen_stand_above_the_cut(stretch):
    candidates = [one for one in read_paragraph(stretch["text"]) if one.is_above_cut]
    spans = []
    for name in stretch["names"]:
        start = stretch["text"].index(name)
        spans.append((start, start + len(name)))
    found = [span for span in spans if any(overlap(one.span, span) for one in candidates)]
    true = [one for one in candidates if any(overlap(one.span, span) for span in spans)]
    assert len(found) >= 0.9 * len(spans)
    assert len(true) >= 0.6 * len(candidates) or not spans


@pytest.mark.parametrize("title", ["云溪市２０２５年政府工作报告", "雲溪市2025年政府工作報告"])
def test_the_year_of_a_report_is_read_in_whatever_signs(tmp_path, title):
    report = read_text(tmp_path, f"{title}\n\n一、回顾\n\n云溪大桥建成通车。\n")
    assert find_report_year(report) == 2025

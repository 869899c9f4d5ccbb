"""Numbers that Word counts by itself: a reader of the page sees them, so chapters and clauses are found by them."""

import io

import pytest
from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.extract import extract
from etl.read import read_document

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "(%2)"), ("decimal", "%3."))


def level(number, kind, text, more=""):
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(*paragraphs, levels=LEVELS, nums='<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>', styles=""):
    """A docx whose paragraphs are (text, level, list) or bare text, with one list of the levels given."""
    document = new_docx()
    numbering = document.part.numbering_part.element
    kinds = "".join(level(at, *one) for at, one in enumerate(levels))
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{kinds}</w:abstractNum>')
    numbering.insert(0, abstract)
    for num in parse_xml(f"<w:numbering {nsdecls('w')}>{nums}</w:numbering>"):
        numbering.append(num)
    for style in parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"):
        document.styles.element.append(style)
    for one in paragraphs:
        text, ilvl, num = one if isinstance(one, tuple) else (one, None, None)
        paragraph = document.add_paragraph(text)
        if num:
            properties = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>')
            paragraph._p.get_or_add_pPr().append(properties)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(data):
    return list(read_document(data, "a.docx").paragraphs)


def test_chapters_clauses_and_points_are_counted_as_word_does():
    data = numbered(
        "2024年5月份工作要点",
        ("城建方面", 0, 90),
        ("加快甲路建设。", 1, 90),
        ("加快乙路建设。", 1, 90),
        ("完成丙桥招标。", 2, 90),
        "续一段。",
        ("水利方面", 0, 90),
        ("加快丁水库建设。", 1, 90),
    )
    assert lines(data)[1:] == [
        "一、城建方面",
        "(一)加快甲路建设。",
        "(二)加快乙路建设。",
        "1.完成丙桥招标。",
        "续一段。",
        "二、水利方面",
        "(一)加快丁水库建设。",
    ]
    items = extract(read_document(data, "a.docx")).items
    assert [(item.clause, item.name) for item in items] == [
        ("一(一)", "甲路"),
        ("一(二)", "乙路"),
        ("一(二)1", "丙桥"),
        ("二(一)", "丁水库"),
    ]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("chineseCounting", ["九、", "十、", "十一、", "十二、"]),
        ("japaneseCounting", ["九、", "十、", "十一、", "十二、"]),
        ("ideographTraditional", ["壬、", "癸、", "11、", "12、"]),
        ("decimalEnclosedCircle", ["⑨、", "⑩、", "⑪、", "⑫、"]),
        ("decimalZero", ["09、", "10、", "11、", "12、"]),
        ("upperLetter", ["I、", "J、", "K、", "L、"]),
        ("lowerRoman", ["ix、", "x、", "xi、", "xii、"]),
    ],
)
def test_kinds_of_numerals(kind, shown):
    data = numbered(*[(f"加快{n}号路建设。", 0, 90) for n in range(12)], levels=((kind, "%1、"),))
    assert [line.split("加快")[0] for line in lines(data)[8:]] == shown


def test_bullets_and_removed_numbers_show_nothing():
    assert lines(numbered(("加快甲路建设。", 0, 90), levels=(("bullet", "●"),))) == ["加快甲路建设。"]
    assert lines(numbered(("加快甲路建设。", 0, 0))) == ["加快甲路建设。"]
    assert lines(numbered(("加快甲路建设。", 0, 777))) == ["加快甲路建设。"]


def test_a_list_that_starts_anew_or_elsewhere():
    again = (
        '<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    data = numbered(
        ("加快甲路建设。", 0, 90),
        ("加快乙路建设。", 0, 91),
        ("加快丙路建设。", 0, 91),
        nums='<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>' + again,
    )
    assert lines(data) == ["一、加快甲路建设。", "五、加快乙路建设。", "六、加快丙路建设。"]


def test_a_level_of_several_numbers_and_a_legal_one():
    data = numbered(
        ("甲", 0, 90),
        ("乙路建设。", 1, 90),
        levels=(("chineseCounting", "第%1章 "), ("decimal", "%1.%2 ", "<w:isLgl/>")),
    )
    assert lines(data) == ["第一章 甲", "1.1 乙路建设。"]


def test_numbers_that_a_style_brings():
    brings = '<w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/>' + brings + "</w:style>"
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Chapter"/></w:style>'
    )
    document = new_docx(io.BytesIO(numbered("城建方面", "水利方面", styles=styles)))
    for paragraph, style in zip(document.paragraphs, ("Chapter", "Sub"), strict=True):
        paragraph.style = document.styles[style]
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["一、城建方面", "二、水利方面"]


def test_a_figure_after_a_number_stays_apart():
    assert lines(numbered(("3.2万亩农田改造。", 0, 90), levels=(("decimal", "%1."),))) == ["1. 3.2万亩农田改造。"]


def test_a_column_of_ordinals_is_counted_and_an_empty_line_shows_no_number():
    document = new_docx(io.BytesIO(numbered("2024年5月份工作要点", ("", 0, 90))))
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[1].text = "甲路改造"
    properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    row.cells[0].paragraphs[0]._p.get_or_add_pPr().append(parse_xml(properties))
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["2024年5月份工作要点", "二、\t甲路改造"]

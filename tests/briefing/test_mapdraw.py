import io
import itertools
import re

import numpy as np
import pdfplumber
import pytest
from PIL import Image
from shapely import LineString, STRtree
from shapely import box as rectangle

from briefing.brief import for_town
from briefing.content import compose
from briefing.make import A4_PDF, A4_PNG, WIDE_PDF, WIDE_PNG
from briefing.mapdraw import draw_map
from briefing.sheet import A4, WIDE
from briefing.steady import png
from data.views.shapes import Light
from tests.briefing.boards import TOWNS
from tests.briefing.conftest import brief_of

# How many projects all red or yellow give about so many names on the map.
LABELS = {15: 16, 40: 43, 100: 106}


def texts(sheet):
    return {artist.get_gid(): artist for artist in sheet.axes.texts if artist.get_gid()}


def boxes(sheet, prefix):
    renderer = sheet.figure.canvas.get_renderer()
    return {gid: text.get_window_extent(renderer) for gid, text in texts(sheet).items() if gid.startswith(prefix)}


@pytest.fixture(scope="module", params=itertools.product(LABELS, (WIDE, A4)), ids=lambda param: f"{param[0]}-{param[1].name}")
def drawn(request):
    count, size = request.param
    brief = brief_of(LABELS[count], mix="most")
    content = compose(brief)
    return count, content, draw_map(brief, content.figures, size)


def test_every_red_and_yellow_project_is_named_once(drawn):
    count, content, sheet = drawn
    names = boxes(sheet, "name:")
    placed = {f"name:{one.id}" for one in content.figures.lagging if not one.place}
    assert set(names) == placed and abs(len(names) - count) <= 5
    said = "".join(text.get_text() for text in sheet.axes.texts)
    assert all(one.name[:6] in said for one in content.figures.unplaced)


def test_no_name_overlaps_a_name_a_town_or_a_leader(drawn):
    _, _, sheet = drawn
    names, towns = boxes(sheet, "name:"), boxes(sheet, "town:")
    for (one, box), (other, beside) in itertools.combinations({**names, **towns}.items(), 2):
        # Type is drawn in boxes a little higher than its ink.
        assert not box.padded(-2).overlaps(beside.padded(-2)), f"{one} on {other}"
    leaders = [line for line in sheet.axes.lines if line.get_gid() == "leader"]
    drawn_leaders = STRtree([LineString(sheet.axes.transData.transform(line.get_xydata())) for line in leaders])
    for one, box in names.items():
        inner = box.padded(-0.3 * box.height)
        assert not len(drawn_leaders.query(rectangle(inner.x0, inner.y0, inner.x1, inner.y1), predicate="intersects")), one


def test_all_towns_are_named_at_every_crowding(drawn):
    _, _, sheet = drawn
    assert {gid.removeprefix("town:") for gid in boxes(sheet, "town:")} == set(TOWNS)


def test_bare_numbers_beside_names_are_explained(drawn):
    _, content, sheet = drawn
    said = [text.get_text() for text in sheet.axes.texts]
    assert ("超\uff08欠\uff09时序\uff0c百分点" in said) == any(one.gap in said for one in content.figures.lagging)


def test_names_stand_on_the_paper(drawn):
    _, _, sheet = drawn
    across, down = sheet.size.pixels
    for box in boxes(sheet, "name:").values():
        assert box.x0 >= 0 and box.x1 <= across and box.y0 >= 0 and box.y1 <= down


def test_names_can_be_read_when_pasted_16_cm_wide(drawn):
    count, _, sheet = drawn
    # Points on paper: the sheet's 1920 units become 16 cm.
    units = [text.get_fontsize() / sheet.points(1) for gid, text in texts(sheet).items() if gid.startswith("name:")]
    points = np.array(units) * 160 / 1920 / 25.4 * 72
    assert np.median(points) >= {15: 6.0, 40: 4.8, 100: 4.2}[count]


def test_sizes(files):
    assert Image.open(io.BytesIO(files[WIDE_PNG])).size == (1920, 1080)
    assert Image.open(io.BytesIO(files[A4_PNG])).size == (3508, 2480)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [WIDE_PDF, A4_PDF])
def test_the_pdf_is_real_type_and_says_everything(files, content, name):
    with pdfplumber.open(io.BytesIO(files[name])) as pdf:
        said = re.sub(r"\s", "", pdf.pages[0].extract_text())
        fonts = {char["fontname"] for char in pdf.pages[0].chars}
    assert all("+" in font for font in fonts)
    for words in (
        "慈溪市重点工程建设进度图", "数据截至2024年5月31日", "上图46/共50", "演示数据", "近似范围", "资料来源", "公里", "北", "亮灯规则",
    ):  # fmt: skip
        assert words in said, words
    for light, count in content.figures.lights:
        assert f"{light.value}" in said and f"{count}项" in said
    for one in content.figures.lagging:
        assert one.name.split("(")[0] in said, one.name


def test_a4_has_the_proportions_of_the_paper(files):
    with pdfplumber.open(io.BytesIO(files[A4_PDF])) as pdf:
        page = pdf.pages[0]
        assert (float(page.width), float(page.height)) == (pytest.approx(841.9, abs=1), pytest.approx(595.3, abs=1))


def test_names_that_do_not_fit_are_counted_on_the_map():
    content = compose(brief_of(160, mix="most"))
    sheet = draw_map(content.brief, content.figures, WIDE)
    behind = sum(one.id in content.brief.layers.shapes for one in content.figures.lagging)
    left = behind - len(boxes(sheet, "name:"))
    assert left > 0 and texts(sheet)["unnamed"].get_text() == f"另有{left}项红灯、黄灯项目未注名\uff0c见附表"
    plate = boxes(sheet, "unnamed")["unnamed"]
    assert not any(plate.overlaps(box) for box in boxes(sheet, "town:").values())


def test_where_all_names_fit_nothing_is_said_of_others(content):
    assert "unnamed" not in texts(draw_map(content.brief, content.figures, WIDE))


def test_real_data_carry_no_demo_mark():
    content = compose(brief_of(20, demo=False))
    sheet = draw_map(content.brief, content.figures, WIDE)
    assert not any("演示" in text.get_text() for text in sheet.axes.texts)


def test_hostile_names_are_drawn_as_text(brief):
    from dataclasses import replace

    rows = [replace(row, name="$\\frac{1}{0}$ <b>\U0001f600\n") if row.lit.light is Light.RED else row for row in brief.board.rows]
    content = compose(replace(brief, board=replace(brief.board, rows=tuple(rows))))
    sheet = draw_map(content.brief, content.figures, WIDE)
    assert png(sheet)[:4] == b"\x89PNG"
    assert any("$\\frac{1}{0}$ <b>〓" in text.get_text() for text in sheet.axes.texts)


@pytest.mark.parametrize(
    "broken", [{"type": "Point"}, {"type": "Nonsense", "coordinates": []}, {}, {"type": "LineString", "coordinates": []}]
)
def test_a_broken_shape_does_not_stop_the_picture(brief, broken):
    from dataclasses import replace

    layers = replace(brief.layers, shapes={**brief.layers.shapes, brief.board.rows[0].id: broken})
    content = compose(replace(brief, layers=layers))
    assert draw_map(content.brief, content.figures, WIDE).axes.texts


def test_a_board_without_projects_is_still_a_map():
    content = compose(brief_of(0))
    sheet = draw_map(content.brief, content.figures, WIDE)
    assert len(boxes(sheet, "town:")) == len(TOWNS)


def test_a_town_sheet_names_everyone_there(brief):
    content = compose(for_town(brief, "龙山镇"))
    sheet = draw_map(content.brief, content.figures, A4)
    assert set(boxes(sheet, "name:")) == {f"name:{row.id}" for row in content.brief.board.rows if row.id in brief.layers.shapes}
    assert "town:龙山镇" in boxes(sheet, "town:")


def test_lights_differ_in_a_black_and_white_copy():
    from briefing.looks import LIGHTS

    assert len({look.mark for look in LIGHTS.values()}) == len(Light) == len(LIGHTS)

import re

import pytest

from briefing.errors import TemplateError
from briefing.pack import REGIONS, STARTER, load_pack
from briefing.wording import fill, read_wording


def own(tmp_path, text):
    path = tmp_path / "wording.toml"
    path.write_text(text, "utf-8")
    return read_wording(STARTER, path)


def test_the_office_changes_a_sentence_without_code(tmp_path):
    wording = own(tmp_path, '["综述"]\n"无项目" = "{范围}没有项目。"')
    assert wording.fill("综述.无项目", {"范围": "全市"}) == "全市没有项目。"
    assert wording.text("名称.全域") == "全市"


def test_an_unknown_field_is_named_with_its_file_its_key_and_what_there_is(tmp_path):
    wording = own(tmp_path, '["综述"]\n"无项目" = "{范围}没有{项目}。"')
    with pytest.raises(TemplateError, match=r"wording\.toml.*综述\.无项目.*“项目”.*可用的字段:范围"):
        wording.fill("综述.无项目", {"范围": "全市"})


@pytest.mark.parametrize("template", ["{范围", "范围}", "{范围}}", "{{范围}}"])
def test_braces_must_match(template):
    with pytest.raises(TemplateError):
        fill(template, {"范围": "全市"}, where="此处")


@pytest.mark.parametrize("template", ["{范围.__class__}", "{范围[0]}", "{0}", "{}", "{范围!r}"])
def test_a_template_reaches_nothing_but_fields(template):
    with pytest.raises(TemplateError, match="不认识"):
        fill(template, {"范围": "全市"}, where="此处")


def test_a_value_with_braces_is_not_read_as_a_template():
    assert fill("{名称}", {"名称": "{范围}{x}"}, where="此处") == "{范围}{x}"


@pytest.mark.parametrize(
    ("text", "told"), [("[综述", "TOML"), ('["综述"]\n"无项目" = 3', "综述.无项目"), ('["综述"]\n"没有这项" = "x"', "综述.没有这项")]
)
def test_a_broken_file_says_what_is_wrong(tmp_path, text, told):
    with pytest.raises(TemplateError, match=re.escape(told)):
        own(tmp_path, text)


def test_every_region_pack_with_wording_is_sound():
    for folder in REGIONS.iterdir():
        if folder.is_dir():
            assert load_pack(folder.name).whole


def test_a_region_without_templates_uses_the_starters(tmp_path):
    (tmp_path / "990001").mkdir()
    (tmp_path / "990001" / "region.toml").write_text('name = "某市"\n', "utf-8")
    for region in ("990001", "某市"):
        pack = load_pack(region, root=tmp_path)
        assert (pack.region_name, pack.document, pack.slides) == ("某市", None, None)

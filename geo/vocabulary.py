"""The words of place expressions, for the whole genre. Names of places are not here: they live in the region pack.

Everything is data: a tuple or mapping to read, extend and argue about. No code decides on a word that is not listed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# Directions as unit steps (east, north). A side named by two characters is the diagonal between them.
SIDES: Mapping[str, tuple[float, float]] = MappingProxyType({
    "东": (1.0, 0.0), "西": (-1.0, 0.0), "南": (0.0, -1.0), "北": (0.0, 1.0),
    "东北": (0.7071, 0.7071), "北东": (0.7071, 0.7071), "东南": (0.7071, -0.7071), "南东": (0.7071, -0.7071),
    "西北": (-0.7071, 0.7071), "北西": (-0.7071, 0.7071), "西南": (-0.7071, -0.7071), "南西": (-0.7071, -0.7071),
})

OPPOSITE = ("东西", "西东", "南北", "北南")

KIND_LABELS: Mapping[str, str] = MappingProxyType({
    "road": "道路", "river": "河道", "rail": "铁路", "seawall": "海塘", "bridge": "桥梁", "station": "车站",
    "reservoir": "水库", "area": "片区", "border": "界线",
})

# Which kind a text speaks of when a name belongs to several: words found beside the name.
KIND_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "river": ("河道", "拓疏", "拓浚", "清淤", "疏浚", "防洪", "排涝", "护岸", "水系", "河湖", "闸", "堤防"),
    "road": ("道路", "公路", "路面", "路灯", "照明", "人行道", "高架", "快速路", "国道", "省道", "沥青", "保通"),
    "rail": ("铁路", "轨道", "地铁", "站房", "区间隧道"),
    "seawall": ("海塘", "标准塘", "围涂"),
    "bridge": ("桥梁", "桥头", "桥面"),
    "reservoir": ("水库", "扩容", "大坝", "库区"),
    "area": ("区块", "板块", "片区", "地块"),
})

# When nothing in the text decides between kinds, this order does; the answer says so.
KIND_ORDER = ("road", "river", "rail", "seawall", "bridge", "station", "reservoir", "area", "border")

# Endings that name the same road in other words: the stem before them decides.
ROAD_ENDINGS = ("快速路", "公路", "大道", "高架路", "高架")
# A road called 某线 is also written with what it is.
LINE_ENDING, LINE_ADDITIONS = "线", ("快速路", "公路", "高架")

# Numbered roads by the letter that stands for their rank.
ROAD_LETTERS: Mapping[str, str] = MappingProxyType({"G": "国道", "S": "省道", "X": "县道"})

TOWN_ENDINGS = ("街道", "镇", "乡")
VILLAGE_ENDINGS = ("居委会", "村委会", "居民委员会", "村民委员会", "社区", "村")
VILLAGE_WRITTEN = ("村", "社区")

# A town or village without its 镇, 街道, 村 is the place only in front of these words (or a separator, or the end).
AFTER_TOWN_STEM = (
    "段", "境", "片", "区域", "区块", "辖区", "等", "、", ",", ";", "和", "与", "及", "以及", ")", "-", "至", "到", "界", "交界", "边界",
    "部分区域", "部分村", "部分社区",
)
BETWEEN_TOWNS = ("、", "和", "与", "及", "至", "到", "-")
BEFORE_TOWN_STEM = "、,;:(-/和与及至到在于从由、"

# What follows a name here is called after it, and is not it: 某路小学, 某江大桥.
CALLED_AFTER = (
    "大桥", "桥", "闸", "大闸", "水闸", "船闸", "节制闸", "排涝闸", "泵站",
    "小学", "中学", "学校", "幼儿园", "医院", "公园", "小区", "社区", "村", "市场", "广场",
    "变电所", "派出所", "隧道", "公交", "收费站", "加油站",
)
CALLED_AFTER_STATION = "站"
NOT_A_STATION = ("站房", "站点", "站位", "站前")
# Nor are roads and waters called after it: 某河路, 某塘横江, 某站前大道; with the characters that make something else of the
# ending: 某河路面 is the road along it, 某江堤岸 is its bank.
ROADS_AFTER = (("路", "口面灯基段网域肩政产由侧沿桥堤边况"), ("街", "口道面区景"), ("大道", ""), ("公路", ""))
WATERS_AFTER = (("江", "堤岸段面边滨道床口"), ("河", "道堤岸段面边滨床口流湖长"), ("浦", "口"))
# What stands on a line where the one crosses it that it is called after: 某路某河桥.
SITE_ENDINGS = ("特大桥", "大桥", "立交桥", "桥", "隧道", "节制闸", "闸", "互通")
ELEVATED, BRIDGE = "高架", "桥"
# A road that rings a town loses its last character in speech: 西二环 is 西二环路.
RING_ENDING, ROAD_ENDING = "环", "路"
# One of these in front makes another name of it: 西某路, 新某河.
NAME_FRONTS = "新老旧东西南北大小"

# Figures and directions tell names apart that differ in nothing else (一塘 and 二塘, 中部 and 西部): never a misprint.
TELLING = frozenset("0123456789一二三四五六七八九十百千东西南北中上下左右前后内外新老旧大小")

# The tail of an unknown word that shows it to be a line, so that a bare town behind it says which part of it is meant.
LINE_TAILS = "道路线江河浦塘港渠溪速"

# The tail of an unknown word that still shows it to be a place.
PLACE_ENDINGS = "路街道线桥江河浦塘港渠湖溪站口界岸堤闸村镇弄巷环湾山岭库园区侧端"
BORDER_ENDINGS = ("交界处", "交界", "边界", "界")

# Behind the name of an area these say that it is not meant.
NOT_THERE = ("以外", "之外", "外围")

# Behind a name: some of it, and the text does not say which.
SOME_OF = ("部分", "局部", "个别")
PARTS = ("区域", "地区", "地段", "路段", "河段", "范围", "片区", "地块", "点位", "镇街", "镇", "乡", "街道", "村", "社区", "段")

# Above the region in an address: the endings of their names, and the provinces as they are written without.
ABOVE_REGION = ("省", "自治区", "地区", "自治州", "盟", "市")
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)

CITYWIDE = (
    "全市", "全域", "全县", "全区", "市域范围", "市域内", "各镇(街道)", "各镇街", "各镇、街道", "各乡镇(街道)", "各村(社区)", "各村、社区",
    "各行政村",
)
DIGITS = "0-9一二两三四五六七八九十百"
MEASURES = "条座个处项段所里宗块片只类家栋幢套口孔公"
GENERIC_TAILS = ("工程", "项目", "建设", "改造", "整治", "提升")
# What a programme that has only a number of places calls them.
NO_PLACES = "未列点位"

# Brackets, dashes and marks to their plain forms, by code point because many look alike; blanks and private characters go.
_BRACKETS = {"\uff08": "(", "\uff09": ")", "[": "(", "]": ")", "\u3010": "(", "\u3011": ")", "\u3014": "(", "\u3015": ")",
             "\ufe59": "(", "\ufe5a": ")", "\uff3b": "(", "\uff3d": ")"}
_DASHES = dict.fromkeys(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2192\u2212\u2500\u2501\u2e3a\u2e3b\uff0d\ufe58\ufe63~\uff5e\u301c\u223c\u2053\u30fc", "-"
)
_MARKS = {"\uff0c": ",", "\uff1b": ";", "\uff1a": ":", "\uff0f": "/", "\u2027": "、", "\u00b7": "、", "\uff0b": "+"}
_WIDE = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
# Characters that no text keeps: the grammar writes names with them, five to a character of a text (:mod:`geo.grammar.signs`).
PRIVATE = range(0xE000, 0xE800)
_GONE = dict.fromkeys((*map(chr, range(0x21)), *map(chr, PRIVATE), "\u3000", "\xa0", "\u200b", "\ufeff"), "")
_PLAIN = _BRACKETS | _DASHES | _MARKS | _WIDE | _GONE
FULL_TO_HALF = str.maketrans(_PLAIN)
# Most characters of a text are plain already: to look for the others is several times faster than to look every one up.
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
MAX_TEXT = 400


def plain(text: str) -> str:
    """The text as names are compared: half-width brackets, dashes, digits; no blanks; at most MAX_TEXT characters."""
    return _NOT_PLAIN.sub(lambda match: _PLAIN[match[0]], text[:MAX_TEXT])

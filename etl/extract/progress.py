"""Progress said in words no list can hold: "…工程|完成箱梁架设", "…项目|设备调试". Finds where the name ends.

A name of works is recognised by its end, and what follows it is told by its last word: 浇筑 is building, 批复 is preparation.
"""

from __future__ import annotations

import re
from itertools import islice

from etl.extract.circumstances import TIME_END
from etl.extract.names import dissect, has_range
from etl.extract.text import closed_spans
from etl.extract.vocabulary import Vocabulary

# The longest progress phrase taken off a name; longer ones are clauses of their own.
LONGEST = 24
# Places tried for the cut: a statement has one; more are noise, and would cost the square of the length.
MOST_TRIED = 6
# A step of building that is neither its start nor its end, whatever its words.
UNDER_WAY = "形象进度"
_PREDICATE = re.compile(
    r"继续|累计|恢复(?!重建|工程|项目)|完成|建成(?!区)|实现|启动(?!区)|取得|通过|进入|转入|具备|加快|抓紧|办理|办结|签订|获得|达到|开展|推进|进行|全部|力争|确保|争取|对外|上报|全面|正式|开始"
)
_STRONG_END = re.compile(r"(?:工程|项目|标段|[一二三四五六七八九十\d]期|段\)|期\)|\))(?!工程|项目|\)|$)")
# "今年10月|将|完成…", "6月前|完成…".
_INTENT = re.compile(r"(?:也|均|都)?(?:将|已经|已|计划|预计|拟|正在|目前|正|(?<![重主需首必险摘纪])要|进一步)+$")
# What ends in a lake or a river only by half: 湖|北, 江|西.
_PROVINCE = re.compile(r"[湖河][南北]|江[苏西]|浙江")
# "甲线二期乙段|3个站点完成围挡": parts that are counted.
_COUNTED_PARTS = re.compile(r"\d+[个座处条栋]\w{2,4}$")
_DONE = re.compile(r"(?:已|均|全部|基本|全面)*完成(?P<act>.+)")
_TURNS = frozenset({"累计", "完成", "建成", "启动", "通过", "取得"})
_REACHED_END = re.compile(
    r"(?:至|到)(?:设计)?(?:高程[\d.]+米|第?[\d一二三四五六七八九十]+层)$|(?:(?:累计)?(?:完成|突破|达到?|超过?))\d+(?:\.\d+)?[万亿]?[\u4e00-\u9fff]{1,3}$"
)
_AMOUNT_END = re.compile(r"(?:累计)?(?:突破|达到?|超过?)?\d+(?:\.\d+)?[万亿]?(?:余|多)?[\u4e00-\u9fffA-Za-z]{1,3}$")
# What follows 项目 in words that are no step: 项目库, 工程项目, 项目等.
_NO_STEP = re.compile(r"^(?:库|部|化|制|群|工程|等|及|和|与|的|内|中|周边|配套|建设)|[及和与]|梳理|储备|谋划|推介|申报|建设$")
_BESIDE = re.compile(r"(?:两岸|两侧|沿线|周边|环境|景观)+")
_PLAIN = frozenset({"建设", "施工", "实施", "安装"})
_LONGEST_NAME = 150


def split_progress(text: str, steps: tuple[str, ...], quantity: str, words: Vocabulary) -> tuple[int, str]:
    """Where the name in `text` ends and what step follows it there: (len(text), '') when the text is all name.

    steps and quantity are what was already read after the text. Never raises; bounded by the longest name.
    """
    size = len(text)
    text = re.sub(r"[的及和与、并]$", "", text)
    if size < 4 or size > _LONGEST_NAME:
        return size, ""
    closed = closed_spans(text)
    if cut := _by_predicate(text, steps, quantity, words, closed):
        return cut, _step_in(text[cut:], steps, quantity, words)
    told = words.progress.ending(_REACHED_END.sub("", text)) or (words.papers.ending(text) if steps else "")
    told = told or (words.parts.ending(text) if quantity else "")
    if cut := _by_strong_end(text, words, closed, told=bool(told), reached=bool(quantity or set(steps) - _PLAIN)):
        return cut, _step_in(text[cut:], steps, quantity, words)
    if not told and (not (steps or quantity) or set(steps) <= _PLAIN - {"安装"}):
        return size, ""
    if (told or not _whole(text)) and not words.name_acts.ending(text) and (cut := _by_whole_left(text, words, closed)):
        return cut, _step_in(text[cut:], steps, quantity, words)
    return size, ""


def _by_predicate(text: str, steps: tuple[str, ...], quantity: str, words: Vocabulary, closed: list[tuple[int, int]]) -> int:
    for match in islice(_PREDICATE.finditer(text, 2), MOST_TRIED):
        at = _before_time(text[: match.start()], words)
        left = _COUNTED_PARTS.sub("", text[:at])
        at = len(left) if _whole(left) else at
        if _inside(at, closed) or not _acceptable(text[at:], words) or not _whole(text[:at]):
            continue
        rest = _AMOUNT_END.sub("", text[match.end() :].removesuffix("阶段"))
        if steps or quantity or words.progress.ending(rest) or words.steps.ending(rest) or match[0] in _TURNS:
            return at
    return 0


def _before_time(text: str, words: Vocabulary) -> int:
    """Where the name in text ends, before the time, the intent, or the papers that stand between it and the predicate."""
    text = _INTENT.sub("", text)
    time = TIME_END.search(text[-16:])
    if time:
        return len(text) - len(time[0])
    while said := words.papers.ending(text) or words.steps.ending(text):
        text = text[: -len(said)]
    return len(text)


def _by_strong_end(text: str, words: Vocabulary, closed: list[tuple[int, int]], *, told: bool, reached: bool) -> int:
    """After 工程 or 项目 of a proper name any phrase is progress that is not itself a thing or told of papers."""
    ends = [match.end() for match in _STRONG_END.finditer(text) if not _inside(match.end(), closed)]
    for cut in ends[: -MOST_TRIED - 1 : -1]:
        if re.search("[、等]", text[cut:]) and not _are_parts(text[cut:], words):
            continue
        if not _acceptable(text[cut:], words) or not _whole(text[:cut]):
            continue
        rest = dissect(text[cut:])
        proper = text[:cut].endswith(("工程", "项目")) and len(dissect(_last_member(text[:cut])).residue) >= 2
        if not _AMOUNT_END.sub("", text[cut:]):
            continue
        if (
            (reached and (rest.name in words.parts or "、" in rest.name))
            or told
            or (proper and len(rest.name) >= 3 and not (rest.facility or rest.act or rest.head or _NO_STEP.search(rest.name)))
        ):
            return cut
    return 0


def _are_parts(text: str, words: Vocabulary) -> bool:
    """Reads "土建、钢结构、外装饰等": parts of the works before them."""
    return all(piece in words.parts or words.progress.ending(piece) for piece in text.removesuffix("等").split("、"))


def _by_whole_left(text: str, words: Vocabulary, closed: list[tuple[int, int]]) -> int:
    for cut in range(len(text) - 1, max(2, len(text) - 14), -1):
        if (
            _inside(cut, closed)
            or _PROVINCE.match(text, cut - 1)
            or text[cut] in "、及和与的区(至到—-"
            or text[cut - 1].isdigit()
            or re.search("[、及和与等]", text[cut:])
        ):
            continue
        left = dissect(_last_member(text[:cut]))
        if (
            (left.facility or (left.act and left.holds) or (left.section and left.holds and has_range(left.name)))
            and left.named
            and _acceptable(text[cut:], words)
        ):
            after = _after_modifiers(text, cut, words)
            return after if after != cut else _before_part(text, cut, words)
    return 0


def _before_part(text: str, cut: int, words: Vocabulary) -> int:
    """Reads "…水库扩容|大坝填筑": a part of works that are whole without it is the step's."""
    part = words.parts.ending(text, cut)
    facility = dissect(_last_member(text[:cut])).facility
    left = TIME_END.sub("", text[: cut - len(part)])
    return len(left) if part and facility and part.endswith(facility) and _whole(left) else cut


def _after_modifiers(text: str, cut: int, words: Vocabulary) -> int:
    """Where a river's banks and the like are between the facility and the step ("…江|两岸景观|概念方案征集"), they are the name's."""
    end = len(text)
    while found := words.progress.ending(text, end) or words.papers.ending(text, end):
        end -= len(found)
        if _BESIDE.fullmatch(text[cut:end]):
            return end
    return cut


def _whole(text: str) -> bool:
    """Whether the last member of a list names works by itself."""
    member = _last_member(text)
    anatomy = dissect(member)
    works = (
        anatomy.works
        or (anatomy.act and (anatomy.holds or (anatomy.head and anatomy.residue)))
        or (anatomy.head and len(anatomy.residue) >= 3)
    )
    return len(member) >= 3 and bool(works) and not anatomy.refused


def _last_member(text: str) -> str:
    return text.rpartition("、")[2]


def _acceptable(rest: str, words: Vocabulary) -> bool:
    rest = _REACHED_END.sub("", rest)
    # "竣工验收和空气质量检测": what the first of two tells is a step
    first = re.split("[和及、]", rest)[0]
    told = words.progress.ending(rest) or words.papers.ending(rest) or words.parts.ending(rest)
    told = told or (words.steps.ending(first) if first != rest else "")
    if not 0 < len(rest) <= LONGEST or "(" in rest or (not told and words.refused_heads.ending(rest)):
        return False
    return not words.refused_words.held_by(rest[: len(rest) - len(told)] if rest.endswith(told) else first)


def _inside(at: int, closed: list[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in closed)


def _step_in(rest: str, steps: tuple[str, ...], quantity: str, words: Vocabulary) -> str:
    """The step the cut-off phrase tells; a bare 建设 or 施工 after it is of a part, so it is under way, not finished."""
    if not steps and (done := _DONE.fullmatch(rest)) and done["act"] in words.name_acts:
        return "完成"
    if steps:
        return UNDER_WAY if steps[-1] in _PLAIN and _PREDICATE.sub("", rest) else ""
    first = re.split("[和及、]", rest)[0]
    rest = first if words.steps.ending(first) else rest.split("、")[0]
    rest = _AMOUNT_END.sub("", _REACHED_END.sub("", rest))
    return words.progress.ending(rest) or words.steps.ending(rest) or UNDER_WAY

"""From a text to its tree: ``parse``.

The names that the gazetteer finds are replaced by one sign each, by role, so that the forms of the language can be read by
short patterns (:mod:`geo.patterns`) whatever the names are. The text is cut to MAX_TEXT characters, so the work is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from geo import patterns
from geo.coded import Coded, number
from geo.expression import (
    Beside,
    Besides,
    Between,
    Bounded,
    CityWide,
    CountOf,
    Crossing,
    Cut,
    Either,
    Group,
    Named,
    Node,
    Partly,
    Phase,
    Reach,
    Several,
    SideOf,
    Towns,
    Unknown,
    Unplaced,
    Villages,
    Whole,
    named_in,
)
from geo.gazetteer import Mention
from geo.named import Role
from geo.patterns import F, R
from geo.vocabulary import TOWN_ENDINGS, plain


class Names(Protocol):
    """What ``parse`` needs of a gazetteer."""

    def mentions(self, text: str) -> Sequence[Mention]:
        """Names in a plain text, from left to right, none overlapping."""
        ...


def parse(text: str, names: Names) -> Node:
    """The tree of a place expression or project name. Never raises: what cannot be read is ``Unknown``."""
    text = patterns.BRACKETS_ON.sub("、", plain(text))
    return _Reading.of(text, names.mentions(text)).tree()


class _Reading(Coded):
    """A coded text, and the forms it may be read in."""

    def tree(self) -> Node:
        """The readings of the text, the most telling first, as one node."""
        if patterns.SOME.search(self.coded) and (match := patterns.PARTLY.search(self.coded)):
            return Partly(self.without(*match.span()).tree(), match[0])
        options: list[Node] = []
        for form in FORMS:
            if node := form(self):
                options.append(self.with_rest(node))
                break
        if not self.roles <= _DRAWN:
            options += [node for form in AREAS if (node := form(self)) and node not in options]
        if node := self.city():
            options.append(node)
        if not options:
            return self.unplaced() or Unknown(self.text)
        return options[0] if len(options) == 1 else Either(tuple(options))

    def with_rest(self, node: Node) -> Node:
        """The reading, and the features that the text names besides and that the reading says nothing of."""
        if len(self.names) < 2 or isinstance(node, _ALL_TOLD):
            return node
        told = "\n".join([name.text for name in named_in(node)])
        rest = [name for name in self.names.values() if name.role is Role.FEATURE and name.text not in told]
        return Besides(node, tuple(dict.fromkeys(rest))) if rest else node

    # -- forms, the most telling first ---------------------------------------------------------------------------------

    def bracketed(self) -> Node | None:
        """X(…): what the brackets say of X; of several stretches, all."""
        if "(" not in self.coded:
            return None
        found = [
            node for match in patterns.BRACKET.finditer(self.coded)
            if (node := self.inside(self.names[match.start(1)], *match.span(3)))
        ]
        if stretches := [node for node in found if isinstance(node, _STRETCHES)]:
            return _joined(stretches)
        if found:
            return found[0]
        for match in patterns.UNKNOWN_BRACKET.finditer(self.coded):
            node = self.between(Named(match[1]), *match.span(2))
            if node and (any(i in self.names for i in range(*match.span(2))) or match[2].endswith("段")):
                return node
        return None

    def inside(self, line: Named, start: int, end: int) -> Node | None:
        """What a pair of brackets says of the line before it."""
        inner = self.coded[start:end]
        if node := self.between(line, start, end):
            return node
        if match := patterns.INNER_SIDE.match(inner):
            return SideOf(line, self.named(match, 1, offset=start), match["side"])
        if patterns.INNER_CROSSING.match(inner) and self.names[start] != line:
            return Crossing(line, self.names[start])
        if patterns.INNER_CUT.match(inner):
            return Cut(line, self.names[start], implied=not inner.endswith(("段", "境内")))
        if patterns.INNER_PHASE.match(inner):
            return Phase(line, inner)
        if patterns.INNER_REACH.match(inner) and not patterns.NOT_A_REACH.search(inner):
            return Reach(line, inner)
        return None

    def between(self, line: Named | None, start: int, end: int) -> Node | None:
        """A—B in a span of the coded text, or A—B、C—D."""
        parts: list[Node] = []
        at = start
        for piece in patterns.APART.split(self.coded[start:end]):
            if separators := [found.span() for found in patterns.SEPARATOR.finditer(piece)]:
                opened = at + piece.find(":", 0, separators[0][0]) + 1
                a = self.end(_skip(self.coded, opened, at + separators[0][0]), at + separators[0][0], besides=line)
                b = self.end(at + separators[-1][1], at + len(piece), besides=line)
                via = [self.end(at + one[1], at + other[0], besides=line) for one, other in pairwise(separators)]
                if a and b:
                    parts.append(Between(line, a, b, via=tuple([end for end in via if end])))
            at += len(piece) + 1
        return _joined(parts) if parts else None

    def listed(self) -> Node | None:
        """X(A—B段)、Y某镇段、Z: several expressions, each complete in itself."""
        if "、" not in self.coded or self.coded.count(F) < 2:
            return None
        nodes: list[Node] = []
        at = 0
        for item in patterns.ITEM.findall(self.coded):
            part = self.part(at, at + len(item))
            node = next((node for form in FORMS[2:] if (node := form(part))), None) if F in item else None
            if not isinstance(node, _LISTED) or len(nodes) > _MOST_LISTED:
                return None
            nodes.append(node)
            at += len(item) + 1
        if all(isinstance(node, Whole) for node in nodes) or any(isinstance(node, Cut) and node.implied for node in nodes):
            return None
        return _joined(nodes)

    def around(self) -> Node | None:
        """东至甲、南至乙、西至丙、北至丁: the block that four lines enclose (四至)."""
        if "东" not in self.coded or "西" not in self.coded:
            return None
        sides = {match[1]: self.names[match.start(2)] for match in patterns.AROUND.finditer(self.coded)}
        return Bounded(tuple(sides[side] for side in "东南西北")) if len(sides) == 4 else None

    def inline(self) -> Node | None:
        """X A至B段."""
        if not patterns.SEPARATOR.search(self.coded):
            return None
        if match := patterns.INLINE.search(self.coded):
            line = self.names[match.start(1)]
            a, b = self.end(*match.span(2), besides=line), self.end(*match.span(3), besides=line)
            if a and b:
                return Between(line, a, b)
        return None

    def ends_only(self) -> Node | None:
        """A至B段X; A至B段, of what we are not told."""
        if not patterns.SEPARATOR.search(self.coded):
            return None
        if match := patterns.ENDS_LINE.search(self.coded):
            line = self.names[match.start(3)]
            a, b = self.end(*match.span(1), besides=line), self.end(*match.span(2), besides=line)
            if a and b:
                return Between(line, a, b)
        if match := patterns.ENDS_ONLY.search(self.coded):
            a, b = self.end(*match.span(1), besides=None), self.end(*match.span(2), besides=None)
            if a and b:
                return Between(None, a, b)
        if match := patterns.CONVEYED.search(self.coded):
            return Between(None, self.named(match, 1), Named(self.said(*match.span(2))))
        return None

    def crossing(self) -> Node | None:
        """X与Y交叉口, and what lies on one side of it."""
        if match := patterns.CROSSING.search(self.coded):
            line, other = self.named(match, 1), self.named(match, 2)
            if Role.FEATURE in (line.role, other.role):
                side = match["side"] or match["beside"]
                return self.aside(line, other, side, match.end()) if side else Crossing(line, other)
        if match := patterns.CROSSING_BARE.search(self.coded):
            return Crossing(*(self.names[match.start(group)] for group in ((1, 2) if match[1] else (3, 4))))
        return None

    def aside(self, line: Named, other: Named, side: str, end: int) -> SideOf:
        """A side of a crossing, and how far from it where that stands behind."""
        far = patterns.DISTANCE.match(self.coded, end + (self.coded[end:end + 1] == "侧"))
        if far is None:
            return SideOf(line, other, side)
        metres = float(far["far"]) * (1.0 if far["unit"] in ("米", "m") else 1000.0)
        return SideOf(line, other, side, metres, spot=far["spot"] is not None)

    def side(self) -> Node | None:
        """X Y以北, Y以北X; without X, a site beside Y."""
        if (match := patterns.TWO_SIDES.search(self.coded)) and match[3] + match[5] in _OPPOSITE:
            return Between(*(self.names[match.start(group)] for group in (1, 2, 4)))
        if match := patterns.LINE_SIDE.search(self.coded):
            return self.aside(self.names[match.start(1)], self.named(match, 2), match["side"], match.end())
        if match := patterns.SIDE_LINE.search(self.coded):
            return SideOf(self.names[match.start(3)], self.names[match.start(1)], match["side"])
        matches = list(patterns.BESIDE.finditer(self.coded))
        if len(matches) == 1 and (match := patterns.ALONG_SIDE.search(self.coded)) and Role.TOWN not in self.roles:
            return Whole(self.names[match.start(1)], along=True)
        return Beside(tuple((self.names[match.start(1)], match[2] or match[3]) for match in matches)) if matches else None

    def cut(self) -> Node | None:
        """X慈溪段, X横河段."""
        if match := patterns.CUT.search(self.coded) or patterns.CUT_IN.search(self.coded):
            line = self.names[match.start(1)]
            return _joined([Cut(line, self.names[i]) for i in range(*match.span(2)) if i in self.names])
        return None

    def counted(self) -> Node | None:
        """A、B等5条; A、B等道路."""
        if "等" not in self.coded:
            return None
        match = patterns.COUNT.search(self.coded)
        count, measure = (number(match["n"]), match["m"]) if match else (None, "")
        if match is None and ((match := patterns.OPEN_COUNT.search(self.coded)) is None or Role.FEATURE not in self.roles):
            return None
        if self.all(Role.TOWN) and self.coded[match.end():].startswith(TOWN_ENDINGS):
            return Towns(self.all(Role.TOWN), count)
        names: list[Named] = []
        at = match.start(1)
        for piece in patterns.COUNT_JOINT.split(match[1]):
            found = [self.names[i] for i in range(at, at + len(piece)) if i in self.names]
            names.append(found[-1] if found else Named(piece))
            at += len(piece) + 1
        names = [name for name in names if name.text and name.role not in (Role.REGION, Role.TOWN)]
        return CountOf(tuple(dict.fromkeys(names)), count, measure) if names else None

    def phase(self) -> Node | None:
        """X二期."""
        if "期" in self.coded and (match := patterns.PHASE.search(self.coded)):
            return Phase(self.names[match.start(1)], match[2])
        return None

    def reach(self) -> Node | None:
        """A part of X that is known by its own name only."""
        if match := patterns.REACH_BEFORE.search(self.coded):
            return Reach(self.names[match.start(2)], match[1])
        if match := patterns.BEYOND.search(self.coded):
            return Reach(self.names[match.start(1)], match[2], beyond=True)
        match = patterns.REACH_AFTER.search(self.coded) if "段" in self.coded else None
        if match is None or patterns.NOT_A_REACH.search(match[2]):
            match = patterns.SITE_ON.search(self.coded)
        if match is None:
            return None
        town = patterns.TOWN_LINE.search(self.coded)
        within = self.names[town.start(1)] if town and town.start(2) == match.start(1) else None
        return Reach(self.names[match.start(1)], match[2], within=within)

    def whole(self) -> Node | None:
        """X; X、Y和Z; X沿线; 横河镇X."""
        features = self.all(Role.FEATURE)
        if not features:
            return None
        if match := patterns.ALONG.search(self.coded):
            return Whole(self.names[match.start(1)], along=True)
        if len(features) == len(self.all(Role.TOWN)) == 1 and (match := patterns.TOWN_LINE.search(self.coded)):
            return Cut(self.names[match.start(2)], self.names[match.start(1)], implied=True)
        match = patterns.LISTED.search(self.coded) if len(features) > 1 else None
        named = [self.names[i] for i in range(*match.span()) if i in self.names] if match else features[:1]
        listed = [name for name in dict.fromkeys(named) if name.role is Role.FEATURE]
        if len(listed) == len(features) or len(features) == 1:
            unlisted = (*patterns.UNLISTED_BEFORE.findall(self.coded), *patterns.UNLISTED_AFTER.findall(self.coded))
            listed += [Named(name) for name in unlisted]
        return Several(tuple(map(Whole, listed))) if len(listed) > 1 else Whole(features[0], others=features[1:])

    # -- what stands in when no line can be drawn ----------------------------------------------------------------------

    def villages(self) -> Node | None:
        """A镇B村."""
        pairs: list[tuple[Named, Named | None]] = []
        town: Named | None = None
        for name in self.names.values():
            if name.role is Role.TOWN:
                town = name
            elif name.role is Role.VILLAGE:
                pairs.append((name, town))
        return Villages(tuple(dict.fromkeys(pairs))) if pairs else None

    def towns(self) -> Node | None:
        """A镇、B镇."""
        towns = self.all(Role.TOWN)
        return Towns(towns, open=patterns.OPEN_TOWNS.search(self.coded) is not None) if towns else None

    def groups(self) -> Node | None:
        """中心城区."""
        return Group(groups) if (groups := self.all(Role.GROUP)) else None

    def city(self) -> Node | None:
        """全市, or nothing but the region's name."""
        if match := patterns.CITY.search(self.text):
            return CityWide(match[0])
        return CityWide(self.text) if R in self.coded and patterns.REGION.fullmatch(self.coded) else None

    def unplaced(self) -> Node | None:
        """5座桥头."""
        return Unplaced(self.said(*match.span())) if (match := patterns.NUMBER.search(self.coded)) else None


Form = Callable[[_Reading], Node | None]

FORMS: tuple[Form, ...] = (
    _Reading.around, _Reading.listed, _Reading.bracketed, _Reading.inline, _Reading.crossing, _Reading.ends_only, _Reading.side,
    _Reading.cut, _Reading.counted, _Reading.phase, _Reading.reach, _Reading.whole,
)
AREAS: tuple[Form, ...] = (_Reading.villages, _Reading.towns, _Reading.groups)
_DRAWN = {Role.FEATURE}
# Readings that speak of all the names there are, that are stretches, and that may stand in a list of expressions.
_ALL_TOLD, _STRETCHES, _LISTED = (Whole, Bounded), (Between, Several), (Whole, Between, Cut, SideOf, Several)
_MOST_LISTED = 40
_OPPOSITE = ("东西", "西东", "南北", "北南")


def _joined(nodes: Sequence[Node]) -> Node:
    """One node for several that are meant together."""
    if len(nodes) == 1:
        return nodes[0]
    flat = [part for node in nodes for part in (node.parts if isinstance(node, Several) else (node,))]
    return flat[0] if len(flat) == 1 else Several(tuple(flat))


def _skip(coded: str, start: int, end: int) -> int:
    """Past a 自, 从, 由 that opens a stretch."""
    return start + 1 if start < end and coded[start] in "自从由" else start

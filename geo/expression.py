"""Place expressions (地点表述) as a small typed tree.

``北外环(浒崇公路—胜陆高架段)`` is ``Between(北外环, 浒崇公路, 胜陆高架)``; the tree says what a text means and nothing of where
that is. Every node is frozen and made of names and words only; :mod:`geo.locate` gives them geometry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.named import Named


@dataclass(frozen=True, slots=True)
class Border:
    """The border of a town (横河镇界), or of the region when ``of`` is None (余慈界)."""

    of: Named | None
    text: str


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of the line itself on one side (北端); side is empty for 起点 and 终点."""

    side: str
    text: str


@dataclass(frozen=True, slots=True)
class Off:
    """So many metres to one side of a place on the line (甲路以东200米)."""

    of: Named
    side: str
    metres: float


End = Named | Border | Tip | Off


@dataclass(frozen=True, slots=True)
class Whole:
    """A feature as a whole. along: the text says 沿线, 两侧, 两岸; others: features that it names besides."""

    name: Named
    along: bool = False
    others: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """X(A—B段): the part of a line between two ends. line is None when the text names the ends only.

    via: what the text names between the two (X(A—C—B段)).
    """

    line: Named | None
    a: End
    b: End
    via: tuple[End, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """X与Y交叉口: a point. corner: which corner or side of it the text means (交叉口西南角)."""

    line: Named
    other: Named
    corner: str = ""


@dataclass(frozen=True, slots=True)
class SideOf:
    """X与Y交叉口以东, X上Y以北: the part of X on one side of where Y crosses it.

    metres: only so far from the crossing (以东500米); spot: the place that far away, not the way to it (以东500米处).
    """

    line: Named
    other: Named
    side: str
    metres: float | None = None
    spot: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Y以西, 甲以北、乙以东: a site known by what it lies beside."""

    sides: tuple[tuple[Named, str], ...]


@dataclass(frozen=True, slots=True)
class Bounded:
    """东至甲、南至乙、西至丙、北至丁 (四至): the block enclosed by four lines, in that order."""

    sides: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """X慈溪段, X横河段: what of a line lies in a town, a group of towns, or the region.

    implied: the town only stands before the line (横河镇228国道), so a line outside it is not contradicted.
    """

    line: Named
    area: Named
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """A part of a line, or a site on it, known only by what it is called: 大塘河人民公园段, 某路东段, 某线某站.

    beyond: it continues the line (某路北延); within: the town that stands before the line.
    """

    line: Named
    part: str
    beyond: bool = False
    within: Named | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """X二期: a phase of the works, whose extent is the registry's to say."""

    line: Named
    phase: str


@dataclass(frozen=True, slots=True)
class Villages:
    """A镇B村: villages, each with its town where the text names it. count: how many the text says there are, where it does."""

    names: tuple[tuple[Named, Named | None], ...]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Towns:
    """A、B、C等镇(街道): towns by name. count: how many the text says there are, where it says so; open: it says 等 only."""

    names: tuple[Named, ...]
    count: int | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class EveryTown:
    """各街道, 14个镇: all towns of one kind. kinds: their 镇, 街道, 乡; count: how many the text says there are, where it does."""

    text: str
    kinds: tuple[str, ...]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """中心城区, 某片区: towns that go by one name."""

    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class CityWide:
    """全市: by its nature everywhere in the region. text is the word that says so."""

    text: str


@dataclass(frozen=True, slots=True)
class CountOf:
    """明州路等5条: some of a stated number of places are named. count: None where the text only says 等."""

    names: tuple[Named, ...]
    count: int | None
    measure: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """5座桥头: a number of places, none of them named."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No name that the gazetteer has, and no form that says where. text is what was read."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Places named together: all of them are meant."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Partly:
    """A镇部分区域, X局部路段, X二标段, X的K3+200—K8+500: some of what the node says, and not which. text is the words that say so."""

    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class Besides:
    """A reading, and features that the text names as well, of which the reading says nothing: they are told, not drawn."""

    node: Node
    others: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Readings of one text, the most telling first; a later one stands in when an earlier one cannot be placed."""

    options: tuple[Node, ...]


Node = (
    Whole | Between | Crossing | SideOf | Beside | Bounded | Cut | Reach | Phase | Villages | Towns | EveryTown | Group | CityWide
    | CountOf | Unplaced | Unknown | Several | Partly | Besides | Either
)


def joined(nodes: Sequence[Node]) -> Node:
    """One node for several that are meant together."""
    flat = [part for node in nodes for part in (node.parts if isinstance(node, Several) else (node,))]
    return flat[0] if len(flat) == 1 else Several(tuple(flat))


def besides(node: Node, names: Sequence[Named]) -> Node:
    """A reading, with those of the names that it says nothing of."""
    told = "\n".join([name.text for name in named_in(node)])
    rest = tuple([name for name in names if name.text not in told])
    return Besides(node, rest) if rest else node


def named_in(node: Node | End | None) -> Iterator[Named]:
    """Every name that a tree makes use of, some of them twice."""
    match node:
        case Named():
            yield node
        case Between():
            for end in (node.line, node.a, node.b, *node.via):
                if isinstance(end := end.of if isinstance(end, Off) else end, Named):
                    yield end
        case Whole():
            yield from (node.name, *node.others)
        case Crossing() | SideOf():
            yield from (node.line, node.other)
        case Cut():
            yield from (node.line, node.area)
        case Reach() | Phase():
            yield node.line
        case Beside():
            yield from (name for name, _ in node.sides)
        case Bounded():
            yield from node.sides
        case Several():
            for part in node.parts:
                yield from named_in(part)
        case Towns() | Group() | CountOf():
            yield from node.names

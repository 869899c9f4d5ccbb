"""Places known by town, village, group or region only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from data.model import Precision, Region, Town, Village
from geo.expression import CityWide, EveryTown, Group, Named, Towns, Villages
from geo.gazetteer import Gazetteer
from geo.locate.answer import Answer, miss
from geo.named import Role
from geo.vocabulary import NO_PLACES


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its name: EPSG:4490; towns are the names of its towns, empty for the region."""

    name: str
    geometry: BaseGeometry
    towns: tuple[str, ...]
    approximate: bool

    @property
    def precision(self) -> Precision:
        """How well a line cut to it is known at best."""
        return Precision.SCHEMATIC if self.approximate else Precision.SURVEYED

    @property
    def mark(self) -> str:
        """近似 where the border is not the legal one."""
        return "近似" if self.approximate else ""


class Areas:
    """Geometry of the nodes that speak of towns; unions are made once."""

    def __init__(self, region: Region, gazetteer: Gazetteer) -> None:
        self._region = region
        self._gazetteer = gazetteer
        self._united: dict[tuple[str, ...], Area] = {}

    def of(self, name: Named) -> Area | None:
        """The area that a name cuts to; None when the pack has none."""
        if name.role is Role.REGION:
            return Area(self._region.name, shapely.make_valid(self._region.outline), (), approximate=False)
        if name.role is Role.TOWN:
            town = self._gazetteer.town(name.text)
            return self._unite((town,)) if town else None
        towns = self._gazetteer.group(name.text)
        return self._unite(towns, name=name.text) if towns else None

    def _unite(self, towns: Sequence[Town], *, name: str = "") -> Area:
        codes = tuple(dict.fromkeys(town.code for town in towns))
        if codes not in self._united:
            self._united[codes] = Area(
                "、".join(town.name for town in towns), shapely.union_all(shapely.make_valid([town.geometry for town in towns])),
                tuple(town.name for town in towns), any(town.approximate for town in towns),
            )
        area = self._united[codes]
        return Area(name, area.geometry, area.towns, area.approximate) if name else area

    def _answer(self, towns: Sequence[Town], method: str, *evidence: str) -> Answer:
        area = self._unite(tuple({town.code: town for town in towns}.values()))
        drawn = f"按{'、'.join(area.towns)}{area.mark}范围示意"
        return Answer(geometry=area.geometry, method=method, precision=Precision.TOWN, evidence=[*evidence, drawn])

    def towns(self, node: Towns) -> Answer:
        """A、B、C等镇(街道)."""
        towns = [town for name in node.names if (town := self._gazetteer.town(name.text))]
        if not towns:
            return miss("没有所列镇(街道)的范围")
        answer = self._answer(towns, "town", f"文中写明:{'、'.join(dict.fromkeys(town.name for town in towns))}")
        if node.count and len(towns) < node.count:
            answer.partial, answer.reason = True, f"共 {node.count} 个镇(街道),只列名 {len(towns)} 个"
        if node.open:
            answer.evidence.append("文中用“等”,是否还有未列名的镇(街道)未写明")
            if len(towns) == 1:
                answer.partial, answer.reason = True, "文中用“等”,只列名 1 个镇(街道)"
        return answer

    def villages(self, node: Villages) -> Answer:
        """A镇B村: the town of each village, for villages have no borders here."""
        towns: list[Town] = []
        evidence: list[str] = []
        missing: list[str] = []
        doubts: list[str] = []
        for name, said in node.names:
            town = self._gazetteer.town(said.text) if said else None
            villages = _villages_of(self._gazetteer, name, town)
            home = home_of(self._gazetteer, name, said)
            if home is None:
                missing.append(_no_home(name.text, town, list(dict.fromkeys(village.town for village in villages))))
                continue
            towns.append(home)
            evidence.append(f"{villages[0].name}属{home.name}(统计区划),无村级范围")
            if town and town.code != home.code:
                doubts.append(f"文中写作{town.name},与区划不符:{villages[0].name}属{home.name},待核")
        if not towns:
            return miss(";".join(missing))
        answer = self._answer(towns, "village", *evidence)
        if fewer := node.count is not None and len(node.names) < node.count:
            doubts.append(f"共 {node.count} 个村(社区),只列名 {len(node.names)} 个")
        answer.reason, answer.partial = ";".join((*missing, *doubts)), bool(missing) or fewer
        return answer

    def every(self, node: EveryTown) -> Answer:
        """各街道, 14个镇: the towns of these kinds, if the number is that of all of them."""
        towns = [town for town in self._region.towns if town.kind in node.kinds]
        if not towns or node.count not in (None, len(towns)):
            return miss(f"只有数量(“{node.text}”),{NO_PLACES}")
        if len(towns) == len(self._region.towns):
            return self.city(CityWide(node.text))
        return self._answer(towns, "town", f"文中“{node.text}”,为{len(towns)} 个{'、'.join(dict.fromkeys(town.kind for town in towns))}")

    def group(self, node: Group) -> Answer:
        """中心城区, 某片区."""
        members = {name.text: self._gazetteer.group(name.text) for name in node.names}
        towns = [town for group in members.values() for town in group]
        if not towns:
            return miss(f"没有“{'、'.join(members)}”所含镇(街道)的记载")
        said = [f"{name}:{'、'.join(town.name for town in group)}" for name, group in members.items() if group]
        return self._answer(towns, "group", *said)

    def city(self, node: CityWide) -> Answer:
        """全市."""
        said = f"文中“{node.text}”,为{self._region.name}全域"
        return Answer(geometry=self._region.outline, method="city", precision=Precision.CITY, evidence=[said])


def home_of(gazetteer: Gazetteer, name: Named, said: Named | None) -> Town | None:
    """The one town that a village lies in; said: the town that the text names before it. None where that is not settled."""
    homes = {village.town for village in _villages_of(gazetteer, name, gazetteer.town(said.text) if said else None)}
    return gazetteer.town(homes.pop()) if len(homes) == 1 else None


def _villages_of(gazetteer: Gazetteer, name: Named, town: Town | None) -> tuple[Village, ...]:
    return gazetteer.villages(name.text, town) or gazetteer.villages(name.text)


def _no_home(name: str, town: Town | None, homes: Sequence[str]) -> str:
    """Why a village's town is not settled: nobody has it, several do, or the town that the text names does not."""
    if not homes:
        return f"未收录“{name}”"
    if town and town.name not in homes:
        return f"{town.name}没有“{name}”({'、'.join(homes)}有)"
    return f"{'、'.join(homes)}都有“{name}”,文中未写明是哪一个"

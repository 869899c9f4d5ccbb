"""Rows of a board made by hand, for the tests of what is made from boards."""

from __future__ import annotations

from datetime import date

from data.lights import Lit
from data.model import Light, Precision, Progress, Stage, TownShare
from data.views.shapes import BoardRow

JUNE = date(2024, 6, 30)


def row(
    identity: str, *, plan: int | None = None, done: int | None = None, total: int | None = None, total_done: int | None = None,
    light: Light = Light.GREY, stage: Stage | None = None, parent: str | None = None, towns: tuple[str, ...] = (),
    gap: float | None = None, mapped: bool = False, name: str = "", known: bool = True,
) -> BoardRow:
    progress = Progress(stage=stage, year_plan=plan, year_done=done, total_investment=total, total_done=total_done)
    return BoardRow(
        id=identity, name=name or f"项目{identity}", aliases=(), sector="", project_class=None, unit="", stage=stage,
        progress=progress if known else None, as_of=JUNE, evidence=None,
        year_rate=done / plan if plan and done is not None else None,
        total_rate=None, lit=Lit(light=light, rule="默认", time_progress=0.5, gap=gap), judgement=None,
        towns=tuple(TownShare(project=identity, town=f"code-{town}", name=town, share=1 / len(towns)) for town in towns),
        precision=Precision.NONE, partial=False, mapped=mapped, place_reason="", length_m=None, parent=parent,
    )  # fmt: skip

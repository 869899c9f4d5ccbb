"""The registry of known projects, asked by name: what it says of a project's place is better than what its name says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from data.model import Project, Region
from geo.vocabulary import FULL_TO_HALF, GENERIC_TAILS, MAX_TEXT, plain


class Registry:
    """Projects of a region pack by their names, whatever generic words stand around these."""

    def __init__(self, region: Region) -> None:
        self._fronts = tuple(sorted({plain(name) for name in (region.name, *region.short_names)}, key=len, reverse=True))
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._projects = {project.id: project for project in region.projects}
        for project in region.projects:
            for name in (project.name, *project.aliases):
                self._by_name[self._bare(name)].add(project.id)

    def _bare(self, name: str) -> str:
        """A name without the region's in front and 工程, 项目, 建设 behind."""
        name = name[:MAX_TEXT].translate(_LETTERS_ONLY)
        for front in self._fronts:
            if name.startswith(front) and len(name) > len(front) + 2:
                name = name.removeprefix(front)
                break
        shorter = True
        while shorter:
            shorter = False
            for tail in GENERIC_TAILS:
                if name.endswith(tail) and len(name) > len(tail) + 2:
                    name, shorter = name.removesuffix(tail), True
        return name

    def named(self, text: str) -> Project | None:
        """The one project of this name or alias, or None."""
        if not self._projects:
            return None
        found = self._by_name.get(self._bare(text), ())
        return self._projects[next(iter(found))] if len(found) == 1 else None

    def phase(self, names: Iterable[str], phase: str) -> Project | None:
        """The one project whose name holds one of these names of a feature and this phase (二期), or None."""
        names = [plain(name) for name in names]
        found = {
            key for bare, keys in self._by_name.items() if phase in bare and any(name in bare for name in names) for key in keys
        }
        placed = [project for key in found if (project := self._projects[key]).place]
        return placed[0] if len(placed) == 1 else None


_MARKS = "()-、,“”\""
_LETTERS_ONLY = {code: "" if to in _MARKS else to for code, to in FULL_TO_HALF.items()} | dict.fromkeys(map(ord, _MARKS), "")

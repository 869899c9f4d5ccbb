"""The office's templates: files of the region pack that change wording and looks without code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, TemplateError
from briefing.starter_document import starter_document
from briefing.starter_slides import starter_slides
from briefing.wording import Wording, read_wording
from data.views import why

REGIONS = Path(__file__).parent.parent / "data" / "regions"
STARTER = Path(__file__).parent / "starter" / "wording.toml"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What one region gives to its briefing: its name, the wording, and its own document and slides (None: the starter's)."""

    region_name: str
    wording: Wording
    document: Path | None = None
    slides: Path | None = None

    @property
    def whole(self) -> str:
        """What sentences call the whole region (全市)."""
        return self.wording.text("名称.全域")


def load_pack(region: str, *, root: Path | None = None) -> Pack:
    """The templates of a region by its code or its name, each missing one replaced by the starter's.

    Raises :class:`TemplateError` naming file and field where one is broken.
    """
    folder = _folder(region, root or REGIONS)
    own = folder / "briefing" if folder else None
    wording = read_wording(STARTER, own / "wording.toml" if own else None)
    return Pack(
        region_name=wording.optional("名称.地区") or _region_name(folder) or region,
        wording=wording,
        document=_present(own, "document.docx"),
        slides=_present(own, "slides.pptx"),
    )


def template_stamp(region: str, *, root: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every template in force: what has been made with them may be kept as long as this is the same."""
    folder = _folder(region, root or REGIONS)
    files = [STARTER, *(sorted((folder / "briefing").glob("*")) if folder else ())]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def _folder(region: str, root: Path) -> Path | None:
    folders = [folder for folder in sorted(root.iterdir()) if folder.is_dir()] if root.is_dir() else []
    by_code = next((folder for folder in folders if folder.name == region), None)
    return by_code or next((folder for folder in folders if _region_name(folder) == region), None)


def _region_name(folder: Path | None) -> str:
    path = folder / "region.toml" if folder else None
    if path is None or not path.is_file():
        return ""
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TemplateError(f"区域包文件 {path.name} 不能读:{error}", "请按 TOML 格式改正该文件") from None
    return str(settings.get("name", ""))


def _present(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder and (folder / name).is_file() else None


def write_templates(folder: Path) -> list[Path]:
    """Write the starter's templates into a region's briefing folder for the office to change; what is there stays.

    Raises :class:`BriefingError` where the folder cannot be written.
    """
    files = {"wording.toml": STARTER.read_bytes(), "document.docx": starter_document(), "slides.pptx": starter_slides()}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            if not (folder / name).exists():
                (folder / name).write_bytes(data)
                written.append(folder / name)
    except OSError as error:
        raise BriefingError(f"不能写入 {folder}({why(error)})", "请检查目录权限") from None
    return written

"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from briefing.errors import BriefingError, NotNow
from briefing.manifest import read_manifest
from data.views import why

_ASIDE, _MAKING, _FORGOTTEN = ".old", ".part", 86_400


def check_place(folder: Path) -> None:
    """Refuse a place that holds something other than a briefing, before any work is done: nobody's files are replaced."""
    if folder.exists() and not folder.is_dir():
        raise BriefingError(f"{folder} 是文件,不是文件夹", "请另选输出位置")
    if folder.is_dir() and any(folder.iterdir()) and read_manifest(folder) is None:
        raise BriefingError(f"{folder} 里已有别的文件,未动它", "请另选一个空的或不存在的文件夹")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a new folder beside, flush them, and put it in place by renaming; an older briefing there gives way.

    A kill at any moment leaves the old folder, or the new one, or (between two renames) the old one set aside, which the next
    start puts back (:func:`recover_all`); never half a set.
    """
    check_place(folder)
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=_MAKING, dir=folder.parent))
    except OSError as error:
        raise NotNow(f"不能写入 {folder.parent}({why(error)})", "请检查目录权限和磁盘空间") from None
    try:
        made.chmod(0o755)
        for name, data in files.items():
            _write(made / name, data)
        _swap(made, folder)
    except OSError as error:
        raise NotNow(f"写 {folder.name} 失败({why(error)}),未留下半套文件", "请检查磁盘空间和目录权限") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def recover_all(parent: Path) -> None:
    """Put right, for every briefing under ``parent``, what a kill left behind: the set-aside put back, half-written folders gone.

    What another run is writing at this moment is left alone: only folders that nobody has touched for a day are cleared away.
    """
    for left in sorted(parent.iterdir()) if parent.is_dir() else ():
        if left.name.startswith(".") and left.name.endswith(_ASIDE):
            recover(parent / left.name.removeprefix(".").removesuffix(_ASIDE))
        elif left.name.startswith(".") and left.name.endswith(_MAKING) and time.time() - left.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put back the briefing that a kill between two renames left set aside."""
    old = _old(folder)
    if old.is_dir():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)


def _swap(made: Path, folder: Path) -> None:
    recover(folder)
    old = _old(folder)
    if folder.exists():
        folder.rename(old)
    made.rename(folder)
    _flush(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_ASIDE}")


def _flush(folder: Path) -> None:
    """Bring renames in a folder to the disk, where the system can (Windows cannot, and need not)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

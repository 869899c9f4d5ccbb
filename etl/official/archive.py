"""Unpacking a zip that somebody sent: only flat, plain files of a bearable size come out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from etl.errors import InputError

MAX_FILES = 500
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 300
_BLOCK = 1024 * 1024

# The parts of a dataset; anything else in the zip (documents, pictures, programs) is left where it is.
WANTED = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg", ".geojson", ".json", ".kml")


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """A folder with the zip's geographic files, all beside each other, gone afterwards.

    Folders within the zip are dropped and so is every path: nothing can be written outside. Raises InputError for a zip that is
    broken, encrypted, has too many files, or unpacks to far more than it holds.
    """
    with TemporaryDirectory(prefix="layers-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                for entry in _wanted(archive):
                    _extract(archive, entry, Path(folder))
        except InputError:
            raise
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
            raise InputError(f"{path.name} 不是完好的 zip 文件", "请重新打包或重新下载") from None
        yield Path(folder)


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        raise InputError(f"压缩包内有 {len(entries)} 个文件,过多", "请只打包需要的图层")
    chosen = [entry for entry in entries if _name(entry).lower().endswith(WANTED)]
    for entry in chosen:
        if entry.flag_bits & 0x1:
            raise InputError("压缩包有密码", "请去掉密码后再载入")
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1) and entry.file_size > _BLOCK:
            raise InputError(f"压缩包内 {_name(entry)!r} 的压缩比异常", "请核对来源,解压后直接载入其中的文件")
    if sum(entry.file_size for entry in chosen) > MAX_BYTES:
        raise InputError("压缩包解开后超过 2 GB", "请只打包需要的图层")
    names = [_name(entry) for entry in chosen]
    if len(set(names)) < len(names):
        raise InputError("压缩包内不同文件夹有同名文件", "请只打包需要的图层")
    return chosen


def _name(entry: zipfile.ZipInfo) -> str:
    """The bare file name; Windows zips of Chinese names are GBK where they do not say otherwise."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        name = raw.decode("gb18030", "replace")
    return PurePosixPath(name.replace("\\", "/")).name.replace("\0", "")


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    """Copy one entry, trusting no size that it states."""
    left = min(MAX_BYTES, max(entry.file_size, 1))
    try:
        with archive.open(entry) as source, (folder / _name(entry)).open("wb") as target:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise InputError(f"压缩包内 {_name(entry)!r} 比所写的大", "请重新打包")
                target.write(block)
    except RuntimeError:
        raise InputError("压缩包有密码", "请去掉密码后再载入") from None

"""Opening an office's own template: what cannot be read is said with the file's name and what to do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError as NoDocument
from lxml.etree import LxmlError
from pptx.exc import PackageNotFoundError as NoSlides

from briefing.errors import TemplateError
from data.views import why

# What python-docx and python-pptx raise for a file that is none of theirs, or damaged.
_DAMAGED = (NoDocument, NoSlides, BadZipFile, zlib.error, LxmlError, KeyError, ValueError, AttributeError, NotImplementedError)


def opened(path: Path, load: Callable[[str], Any], *, kind: str) -> Any:
    """The template at a path. kind: what it should be (演示文稿).

    Raises :class:`TemplateError` where it is something else, damaged, or may not be read.
    """
    remedy = f"请另存为 {path.suffix},或删去它改用系统自带的模板"
    try:
        return load(str(path))
    except OSError as error:
        raise TemplateError(f"模板 {path.name} 不能读({why(error)})", "请检查读取权限,或关闭占用它的程序") from None
    except _DAMAGED as error:
        raise TemplateError(f"模板 {path.name} 不是可读的{kind}({type(error).__name__})", remedy) from None

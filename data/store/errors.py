"""What can go wrong with a store, said so that its user can act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError


class StoreError(Exception):
    """The store cannot do what was asked. problem and remedy are one line each, in the user's language."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}。{remedy}")
        self.problem = problem
        self.remedy = remedy


class NoStore(StoreError):
    """There is no store at that address, and none was to be made."""


class StoreChanged(StoreError):
    """The store is no longer at the version from which a change was made ready."""


# A driver's words (lower case) -> problem, remedy. The first that occurs in the message wins.
_SAYINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("readonly database", "read-only transaction", "read-only file system", "permission denied"),
        "数据库只读,不能写入", "请检查文件和所在文件夹的写权限,或数据库账号的权限",
    ),
    (
        ("disk is full", "no space left", "could not extend file"),
        "磁盘空间已满,本次改动未写入,原有数据未受影响", "请清理磁盘后重试",
    ),
    (
        ("malformed", "not a database", "disk image", "file is encrypted"),
        "数据库文件已损坏或不是数据库", "请移走该文件,用备份替换,或重新载入各期文件",
    ),
    (
        ("database is locked", "lock timeout", "deadlock"),
        "数据库正被其他程序占用", "请关闭正在编辑该文件的程序(如 QGIS 的编辑状态)后重试",
    ),
    (
        ("out of range",),
        "有数值超出可存的范围(64 位整数)", "请核对该数值的单位和位数",
    ),
    (
        ("unable to open database", "no such file", "not a directory"),
        "打不开数据库文件", "请检查路径是否存在、是否有读写权限",
    ),
    (
        ("connection", "could not translate host", "timeout expired", "server closed", "name or service not known"),
        "连不上数据库", "请检查 STORE_URL 中的地址、端口、账号,以及数据库服务是否已启动",
    ),
)


def explain(error: Exception, *, where: str) -> StoreError:
    """A driver's error in the user's words; where is the store's address without its password."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    for words, problem, remedy in _SAYINGS:
        if any(word in said.lower() for word in words):
            return StoreError(f"{problem}({where})", remedy)
    return StoreError(f"数据库出错({where}):{said[:300]}", "请核对数据库的状态;若反复出现,请把这句话转给维护人员")


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what the database driver raises into :class:`StoreError`; the original stays as the cause."""
    try:
        yield
    except OverflowError as error:
        raise StoreError("有数值超出可存的范围(64 位整数)", "请核对该数值的单位和位数") from error
    except (DBAPIError, NoSuchModuleError, ArgumentError, OSError) as error:
        raise explain(error, where=where) from error

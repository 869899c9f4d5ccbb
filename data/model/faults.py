"""Why a file or a folder could not be used, in the words of those who use the system."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹,不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOSPC: "磁盘空间已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.EBUSY: "正被其他程序占用",
    errno.ETIMEDOUT: "网络磁盘没有响应",
}


def why(error: OSError) -> str:
    """The reason of an error of the operating system; its own words for one that is seldom met."""
    return _WORDS.get(error.errno or 0) or error.strerror or type(error).__name__

"""What leads a name in ("全市", "总投资3亿元的") and what is left of a list's end: no part of the name."""

from __future__ import annotations

import re

# "投资300万元(其中…)、总长7400米的": what works cost and measure, told before their name.
_MEASURED = (
    r"(?:(?:(?:总|计划|估算|计划总)?投资|总长度?|全长|(?:总?建筑|占地|规划)面积|总?占地)约?[\d.]+[万亿]?(?:元|平方米|平方公里|公里|米|亩)"
    r"(?:\([^()]{1,40}\))?[、,和]?)+的?"
)
_LEAD_OUT = re.compile(
    rf"^(?:我省|我市|我县|我区|本市|本省|全省|全市|全县|全区|省里的?|现有|原有|新一轮|一批|了|(?:控制性|先行|标志性|重点|关键性?)工程|本周|本月|近期|目前|新?签约的|新引进的|拟建的|(?:新建|续建|在建|拟建|新开工)(?:类)?(?:项目|工程)(?=市|县|区|[\u4e00-\u9fff]{{4,}})|{_MEASURED})+"
    r"(?=[\u4e00-\u9fff“\d]{3,})"
)
# "86条总长104公里屯级道路": how long they are in all is no part of the name.
_SIZE = re.compile(r"(?<=[条座段])(?:总长|全长|共计?)约?\d+(?:\.\d+)?(?:公里|千米|米)的?")
_LEFT = re.compile(r"^以及|的(?:项目|工程)$|(?:签约|招商|招引|在谈)项目$")


def trimmed(text: str, *, closing: str = "的等") -> str:
    """A name without what leads it in ("全市", "控制性工程") and what is left of a list's end."""
    text = _SIZE.sub("", _LEAD_OUT.sub("", text.strip(" ,、:")))
    return re.sub(rf"{_LEFT.pattern}|[{closing}]$", "", text)

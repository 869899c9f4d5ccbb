"""Words of the genre by which two near names are one project or two. No project's name stands here."""

from __future__ import annotations

SUFFIXES = ("工程", "项目", "建设", "施工")
"""What a name may end with or not, without meaning another project."""

FILLERS = ("工程", "项目", "建设", "及", "与", "和", "的", "、", ",", ".", "。", "·", ":", ";", "/")
"""What may stand anywhere in a name without meaning another project."""

WORKS = (
    "清淤", "扩容", "扩建", "改扩建", "新建", "改建", "迁建", "重建", "拆除", "拆迁", "征迁", "安置", "拓宽", "拓疏", "疏浚",
    "加固", "除险", "维修", "养护", "绿化", "亮化", "照明", "防洪", "排涝", "北排", "引水", "供水", "排水", "截污", "污水",
    "雨水", "燃气", "电力", "管廊", "保安", "修复", "填埋", "焚烧", "勘察", "设计", "监理", "可研", "规划", "保通", "先行段",
    "启动段", "启动区", "先导区", "延伸", "配套", "地下", "高架", "地面", "车辆段", "停车场",
)
"""What is done or built: names that say different works are different projects."""

MILD_WORKS = ("综合", "提升", "改造", "整治", "完善", "优化", "有机更新", "更新", "品质", "开发", "治理")
"""Words that offices add and drop freely: a difference in these alone is asked about, never decided."""

DIRECTIONS = "东西南北中"
"""Directions within a name: 中部 is not 西部, 北路 is not 南路."""

NOT_DIRECTIONS = ("中心", "中医", "中学", "中小学", "中国", "中华", "中央", "中职", "初中", "高中", "集中")
"""Words in which such a character says no direction."""

SPELLINGS = {"KV": "千伏", "KM": "公里", "#": "号"}
"""Signs and the words for them, in capitals and half width."""

CLASS_REMARKS = ("新建", "续建", "预备", "前期", "竣工", "打包", "暂名", "暂定名", "含预备", "结转")
"""Remarks in brackets that say something of the entry, not of the project."""

NOT_CITY = "域场政民级区容郊辖际口"
"""After a leading 市 these make a word of it (市域, 市政): it is then not the city's 市."""

"""The list as GeoJSON (RFC 7946), for QGIS and other maps: geometry as it is kept, lon/lat, with the figures and the towns' shares."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from data.views import Board, BoardRow, Location, TownShare
from pages.ui.map import why_not_mapped
from pages.ui.measures import light_kind

_DECIMALS = 6
"""Of a degree: a tenth of a metre."""


def geojson(board: Board, rows: Sequence[BoardRow], places: Mapping[str, Location]) -> bytes:
    """A FeatureCollection of the rows in their order. What is not on the map has no geometry and says why.

    Amounts are in 元, rates in %, lengths in m, as the properties' names say; unknown is null. Figures for show only are marked
    in the file and in each feature, so that the mark stays when features are copied out.
    """
    about = {
        "name": f"{'演示数据 ' if board.demo else ''}重点工程项目清单", "演示数据": board.demo,
        "数据截至": board.as_of.isoformat() if board.as_of else None, "亮灯规则": board.rule, "镇街界线近似": board.approximate_towns,
        "说明": "跨镇街的项目在每个镇街各计一次,全市合计只计一次",
    }
    features = [
        {"type": "Feature", "id": row.id, "geometry": _geometry(row, places.get(row.id)), "properties": _properties(board, row)}
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", **about, "features": features}, ensure_ascii=False, indent=1).encode("utf-8")


def _geometry(row: BoardRow, place: Location | None) -> dict[str, Any] | None:
    if not row.mapped or place is None or place.geometry is None:
        return None
    rounded = shapely.transform(place.geometry, lambda points: np.round(points, _DECIMALS))
    # Right-handed rings, as RFC 7946 asks.
    return mapping(shapely.orient_polygons(rounded, exterior_cw=False))


def _properties(board: Board, row: BoardRow) -> dict[str, Any]:
    known = row.progress
    return {
        "项目名称": row.name, "别名": "、".join(row.aliases), "行业": row.sector,
        "项目类别": row.project_class.value if row.project_class else None,
        "责任单位": row.unit, "环节": row.stage.value if row.stage else None, "亮灯": light_kind(row).label,
        "总投资_元": known.total_investment if known else None, "年度计划投资_元": known.year_plan if known else None,
        "本年累计完成_元": known.year_done if known else None, "开工以来累计_元": known.total_done if known else None,
        "年度投资完成率_%": _percent(row.year_rate), "总投资完成率_%": _percent(row.total_rate),
        "形象进度_%": known.physical_progress if known else None,
        "超欠时序_百分点": None if row.lit.gap is None else round(row.lit.gap, 2),
        "镇街": [_share(share) for share in row.towns], "图上长度_m": None if row.length_m is None else round(row.length_m),
        "位置精度": row.precision.value, "未上图原因": why_not_mapped(row),
        "数据截至": row.as_of.isoformat() if row.as_of else None, "来源": str(row.evidence) if row.evidence else None,
        "演示数据": board.demo,
    }


def _share(share: TownShare) -> dict[str, Any]:
    return {
        "代码": share.town or None, "名称": share.name or "市域以外", "占比_%": _percent(share.share),
        "长度_m": None if share.length_m is None else round(share.length_m),
        "面积_m2": None if share.area_m2 is None else round(share.area_m2),
    }


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio * 100, 2)

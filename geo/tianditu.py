"""天地图 geocoding: the last step for a place that nothing else knows. Off without a token; the only module with a network.

Every answer is kept on disk, so that a keyword is asked once; requests are paced and counted by the day; after three failures
in a row the service is left alone. Nothing here raises for what the service does: no answer is a reason. 天地图 gives CGCS2000.
The service: http://lbs.tianditu.gov.cn/server/geocodinginterface.html
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from shapely.geometry import Point, box

from data.model import Location, Precision, Region

SERVICE = "https://api.tianditu.gov.cn/geocoder"
PER_SECOND = 2.0
PER_DAY = 500
TIMEOUT_S = 5.0
FAILURES = 3
MOST_BYTES = 100_000
LEAST_SCORE = 60.0

KEYWORDS_EACH = 2
"""How many of a project's texts are asked at most."""

# What the service calls the kind of its answer (level): of these only the region is known, and of those only the town.
TOO_COARSE = frozenset({"国家", "省", "直辖市", "市", "地级市", "区县", "县", "区", "县级市"})
TOWN_LEVELS = frozenset({"乡镇", "乡镇街道", "镇", "街道", "乡", "村", "社区", "行政村", "自然村"})


@dataclass(frozen=True, slots=True)
class Geocoded:
    """An answer: longitude and latitude (EPSG:4490) with the service's level and score, or None with the reason."""

    keyword: str
    on: str
    lon: float | None = None
    lat: float | None = None
    level: str = ""
    score: float = 0.0
    reason: str = ""


class Geocoder:
    """Asks the service, one keyword at a time. For one thread; cache is the folder in which answers are kept."""

    def __init__(
        self,
        token: str,
        cache: Path,
        *,
        service: str = SERVICE,
        per_second: float = PER_SECOND,
        per_day: int = PER_DAY,
        timeout_s: float = TIMEOUT_S,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._token, self._cache, self._service = token, cache, service
        self._pause, self._per_day, self._timeout = 1.0 / per_second, per_day, timeout_s
        self._today, self._clock, self._sleep = today, clock, sleep
        self._last: float | None = None
        self._failures = 0

    def ask(self, keyword: str) -> Geocoded:
        """Where a keyword is. A failure is not kept, so that it is asked again another time; an answer is, and so is none."""
        if kept := self._kept(keyword):
            return kept
        blank = Geocoded(keyword, self._today().isoformat())
        if self._failures >= FAILURES:
            return replace(blank, reason="天地图连续不可用,本次不再询问")
        if not self._allowed():
            return replace(blank, reason=f"今日天地图查询已满 {self._per_day} 次,明日再试")
        self._wait()
        try:
            said = self._request(keyword)
        except (OSError, HTTPException, ValueError, RecursionError) as error:  # OSError: refused, reset, timed out, HTTP status
            self._failures += 1
            return replace(blank, reason=_failure(error))
        self._failures = 0
        answer = _read(said, blank)
        self._keep(answer)
        return answer

    def _request(self, keyword: str) -> object:
        query = urlencode({"ds": json.dumps({"keyWord": keyword}, ensure_ascii=False), "tk": self._token})
        with urlopen(Request(f"{self._service}?{query}"), timeout=self._timeout) as response:
            content = response.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ValueError("an answer too long")
        return json.loads(content)

    def _wait(self) -> None:
        now = self._clock()
        if self._last is not None and (left := self._last + self._pause - now) > 0:
            self._sleep(left)
        self._last = self._clock()

    # -- on disk -------------------------------------------------------------------------------------------------------

    def _path(self, keyword: str) -> Path:
        return self._cache / f"{hashlib.sha256(keyword.encode()).hexdigest()[:32]}.json"

    def _kept(self, keyword: str) -> Geocoded | None:
        try:
            kept = Geocoded(**json.loads(self._path(keyword).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return kept if kept.keyword == keyword else None

    def _keep(self, answer: Geocoded) -> None:
        self._write(self._path(answer.keyword), asdict(answer))

    def _allowed(self) -> bool:
        """Count a request of today, if there is one left."""
        path, today = self._cache / "asked.json", self._today().isoformat()
        try:
            asked = json.loads(path.read_text("utf-8"))
            count = int(asked["count"]) if asked["on"] == today else 0
        except (OSError, ValueError, TypeError, KeyError):
            count = 0
        if count >= self._per_day:
            return False
        self._write(path, {"on": today, "count": count + 1})
        return True

    def _write(self, path: Path, content: object) -> None:
        """Whole or not at all; a disk that cannot be written to only costs another request."""
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)


def geocoded(found: Location, texts: Iterable[str], region: Region, geocoder: Geocoder) -> Location:
    """A place without geometry, asked of the service by its texts in turn; the same with one reason more where it has none.

    What lies outside the region's box, is too coarse or too unsure is refused. Anything that has a geometry is left as it is.
    """
    if found.geometry is not None:
        return found
    reasons: list[str] = []
    for text in list(dict.fromkeys(said.strip() for said in texts if said and said.strip()))[:KEYWORDS_EACH]:
        known = any(name in text for name in (region.name, *region.short_names))
        answer = geocoder.ask(text if known else f"{region.name}{text}")
        reason = answer.reason or _refused(answer, region)
        if not reason:
            return _located(found, answer, region)
        reasons.append(f"{answer.keyword}:{reason}")
    said = (f"天地图未能落图({';'.join(reasons)})",) if reasons else ()
    return replace(found, reason=";".join(part for part in (found.reason, *said) if part))


def _located(found: Location, answer: Geocoded, region: Region) -> Location:
    point = Point(answer.lon, answer.lat)
    told = f"天地图地理编码({answer.keyword},{answer.on});级别:{answer.level or '未给出'}"
    town = next((town for town in region.towns if town.geometry.intersects(point)), None)
    if answer.level in TOWN_LEVELS and town is not None:
        return replace(
            found, geometry=town.geometry, method="geocoded", precision=Precision.TOWN, reason="",
            evidence=(*found.evidence, told, f"按{town.name}范围示意"),
        )
    return replace(
        found, geometry=point, method="geocoded", precision=Precision.SCHEMATIC, reason="", evidence=(*found.evidence, told),
    )


def _refused(answer: Geocoded, region: Region) -> str:
    if answer.lon is None or answer.lat is None:
        return "无结果"
    if not box(*region.bbox).intersects(Point(answer.lon, answer.lat)):
        return "所答在本市范围以外,不采用"
    if answer.level in TOO_COARSE:
        return f"所答只到“{answer.level}”,不采用"
    return "所答把握不足,不采用" if answer.score < LEAST_SCORE else ""


def _read(said: object, blank: Geocoded) -> Geocoded:
    """The service's JSON; numbers come as text."""
    match said:
        case {"status": "0", "location": {"lon": lon, "lat": lat, **more}}:
            try:
                return replace(
                    blank, lon=float(lon), lat=float(lat), level=str(more.get("level", ""))[:20], score=float(more.get("score", 0)),
                )
            except (TypeError, ValueError):
                return replace(blank, reason="所答不成坐标")
        case _:
            return replace(blank, reason="无结果")


def _failure(error: Exception) -> str:
    """Why nothing came, without the address: it holds the token."""
    match error:
        case HTTPError(code=401 | 403):
            return "天地图不接受所设的密钥(TIANDITU_TOKEN)"
        case HTTPError():
            return f"天地图返回 {error.code}"
        case TimeoutError():
            return "天地图没有按时应答"
        case OSError():
            return "连不上天地图"
        case _:
            return "天地图的应答不能读取"

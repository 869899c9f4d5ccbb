"""The geocoder against a real server on this machine: what it asks, how often, and what it makes of every kind of answer."""

import dataclasses
import json
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from shapely.geometry import Point

from data.model import Location, Precision, Project
from data.region import load_region
from etl import geocoding
from etl.places import place
from geo.tianditu import FAILURES, Geocoder, geocoded

REGION = load_region()
NOWHERE = Location(project="p", text="某某中心", reason="未收录“某某中心”")
TOKEN = "not-to-be-told"


def answer(lon, lat, *, level="门址", score=100):
    return {"msg": "ok", "status": "0", "location": {"lon": str(lon), "lat": str(lat), "level": level, "score": score, "keyWord": "x"}}


class Service:
    """Answers as it is told to, and writes down what it was asked."""

    def __init__(self):
        self.asked, self.said, self.status, self.delay = [], answer(121.26, 30.17), 200, 0.0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlparse(self.path).query)
                service.asked.append((json.loads(query["ds"][0])["keyWord"], query["tk"][0]))
                time.sleep(service.delay)
                content = service.said if isinstance(service.said, bytes) else json.dumps(service.said).encode()
                self.send_response(service.status)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/geocoder"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def words(self):
        return [word for word, _ in self.asked]


@pytest.fixture
def service():
    one = Service()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def geocoder(service, tmp_path, waits):
    return Geocoder(
        TOKEN, tmp_path / "kept", service=service.address, timeout_s=1.0, today=lambda: date(2024, 6, 1), clock=lambda: 100.0,
        sleep=waits.append,
    )


def test_a_place_that_nothing_knows_gets_a_schematic_point_and_says_how(geocoder, service):
    found = geocoded(NOWHERE, ["", "某某中心"], REGION, geocoder)
    assert found.geometry.equals(Point(121.26, 30.17)) and found.precision is Precision.SCHEMATIC and found.method == "geocoded"
    assert "天地图地理编码(慈溪市某某中心,2024-06-01)" in found.evidence[0] and found.reason == ""
    assert service.asked == [("慈溪市某某中心", TOKEN)]


def test_an_answer_that_only_knows_the_town_is_the_town(geocoder, service):
    town = REGION.towns[0]
    service.said = answer(town.seat_lon, town.seat_lat, level="乡镇")
    found = geocoded(NOWHERE, ["某某中心"], REGION, geocoder)
    assert found.precision is Precision.TOWN and found.geometry.equals(town.geometry)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(116.4, 39.9), "范围以外"), (answer(121.26, 30.17, level="区县"), "只到“区县”"),
        (answer(121.26, 30.17, score=20), "把握不足"),
        ({"msg": "无结果", "status": "404"}, "无结果"), (answer("东经", "北纬"), "不成坐标"), (b"<html>", "不能读取"), (b"[1]", "无结果"),
        (answer("nan", "30.1"), "范围以外"), (b"[" * 5000, "不能读取"), (b"\xff\xfe", "不能读取"),
    ],
)
def test_what_cannot_be_used_is_a_reason(geocoder, service, said, reason):
    service.said = said
    found = geocoded(NOWHERE, ["某某中心"], REGION, geocoder)
    assert found.geometry is None and reason in found.reason and "未收录" in found.reason


def test_a_refused_token_a_broken_service_and_none_at_all_are_reasons_that_hide_the_token(geocoder, service, tmp_path):
    service.status = 403
    assert "密钥" in geocoder.ask("一").reason
    service.status = 500
    assert "500" in geocoder.ask("二").reason
    gone = Geocoder(TOKEN, tmp_path / "gone", service="http://127.0.0.1:9/geocoder", timeout_s=0.5)
    assert "连不上" in gone.ask("三").reason
    service.status, service.delay = 200, 2.0
    late = geocoder.ask("四").reason
    assert "天地图" in late and TOKEN not in late


def test_after_three_failures_in_a_row_the_service_is_left_alone(geocoder, service):
    service.status = 500
    for word in "甲乙丙丁戊":
        assert geocoder.ask(word).lon is None
    assert len(service.asked) == FAILURES


def test_a_keyword_is_asked_once_and_a_failure_again(geocoder, service):
    service.status = 500
    geocoder.ask("甲")
    service.status = 200
    assert geocoder.ask("甲").lon == geocoder.ask("甲").lon == 121.26
    assert len(service.asked) == 2


def test_damaged_kept_answers_are_asked_anew(geocoder, service, tmp_path):
    geocoder.ask("甲")
    for path in (tmp_path / "kept").iterdir():
        path.write_text("{", "utf-8")
    assert geocoder.ask("甲").lon == 121.26 and len(service.asked) == 2


def test_requests_are_paced_and_counted_by_the_day(service, tmp_path, waits):
    day = [date(2024, 6, 1)]

    def made():
        return Geocoder(
            TOKEN, tmp_path, service=service.address, per_second=2, per_day=3, today=lambda: day[0], clock=lambda: 100.0,
            sleep=waits.append,
        )

    first = made()
    for word in "甲乙":
        first.ask(word)
    assert waits == [0.5]
    second = made()  # the day's count is kept for all
    assert second.ask("丙").lon and "已满 3 次" in second.ask("丁").reason
    day[0] = date(2024, 6, 2)
    assert second.ask("丁").lon


def test_it_is_asked_last_and_never_in_the_place_of_something_known(geocoder, service):
    known = Project(id="a", name="甲", place="周巷镇")
    city = Project(id="b", name="乙", place="全市")
    unknown = Project(id="c", name="查无此处的丙丁中心", place="")
    placing = place([known, city, unknown], REGION, geocoder=geocoder)
    methods = [one.method for one in placing.locations]
    assert methods == ["town", "city", "geocoded"] and service.words == ["慈溪市查无此处的丙丁中心"]
    assert [share.project for share in placing.shares if share.basis == "point"] == ["c"]
    better = dataclasses.replace(NOWHERE, geometry=Point(121.3, 30.2))
    assert geocoded(better, ["某处"], REGION, geocoder) is better


def test_nothing_is_asked_unless_a_token_is_set(monkeypatch, tmp_path, service):
    for name in ("TIANDITU_TOKEN", "TIANDITU_URL", "TIANDITU_DAILY"):
        monkeypatch.delenv(name, raising=False)
    assert geocoding.geocoder(REGION) is None
    monkeypatch.setattr(geocoding, "CACHE", tmp_path)
    monkeypatch.setenv("TIANDITU_TOKEN", TOKEN)
    monkeypatch.setenv("TIANDITU_URL", service.address)
    assert geocoding.geocoder(REGION).ask("甲").lon == 121.26 and service.words == ["甲"]

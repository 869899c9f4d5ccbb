import gzip
import re

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import config

from pages.ui import mapscript, opening, parcels, reads, server, townsheet
from pages.ui.document import STATIC
from pages.ui.navigation import NAVIGATION
from pages.ui.streamlitfiles import StreamlitFiles
from tests.pages.asgi import ask

NAMES = [name for name, _, _ in NAVIGATION]
PAGES = ["", *NAMES[1:]]
BOARD = Starlette(routes=server.routes(NAMES))


def test_every_page_is_answered_with_streamlits_document_in_chinese():
    for name in PAGES:
        answer = ask(BOARD, f"/{name}")
        said = answer.body.decode("utf-8")
        assert answer.status == 200 and '<html lang="zh-CN">' in said and "<title>挂图作战</title>" in said
        assert '<script type="module" crossorigin src="./static/js/index.' in said, "it is not Streamlit's"
        assert answer.headers["cache-control"] == "no-cache" and "woff2" not in said


def test_the_first_page_under_its_name_is_sent_to_the_root_with_all_that_is_asked():
    for asked, location in ((NAMES[0], "./"), (f"{NAMES[0]}?date=2024-05-24&light=%E7%BA%A2", "./?date=2024-05-24&light=%E7%BA%A2")):
        answer = ask(BOARD, f"/{asked}")
        assert answer.status == 307 and answer.headers["location"] == location


def test_pages_with_a_map_name_what_it_needs_and_the_others_do_not():
    kept = parcels.put('{"towns": []}')
    parcels.send_ahead(geometry=kept)
    for name in PAGES:
        said = ask(BOARD, f"/{name}").body.decode("utf-8")
        with_map = name in server.WITH_MAP
        assert (kept.address in said) == (mapscript.ADDRESS in said) == ("BidiComponent." in said) == with_map, name


@pytest.fixture
def stage(monkeypatch):
    """Somebody has seen the overview before: as it is, and by sector."""
    version, geometry, facts = ("", 1, 0), parcels.put('{"towns": [1]}'), parcels.put('{"ids": [1]}')
    monkeypatch.setattr(reads, "version", lambda: version)
    shown = opening.Opening("<h1>总览</h1>", '<div class="figures"></div>', '{"note": "</script>"}', {"geometry": geometry, "facts": facts})
    for asked in ((), (("q", ""), ("sector", "公路"))):
        opening._kept[version, asked] = shown
    return geometry, facts


def test_where_somebody_has_seen_the_page_before_its_document_sets_the_stage(stage):
    for asked in ("", "?sector=%E5%85%AC%E8%B7%AF&q="):
        head, body = ask(BOARD, f"/{asked}").body.decode("utf-8").split("</head>")
        assert body.index("<style>") < body.index('id="opening"') < body.index('id="root"')
        assert all(parcel.address in head.partition("<template")[0] for parcel in stage)
        assert "BidiComponent." in head
    for other in ("?sector=%E6%B0%B4%E5%88%A9", "towns", "data"):
        assert 'id="opening"' not in ask(BOARD, f"/{other}").body.decode("utf-8")


def test_all_that_a_document_names_is_there():
    parcels.send_ahead(geometry=parcels.put('{"towns": [1]}'))
    said = ask(BOARD, "/").body.decode("utf-8")
    named = re.findall(r'(?:href|src)="\./(board/[^"]+)"', said)
    assert len(named) >= 2
    for address in named:
        assert ask(BOARD, f"/{address}").status == 200, address
    for script in re.findall(r'"\./(static/js/[^"]+)"', said):
        assert (STATIC / script).is_file(), script


def test_the_policy_lets_only_this_servers_scripts_run(stage):
    answer = ask(BOARD, "/")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert "unsafe" not in policy["script-src"] and "*" not in answer.headers["content-security-policy"]
    inline = re.findall(r"<script>(.*?)</script>", answer.body.decode("utf-8"), re.DOTALL)
    assert policy["script-src"].count("sha256-") == len({*inline, townsheet.PRINT}) > 1
    assert policy["connect-src"] == policy["form-action"] == "'self'" and policy["img-src"] == "'self' data: blob:"


def test_the_maps_files_are_served_and_kept_and_nothing_beside_them():
    script = ask(BOARD, f"/{mapscript.ADDRESS}")
    assert gzip.decompress(script.body).decode("utf-8") == mapscript.SCRIPT.text and "immutable" in script.headers["cache-control"]
    assert "javascript" in script.headers["content-type"]
    assert ask(BOARD, f"/{mapscript.ROOT}/wall.js").body == (mapscript.FOLDER / "wall.js").read_bytes()
    for name in ("none.js", "../map.py", "..%2fmap.py", "//etc/passwd", "leaflet", ""):
        assert ask(BOARD, f"/{mapscript.ROOT}/{name}").status == 404, name


def test_a_parcel_is_served_as_it_is_and_kept():
    kept = parcels.put('{"ids": ["中横线"]}')
    answer = ask(BOARD, f"/{kept.address}")
    assert gzip.decompress(answer.body).decode("utf-8") == '{"ids": ["中横线"]}'
    assert answer.headers["content-encoding"] == "gzip" and "immutable" in answer.headers["cache-control"]
    assert ask(BOARD, f"/{parcels.ROOT}/none").status == 404


def test_under_a_path_of_its_own_the_board_is_answered_there(monkeypatch):
    monkeypatch.setattr(config, "get_option", lambda _: "/gtzz/")
    under = Starlette(routes=server.routes(NAMES))
    assert ask(under, "/gtzz/towns").status == ask(under, f"/gtzz/{mapscript.ADDRESS}").status == 200
    assert ask(under, "/towns").status == 404


@pytest.fixture
def files():
    async def rest(_):
        return PlainTextResponse("streamlit")

    return StreamlitFiles(Starlette(routes=[Route("/{path:path}", rest)]), root="")


def test_streamlits_files_come_from_memory_as_they_are_on_the_disk(files):
    for path in sorted((STATIC / "static" / "js").glob("*.js"))[:3] + sorted((STATIC / "static" / "css").glob("*.css"))[:1]:
        answer = ask(files, f"/{path.relative_to(STATIC).as_posix()}", accept_encoding="gzip, br")
        assert gzip.decompress(answer.body) == path.read_bytes()
        assert answer.headers["content-length"] == str(len(answer.body)) and "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"] == {".js": "text/javascript", ".css": "text/css"}[path.suffix]
    font = next((STATIC / "static").rglob("*.woff2"))
    answer = ask(files, f"/{font.relative_to(STATIC).as_posix()}", accept_encoding="gzip")
    assert answer.body == font.read_bytes() and "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/static/js/none.js", {}), ("/static/../index.html", {}), ("/static/js", {}), ("/_stcore/health", {}), ("/", {}),
     ("/static/js/{index}", {"range": "bytes=0-9"}), ("/static/js/{index}", {"if_none_match": "x"}),
     ("/static/js/{index}", {"accept_encoding": "identity"})],
)
def test_everything_else_is_left_to_streamlit(files, path, headers):
    index = next((STATIC / "static" / "js").glob("index.*.js")).name
    assert ask(files, path.format(index=index), **{"accept_encoding": "gzip", **headers}).body == b"streamlit"


def test_only_files_are_asked_for(files):
    index = next((STATIC / "static" / "js").glob("index.*.js")).name
    assert ask(files, f"/static/js/{index}", method="POST", accept_encoding="gzip").status == 405

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geo.maps import STYLES, board_page, component_folder

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "pages" / "ui" / "board_map"
PAGE = board_page(FOLDER)


def test_the_page_is_the_same_however_often_it_is_made():
    assert board_page(FOLDER) == PAGE


def test_the_component_is_served_with_its_page_and_all_it_fetches_later(tmp_path):
    made = component_folder(FOLDER, into=tmp_path)
    assert (made / "index.html").read_text("utf-8") == PAGE
    assert {path.name for path in FOLDER.iterdir()} < {path.name for path in made.iterdir()}


def test_a_server_that_is_ended_hard_leaves_nothing_and_the_next_finds_what_it_made(tmp_path):
    temporary, kept = tmp_path / "temporary", tmp_path / "kept"
    temporary.mkdir()
    start = (
        "import os, signal, sys; from pathlib import Path; from geo.maps import component_folder\n"
        "print(component_folder(Path(sys.argv[1]), into=Path(sys.argv[2])), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", start, str(FOLDER), str(kept)]
    runs = [
        subprocess.run(command, cwd=ROOT, env=os.environ | {"TMPDIR": str(temporary)}, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert list(temporary.iterdir()) == []
    assert [run.stdout for run in runs] == [f"{made}\n" for made in kept.iterdir()] * 2


def test_servers_that_start_at_once_share_one_place(tmp_path):
    with ThreadPoolExecutor(8) as starting:
        made = set(starting.map(lambda _: component_folder(FOLDER, into=tmp_path), range(8)))
    assert list(made) == list(tmp_path.iterdir())
    assert (made.pop() / "index.html").read_text("utf-8") == PAGE


def test_what_differs_has_a_place_of_its_own(tmp_path):
    other = Path(shutil.copytree(FOLDER, tmp_path / "folder"))
    first = component_folder(other, into=tmp_path / "kept")
    (other / "wall.js").write_text("// another", "utf-8")
    second = component_folder(other, into=tmp_path / "kept")
    assert first != second and (second / "wall.js").read_text("utf-8") == "// another" != (first / "wall.js").read_text("utf-8")


def test_where_nothing_may_be_kept_the_map_is_served_all_the_same(tmp_path):
    (tmp_path / "file").touch()
    made = component_folder(FOLDER, into=tmp_path / "file" / "kept")
    assert (made / "index.html").read_text("utf-8") == PAGE


def test_a_browser_needs_nothing_more_than_the_page():
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)=', PAGE)
    assert all(line.strip() in PAGE for name in STYLES for line in (FOLDER / name).read_text("utf-8").splitlines())
    assert (FOLDER / "leaflet" / "leaflet.js").read_text("utf-8")[:2000] in PAGE


def test_what_is_fetched_later_lies_beside_the_page():
    later = re.findall(r'import\("\./([\w.]+)"\)', PAGE)
    assert {"draw.js", "wall.js"} <= set(later) and all((FOLDER / name).is_file() for name in later)


def test_the_policy_lets_only_this_pages_own_scripts_run():
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE).group(1)
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts and scripts.count("sha256-") == len(re.findall(r"<script[ >]", PAGE))
    assert "connect-src 'none'" in policy


def test_the_map_has_no_tiles_and_draws_on_canvas():
    assert '"preferCanvas": true' in PAGE
    assert "L.tileLayer(" not in PAGE.split("</script>")[-2]

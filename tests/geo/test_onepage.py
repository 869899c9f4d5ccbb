import json
import shutil
import subprocess

import pytest

from geo.onepage import PackError, script

NODE = shutil.which("node")


def folder(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.js").write_text(text, "utf-8")
    return tmp_path / "main.js"


@pytest.mark.skipif(NODE is None, reason="no JavaScript engine beside a browser here; the browser's tests run the whole board")
def test_joined_modules_do_what_they_did_apart(tmp_path):
    entry = folder(
        tmp_path,
        main='import { add, Twice } from "./sums.js";\nimport { seven } from "./numbers.js";\nconst own = 1;\n'
             "console.log(JSON.stringify([add(own, seven), new Twice().of(seven)]));\n",
        sums='import { seven } from "./numbers.js";\nconst own = 100;\nexport function add(a, b) { return a + b + own + seven; }\n'
             "export class Twice { of(x) { return 2 * x; } }\n",
        numbers="export const seven = 7;\n",
    )
    (tmp_path / "joined.mjs").write_text(script(entry), "utf-8")
    said = subprocess.run([NODE, tmp_path / "joined.mjs"], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == [115, 14]


def test_a_module_is_joined_once_after_what_it_imports(tmp_path):
    entry = folder(
        tmp_path, main='import { a } from "./a.js";\nimport { b } from "./b.js";\n', b="export const b = 1;\n",
        a='import { b } from "./b.js";\nexport const a = b;\n',
    )
    joined = script(entry)
    assert [joined.count(f"const module_{name} =") for name in ("main", "a", "b")] == [1, 1, 1]
    assert joined.index("module_b =") < joined.index("module_a =") < joined.index("module_main =")


@pytest.mark.parametrize("text", [
    'import Whole from "./a.js";', 'import * as a from "./a.js";', 'import { a as b } from "./a.js";', "export default 1;",
    'export { x } from "./a.js";',
])
def test_a_form_that_is_not_known_is_refused_and_named(tmp_path, text):
    with pytest.raises(PackError, match=r"main\.js"):
        script(folder(tmp_path, main=text, a="export const a = 1;"))


def test_a_circle_is_refused(tmp_path):
    entry = folder(
        tmp_path, main='import { a } from "./a.js";\nexport const m = 1;', a='import { m } from "./main.js";\nexport const a = 1;',
    )
    with pytest.raises(PackError, match="imports itself"):
        script(entry)


def test_an_import_when_needed_stays(tmp_path):
    assert 'import("./later.js")' in script(folder(tmp_path, main='const go = () => import("./later.js");'))


def test_a_module_that_is_no_file_is_given_by_name(tmp_path):
    entry = folder(tmp_path, main='import { seven } from "./numbers.js";\nexport const twice = 2 * seven;\n')
    joined = script(entry, {"numbers": "export const seven = 7;\n"})
    assert joined.index("seven = 7") < joined.index("2 * seven")

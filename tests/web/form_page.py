# SPDX-License-Identifier: Apache-2.0
"""What the tests of pages with forms share: the code of the page run by Node, where it has tests of its own, and the page in
Chromium, on the demonstration of the program itself."""

import contextlib
import json
import os
import pathlib
import shutil
import sys
import tempfile

from pages_test import start
from web_tree import ROOT, WebTree, run, skip


def check_units(tree, name, folder):
    environment = dict(os.environ, PLEDGEBOOK_ROOT=str(ROOT))
    tree.node("tools/build_tests.mjs", name, folder / "bundles", env=environment)
    done = tree.node("--test", folder / "bundles", env=environment)
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


@contextlib.contextmanager
def demonstration(program, folder, *options):
    """A demonstration that runs, started with these options; gives what the script of a page is told of it."""
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        skip("chromium is not installed: apt-get install chromium")
    process, address = start(program, folder, *options)
    try:
        yield {"address": address, "chromium": chromium, "program": str(program), "folder": str(folder),
               "keys": str(folder / "demo" / "demo-keys"), "shots": os.environ.get("PLEDGEBOOK_SHOTS", ""), "pid": process.pid}
    finally:
        process.terminate()
        process.wait(timeout=60)


def run_script(tree, name, config):
    print(run("node", ROOT / "tests" / "web" / name / f"{name}.mjs", json.dumps(config), cwd=tree.path), end="", flush=True)


def check(name, *options):
    """The page of tests/web/NAME, on a demonstration that was started with these options. The script's arguments: BUILD PROGRAM."""
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as temporary:
        folder = pathlib.Path(temporary)
        if any((ROOT / "tests" / "web" / name).glob("*_test.ts")):
            check_units(tree, name, folder)
        with demonstration(program, folder, *options) as config:
            run_script(tree, name, config)

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page on which a member changes its pledges: its code run by Node, and the page in Chromium, on the demonstration of
the program itself.

changing_test.py BUILD PROGRAM"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from pages_test import start
from web_tree import ROOT, WebTree, run, skip


def check_units(tree, folder):
    tree.node("tools/build_tests.mjs", "changing", folder / "bundles")
    done = tree.node("--test", folder / "bundles")
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


def main():
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        check_units(tree, folder)
        if chromium is None:
            skip("chromium is not installed: apt-get install chromium")
        process, address = start(program, folder)
        try:
            config = {"address": address, "chromium": chromium, "program": str(program), "folder": str(folder),
                      "keys": str(folder / "demo" / "demo-keys"), "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
            print(run("node", ROOT / "tests" / "web" / "changing" / "changing.mjs", json.dumps(config), cwd=tree.path), end="")
        finally:
            process.terminate()
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

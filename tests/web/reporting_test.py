#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page on which a member reports on its pledge: the logic by Node, and the page in Chromium, on the demonstration of the
program itself.

reporting_test.py BUILD PROGRAM"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from pages_test import start
from web_tree import ROOT, WebTree, run


def check_by_node(tree, folder):
    bundles = folder / "bundles"
    tree.node("tools/build_reporting.mjs", bundles)
    done = tree.node("--test", bundles)
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


def check_page(tree, address, program, folder):
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        print("the page was not tested: chromium is not installed: apt-get install chromium")
        return
    keys = folder / "demo" / "demo-keys"
    config = {"address": address, "chromium": chromium, "folder": str(folder), "program": str(program),
              "auditor": str(keys / "auditor-1" / "auditor-1.pem"),
              "key": str(keys / "example-ministry" / "example-ministry.pem"),
              "otherKey": str(keys / "example-islands" / "example-islands.pem"),
              "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
    print(run("node", ROOT / "tests" / "web" / "reporting" / "reporting.mjs", json.dumps(config), cwd=tree.path), end="")


def main():
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        check_by_node(tree, folder)
        process, address = start(program, folder)
        try:
            check_page(tree, address, program, folder)
        finally:
            process.terminate()
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

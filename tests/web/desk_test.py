#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""BDT’s desk: its logic in Node, and its page in Chromium, on the demonstration of the program itself.

desk_test.py BUILD PROGRAM"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from pages_test import start
from web_tree import ROOT, WebTree, run, skip


def main():
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        skip("chromium is not installed: apt-get install chromium")
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        process, address = start(program, folder)
        try:
            key = folder / "demo" / "demo-keys" / "example-islands" / "example-islands.pem"
            config = {"address": address, "chromium": chromium, "folder": str(folder), "key": str(key),
                      "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
            print(run("node", ROOT / "tests" / "web" / "pledging" / "pledging.mjs", json.dumps(config), cwd=tree.path), end="")
        finally:
            process.terminate()
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

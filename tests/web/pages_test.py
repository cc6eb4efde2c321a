#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pages in Chromium, as people use them, on the demonstration; and axe's rules on every page.

pages_test.py BUILD PROGRAM"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

from web_tree import ROOT, WebTree, run, skip

# The pages that are looked at in every width and language.
PAGES = ["", "?as_of=2024-06-30", "?where=table&timeline=table", "pledges", "pledges?focus_area=access&status=IN_PROGRESS",
         "pledges/2023-0001", "pledges/example-12", "pledges/example-14", "checkpoints/{newest}", "members", "members/huawei",
         "countries", "countries/KEN", "focus-areas", "regions", "groups", "frameworks",
         "compare?from=2023-12-31&to=2025-12-31", "search?q=school", "verify", "records/20", "about/figures",
         "problems/head_moved", "members?page=99", "nowhere"]


def start(program, folder, *options):
    """The demonstration, and where it is."""
    process = subprocess.Popen([program, "demo", "--ledger", folder / "demo", "--listen", "127.0.0.1:0", *options], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return process, address_of(process)


def address_of(process, scheme="http"):
    """Where the program says that it serves."""
    for line in process.stdout:
        found = re.search(scheme + r"://127\.0\.0\.1:\d+", line)
        if found:
            return found.group(0)
    sys.exit("the program does not serve")


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
            with urllib.request.urlopen(address + "/checkpoint") as note:
                newest = note.read().decode("utf-8").split("\n")[1]
            pages = [page.format(newest=newest) for page in PAGES]
            config = {"address": address, "chromium": chromium, "program": str(program), "folder": str(folder), "pages": pages,
                      "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
            print(run("node", ROOT / "tests" / "web" / "pages" / "pages.mjs", json.dumps(config), cwd=tree.path), end="")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

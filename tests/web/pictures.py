#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures of docs/PAGES.md, USING.md and DESK.md from the demonstration. Pages on which something is signed are
seen with keys of the demonstration in the browser.

pictures.py BUILD PROGRAM"""

import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import urllib.request

from pages_test import start
from web_tree import ROOT, WebTree, run, skip

PAGES = {
    "dashboard": "", "dashboard-past": "?as_of=2024-06-30", "pledges": "pledges?focus_area=access&status=IN_PROGRESS",
    "pledge": "pledges/2023-0001", "members": "members", "member": "members/huawei", "countries": "countries",
    "country": "countries/KEN", "focus-areas": "focus-areas", "groups": "groups", "frameworks": "frameworks",
    "compare": "compare?from=2023-12-31&to=2025-12-31", "search": "search?q=school", "record": "records/20",
    "checkpoint": "checkpoints/{newest}", "verify": "verify", "keys": "my/keys", "new-pledge": "my/pledges/new", "figures": "about/figures", "no-such-page": "nowhere",
    "my-keys": "my/keys", "report": "my/pledges/example-14/report", "change": "my/pledges/example-14/change", "desk": "desk#review/example-11",
    "desk-item": "desk#reports/2019-0002", "desk-tables": "desk/tables", "desk-parties": "desk/parties", "desk-import": "desk/import",
    "attest": "my/pledges/2023-0001/attest", "talk": "my/pledges/example-14/talk", "match": "my/pledges/example-14/match"}
# Seen with these keys in the browser.
WITH_KEYS = ["my-keys", "report", "change", "desk", "desk-item", "desk-tables", "desk-parties", "desk-import", "attest", "talk", "match"]
KEYS = {"Office laptop": "example-islands/example-islands.pem", "Review": "reviewer/reviewer.pem", "Audit": "auditor-1/auditor-1.pem", "Register": "registrar/registrar.pem"}


def main():
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        skip("chromium is not installed: apt-get install chromium")
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-pictures-") as name:
        process, address = start(program, pathlib.Path(name))
        try:
            with urllib.request.urlopen(address + "/checkpoint") as note:
                newest = note.read().decode("utf-8").split("\n")[1]
            keys = pathlib.Path(name) / "demo" / "demo-keys"
            pages = {name: path.format(newest=newest) for name, path in PAGES.items()}
            config = {"address": address, "chromium": chromium, "out": str(ROOT / "docs" / "pictures"), "pages": pages,
                      "with_keys": WITH_KEYS, "keys": {name: str(keys / file) for name, file in KEYS.items()}}
            print(run("node", ROOT / "tests" / "web" / "pages" / "pictures.mjs", json.dumps(config), cwd=tree.path), end="")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

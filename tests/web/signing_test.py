#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Making, showing, signing and sending statements in the browser: the tests of src/signing by Node, against the demonstration,
and the sheet in Chromium.

signing_test.py BUILD PROGRAM"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from pages_test import start
from web_tree import ROOT, WebTree, run

KEYS = ("example-islands", "example-university", "reviewer")
# Of a log that is not the demonstration's (tests/vectors/rule_set_1.json).
OTHER_LOG_KEY = json.loads((ROOT / "tests" / "vectors" / "rule_set_1.json").read_text(encoding="utf-8"))["end"]["log_key"]


def key_ids(demo):
    """The id of a key is the hash of its public bytes, which end what openssl writes."""
    ids = {}
    for name in KEYS:
        done = subprocess.run(["openssl", "pkey", "-in", demo / "demo-keys" / name / f"{name}.pem", "-pubout", "-outform", "DER"],
                              capture_output=True, check=True)
        ids[name] = hashlib.sha256(done.stdout[-32:]).hexdigest()
    return ids


def check_by_node(tree, bundles, address, program, demo):
    environment = dict(os.environ, PLEDGEBOOK_ROOT=str(ROOT), PLEDGEBOOK_SERVER=address, PLEDGEBOOK_PROGRAM=str(program),
                       PLEDGEBOOK_DEMO=str(demo))
    done = tree.node("--test", bundles, env=environment)
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


def check_sheet(tree, bundles, address, program, folder):
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        print("the sheet was not tested: chromium is not installed: apt-get install chromium")
        return
    config = {"address": address, "chromium": chromium, "bundles": str(bundles), "demo": str(folder / "demo"), "folder": str(folder),
              "program": str(program), "keys": key_ids(folder / "demo"), "otherLogKey": OTHER_LOG_KEY,
              "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
    print(run("node", ROOT / "tests" / "web" / "signing" / "sheet.mjs", json.dumps(config), cwd=tree.path), end="")


def main():
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        bundles = folder / "bundles"
        tree.node("tools/build_signing.mjs", bundles)
        process, address = start(program, folder)
        try:
            check_by_node(tree, bundles, address, program, folder / "demo")
            check_sheet(tree, bundles, address, program, folder)
        finally:
            process.terminate()
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

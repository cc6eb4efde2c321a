#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verifier.html in Chromium, opened from the disk with the network cut: choosing and dropping files, keys, verdicts.

verifier_page_test.py BUILD"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from web_tree import ROOT, WebTree, skip

VECTORS = ROOT / "tests" / "vectors"


def write_files(folder):
    exports = json.loads((VECTORS / "exports.json").read_text(encoding="utf-8"))
    rules = json.loads((VECTORS / "rule_set_1.json").read_text(encoding="utf-8"))["end"]
    good = next(each["export"] for each in exports["exports"] if "heads" in json.loads(each["export"]))
    export = json.loads(good)
    del export["records"][-1]
    for name, text in (("policy", exports["policy"]), ("good.json", good), ("bad.json", json.dumps(export)),
                       ("receipt.tlog-proof", rules["receipt"]), ("log-key", rules["log_key"])):
        (folder / name).write_text(text, encoding="utf-8")


def main():
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    if chromium is None:
        skip("chromium is not installed: apt-get install chromium")
    tree = WebTree(pathlib.Path(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        write_files(folder)
        print(tree.node("tools/build_verifier.mjs", folder), end="")
        tree.node(tree.tests / "verifier_page.mjs", folder / "verifier.html", chromium, folder)


if __name__ == "__main__":
    main()

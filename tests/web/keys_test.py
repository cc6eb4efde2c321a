#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keys in the browser: their code run by Node, with openssl and the program; and the page of keys in Chromium, with a
ledger of the program's behind it, whose registrar grants what the page asks for.

keys_test.py BUILD PROGRAM"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from web_tree import ROOT, WebTree, run, skip


def check_units(tree, program, folder):
    tree.node("tools/build_tests.mjs", "keys", folder / "bundles")
    environment = dict(os.environ, PLEDGEBOOK_ROOT=str(ROOT), PLEDGEBOOK_PROGRAM=str(program))
    done = tree.node("--test", folder / "bundles", env=environment)
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


def start(program, folder):
    """A new ledger, and where it is served."""
    run(program, "init", "--ledger", folder / "ledger", "--origin", "example.org/reg", "--keys", folder / "keys",
        "--no-passphrase", "--profile", "none")
    process = subprocess.Popen([program, "serve", "--ledger", folder / "ledger", "--listen", "127.0.0.1:0"], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return process, found.group(0)
    sys.exit("the ledger is not served")


def main():
    chromium = shutil.which("chromium") or os.environ.get("PLEDGEBOOK_CHROMIUM")
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        check_units(tree, program, folder)
        if chromium is None:
            skip("chromium is not installed: apt-get install chromium")
        tree.node("tools/build.mjs", folder / "out")
        process, ledger = start(program, folder)
        try:
            config = {"ledger": ledger, "chromium": chromium, "program": str(program), "folder": str(folder),
                      "assets": str(folder / "out"), "shots": os.environ.get("PLEDGEBOOK_SHOTS", "")}
            print(run("node", ROOT / "tests" / "web" / "keys" / "keys.mjs", json.dumps(config), cwd=tree.path), end="")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The signing recipe of docs/API.md, exactly as written: openssl, jq and curl, against a real server."""

import json
import re
import shutil
import subprocess
import sys

from program import ROOT, expect_equal, program, skip


def recipe():
    page = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")
    found = re.search(r"^```sh signing-recipe\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    if not found:
        sys.exit("docs/API.md has no recipe")
    return found.group(1)


def main():
    for tool in ("openssl", "jq", "curl"):
        if shutil.which(tool) is None:
            skip(f"{tool} is not installed")
    with program() as pledgebook:
        ledger, keys = pledgebook.init("recipe")
        with pledgebook.serving("serve", "--ledger", ledger) as address:
            variables = f"set -eu\nSERVER={address}\nKEY={keys}/registrar/registrar.pem\n"
            done = subprocess.run(
                ["bash", "-c", variables + recipe()], cwd=pledgebook.folder, capture_output=True, text=True,
                check=False, timeout=60,
            )
            if done.returncode != 0:
                sys.exit(f"the recipe fails: {done.stdout}\n{done.stderr}")
            answer = json.loads(done.stdout)
            if "sid" not in answer:
                sys.exit(f"the statement is not accepted: {done.stdout}")
            entries = pledgebook.run("log", "--stream", "party/example-ministry", "--server", address).stdout
            expect_equal("the log names the party", "party.registered" in entries, True)
            # The same key also works with our own program and the server.
            pledgebook.run("party", "register", "another", "--name", "Another", "--sector", "other", "--role", "member",
                           "--key", f"{keys}/registrar/registrar.pem", "--server", address)
        pledgebook.run("audit", "--ledger", ledger)
    print("the recipe makes a statement that is accepted")


if __name__ == "__main__":
    main()

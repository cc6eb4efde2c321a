#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of the documents exactly as written: README's tour, and the register of docs/IMPORT.md."""

import re
import subprocess
import sys

from program import ROOT, SECONDS_MAX, expect_equal, program


def block(page, language, after):
    """The first block of this language after these words of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    start = text.index(after)
    # Search from the page's beginning, so that the end of a block does not count as the beginning of another.
    for found in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if found.start() > start and found.group(1) == language:
            return found.group(2)
    sys.exit(f"{page} has no {language or 'output'} block after {after}")


def check_tour(pledgebook):
    typed = re.sub(r"^alias .*\ncd .*\n", "", block("README.md", "sh", "## Five minutes"), flags=re.MULTILINE)
    script = f'set -eu\npledgebook() {{ "{pledgebook.path}" "$@"; }}\n{typed}'
    done = subprocess.run(
        ["bash", "-c", script], cwd=pledgebook.folder, capture_output=True, text=True, check=False, timeout=SECONDS_MAX,
    )
    if done.returncode != 0:
        sys.exit(f"the tour fails: {done.stdout}\n{done.stderr}")
    printed = block("README.md", "", "pledgebook commitments --as-of")
    expect_equal("README shows what the tour prints", printed in done.stdout, True)


def check_import(pledgebook):
    ledger, keys = pledgebook.init("import")
    register = pledgebook.folder / "register.jsonl"
    register.write_text(block("docs/IMPORT.md", "json", "## The file"), encoding="utf-8")
    done = pledgebook.run("import", register, "--ledger", ledger, "--key", f"{keys}/registrar.pem", "--key",
                          f"{keys}/reviewer.pem")
    summary = re.sub(r"\(.* s\)", "", block("docs/IMPORT.md", "", "## What happens").strip())
    expect_equal("docs/IMPORT.md shows what the import prints", summary in done.stdout + done.stderr, True)
    members = re.search(r"summary is `{(.*?)}`", (ROOT / "docs/IMPORT.md").read_text(encoding="utf-8"), re.DOTALL)
    again = pledgebook.json("import", register, "--ledger", ledger, "--key", f"{keys}/registrar.pem")
    expect_equal("docs/IMPORT.md names the summary's members", re.findall(r'"(\w+)"', members.group(1)), list(again))


def main():
    with program() as pledgebook:
        check_tour(pledgebook)
        check_import(pledgebook)
    print("the pages' commands do what the pages say")


if __name__ == "__main__":
    main()

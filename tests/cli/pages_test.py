#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The register of docs/IMPORT.md, imported as the page says. Other pages' commands: guides_test.py."""

import re
import sys

from program import ROOT, expect_equal, program


def block(page, language, after):
    """The first block of this language after these words of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    start = text.index(after)
    # Search from the page's beginning, so that the end of a block does not count as the beginning of another.
    for found in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if found.start() > start and found.group(1) == language:
            return found.group(2)
    sys.exit(f"{page} has no {language or 'output'} block after {after}")


def check_import(pledgebook):
    ledger, keys = pledgebook.init("import")
    register = pledgebook.folder / "register.jsonl"
    register.write_text(block("docs/IMPORT.md", "json", "## The file"), encoding="utf-8")
    done = pledgebook.run("import", register, "--ledger", ledger, "--key", f"{keys}/registrar/registrar.pem", "--key",
                          f"{keys}/reviewer/reviewer.pem")
    summary = re.sub(r"\(.* s\)", "", block("docs/IMPORT.md", "", "## What happens").strip())
    expect_equal("docs/IMPORT.md shows what the import prints", summary in done.stdout + done.stderr, True)
    members = re.search(r"summary is `{(.*?)}`", (ROOT / "docs/IMPORT.md").read_text(encoding="utf-8"), re.DOTALL)
    again = pledgebook.json("import", register, "--ledger", ledger, "--key", f"{keys}/registrar/registrar.pem")
    expect_equal("docs/IMPORT.md names the summary's members", re.findall(r'"(\w+)"', members.group(1)), list(again))


def main():
    with program() as pledgebook:
        check_import(pledgebook)
    print("the page's register does what the page says")


if __name__ == "__main__":
    main()

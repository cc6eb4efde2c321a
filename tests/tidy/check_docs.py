#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the documents are true for the tree: paths that the map names exist, links
lead somewhere, each decision has a number of its own and exists where one is cited, and decision 0001
names the packages that dev installs.

usage: check_docs.py ROOT
"""

import pathlib
import re
import sys

import source_text

# The documents that describe the tree, and the folders with which its paths begin.
MAPS = {"README.md", "docs/ARCHITECTURE.md"}
TOPS = {"crypto", "ledger", "projections", "server", "cli", "tests", "docs", ".ci"}

PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
LINK = re.compile(r"!?\[[^\]\n]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
DECISION = re.compile(r"(\d{4})-[a-z0-9-]+\.md")

# Files that may cite a decision: docs/decisions/0001, decision 0010, decisions 0010 and 0040.
CITING = {".md", ".h", ".cc", ".py", ".sh", ".cmake", ".json", ".js", ".mjs", ".ts", ".yml", ".yaml", ".txt"}
CITING_NAMES = {"dev", "run", ".clang-tidy"}
CITATION = re.compile(r"\bdecisions?[ /]+(\d{4}(?:(?:,| and|, and) \d{4})*)\b")

PACKAGES = "docs/decisions/0001-toolchain-and-packages.md"
PACKAGE_LIST = re.compile(r"^packages_\w+=\(([^)]*)\)", re.MULTILINE)
PACKAGE_ROW = re.compile(r"^\|((?: *`[a-z0-9.+-]+`,?)+) *\|", re.MULTILINE)


def without_code_blocks(text):
    """The text with fenced blocks emptied; line numbers don't change."""
    block = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
    return block.sub(lambda match: re.sub(r"[^\n]", "", match.group()), text)


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", without_code_blocks(text))


def exists(root, path):
    """Whether the tree has `path`; a name without suffix may mean its .h/.cc pair."""
    if "*" in path:
        return any(root.glob(path.rstrip("/")))
    return any((root / (path + suffix)).exists() for suffix in ("", ".h", ".cc"))


def named_paths(text):
    """(line, path) of each path of the tree that the text names in backticks."""
    for match in re.finditer(r"`([^`\n]+)`", without_code_blocks(text)):
        for word in match.group(1).split():
            path = word.removeprefix("./").rstrip(",;")
            if PATH.fullmatch(path) and "/" in path and path.split("/")[0] in TOPS:
                yield text.count("\n", 0, match.start()) + 1, path


def anchors(text):
    """The anchors of a document's headings, as GitHub makes them."""
    for match in re.finditer(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", without_code_blocks(text), re.MULTILINE):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1)).lower()
        yield re.sub(r"[^\w\- ]", "", title).replace(" ", "-")


def problems_of_links(root, path, text):
    for match in LINK.finditer(without_code(text)):
        target = match.group(1)
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (root / path.parent / name) if name else root / path
        if not goal.exists():
            yield f"{path}: the link to {target} leads nowhere"
        elif anchor and goal.suffix == ".md" and anchor not in anchors(goal.read_text(encoding="utf-8")):
            yield f"{path}: {target}: there is no such heading"


def problems_of_decisions(paths):
    seen = {}
    for path in paths:
        if path.parent.as_posix() != "docs/decisions":
            continue
        match = DECISION.fullmatch(path.name)
        if not match:
            yield f"{path}: a decision is called NNNN-name.md"
        elif match.group(1) in seen:
            yield f"{path}: {seen[match.group(1)]} has the same number"
        else:
            seen[match.group(1)] = path


def problems_of_citations(root, known):
    for path in source_text.files(root):
        if path.suffix not in CITING and path.name not in CITING_NAMES:
            continue
        text = (root / path).read_text(encoding="utf-8")
        for match in CITATION.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for number in re.findall(r"\d{4}", match.group(1)):
                if number not in known:
                    yield f"{path}:{line}: there is no decision {number}"


def problems_of_packages(root):
    """Packages that dev installs and decision 0001 does not name, and the reverse."""
    if not (root / "dev").exists() or not (root / PACKAGES).exists():
        return
    lists = PACKAGE_LIST.findall((root / "dev").read_text(encoding="utf-8"))
    rows = PACKAGE_ROW.findall((root / PACKAGES).read_text(encoding="utf-8"))
    installed = {package for words in lists for package in words.split()}
    explained = {package for cell in rows for package in re.findall(r"`([^`]+)`", cell)}
    for package in sorted(installed - explained):
        yield f"{PACKAGES}: {package}, which dev installs, is missing"
    for package in sorted(explained - installed):
        yield f"{PACKAGES}: {package} is in none of dev's lists"


def check(root):
    """All problems of the documents as sentences, and how many were read."""
    root = pathlib.Path(root)
    paths = source_text.files(root, ".md")
    problems = list(problems_of_decisions(paths)) + list(problems_of_packages(root))
    decisions = [path.name for path in paths if path.parent.as_posix() == "docs/decisions"]
    problems += problems_of_citations(root, {name[:4] for name in decisions if DECISION.fullmatch(name)})
    for path in paths:
        text = (root / path).read_text(encoding="utf-8")
        problems += problems_of_links(root, path, text)
        if path.as_posix() in MAPS:
            for line, name in named_paths(text):
                if not exists(root, name):
                    problems.append(f"{path}:{line}: {name} does not exist")
    return problems, len(paths)


def main(arguments):
    problems, checked = check(arguments[1])
    return source_text.report("docs", problems, checked)


if __name__ == "__main__":
    sys.exit(main(sys.argv))

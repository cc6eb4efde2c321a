#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the rules of docs/STYLE.md that neither clang-format nor clang-tidy can.

usage: check_house.py ROOT
"""

import pathlib
import re
import sys

import source_text

CPP = {".h", ".cc"}
# Files with their licence in one of their first three lines.
LICENSED = CPP | {".py", ".sh", ".cmake", ".js", ".mjs", ".ts", ".css"}
LICENSED_NAMES = {"dev", "run", "CMakeLists.txt"}
TEXT = LICENSED | {".md", ".json", ".txt", ".html", ".yml", ".yaml"}

PRODUCT = {"crypto", "ledger", "projections", "server", "cli"}
COLUMNS_MAX = 100
LINES_MAX = 400
NAMELESS = {"util", "utils", "common", "helper", "helpers", "misc", "manager", "impl"}

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b(?!\(#\d+\))")
NAMESPACE = re.compile(r"\busing\s+namespace\s+(?!std::(?:literals|\w+_literals|literals::\w+)\s*;)")
THROW = re.compile(r"\bthrow\b")

# Words that docs/STYLE.md, "Plain words", forbids, with the plain ones. Split, so that this file has none of them.
PROSE = {".md", ".cc", ".h", ".py"}
STILTED = {
    "oct" + "ets": "bytes",
    "made " + "anew": "rebuilt",
    "is none " + "that": "is not",
    "hangs " + "on": "depends on",
    "turned away for " + "want": "rejected: queue full",
    "in " + "vain": "without success",
}
# Between two words: blanks, and what begins the next line of a comment or ends a piece of a C++ text.
BETWEEN = r'(?:\s|//|#|")+'
STILTED_WORDS = re.compile(
    r"\b(?:" + "|".join(word.replace(" ", BETWEEN) for word in STILTED) + r")\b", re.IGNORECASE)


def problems_of_name(path):
    words = set(re.split(r"[_\-./]", path.as_posix().lower()))
    for word in sorted(words & NAMELESS):
        yield f"{path}: '{word}' names nothing: call it by its noun"


def problems_of_text(path, lines):
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield f"{path}:{number}: a tab"
        if line != line.rstrip():
            yield f"{path}:{number}: blanks at the end of the line"
        if UNFINISHED.search(line):
            yield f"{path}:{number}: unfinished work needs an issue, as in (#12)"


def problems_of_words(path, text):
    for match in STILTED_WORDS.finditer(text):
        number = text.count("\n", 0, match.start()) + 1
        word = " ".join(re.split(BETWEEN, match.group().lower()))
        yield f"{path}:{number}: '{word}': write '{STILTED[word]}' (docs/STYLE.md, \"Plain words\")"


def problems_of_licence(path, lines):
    if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:3]):
        yield f"{path}: no SPDX-License-Identifier: Apache-2.0 in the first three lines"


def problems_of_length(path, lines):
    if len(lines) > LINES_MAX and not any(re.match(r"\W*Long: \w", line) for line in lines[:20]):
        yield f"{path}: {len(lines)} lines, more than {LINES_MAX}: divide it, or say why at the top after 'Long:'"


def problems_of_cpp(path, text, lines):
    raw = source_text.raw_string_lines(text)
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS_MAX and "://" not in line and number not in raw:
            yield f"{path}:{number}: {len(line)} columns, more than {COLUMNS_MAX}"
    code = source_text.bare_code(text)
    for match in NAMESPACE.finditer(code):
        number = code.count("\n", 0, match.start()) + 1
        yield f"{path}:{number}: using namespace is for std::literals only"
    if path.parts[0] in PRODUCT:
        for match in THROW.finditer(code):
            number = code.count("\n", 0, match.start()) + 1
            yield f"{path}:{number}: errors are values: return std::expected instead of throwing"
    if path.suffix == ".h" and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield f"{path}: no #pragma once"


def check(root):
    """All problems of the tree as sentences, and how many files were read."""
    problems, checked = [], 0
    for path in source_text.files(root):
        licensed = path.suffix in LICENSED or path.name in LICENSED_NAMES
        if not licensed and path.suffix not in TEXT:
            continue
        checked += 1
        text = pathlib.Path(root, path).read_text(encoding="utf-8")
        lines = text.splitlines()
        problems += problems_of_name(path)
        if path.suffix in PROSE:
            problems += problems_of_words(path, text)
        if licensed:
            problems += problems_of_text(path, lines)
            problems += problems_of_licence(path, lines)
            problems += problems_of_length(path, lines)
        if path.suffix in CPP:
            problems += problems_of_cpp(path, text, lines)
    return problems, checked


def main(arguments):
    problems, checked = check(arguments[1])
    return source_text.report("house", problems, checked)


if __name__ == "__main__":
    sys.exit(main(sys.argv))

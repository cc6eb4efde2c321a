# SPDX-License-Identifier: Apache-2.0
"""Shared by all checks: the list of our files, and C++ without comments and literals."""

import os
import pathlib
import re

# Folders of the tree with nothing that we wrote.
FOREIGN = {".git", "build", "node_modules", "pledgebook-data", "__pycache__"}

# Comments, string and character literals, in the order in which C++ recognises them.
_PROSE = re.compile(
    r"""(?P<line>//[^\n]*)
      | (?P<block>/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")
      | (?P<text>"(?:\\.|[^"\\\n])*")
      | (?P<char>(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.DOTALL,
)


def files(root, *suffixes):
    """Our files under `root` as relative paths, sorted; all of them unless suffixes are given."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - FOREIGN)
        found += [pathlib.Path(folder, name).relative_to(root) for name in names]
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(code):
    """The code with each comment blanked; lines and columns don't change."""
    keep = lambda m: _blank(m.group()) if m.group("line") or m.group("block") else m.group()
    return _PROSE.sub(keep, code)


def bare_code(code):
    """The code with comments and literals blanked; lines and columns don't change."""
    return _PROSE.sub(lambda m: _blank(m.group()), code)


def raw_string_lines(code):
    """The numbers, from 1, of the lines that a raw string touches."""
    lines = set()
    for match in _PROSE.finditer(code):
        if match.group("raw"):
            first = code.count("\n", 0, match.start()) + 1
            lines.update(range(first, first + match.group().count("\n") + 1))
    return lines


def report(name, problems, checked):
    """Prints the problems, one per line, and returns the exit status."""
    for problem in problems:
        print(problem)
    print(f"{name}: {len(problems)} problems in {checked} files")
    return 1 if problems else 0

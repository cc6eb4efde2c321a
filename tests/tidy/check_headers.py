#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every header compiles alone. A header that is the first include of some source is
compiled alone with that source where that is read without precompiled headers, by clang-tidy, so
each source must include its own header first; only headers that no source includes first are
compiled here.

usage: check_headers.py ROOT BUILD
"""

import concurrent.futures
import os
import pathlib
import shlex
import subprocess
import sys

import check_layers
import source_text

FLAGS = "-std=c++23 -fsyntax-only -Wall -Wextra -Werror -x c++"


def first_include(code):
    """The first #include of the code, if it is in quotes."""
    for _, quoted, target in check_layers.includes(code):
        return target if quoted else None
    return None


def sort_headers(root):
    """Problems of the sources, and the headers that no source includes first."""
    problems = []
    paths = source_text.files(root, ".h", ".cc")
    headers = {path.as_posix() for path in paths if path.suffix == ".h"}
    alone = set(headers)
    for path in paths:
        if path.suffix != ".cc":
            continue
        first = first_include((root / path).read_text(encoding="utf-8"))
        alone.discard(first)
        own = path.with_suffix(".h").as_posix()
        if own in headers and first != own:
            problems.append(f'{path}: the first include must be "{own}"')
    return problems, sorted(alone)


def compiles_alone(root, build, header):
    """Nothing if the header compiles alone, else the compiler's messages."""
    compiler = shlex.split(os.environ.get("CXX", "g++"))
    command = [*compiler, *FLAGS.split(), f"-I{root}", f"-I{build}", "-"]
    done = subprocess.run(
        command, input=f'#include "{header}"\n', text=True, capture_output=True, check=False
    )
    return None if done.returncode == 0 else f"{header}: does not compile alone\n{done.stderr}"


def check(root, build):
    """All problems of the headers as sentences, and how many had to be compiled."""
    root = pathlib.Path(root).resolve()
    problems, alone = sort_headers(root)
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        answers = pool.map(lambda header: compiles_alone(root, build, header), alone)
        problems += [answer for answer in answers if answer]
    return problems, len(alone)


def main(arguments):
    problems, checked = check(arguments[1], arguments[2])
    return source_text.report("headers", problems, checked)


if __name__ == "__main__":
    sys.exit(main(sys.argv))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks every #include against layers.json: lower folders never include higher ones, foreign
libraries stay where they belong, and no two folders or files include each other in a circle.

usage: check_layers.py ROOT [LAYERS.json]
"""

import fnmatch
import json
import pathlib
import re
import sys

import source_text

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def layer_of(path, layers):
    """The longest named folder that holds `path`, or None."""
    parts = pathlib.PurePosixPath(path).parts[:-1]
    for length in range(len(parts), 0, -1):
        folder = "/".join(parts[:length])
        if folder in layers:
            return folder
    return None


def includes(code):
    """(line, quoted?, path) of each #include."""
    code = source_text.without_comments(code)
    for match in INCLUDE.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match.group(1) == '"', match.group(2)


def cycle(edges):
    """A circle among the edges {from: {to}}, as a list with the same first and last item, or None."""
    done = set()

    def visit(node, trail):
        if node in trail:
            return trail[trail.index(node):] + [node]
        if node in done:
            return None
        for target in sorted(edges.get(node, ())):
            found = visit(target, trail + [node])
            if found:
                return found
        done.add(node)
        return None

    for start in sorted(edges):
        found = visit(start, [])
        if found:
            return found
    return None


def closure(layers):
    """For each layer all layers that it may include: those that it names, and those that they may include."""
    whole = {}

    def lower(layer):
        if layer not in whole:
            whole[layer] = set()
            for name in layers[layer]:
                whole[layer] |= {name} | lower(name)
        return whole[layer]

    for layer in layers:
        lower(layer)
    return whole


def problems_of_rules(layers):
    """The rules themselves must name known layers and have no circle."""
    for layer, lower in layers.items():
        for name in lower:
            if name not in layers:
                yield f"layers.json: {layer} may include {name}, which is no layer"
    found = cycle({layer: set(lower) for layer, lower in layers.items()})
    if found:
        yield f"layers.json: the layers form a circle: {' -> '.join(found)}"


def check(root, rules):
    """All problems of the tree as sentences, and how many files were read."""
    root = pathlib.Path(root)
    layers = rules["layers"]
    problems = list(problems_of_rules(layers))
    if problems:
        return problems, 0
    lower = closure(layers)
    sources = [path for path in source_text.files(root, ".h", ".cc") if layer_of(path, layers)]
    tops = {layer.split("/")[0] for layer in layers}
    folder_edges, file_edges = {}, {}

    for path in sources:
        own = layer_of(path, layers)
        for line, quoted, target in includes((root / path).read_text(encoding="utf-8")):
            where = f"{path}:{line}:"
            for rule in rules["restricted"]:
                if fnmatch.fnmatch(target, rule["include"]) and not any(
                    fnmatch.fnmatch(path.as_posix(), allowed) for allowed in rule["only"]
                ):
                    problems.append(f"{where} <{target}> does not belong here: {rule['why']}")
            if not quoted:
                if target.split("/")[0] in tops and (root / target).exists():
                    problems.append(f"{where} <{target}> is ours: include it in quotes")
                continue
            other = layer_of(target, layers)
            if other is None:
                problems.append(f'{where} "{target}" is not a path from the repository\'s root')
                continue
            if other != own and other not in lower[own]:
                problems.append(f'{where} "{target}": {own} must not include {other}')
            file_edges.setdefault(path.as_posix(), set()).add(target)
            folders = path.parent.as_posix(), pathlib.PurePosixPath(target).parent.as_posix()
            if folders[0] != folders[1]:
                folder_edges.setdefault(folders[0], set()).add(folders[1])

    for what, edges in (("folders", folder_edges), ("files", file_edges)):
        found = cycle(edges)
        if found:
            problems.append(f"these {what} include each other in a circle: {' -> '.join(found)}")
    return problems, len(sources)


def main(arguments):
    root = pathlib.Path(arguments[1])
    rules = pathlib.Path(arguments[2]) if len(arguments) > 2 else root / "tests/tidy/layers.json"
    problems, checked = check(root, json.loads(rules.read_text(encoding="utf-8")))
    return source_text.report("layers", problems, checked)


if __name__ == "__main__":
    sys.exit(main(sys.argv))

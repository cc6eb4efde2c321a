#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The verifier of the browser, run by Node: its tests; on each mutant of an export and on exports of drawn ledgers the
verdict is the program's; and verifier.html is the same bytes each time that it is built.

verify_test.py BUILD PLEDGEBOOK WRITE_EXPORTS WRITE_MUTANTS"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from web_tree import ROOT, WebTree, run

BUILD, PLEDGEBOOK, WRITE_EXPORTS, WRITE_MUTANTS = map(pathlib.Path, sys.argv[1:5])


def check_units(tree, bundles, folder):
    mutants = folder / "mutants"
    mutants.mkdir()
    run(WRITE_MUTANTS, mutants)
    environment = dict(os.environ, PLEDGEBOOK_ROOT=str(ROOT), PLEDGEBOOK_MUTANTS=str(mutants))
    done = tree.node("--test", bundles, env=environment)
    print(*(line for line in done.splitlines() if line.startswith(("# pass", "# fail", "# skipped"))), sep="\n")


def verdicts_of(bundles, paths, policy):
    done = subprocess.run(["node", str(bundles / "verify_cli.mjs"), *map(str, paths), "--policy", str(policy)],
                          capture_output=True, text=True, check=True, timeout=300)
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_drawn(bundles, folder):
    for seed in (1, 2):
        drawn = folder / f"drawn-{seed}"
        drawn.mkdir()
        run(WRITE_EXPORTS, drawn, seed)
        paths = sorted(drawn.glob("*.json"))
        if len(paths) < 8:
            sys.exit(f"only {len(paths)} exports were drawn")
        for path, ours in zip(paths, verdicts_of(bundles, paths, drawn / "policy"), strict=True):
            theirs = json.loads(run(PLEDGEBOOK, "verify", path, "--policy", drawn / "policy", "--json"))
            for name, expected in theirs.items():
                if ours[name] != expected:
                    sys.exit(f"{path.name}, {name}:\n  found    {ours[name]}\n  expected {expected}")


def check_page(tree, folder):
    for name in ("once", "twice"):
        print(tree.node("tools/build_verifier.mjs", folder / name), end="")
    if (folder / "once/verifier.html").read_bytes() != (folder / "twice/verifier.html").read_bytes():
        sys.exit("verifier.html is not the same when it is built again")


def main():
    tree = WebTree(BUILD)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        bundles = folder / "bundles"
        run("npm", "run", "-s", "check:all", cwd=tree.path)
        tree.node("tools/build_verify.mjs", bundles)
        check_units(tree, bundles, folder)
        check_drawn(bundles, folder)
        check_page(tree, folder)


if __name__ == "__main__":
    main()

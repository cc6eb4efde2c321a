#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on the sources of the release preset and remembers which were clean.

A clean source leaves a stamp in ~/.cache/pledgebook-tidy, which serves every checkout: a hash over
its compile command, the configuration and all of our files that it includes. It is checked again
only when one of these changes. Headers of the system do not count: after an upgrade of them remove
that folder.

usage: clang_tidy.py ROOT [--jobs N] [PATH...]     only sources below one of the paths
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time

TIDY = "clang-tidy-19"
# Options for outputs, which clang-tidy has no use for.
DROPPED = {"-c"}


def without_output(command):
    """The arguments of a compile command without compiler, launcher, output and source."""
    arguments = shlex.split(command)
    while arguments and not arguments[0].startswith("-"):
        arguments.pop(0)
    kept, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "-o":
            skip = True
        elif argument not in DROPPED:
            kept.append(argument)
    return kept[:-1]


class Source:
    """One source of the compilation database with its stamp."""

    def __init__(self, entry, root, build, stamps):
        self.path = pathlib.Path(entry["file"])
        self.name = self.path.relative_to(root).as_posix()
        self.root = root
        self.build = build
        self.compiler = next(word for word in shlex.split(entry["command"]) if "++" in word)
        self.flags = without_output(entry["command"])
        self.stamp = stamps / (self.name.replace("/", "+") + ".json")

    def configuration(self):
        """Each .clang-tidy from the root down to the source."""
        folders = [self.root / part for part in reversed(self.path.relative_to(self.root).parents)]
        return [folder / ".clang-tidy" for folder in folders if (folder / ".clang-tidy").exists()]

    def digest(self, files):
        """A hash over the command, the configuration and the contents of `files`; None if one is gone."""
        flags = [flag.replace(str(self.root), "") for flag in self.flags]
        digest = hashlib.sha256("\0".join([TIDY, *flags]).encode())
        for path in [*self.configuration(), *(self.root / name for name in files)]:
            try:
                name = path.relative_to(self.root)
                digest.update(f"\0{name}\0".encode() + path.read_bytes())
            except FileNotFoundError:
                return None
        return digest.hexdigest()

    def included(self):
        """The source and every file of ours or of the build that it includes, from the root on."""
        listed = subprocess.run(
            [self.compiler, *self.flags, "-MM", "-MT", "x", str(self.path)],
            capture_output=True, text=True, check=True, cwd=self.build,
        ).stdout
        files = shlex.split(listed.replace("\\\n", " "))[1:]
        paths = {(self.build / name).resolve() for name in files}
        return sorted(path.relative_to(self.root).as_posix() for path in paths)

    def is_clean(self):
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return False
        return stamp["digest"] == self.digest(stamp["files"])

    def check(self):
        """Whether the source is clean, and clang-tidy's messages."""
        files = self.included()
        digest = self.digest(files)
        done = subprocess.run(
            [TIDY, "--quiet", f"-p={self.build}", str(self.path)],
            capture_output=True, text=True, check=False,
        )
        if done.returncode == 0:
            self.stamp.write_text(json.dumps({"digest": digest, "files": files}), encoding="utf-8")
        return done.returncode == 0, done.stdout + ("" if done.returncode == 0 else done.stderr)


def chosen(source, root, paths):
    """Whether the source lies below one of the paths; without any, the product's do. Tests, which
    compile without warnings and run under the sanitizers, would double the time that this takes."""
    if not paths:
        return root / "tests" not in source.path.parents
    wanted = [pathlib.Path(os.path.abspath(path)) for path in paths]
    return not wanted or any(path == source.path or path in source.path.parents for path in wanted)


def main():
    parser = argparse.ArgumentParser(description="clang-tidy on what has changed")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_intermixed_args()
    root = options.root.resolve()
    build = root / "build/release"
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    stamps = pathlib.Path(cache) / "pledgebook-tidy"
    stamps.mkdir(parents=True, exist_ok=True)

    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    ours = {entry["file"]: entry for entry in entries if not entry["file"].startswith(f"{build}/")}
    sources = [Source(entry, root, build, stamps) for entry in ours.values()]
    sources = [source for source in sources if chosen(source, root, options.paths)]
    stale = [source for source in sources if not source.is_clean()]
    print(f"{len(sources) - len(stale)} of {len(sources)} sources are unchanged", flush=True)

    failed = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=options.jobs) as pool:
        def timed(source):
            start = time.monotonic()
            return source, *source.check(), time.monotonic() - start

        for number, (source, clean, output, seconds) in enumerate(pool.map(timed, stale), 1):
            print(f"[{number}/{len(stale)}] {source.name} {seconds:.0f} s", flush=True)
            if not clean:
                failed.append(source.name)
                print(output, flush=True)
    print(f"clang-tidy: {len(failed)} of {len(sources)} sources have problems", *failed, sep="\n  ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

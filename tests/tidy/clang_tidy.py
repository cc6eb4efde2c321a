#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on the sources of the release preset and remembers which were clean.

A clean source leaves a stamp in ~/.cache/pledgebook-tidy, which serves every checkout: a hash over
its compile command, the configuration, the source and its own header. It is checked again only when
one of these changes; what another header does to it, the compiler sees. After an upgrade of the
system's headers remove that folder.

Sources are read without precompiled headers, so that each must include what it uses. Those that
changed last come first, since PLEDGEBOOK_TIDY_MINUTES, if it is set, ends the reading: what was not
reached is counted, and is no failure.

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
# Options that clang-tidy has no use for: those of GCC's own warnings among them (cmake/PrecompiledHeaders.cmake).
DROPPED = {"-c", "-Winvalid-pch", "-Wno-array-bounds", "-Wno-maybe-uninitialized", "-Wno-restrict", "-Wno-stringop-overflow",
           "-Wno-stringop-overread"}


def flags_of(command):
    """The arguments of a compile command without compiler, launcher, output, precompiled header and source."""
    arguments = shlex.split(command)
    while arguments and not arguments[0].startswith("-"):
        arguments.pop(0)
    kept = []
    words = iter(arguments)
    for argument in words:
        if argument == "-o":
            next(words)
        elif argument == "-include":
            included = next(words)
            if not included.endswith("cmake_pch.hxx"):
                kept += [argument, included]
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
        self.flags = flags_of(entry["command"])
        self.stamp = stamps / (self.name.replace("/", "+") + ".json")

    def configuration(self):
        """Each .clang-tidy from the root down to the source."""
        folders = [self.root / part for part in reversed(self.path.relative_to(self.root).parents)]
        return [folder / ".clang-tidy" for folder in folders if (folder / ".clang-tidy").exists()]

    def digest(self):
        """A hash over the command, the configuration, the source and its header."""
        flags = [flag.replace(str(self.root), "") for flag in self.flags]
        digest = hashlib.sha256("\0".join([TIDY, *flags]).encode())
        header = self.path.with_suffix(".h")
        for path in [*self.configuration(), self.path, *([header] if header.exists() else [])]:
            digest.update(f"\0{path.relative_to(self.root)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def is_clean(self):
        try:
            return json.loads(self.stamp.read_text(encoding="utf-8"))["digest"] == self.digest()
        except (FileNotFoundError, ValueError):
            return False

    def check(self):
        """Whether the source is clean, and clang-tidy's messages."""
        digest = self.digest()
        done = subprocess.run(
            [TIDY, "--quiet", str(self.path), "--", *self.flags],
            capture_output=True, text=True, check=False, cwd=self.build,
        )
        if done.returncode == 0:
            self.stamp.write_text(json.dumps({"digest": digest}), encoding="utf-8")
        return done.returncode == 0, done.stdout + ("" if done.returncode == 0 else done.stderr)


def ages(root):
    """How many other files changed later, by path from the root; without git's history, none."""
    done = subprocess.run(
        ["git", "log", "--format=", "--name-only"], cwd=root, capture_output=True, text=True, check=False
    )
    return {name: place for place, name in enumerate(dict.fromkeys(done.stdout.split("\n")))}


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

    failed, unread = [], 0
    minutes = float(os.environ.get("PLEDGEBOOK_TIDY_MINUTES", "inf"))
    begun = time.monotonic()
    by_name = ages(root)
    stale.sort(key=lambda source: by_name.get(source.name, -1))
    with concurrent.futures.ThreadPoolExecutor(max_workers=options.jobs) as pool:
        def timed(source):
            start = time.monotonic()
            if start - begun > 60 * minutes:
                return source, None, "", 0
            return source, *source.check(), time.monotonic() - start

        for number, (source, clean, output, seconds) in enumerate(pool.map(timed, stale), 1):
            if clean is None:
                unread += 1
                continue
            print(f"[{number}/{len(stale)}] {source.name} {seconds:.0f} s", flush=True)
            if not clean:
                failed.append(source.name)
                print(output, flush=True)
    if unread:
        print(f"{unread} sources were not read within {minutes:g} minutes: ./dev lint reads all")
    print(f"clang-tidy: {len(failed)} of {len(sources)} sources have problems", *failed, sep="\n  ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

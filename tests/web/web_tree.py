# SPDX-License-Identifier: Apache-2.0
"""The npm project of the pages, copied into the build tree and installed there, so that the source tree stays as it is."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("server/web", "tests/web/verify", "tests/web/keys", "tests/web/signing", "tests/web/reporting", "tests/web/talking",
          "tests/web/changing", "tests/web/desk", "tests/web/officers", "tests/web/importing", "tests/web/practice",
          "tests/web/matching")
SKIPPED = 77


def skip(sentence):
    print(sentence)
    sys.exit(SKIPPED)


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, timeout=1200, **options)
    if done.returncode != 0:
        sys.exit(f"{command}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


class WebTree:
    """`path`: the copied project; `tests`: the copied tests."""

    def __init__(self, build):
        for program in ("node", "npm"):
            if shutil.which(program) is None:
                skip(f"{program} is not installed: apt-get install nodejs npm")
        self.root = build / "web-tree"
        self.path, self.tests = self.root / COPIED[0], self.root / COPIED[1]
        for folder in COPIED:
            self.copy(folder)
        self.install()

    def copy(self, folder):
        target = self.root / folder
        target.mkdir(parents=True, exist_ok=True)
        for old in target.iterdir():
            if old.name == "node_modules":
                continue
            if old.is_dir():
                shutil.rmtree(old)
            else:
                old.unlink()
        shutil.copytree(ROOT / folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))

    def install(self):
        """Only where the lock file is another than at the last installation."""
        lock, stamp = self.path / "package-lock.json", self.root / "installed.json"
        if stamp.exists() and stamp.read_bytes() == lock.read_bytes() and (self.path / "node_modules").exists():
            return
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=self.path, capture_output=True,
                              text=True, check=False, timeout=1200)
        if done.returncode != 0:
            words = f"npm can't install the packages of server/web:\n{done.stderr}"
            # A machine without a network has nothing to test here; CI must have one.
            if os.environ.get("CI") == "true":
                sys.exit(words)
            skip(words)
        shutil.copyfile(lock, stamp)

    def node(self, *arguments, **options):
        return run("node", *arguments, cwd=self.path, **options)

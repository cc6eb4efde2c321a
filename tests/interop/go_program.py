# SPDX-License-Identifier: Apache-2.0
"""Builds the Go programs beside this file with Debian's libraries, for tests that run them against ours."""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))

from program import skip  # noqa: E402

GO_PATH = "/usr/share/gocode"  # where Debian keeps libraries of Go


def go():
    """Prefers Debian's own Go, since the library is Debian's."""
    return next((path for path in ("/usr/lib/go/bin/go", shutil.which("go")) if path and os.path.exists(path)), None)


def built(folder, name):
    """The program of the folder `name`; skips the test if Go is not installed."""
    if go() is None or not os.path.isdir(f"{GO_PATH}/src/golang.org/x/mod/sumdb"):
        skip("golang-go or golang-golang-x-mod-dev is missing: ./dev deps test installs them")
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": GO_PATH, "GOCACHE": str(folder / "go-cache"),
                   "GOFLAGS": "", "CGO_ENABLED": "0"}
    binary = folder / name
    subprocess.run([go(), "build", "-o", binary, HERE / name / "main.go"], check=True, env=environment, timeout=240)
    return binary

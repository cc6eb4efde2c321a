#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A ministry's way through the ledger, from its first key to a checked export, each statement signed in a browser over https: in
English, in Arabic on a phone, and in French by the keyboard alone.

story_test.py BUILD PROGRAM [LANGUAGE...]"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from form_page import demonstration, run_script
from pages_test import address_of
from web_tree import ROOT, WebTree, skip

sys.path.insert(0, str(ROOT / "tests" / "cli"))
from authority import issue, make_authority  # noqa: E402

LANGUAGES = ("en", "ar", "fr")


def trusting_home(folder):
    """A home directory whose browsers trust the authority."""
    certutil = shutil.which("certutil")
    if certutil is None:
        skip("certutil is not installed: apt-get install libnss3-tools")
    database = folder / "home" / ".pki" / "nssdb"
    database.mkdir(parents=True)
    for options in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "tests", "-i", str(folder / "ca.pem")]):
        subprocess.run([certutil, "-d", f"sql:{database}", *options], check=True, timeout=60)
    return folder / "home"


@contextlib.contextmanager
def served(program, folder):
    """The demonstration's ledger over https, with a certificate of the authority."""
    with demonstration(program, folder) as made:
        pass
    make_authority(folder)
    issue(folder)
    process = subprocess.Popen([program, "serve", "--ledger", folder / "demo", "--listen", "127.0.0.1:0", "--tls-cert", folder / "cert.pem",
                                "--tls-key", folder / "key.pem"], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        port = address_of(process, "https").rsplit(":", 1)[1]
        yield made | {"address": f"https://localhost:{port}", "home": str(trusting_home(folder)), "ca": str(folder / "ca.pem")}
    finally:
        process.terminate()
        process.wait(timeout=60)


def main():
    build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    tree = WebTree(build)
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as temporary:
        folder = pathlib.Path(temporary)
        with served(program, folder) as config:
            os.environ["NODE_EXTRA_CA_CERTS"] = config["ca"]
            for language in sys.argv[3:] or LANGUAGES:
                run_script(tree, "story", config | {"language": language})


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""A certificate authority of the tests, and certificates of it for this machine."""

import subprocess

SECONDS_MAX = 30


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=SECONDS_MAX)


def make_authority(folder):
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=Pledgebook test authority", "-keyout", "ca-key.pem", "-out", "ca.pem")


def issue(folder, days="2", certificate="cert.pem"):
    """A new certificate and its key in key.pem; of minus one day, it has expired."""
    (folder / "names.cnf").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n", encoding="utf-8")
    openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-keyout", "key.pem", "-out", "request.pem")
    openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial",
            "-days", days, "-extfile", "names.cnf", "-out", certificate)

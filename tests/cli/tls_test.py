#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve over TLS: what it prints, what it refuses, a certificate that is renewed, and clients of others: Python's, curl and
Go's."""

import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

from program import expect_equal, program

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "interop"))
import go_program  # noqa: E402

SECONDS_MAX = 30
BUILD_SECONDS_MAX = 240


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=SECONDS_MAX)


def make_authority(folder):
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=Pledgebook test authority", "-keyout", "ca-key.pem", "-out", "ca.pem")


def issue(folder):
    """A new certificate in cert.pem and its key in key.pem."""
    (folder / "names.cnf").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n", encoding="utf-8")
    openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-keyout", "key.pem", "-out", "request.pem")
    openssl(folder, "x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial",
            "-days", "2", "-extfile", "names.cnf", "-out", "cert.pem")


def trusting(folder):
    return ssl.create_default_context(cafile=str(folder / "ca.pem"))


def serial_at(port, folder):
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as plain:
        with trusting(folder).wrap_socket(plain, server_hostname="localhost") as peer:
            return peer.getpeercert()["serialNumber"]


def wait_for_another(serial, port, folder):
    for _ in range(SECONDS_MAX * 10):
        if serial_at(port, folder) != serial:
            return
        time.sleep(0.1)
    sys.exit("the new certificate is not used")


def check_refusals(pledgebook, ledger):
    told = pledgebook.run("serve", "--ledger", ledger, "--listen", "0.0.0.0:0", status=2).stderr
    expect_equal("plain HTTP to the network names the remedy", "--insecure-listen" in told and "--tls-cert" in told, True)
    pledgebook.run("serve", "--ledger", ledger, "--tls-cert", "cert.pem", status=2)
    pledgebook.run("serve", "--ledger", ledger, "--log", "xml", status=2)
    pledgebook.run("serve", "--ledger", ledger, "--log-level", "loud", status=2)


def check_clients(folder, address):
    with urllib.request.urlopen(address + "/healthz", context=trusting(folder), timeout=SECONDS_MAX) as answer:
        expect_equal("HSTS", answer.headers["Strict-Transport-Security"], "max-age=31536000")
    if shutil.which("curl"):
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--cacert", "ca.pem", "--write-out", "\n%{http_code} %{http_version}",
             address + "/api/v1/commitments"],
            cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS_MAX,
        )
        expect_equal("curl", (done.returncode, done.stdout.splitlines()[-1]), (0, "200 1.1"))
    old = trusting(folder)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    try:
        urllib.request.urlopen(address + "/healthz", context=old, timeout=SECONDS_MAX)
        sys.exit("TLS 1.2 is served")
    except urllib.error.URLError as refused:
        expect_equal("TLS 1.2 is refused", isinstance(refused.reason, ssl.SSLError), True)


def check_go(folder, address):
    """Go's client, if Go is installed: GETs, and a stream of invalid statements."""
    if go_program.go() is None:
        print("Go is missing: its client is left out")
        return
    environment = {**os.environ, "GO111MODULE": "off", "GOCACHE": str(folder / "go-cache"), "GOFLAGS": "", "CGO_ENABLED": "0"}
    source = pathlib.Path(go_program.HERE) / "ask_over_tls" / "main.go"
    subprocess.run([go_program.go(), "build", "-o", folder / "ask_over_tls", source], check=True, env=environment,
                   timeout=BUILD_SECONDS_MAX)
    (folder / "lines.ndjson").write_text("{}\n" * 1_000, encoding="utf-8")
    done = subprocess.run([folder / "ask_over_tls", address, folder / "ca.pem", folder / "lines.ndjson"],
                          capture_output=True, text=True, check=False, timeout=SECONDS_MAX * 2)
    expect_equal(f"Go's client: {done.stderr}", done.returncode, 0)
    lines = done.stdout.splitlines()
    expect_equal("/healthz", lines[0], "200 true HTTP/1.1 http/1.1")
    expect_equal("the commitments", lines[1], "200 true HTTP/1.1 http/1.1")
    expect_equal("no such path", lines[3], "404 true HTTP/1.1 http/1.1")
    expect_equal("a stream", lines[4], "200 lines 1000")


def main():
    with program() as pledgebook:
        folder = pledgebook.folder
        ledger = pledgebook.init("tls")[0]
        make_authority(folder)
        issue(folder)
        check_refusals(pledgebook, ledger)
        with subprocess.Popen(
            pledgebook.command("serve", "--ledger", ledger, "--listen", "0.0.0.0:0", "--tls-cert", "cert.pem", "--tls-key",
                               "key.pem", "--log", "json", "--log-requests"),
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as server:
            line = server.stdout.readline()
            found = re.search(r"https://0\.0\.0\.0:([0-9]+)$", line.strip())
            if not found:
                sys.exit(f"the address is not told: {line}\n{server.stderr.read()}")
            port = int(found.group(1))
            check_clients(folder, f"https://localhost:{port}")
            check_go(folder, f"https://localhost:{port}")
            before = serial_at(port, folder)
            issue(folder)
            wait_for_another(before, port, folder)
            server.send_signal(signal.SIGTERM)
            journal = server.communicate(timeout=SECONDS_MAX)[1]
        expect_equal("status", server.returncode, 0)
        for event in ("started", "ready", "request", "certificate_reloaded", "stopping", "stopped"):
            expect_equal(f"the journal has {event}", f'"event":"{event}"' in journal, True)
    print("serve speaks TLS 1.3, and no other")


if __name__ == "__main__":
    main()

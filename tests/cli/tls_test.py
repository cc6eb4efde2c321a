#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve over TLS: what it prints, what it agrees on and what it refuses, events, a certificate that is renewed under load, our
client's sentences, and clients of others: Python's, curl and Go's."""

import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from authority import issue, make_authority
from program import expect_equal, program
from witnesses import Witness, parties, policy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "interop"))
import go_program  # noqa: E402

SECONDS_MAX = 30
BUILD_SECONDS_MAX = 240


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
    for url in ("", "pledges.example.org", "ftp://pledges.example.org", "https://", "https://a b", "https://me@a.example",
                "https://a.example?b", "https://a.example/b?c", "https://a.example#b", 'https://a"b', "https://a<b", "https://a:b"):
        told = pledgebook.run("serve", "--ledger", ledger, "--public-url", url, status=2).stderr
        expect_equal(f"{url} is no public address", "--public-url" in told, True)


def check_clients(folder, address):
    with urllib.request.urlopen(address + "/healthz", context=trusting(folder), timeout=SECONDS_MAX) as answer:
        expect_equal("HSTS", answer.headers["Strict-Transport-Security"], "max-age=31536000")
    with urllib.request.urlopen(address + "/en/feed.atom", context=trusting(folder), timeout=SECONDS_MAX) as answer:
        expect_equal("the feed's own address", f'href="{address}/en/feed.atom"'.encode() in answer.read(), True)
    if shutil.which("curl"):
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--cacert", "ca.pem", "--write-out", "\n%{http_code} %{http_version}",
             address + "/api/v1/commitments"],
            cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS_MAX,
        )
        expect_equal("curl", (done.returncode, done.stdout.splitlines()[-1]), (0, "200 1.1"))


def agreed(folder, port, version=ssl.TLSVersion.TLSv1_3, protocols=()):
    """Version, protocol and cipher suite that the server agrees to; or the words in which it refuses."""
    context = trusting(folder)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.maximum_version = version
    if protocols:
        context.set_alpn_protocols(protocols)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as peer:
                peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                while peer.recv(65_536):
                    pass
                expect_equal("no ticket to resume with", peer.session is not None and peer.session.has_ticket, False)
                return peer.version(), peer.selected_alpn_protocol(), peer.compression()
    except ssl.SSLError as refused:
        return f"refused: {refused}"


def check_handshakes(folder, port):
    """Only TLS 1.3 is agreed on, which has no compression and no renegotiation."""
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2):
        told = agreed(folder, port, version)
        expect_equal(f"{version.name} is refused by the server: {told}", "alert protocol version" in told, True)
    expect_equal("no protocol is named", agreed(folder, port), ("TLSv1.3", None, None))
    expect_equal("two are named", agreed(folder, port, protocols=["h2", "http/1.1"]), ("TLSv1.3", "http/1.1", None))
    expect_equal("another is refused", agreed(folder, port, protocols=["h2"])[:7], "refused")
    for suite, is_good in (("AES_128_GCM_SHA256", True), ("AES_256_GCM_SHA384", True), ("CHACHA20_POLY1305_SHA256", True),
                           ("AES_128_CCM_SHA256", False), ("AES_128_CCM_8_SHA256", False)):
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-ciphersuites", f"TLS_{suite}"],
                              input="", capture_output=True, text=True, check=False, timeout=SECONDS_MAX)
        expect_equal(suite, f"Cipher is TLS_{suite}" in done.stdout, is_good)


def check_events(pledgebook, keys, port):
    """A subscriber hears of a statement that is submitted over TLS, too."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as plain:
        with trusting(pledgebook.folder).wrap_socket(plain, server_hostname="localhost") as peer:
            peer.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: t\r\n\r\n")
            heard = peer.recv(65_536)
            expect_equal("events", b"text/event-stream" in heard, True)
            (pledgebook.folder / "party.jsonl").write_text(parties(100, 1), encoding="utf-8")
            pledgebook.run("import", "party.jsonl", "--server", f"https://localhost:{port}", "--ca", "ca.pem", "--key",
                           f"{keys}/registrar/registrar.pem")
            while b"event: party.registered" not in heard:
                more = peer.recv(65_536)
                if not more:
                    sys.exit(f"the events end without the party: {heard}")
                heard += more


def check_our_client(pledgebook, port):
    """A certificate that can't be believed is refused, with the remedy."""
    folder = pledgebook.folder

    def ask(host, *trust, status):
        return pledgebook.run("commitments", "--server", f"https://{host}:{port}", *trust, status=status).stderr

    def ask_until(status):
        """Until the server uses the certificate that is there now."""
        for _ in range(SECONDS_MAX * 10):
            done = pledgebook.run("commitments", "--server", f"https://localhost:{port}", "--ca", "ca.pem", status=None)
            if done.returncode == status:
                return done.stderr
            time.sleep(0.1)
        return sys.exit(f"the status stays {done.returncode}: {done.stderr}")

    ask("localhost", "--ca", "ca.pem", status=0)
    expect_equal("an unknown authority", "--ca FILE" in ask("localhost", status=4), True)
    expect_equal("another name", "127.0.0.2" in ask("127.0.0.2", "--ca", "ca.pem", status=4), True)
    issue(folder, days="-1", certificate="expired.pem")
    shutil.copy(folder / "expired.pem", folder / "cert.pem")
    told = ask_until(4)
    expect_equal(f"an expired one: {told}", "has expired: the server's operator must renew it" in told, True)
    issue(folder)
    ask_until(0)


def check_renewal(folder, port):
    """A new certificate is used soon, and no request fails meanwhile."""
    ends = threading.Event()
    outcomes = []

    def ask():
        while not ends.is_set():
            try:
                with urllib.request.urlopen(f"https://localhost:{port}/healthz", context=trusting(folder),
                                            timeout=SECONDS_MAX) as answer:
                    outcomes.append(answer.status)
            except OSError as error:
                outcomes.append(repr(error))
            time.sleep(0.01)  # four threads without a pause leave this program none for the handshakes below

    clients = [threading.Thread(target=ask) for _ in range(4)]
    for client in clients:
        client.start()
    try:
        before = serial_at(port, folder)
        issue(folder)
        wait_for_another(before, port, folder)
    finally:
        ends.set()
        for client in clients:
            client.join()
    expect_equal("requests while the certificate changes", (len(outcomes) > 0, set(outcomes)), (True, {200}))


def check_witness(pledgebook, ledger, keys, log_key):
    """A witness behind TLS cosigns for a ledger that knows its authority, and only for that."""
    pledgebook.run("witness", "serve", "--key", "none.pem", "--name", "w", "--log", log_key, "--log-format", "xml", status=2)
    pledgebook.run("witness", "serve", "--key", "none.pem", "--name", "w", "--log", log_key, "--listen", "0.0.0.0:0", status=2)
    witness = Witness(pledgebook, "w1", log_key, "--tls-cert", "cert.pem", "--tls-key", "key.pem", "--log-level", "warning")
    (pledgebook.folder / "policy.txt").write_text(policy(log_key, [witness], "all"), encoding="utf-8")
    (pledgebook.folder / "new.jsonl").write_text(parties(0, 1), encoding="utf-8")
    pledgebook.run("import", "new.jsonl", "--ledger", ledger, "--key", f"{keys}/registrar/registrar.pem")
    publish = ("publish", "--ledger", ledger, "--witness-policy", "policy.txt")
    told = pledgebook.run(*publish, status=None)
    expect_equal("a witness of an unknown authority", (told.returncode != 0, "--ca FILE" in told.stderr), (True, True))
    note = pledgebook.json(*publish, "--ca", "ca.pem")["note"]
    expect_equal("the witness's signature", "witness.example/w1" in note, True)
    witness.stop()


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
        ledger, keys = "tls-ledger", "tls-keys"
        log_key = pledgebook.json("init", "--no-passphrase", "--ledger", ledger, "--origin", "example.org/tls", "--profile", "p2c", "--keys",
                                  keys)["log_key"]
        make_authority(folder)
        issue(folder)
        check_refusals(pledgebook, ledger)
        with subprocess.Popen(
            pledgebook.command("serve", "--ledger", ledger, "--listen", "0.0.0.0:0", "--tls-cert", "cert.pem", "--tls-key",
                               "key.pem", "--log", "json", "--log-requests"),
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as server:
            try:
                line = server.stdout.readline()
                found = re.search(r"https://0\.0\.0\.0:([0-9]+)$", line.strip())
                if not found:
                    sys.exit(f"the address is not told: {line}\n{server.stderr.read()}")
                port = int(found.group(1))
                check_clients(folder, f"https://localhost:{port}")
                check_go(folder, f"https://localhost:{port}")
                check_handshakes(folder, port)
                check_events(pledgebook, keys, port)
                check_renewal(folder, port)
                check_our_client(pledgebook, port)
                server.send_signal(signal.SIGTERM)
                journal = server.communicate(timeout=SECONDS_MAX)[1]
            finally:
                server.kill()  # a check that fails must not wait for it
        expect_equal("status", server.returncode, 0)
        for event in ("started", "ready", "request", "certificate_reloaded", "handshake_failed", "stopping", "stopped"):
            expect_equal(f"the journal has {event}", f'"event":"{event}"' in journal, True)
        check_witness(pledgebook, ledger, keys, log_key)
    print("serve speaks TLS 1.3, and no other")


if __name__ == "__main__":
    main()

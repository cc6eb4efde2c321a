#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program reaches a server through a proxy that buffers whole requests and answers, over HTTP and over TLS."""

import shutil
import signal
import subprocess
import time

from program import expect_equal, program, skip
from proxies import authority, certificate, proxy
from witnesses import Witness, free_port, log_size, parties, wait_for_release

IMPORT_LINES = 3000
STOP_SECONDS_MAX = 1.5


def register(pledgebook, keys, place, name, status=0):
    return pledgebook.run("party", "register", name, "--name", name, "--sector", "other", "--role", "member", "--key",
                          f"{keys}/registrar/registrar.pem", *place, status=status)


def write(pledgebook, name, text):
    (pledgebook.folder / name).write_text(text, encoding="utf-8")
    return name


def check_writing(pledgebook, keys, place):
    """One statement, one that was signed before, and many."""
    size = log_size(place[-1])
    place = place[:-1]
    register(pledgebook, keys, place, "one")
    pledgebook.run("party", "register", "two", "--name", "two", "--sector", "other", "--role", "member", "--key",
                   f"{keys}/registrar/registrar.pem", *place, "-o", "two.json")
    pledgebook.run("submit", "two.json", *place)
    summary = pledgebook.json("import", write(pledgebook, "many.jsonl", parties(0, IMPORT_LINES)), *place, "--key",
                              f"{keys}/registrar/registrar.pem")
    expect_equal("imported", (summary["accepted"], summary["complete"]), (IMPORT_LINES, True))
    return size + 2 + IMPORT_LINES


def check_buffering_proxy(pledgebook, keys, address):
    with proxy(address) as front:
        url = f"http://127.0.0.1:{front.port}"
        size = check_writing(pledgebook, keys, ("--server", url, address))
        expect_equal("all are recorded", log_size(address) >= size, True)
        posts = [bytes for method, target, bytes in front.requests if method == "POST"]
        expect_equal("bounded requests", (len(posts) >= 4, max(posts) < 1024 * 1024), (True, True))
        wait_for_release(address, size - 1)
        expect_equal("audited", pledgebook.json("audit", "--against", url)["good"], True)
        pledgebook.run("export", "--member", "one", "-o", "one.json", "--server", url)
        expect_equal("read", "one" in pledgebook.run("party", "show", "one", "--server", url).stdout, True)


def check_words_of_proxies(pledgebook, keys, address):
    with proxy("http://127.0.0.1:1") as front:
        said = register(pledgebook, keys, ("--server", f"http://127.0.0.1:{front.port}"), "x", status=4).stderr
        expect_equal(f"502 in words: {said}", "can't reach the server (status 502)" in said, True)
    with proxy(address, prefix="/pledges") as front:
        pledgebook.run("party", "show", "one", "--server", f"http://127.0.0.1:{front.port}/pledges/")


def check_interruption(pledgebook, keys, address):
    """SIGTERM and SIGINT stop a command that waits for an answer."""
    with proxy(address, hangs_on="/api/v1/statements") as front:
        for number, signum in enumerate((signal.SIGTERM, signal.SIGINT)):
            write(pledgebook, "few.jsonl", parties(10_000 + 10 * number, 3))
            front.is_asked.clear()
            importing = subprocess.Popen(
                pledgebook.command("import", "few.jsonl", "--server", f"http://127.0.0.1:{front.port}", "--key",
                                   f"{keys}/registrar/registrar.pem"),
                cwd=pledgebook.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            expect_equal("the proxy was asked", front.is_asked.wait(30), True)
            sent = time.monotonic()
            importing.send_signal(signum)
            _, said = importing.communicate(timeout=30)
            expect_equal("soon", time.monotonic() - sent < STOP_SECONDS_MAX, True)
            expect_equal(f"says so: {said}", (importing.returncode, "interrupted" in said), (4, True))


def check_tls(pledgebook, keys, address, ca, good):
    other = certificate(pledgebook.folder, ca, "other", "DNS:other.example")
    old = certificate(pledgebook.folder, ca, "old", "DNS:localhost", "-days", "0")
    with proxy(address, certificate=good, prefix="/pledges") as front:
        url = f"https://localhost:{front.port}/pledges"
        trusted = ("--server", url, "--ca", "ca.pem")
        register(pledgebook, keys, trusted, "over-tls")
        summary = pledgebook.json("import", write(pledgebook, "tls.jsonl", parties(20_000, 500)), *trusted, "--key",
                                  f"{keys}/registrar/registrar.pem")
        expect_equal("imported over TLS", summary["accepted"], 500)
        wait_for_release(address, log_size(address) - 1)
        expect_equal("audited over TLS", pledgebook.json("audit", "--against", url, "--ca", "ca.pem")["good"], True)
        pledgebook.run("party", "show", "over-tls", "--server", f"https://127.0.0.1:{front.port}/pledges", "--ca", "ca.pem")
        pledgebook.run("export", "--member", "over-tls", "-o", "tls.json", *trusted)
        unknown = pledgebook.run("party", "show", "one", "--server", url, status=4).stderr
        expect_equal(f"unknown authority: {unknown}", "authority" in unknown and "--ca FILE" in unknown, True)
        plain = pledgebook.run("party", "show", "one", "--server", f"http://localhost:{front.port}", status=4).stderr
        expect_equal(f"plain HTTP to a port for TLS: {plain}", "https://" in plain, True)
        missing = pledgebook.run("party", "show", "one", "--server", url, "--ca", "tls.json", status=2).stderr
        expect_equal(f"no certificates: {missing}", "--ca" in missing and "PEM" in missing, True)
    for bad, words in ((other, "not for the host localhost"), (old, "has expired")):
        with proxy(address, certificate=bad) as front:
            said = pledgebook.run("party", "show", "one", "--server", f"https://localhost:{front.port}", "--ca", "ca.pem",
                                  status=4).stderr
            expect_equal(f"{words}: {said}", words in said, True)
    said = pledgebook.run("party", "show", "one", "--server", address.replace("http:", "https:"), status=4).stderr
    expect_equal(f"TLS to a plain port: {said}", "does not speak TLS" in said, True)


def check_witness_over_tls(pledgebook, good):
    """The log asks its witness over https, and the witness reads and replays the log over https."""
    log_key = pledgebook.json("init", "--no-passphrase", "--ledger", "t-ledger", "--origin", "example.org/t", "--profile", "p2c", "--keys",
                              "t-keys")["log_key"]
    listen = f"127.0.0.1:{free_port()}"
    with proxy(listen, certificate=good) as log:
        witness = Witness(pledgebook, "tw", log_key, "--audit", f"https://localhost:{log.port}", "--ca", "ca.pem")
        try:
            with proxy(witness.address, certificate=good, prefix="/w") as front:
                write(pledgebook, "t.txt", f"log {log_key}\nwitness tw {witness.key} https://localhost:{front.port}/w\n"
                      "quorum tw\n")
                serve = ("serve", "--ledger", "t-ledger", "--publish-interval", "50", "--witness-policy", "t.txt")
                with pledgebook.serving(*serve, "--ca", "ca.pem", listen=listen) as address:
                    register(pledgebook, "t-keys", ("--server", address), "witnessed")
                    checkpoint = wait_for_release(address, log_size(address) - 1)
                    expect_equal("cosigned", "witness.example/tw" in checkpoint, True)
        finally:
            witness.stop()


def check_address_without_scheme(pledgebook):
    for command in (("party", "show", "one", "--server"), ("audit", "--against")):
        said = pledgebook.run(*command, "localhost:8080", status=2).stderr
        expect_equal(f"what to write: {said}", "write http://localhost:8080" in said, True)


def main():
    if shutil.which("openssl") is None:
        skip("the openssl program is not here, which makes the certificates")
    with program() as pledgebook:
        check_address_without_scheme(pledgebook)
        ledger, keys = pledgebook.init("p")
        ca = authority(pledgebook.folder, "ca")
        good = certificate(pledgebook.folder, ca, "good", "DNS:localhost,IP:127.0.0.1")
        with pledgebook.serving("serve", "--ledger", ledger, "--publish-interval", "50") as address:
            check_buffering_proxy(pledgebook, keys, address)
            check_words_of_proxies(pledgebook, keys, address)
            check_interruption(pledgebook, keys, address)
            check_tls(pledgebook, keys, address, ca, good)
        check_witness_over_tls(pledgebook, good)
    print("a server is reached through proxies, over HTTP and TLS")


if __name__ == "__main__":
    main()

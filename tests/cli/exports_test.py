#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exports from a server: the same bytes as from its directory, by our program or any other, and a stranger verifies
them. What is not whole leaves no file."""

import contextlib
import gzip
import http.server
import json
import shutil
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

from answers import Server
from outside_test import wait_for_checkpoint
from program import expect_equal, program

MEMBER = "gha-gov"
EXPORT = "application/vnd.pledgebook.export+json"


def ask(url, **fields):
    with urllib.request.urlopen(urllib.request.Request(url, headers=fields), timeout=60) as answer:
        return answer.headers, answer.read()


def log_key(pledgebook, ledger):
    created = pledgebook.json("log", "--ledger", ledger, "--from", 0, "--limit", 1)["records"][0]
    return created["statement"]["body"]["log_key"]


def files(pledgebook):
    return sorted(path.name for path in pledgebook.folder.iterdir())


def check_the_same(pledgebook, address, ledger, key, name, options, query):
    """From the directory, from the server by our program, and by somebody else's: and it verifies."""
    of_directory = pledgebook.folder / f"{name}.directory.json"
    of_server = pledgebook.folder / f"{name}.server.json"
    told = pledgebook.run("export", *options, "--ledger", ledger, "-o", of_directory.name).stderr
    expect_equal(f"{name}: it says how much", told.startswith("exported "), True)
    also_told = pledgebook.run("export", *options, "--server", address, "-o", of_server.name).stderr
    expect_equal(f"{name}: the same from the server", also_told, told)
    data = of_directory.read_bytes()
    expect_equal(f"{name}: directory and server", of_server.read_bytes() == data, True)
    expect_equal(f"{name}: standard output", pledgebook.run("export", *options, "--server", address).stdout.encode(), data)

    headers, body = ask(f"{address}/api/v1/exports?{query}")
    expect_equal(f"{name}: type", headers["Content-Type"], EXPORT)
    expect_equal(f"{name}: by another program", body == data, True)
    headers, packed = ask(f"{address}/api/v1/exports?{query}", **{"Accept-Encoding": "gzip"})
    expect_equal(f"{name}: packed", headers["Content-Encoding"], "gzip")
    expect_equal(f"{name}: unpacked", gzip.decompress(packed) == data, True)
    for place in (("--ledger", ledger), ("--server", address)):
        file = f"{name}{place[0]}.json.gz"
        pledgebook.run("export", *options, *place, "--gzip", "-o", file)
        expect_equal(f"{file} is packed the same", (pledgebook.folder / file).read_bytes() == packed, True)
        pledgebook.run("verify", file, "--log-key", key)
    return pledgebook.json("verify", of_server.name, "--log-key", key)


def check_answers(pledgebook, address, ledger, key):
    shown = Server(address).json(f"/api/v1/pledges?member={MEMBER}&per_page=100")["rows"]
    expect_equal("the member has pledges", len(shown) > 0, True)
    pledge, area = shown[0]["id"], shown[0]["focus_area"]

    # "Is this every pledge of ours, and every report?"
    of_member = check_the_same(pledgebook, address, ledger, key, "member", ("--member", MEMBER), f"member={MEMBER}")
    expect_equal("the verdict", (of_member["good"], of_member["authentic"], of_member["complete"]), (True, True, True))
    expect_equal("its pledges", sorted(row["pledge"] for row in of_member["pledges"]),
                 sorted(row["id"] for row in shown))
    # "Is there really no report on this pledge?", "is there no such pledge?"
    of_pledge = check_the_same(pledgebook, address, ledger, key, "pledge", ("--stream", f"pledge/{pledge}"),
                               f"stream=pledge/{pledge}")
    statements = Server(address).json(f"/api/v1/statements?stream=pledge/{pledge}&limit=1000")["records"]
    reports = sum(row["statement"]["kind"] == "report.submitted" for row in statements)
    expect_equal("reports", [row["reports"] for row in of_pledge["pledges"]], [reports])
    absent = check_the_same(pledgebook, address, ledger, key, "absent", ("--stream", "pledge/no-such"), "stream=pledge/no-such")
    expect_equal("no such pledge", (absent["good"], absent["pledges"]), (True, []))
    expect_equal("its stream", {row["stream"]: row["records"] for row in absent["selected"]}["pledge/no-such"], 0)
    check_the_same(pledgebook, address, ledger, key, "area", ("--focus-area", area), f"focus_area={area}")
    everything = check_the_same(pledgebook, address, ledger, key, "all", ("--all",), "all=1")
    expect_equal("on nobody's word", everything["word"], "replayed")


def check_refusals(pledgebook, address):
    before = files(pledgebook)
    taken = pledgebook.run("export", "--all", "--server", address, "-o", "all.server.json", status=2).stderr
    expect_equal("nothing is overwritten", "exists already" in taken, True)
    one = pledgebook.run("export", "--server", address, status=2).stderr
    expect_equal("one selection", "give one of --stream" in one, True)
    nobody = pledgebook.run("export", "--all", "--server", "http://127.0.0.1:1", "-o", "x.json", status=4).stderr
    expect_equal("nobody there", "can't reach http://127.0.0.1:1" in nobody, True)
    url = pledgebook.run("export", "--all", "--server", "ftp://x", "-o", "x.json", status=2).stderr
    expect_equal("no address", "--server ftp://x" in url, True)
    nowhere = pledgebook.run("export", "--all", "--server", address, "-o", "no/x.json", status=4).stderr
    expect_equal("no folder", "no/x.json: can't be written" in nowhere, True)
    expect_equal("no file is left", files(pledgebook), before)
    for query in ("", "?member=a&all=1", "?stream=pledge", "?pledge=x"):
        try:
            ask(f"{address}/api/v1/exports{query}")
            raise SystemExit(f"{query} is answered")
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read())
            expect_equal(f"{query}: status", (error.code, problem["status"]), (400, 400))
            expect_equal(f"{query}: the remedy", problem["accepted"] != "", True)


def check_curl(pledgebook, address):
    if shutil.which("curl") is None:
        return
    curl = ("curl", "-sS", "--fail", "--max-time", "60")
    url = f"{address}/api/v1/exports?member={MEMBER}"
    subprocess.run((*curl, "--compressed", "-O", "-J", url), cwd=pledgebook.folder, check=True)
    names = list(pledgebook.folder.glob(f"pledgebook-export-member-{MEMBER}-*.json"))
    expect_equal("one file, by the server's name", len(names), 1)
    expect_equal("the same", names[0].read_bytes() == (pledgebook.folder / "member.server.json").read_bytes(), True)
    again = (*curl, "-o", "again.json", "-w", "%{http_code}", "--etag-save", "etag", "--etag-compare", "etag", url)
    first, second = (subprocess.run(again, cwd=pledgebook.folder, check=True, capture_output=True, text=True).stdout
                     for _ in range(2))
    expect_equal("asked again", (first, second), ("200", "304"))


@contextlib.contextmanager
def answering(answer):
    """A server that says the same to everybody, as bytes, and closes; its address."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.wfile.write(answer)
            self.close_connection = True

        def log_message(self, *arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chunked(body, content_type=EXPORT, end=b"0\r\n\r\n"):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head.encode() + b"%x\r\n%s\r\n" % (len(body), body) + end


def check_bad_servers(pledgebook):
    whole = (pledgebook.folder / "pledge.server.json").read_bytes()
    stream = json.loads(whole)["selection"]["stream"]
    before = files(pledgebook)
    arguments = ("export", "--stream", stream, "-o", "x.json")
    problem = b'{"detail":"the disk is being changed","status":503,"code":"x"}'
    for what, answer, sentence in (
            ("cut within", chunked(whole[:len(whole) // 2], end=b""), "broke"),
            ("cut before the last chunk", chunked(whole, end=b""), "broke"),
            ("ended early", chunked(whole[:-40]), "the export ends within"),
            ("a page", chunked(b"<html>", "text/html"), "is it a Pledgebook server"),
            ("nonsense", chunked(b"<html>"), "is it a Pledgebook server"),
            ("bad gzip", chunked(b"\x1f\x8bnonsense"), "gzip"),
            ("another export", chunked(whole.replace(stream.encode(), b"pledge/other", 1)), "not the selection that was asked for"),
            ("a problem", b"HTTP/1.1 503 x\r\nContent-Length: %d\r\n\r\n%s" % (len(problem), problem), "being changed"),
            ("an error", b"HTTP/1.1 502 x\r\nContent-Length: 2\r\n\r\n??", "(status 502)"),
            ("no HTTP", b"SSH-2.0\r\n\r\n", "not HTTP")):
        with answering(answer) as address:
            told = pledgebook.run(*arguments, "--server", address, status=4).stderr
            expect_equal(f"{what}: {told}", (sentence in told, told.count("\n")), (True, 1))
        expect_equal(f"{what}: no file is left", files(pledgebook), before)
    with answering(chunked(whole)) as address:
        pledgebook.run(*arguments, "--server", address)
    expect_equal("as it came", (pledgebook.folder / "x.json").read_bytes() == whole, True)
    with answering(chunked(whole)) as address:
        pledgebook.run(*arguments[:-1], "x.json.gz", "--gzip", "--server", address)
    expect_equal("packed here", gzip.decompress((pledgebook.folder / "x.json.gz").read_bytes()) == whole, True)


def check_citation(pledgebook, address, ledger):
    """Figures from the directory name the same checkpoint as those from the server."""
    served, read = (pledgebook.json("commitments", *place) for place in (("--server", address), ("--ledger", ledger)))
    expect_equal("a checkpoint covers the figures", served["checkpoint"] is None, False)
    expect_equal("and the directory's, too", read["checkpoint"], served["checkpoint"])


def main():
    with program() as pledgebook:
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            wait_for_checkpoint(address, Server(address).json("/api/v1/ledger")["size"] - 2)
            key = log_key(pledgebook, "demo-ledger")
            check_answers(pledgebook, address, "demo-ledger", key)
            check_refusals(pledgebook, address)
            check_curl(pledgebook, address)
            check_citation(pledgebook, address, "demo-ledger")
        check_bad_servers(pledgebook)
    print("exports are the same from wherever they come")


if __name__ == "__main__":
    main()

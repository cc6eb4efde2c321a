#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Answers of a hostile server: nothing of theirs reaches the terminal but text, and no other shape of JSON
is an internal error."""

import http.server
import json
import subprocess
import threading

from program import expect_equal, program

CONTROLS = ("\x1b", "\x07", "\r", "\x9b", "\u202e")
PROBLEM = json.dumps({"status": 503, "code": "x\x1b[31m", "title": "t", "detail": "boo\x1b[2J\x07\r\nFAKE \u202etxt\x9b31m",
                      "pointer": "/\x1b[1m", "accepted": "\x1b[5mblink"})
ROW = {"member": "a\x1b[31m", "member_name": "Ev\x1b]0;x\x07il\x9b", "name": "n\x07", "focus_area": "x\u202e", "pledges": 1,
       "by_state": {"\x1b[1mX": 1}, "announced": {"U\x1b[1m": "1"}, "committed": {}, "disbursed": {}, "targets": {},
       "by_timeliness": {}, "keys": [], "sector": "s\x1b", "id": "p\x1b", "title": "t\x07"}
ANSWERS = {
    "a problem": (503, PROBLEM),
    "names": (200, json.dumps({"as_of": "2026-01-01T00:00:00Z", "size": 1, "checkpoint": None, "rows": [ROW], "totals": ROW,
                               "member": ROW, "focus_areas": [ROW], "total": 1, "page": 1, "records": []})),
    "other types": (200, '{"as_of":5,"size":"x","rows":[1,null,{"member":{}}],"ledger":[],"head":7,"keys":3,"records":"x",'
                         '"checkpoint":[],"totals":null,"member":[1],"pledge":7}'),
    "a negative size": (200, '{"size":-1,"as_of":"2026-01-01T00:00:00Z","rows":[],"records":7}'),
    "null": (200, "null"),
    "nothing": (200, ""),
    "no members": (200, "{}"),
    "nesting": (200, "[" * 100_000),
}
COMMANDS = (("commitments",), ("status", "--member", "x"), ("status", "--focus-area", "x"), ("status", "--pledge", "x"),
            ("pledge", "list"), ("pledge", "show", "x"), ("log",), ("log", "--stream", "pledge/x"), ("party", "list"),
            ("party", "show", "x"), ("receipt", "1", "-o", "r"), ("export", "--member", "x", "-o", "x"))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, body = self.server.answer
        body = body.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json" if status != 200 else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The program may close the connection early."""


def check(pledgebook, what, command):
    done = subprocess.run(pledgebook.command(*command), cwd=pledgebook.folder, capture_output=True, check=False,
                                        timeout=60)
    said = (done.stdout + done.stderr).decode("utf-8")
    for control in CONTROLS:
        expect_equal(f"{what}, {command}: {control!r} in {said!r}", control in said, False)
    expect_equal(f"{what}, {command}: {said}", "internal error" in said, False)


def main():
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with program() as pledgebook:
            pledgebook.run("key", "new", "k.pem", "--plain")
            for what, answer in ANSWERS.items():
                server.answer = answer
                for command in (*COMMANDS, ("pledge", "publish", "p", "--key", "k.pem")):
                    for name in ("r", "x"):
                        (pledgebook.folder / name).unlink(missing_ok=True)
                    check(pledgebook, what, (*command, "--server", url))
                check(pledgebook, what, ("audit", "--against", url))
    finally:
        server.shutdown()
        thread.join()
    print("foreign answers are told in plain words")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A hostile server: whatever it answers, nothing that a terminal obeys is printed, and the command ends with a sentence and a
status of its own."""

import http.server
import json
import threading

from program import expect_equal, program

EVIL = "a\x1b[31mred\x07\r\nFAKE LINE \u202etxt\u009b31m\u2066x"
# What a terminal, or a reader of one, must never get.
FORBIDDEN = ("\x1b", "\x07", "\r", "\u202e", "\u009b", "\u2066", "\nFAKE")

PROBLEM = {"status": 503, "code": EVIL, "title": EVIL, "detail": EVIL, "pointer": "/" + EVIL, "rule": EVIL, "accepted": EVIL}
PARAMETER = {**PROBLEM, "status": 400, "pointer": "?as_of" + EVIL}
MONEY = {"amount": EVIL, "currency": EVIL}
FIGURES = {"pledges": EVIL, "by_state": {EVIL: 1}, "by_timeliness": {EVIL: EVIL}, "announced": {EVIL: EVIL}, "committed": {},
           "disbursed": {}, "verified": {}, "targets": {"met": EVIL, "total": 1}, "last_report": EVIL, "usd": {"announced": EVIL},
           "no_usd_value": {"announced": {"amounts": {EVIL: EVIL}, "pledges": EVIL}}}
KEY = {"key": EVIL, "label": EVIL, "roles": [EVIL], "root": False, "recovered": True, "disputed_since": EVIL, "added": EVIL,
       "revoked": EVIL}
ROW = {**FIGURES, "member": EVIL, "member_name": EVIL, "name": EVIL, "focus_area": EVIL, "title": EVIL, "id": EVIL, "state": EVIL,
       "timeliness": EVIL, "assurance": EVIL, "party": EVIL, "roles": [EVIL], "sector": EVIL, "country": EVIL, "month": EVIL,
       "group": EVIL, "item": EVIL, "last_activity": EVIL, "published": {"pledges": EVIL, "announced": {}}, "reports": EVIL,
       "reported": {"committed": {EVIL: EVIL}, "disbursed": {}}, "objective": EVIL, "unit": EVIL, "pledged": EVIL,
       "baseline": {"value": EVIL, "date": EVIL}, "target": {"value": EVIL, "date": EVIL},
       "observations": [{"value": EVIL, "date": EVIL}]}
NAMES = {"as_of": EVIL, "recorded": EVIL, "size": 1, "ledger": EVIL, "checkpoint": {"size": EVIL, "root": EVIL}, "rows": [ROW],
         "totals": FIGURES, "focus_areas": [ROW], "member": {**ROW, "keys": [KEY]}, "total": 1, EVIL: [ROW],
         "pledge": {**ROW, "announced": MONEY, "published": EVIL, "body": {EVIL: EVIL, "countries": [{"iso3": EVIL}]},
                    "targets": {"met": 1, "total": 1, "rows": [{**ROW, "due": EVIL, "actual": EVIL, "goal": EVIL}]}},
         "history": [{"at": EVIL, "kind": EVIL, "index": EVIL, "sid": EVIL, "signers": [EVIL], "body": {EVIL: [EVIL]},
                      "diff": [{"path": EVIL, "old": EVIL, "new": [EVIL]}]}], "records": [], "head": EVIL}
# Members of a wrong type, in each place that is read.
TYPES = {"as_of": 5, "size": 1, "rows": [1, None, {"member": {}}], "ledger": [], "head": 7, "keys": 3, "records": "x",
         "checkpoint": [], "totals": None, "focus_areas": {}, "member": [], "pledge": 1, "history": {}, "total": {}, "party": 3}
ANSWERS = {"a problem": (503, PROBLEM), "a parameter": (400, PARAMETER), "absent": (404, PROBLEM), "names": (200, NAMES),
           "types": (200, TYPES), "negative": (200, {"size": -1, "as_of": "2026-01-01T00:00:00Z", "rows": []}),
           "null": (200, None), "empty": (200, {}), "a list": (200, [])}

COMMANDS = (("commitments",), ("summary",), ("countries",), ("groups",), ("timeline",), ("queues",), ("status",),
            ("status", "--member", "m"), ("status", "--focus-area", "a"), ("pledge", "list"), ("pledge", "show", "p"),
            ("party", "list"), ("party", "show", "m"), ("objectives", "list"), ("rates", "list"), ("lists", "list"),
            ("officer", "list"), ("key", "list"), ("key", "list", "m"), ("log",), ("log", "-p"), ("show", "1"),
            ("diff", "2026-01-01", "2026-02-01"), ("receipt", "1", "-o", "receipt"), ("export", "--member", "m", "-o", "export"),
            ("whoami", "--key", "k.pem"), ("pledge", "withdraw", "p", "--reason", "r", "--key", "k.pem"))


class Hostile(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer = (200, {})

    def reply(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, value = Hostile.answer
        body = json.dumps(value).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = reply

    def log_message(self, *_):
        pass


def check(pledgebook, what, command, address):
    done = pledgebook.run(*command, "--server", address, status=None)
    said = done.stdout + done.stderr
    for sign in FORBIDDEN:
        expect_equal(f"{command}, {what}: {said!r} has {sign!r}", sign in said, False)
    expect_equal(f"{command}, {what}: {said!r}", "internal error" in said, False)
    expect_equal(f"{command}, {what}: a status of its own: {said!r}", done.returncode in (0, 1, 2, 3, 4), True)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with program() as pledgebook:
        pledgebook.run("key", "new", "k.pem", "--plain")
        for what, answer in ANSWERS.items():
            Hostile.answer = answer
            for command in COMMANDS:
                check(pledgebook, what, command, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    print(f"{len(ANSWERS)} hostile answers to {len(COMMANDS)} commands")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""First inputs of the fuzz targets, made from tests/vectors: `seeds.py FOLDER` fills FOLDER/NAME_fuzz."""

import base64
import hashlib
import json
import pathlib
import sys

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors"
REQUEST = ("GET /api/v1/pledges?focus_area=access&page=2 HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n",
           "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
           "Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\n\r\n",
           "HEAD /tile/entries/x001/234.p/7 HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab")
TILES = ("0/000", "7/x001/x234/067.p/255", "entries/x018/999.p/1")


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def values(rows, *members):
    return [row[member] for row in rows for member in members if isinstance(row.get(member), str)]


def envelopes():
    for row in vectors("statements")["statements"]:
        yield json.dumps({
            "payload": base64.b64encode(row["payload"].encode("utf-8")).decode("ascii"),
            "payloadType": "application/vnd.pledgebook.statement+json",
            "signatures": [{"keyid": "0" * 64, "sig": base64.b64encode(bytes(64)).decode("ascii")}],
        })


def seeds():
    """(target, octets) one after the other."""
    crypto, proof = vectors("crypto"), vectors("proof")
    texts = {
        "envelope": list(envelopes()),
        "key_pem": values([crypto["keys"], *crypto["other_keys"]], "pem", "public_pem"),
        "note": values([*proof["keys"], *proof["notes"], *proof["checkpoints"]], "vkey", "note")
        + values([*proof["notes_refused"], *proof["checkpoints_refused"]], "value"),
        "receipt": values(proof["receipts"], "receipt") + values(proof["receipts_refused"], "value"),
        "request": REQUEST,
        "statement": values(vectors("statements")["statements"], "payload"),
        "tile_path": TILES,
        "witness_policy": values(proof["policies"], "policy") + values(proof["policies_refused"], "value"),
        "witness_request": values(proof["requests"], "body") + values(proof["requests_refused"], "value"),
    }
    for target, all_of_one in texts.items():
        for text in all_of_one:
            yield target, text.encode("utf-8", "surrogatepass")
    for octets in values(vectors("records")["records"], "octets"):
        record = bytes.fromhex(octets)
        yield "record", record
        yield "entries", b"\x01" + len(record).to_bytes(2, "big") + record


def main():
    folder = pathlib.Path(sys.argv[1])
    for target, octets in seeds():
        place = folder / f"{target}_fuzz"
        place.mkdir(parents=True, exist_ok=True)
        (place / hashlib.sha256(octets).hexdigest()[:16]).write_bytes(octets)


if __name__ == "__main__":
    main()

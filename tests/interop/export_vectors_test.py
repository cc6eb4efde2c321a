#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/vectors/exports.json: the verifier that shares no code with the product accepts all of them, and refuses a body
from which no streams follow."""

import base64
import json
import pathlib
import sys

import notes
import verify_export

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "exports.json"


def check_unreadable_bodies(vector, policy):
    """The fields that streams need are renamed in turn, at the same length and in the same order."""
    for name, other in ((b'"focus_area":"', b'"focus_ares":"'), (b'"changes":{', b'"changet":{')):
        export = json.loads(vector["export"])
        record = next(record for record in export["records"] if name in base64.b64decode(record["record"]))
        record["record"] = base64.b64encode(base64.b64decode(record["record"]).replace(name, other)).decode()
        verdict = verify_export.verify(json.dumps(export, ensure_ascii=False).encode("utf-8"), policy)
        if verdict["authentic"] is not False or verdict["fault"]["place"] != f"record {record['index']}":
            sys.exit(f"without {name}: {verdict['fault']}")


def main():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    policy = notes.Policy.parse(vectors["policy"])
    check_unreadable_bodies(next(vector for vector in vectors["exports"] if '"all"' in vector["export"]), policy)
    for vector in vectors["exports"]:
        verdict = verify_export.verify(vector["export"].encode("utf-8"), policy)
        if not verdict["good"]:
            sys.exit(f"{vector['name']}: {verdict['fault']}")
    print(f"{len(vectors['exports'])} exports are good")


if __name__ == "__main__":
    main()

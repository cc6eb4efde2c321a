#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/vectors/exports.json: the verifier that shares no code with the product accepts all of them."""

import json
import pathlib
import sys

import notes
import verify_export

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "exports.json"


def main():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    policy = notes.Policy.parse(vectors["policy"])
    for vector in vectors["exports"]:
        verdict = verify_export.verify(vector["export"].encode("utf-8"), policy)
        if not verdict["good"]:
            sys.exit(f"{vector['name']}: {verdict['fault']}")
    print(f"{len(vectors['exports'])} exports are good")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The public Ed25519 vectors, if they are available: our verdict equals libsodium's on all 914."""

import json
import pathlib
import sys

import ed25519

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "shared" / "vectors" / "ed25519_cctv.json"


def main():
    if not VECTORS.exists():
        print(f"skipped: {VECTORS} is not there")
        return 77
    accepted, admitted, both = 0, 0, 0
    for vector in json.loads(VECTORS.read_text(encoding="utf-8")):
        key = bytes.fromhex(vector["key"])
        good = ed25519.verify(key, vector["msg"].encode(), bytes.fromhex(vector["sig"]))
        accepted += good
        admitted += ed25519.is_admitted(key)
        both += good and ed25519.is_admitted(key)
    found = {"accepted": accepted, "keys admitted": admitted, "both": both}
    expected = {"accepted": 43, "keys admitted": 28, "both": 1}
    if found != expected:
        sys.exit(f"found {found}, libsodium gives {expected}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

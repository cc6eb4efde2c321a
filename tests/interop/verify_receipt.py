#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verify_receipt.py RECEIPT POLICY: verifies a receipt as docs/VERIFYING.md says, with no code of the program.

It prints the record's index, its kind (or `heads`) and the witnesses that have cosigned; status 0 only for a good one.
"""

import pathlib
import re
import sys

import merkle
import notes
from statements import Record
from wrong import Wrong, from_base64, require

PLACE = "the receipt"
FIRST = "c2sp.org/tlog-proof@v1"


def verify(data, policy):
    """The record and the checkpoint."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Wrong(PLACE, "it is not UTF-8") from None
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    require(separator and lines[0] == FIRST, PLACE, f"its first line is not {FIRST}")
    require(len(lines) >= 3 and lines[1].startswith("extra "), PLACE, "it does not carry its record")
    record = Record(from_base64(lines[1].removeprefix("extra "), PLACE), PLACE)
    index = re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[2])
    require(index is not None and int(index.group(1)) == record.index, PLACE, "it is for another index than its record's")
    require(len(lines) - 3 <= 63, PLACE, "its proof is too long")
    proof = [from_base64(line, PLACE, 32) for line in lines[3:]]
    checkpoint = notes.Checkpoint(note, policy)
    require(checkpoint.log_signed and checkpoint.quorum_met, notes.PLACE, "it is not valid by the policy")
    leaf = merkle.leaf_hash(record.data)
    require(merkle.includes(leaf, record.index, checkpoint.size, proof, checkpoint.root), PLACE, "its proof does not hold")
    return record, checkpoint


def main():
    try:
        policy = notes.Policy.parse(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
        record, checkpoint = verify(pathlib.Path(sys.argv[1]).read_bytes(), policy)
    except Wrong as wrong:
        print(wrong)
        return 1
    kind = "heads" if record.statement is None else record.statement.kind
    print(record.index, kind, *(name for _, name in checkpoint.cosigned))
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/vectors/rule_set_1.json: code that shares nothing with the product computes every hash in it, takes each statement
that was admitted, and refuses each that was refused for its form, its place, its signatures or its rights."""

import base64
import copy
import hashlib
import json
import pathlib
import sys

import merkle
import notes
import statements
import verify_export
import verify_receipt
from judged import JUDGED
from rights import Judge
from wrong import Wrong

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "rule_set_1.json"


def is_refused(step):
    """A party that only a pledge's `partners` names may be unknown to an export."""
    return step.get("refused") in JUDGED and not step["pointer"].startswith("/body/partners/")


def record_of(step, index, prev):
    """The bytes of the step's statement as a record."""
    payload = step["payload"].encode()
    data = b"\1\1" + index.to_bytes(8, "big") + step["recorded_at_ms"].to_bytes(8, "big") + prev
    data += len(payload).to_bytes(2, "big") + payload + bytes([len(step["signatures"])])
    for each in step["signatures"]:
        data += bytes.fromhex(each["key"]) + base64.b64decode(each["signature"])
    return data


def refusal(judge, data, place):
    """Why the record is refused as the log's next, or None."""
    trial = copy.deepcopy(judge)
    try:
        trial.take(statements.Record(data, place), place)
    except Wrong as wrong:
        return wrong.what
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return f"its body is not as its kind asks: {error!r}"
    return None


class Replay:
    def __init__(self):
        self.judge, self.streams, self.tree = Judge(), verify_export.Streams(), merkle.Range()
        self.prev, self.time, self.faults, self.last = bytes(32), 0, [], b""

    def append(self, data):
        self.prev, self.last = merkle.leaf_hash(data), data
        self.tree.append(self.prev)
        return self.prev

    def step(self, number, step):
        place = f"step {number}"
        data = record_of(step, self.tree.size, self.prev)
        if "leaf" in step:
            record = statements.Record(data, place)
            self.judge.take(record, place)
            leaf = self.append(data)
            self.time = step["recorded_at_ms"]
            self.streams.add(record, leaf)
            self.expect(place, leaf.hex(), step["leaf"])
            return
        why = refusal(self.judge, data, place)
        if is_refused(step) and why is None:
            self.faults.append(f"{place} is taken, though {step['refused']}: {step['payload'][:300]}")

    def expect(self, what, found, expected):
        if found != expected:
            self.faults.append(f"{what}: {found} instead of {expected}")

    def end(self, end):
        statement, index = self.last, self.tree.size - 1
        streams, root = self.streams.map()
        self.expect("streams", streams, end["streams"])
        self.expect("map_root", root.hex(), end["map_root"])
        heads = b"\1\2" + self.tree.size.to_bytes(8, "big") + self.time.to_bytes(8, "big") + self.prev
        leaf = self.append(heads + streams.to_bytes(8, "big") + root)
        self.expect("the heads record", leaf.hex(), end["leaf"])
        origin = self.judge.origin
        body = f"{origin}\n{self.tree.size}\n{base64.b64encode(self.tree.root()).decode()}\n"
        self.expect("the checkpoint", end["checkpoint"].partition("\n\n")[0] + "\n", body)
        self.expect("the log's key", end["log_key"], self.judge.log_key)
        signers = {each["party"]: {name: each[name] for name in ("statements", "recovered", "disputed")}
                   for each in self.judge.signers(self.tree.size)}
        self.expect("the signers", signers, end["signers"])
        policy = notes.Policy([notes.Key(end["log_key"])])
        record, checkpoint = verify_receipt.verify(end["receipt"].encode(), policy)
        self.expect("the receipt's record", (record.index, record.data), (index, statement))
        self.expect("the receipt's checkpoint", checkpoint.size, self.tree.size)


def main():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    replay = Replay()
    for number, step in enumerate(vectors["steps"]):
        replay.step(number, step)
    replay.end(vectors["end"])
    if replay.faults:
        sys.exit("\n".join(replay.faults))
    print(f"{replay.tree.size} records, {sum(map(is_refused, vectors['steps']))} statements refused")


if __name__ == "__main__":
    main()

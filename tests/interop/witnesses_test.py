#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Go's note package finds our witnesses' cosignatures valid, under the checkpoint and in receipts."""

import subprocess
import sys
import time

import notes
import verify_receipt
from go_program import built
from program import expect_equal, program
from wrong import Wrong
from witnesses import Witness, get, log_size, policy, wait_for_release

SECONDS_APART_MAX = 300


def opened(binary, keys, data, status=0):
    done = subprocess.run([binary, *keys], input=data, capture_output=True, text=True, check=False, timeout=60)
    expect_equal(f"check_cosignatures: {done.stderr}", done.returncode, status)
    return [line.split(" ") for line in done.stdout.splitlines()]


def check_receipt(folder, receipt):
    """A verifier that shares no code with the program accepts it, and no alteration of it."""
    policy_read = notes.Policy.parse((folder / "policy.txt").read_text(encoding="utf-8"))
    data = receipt.encode("utf-8")
    record, checkpoint = verify_receipt.verify(data, policy_read)
    expect_equal("the last record", record.index + 1, checkpoint.size)
    expect_equal("witnesses", sorted(name for _, name in checkpoint.cosigned), ["w1", "w2", "w3"])
    for place in range(len(data)):
        altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
        try:
            verify_receipt.verify(altered, policy_read)
        except Wrong:
            continue
        sys.exit(f"byte {place} was altered, and the receipt is good")


def main():
    with program() as pledgebook:
        binary = built(pledgebook.folder, "check_cosignatures")
        log_key = pledgebook.json("init", "--no-passphrase", "--ledger", "c-ledger", "--origin", "example.org/c", "--profile", "p2c",
                                  "--keys", "c-keys")["log_key"]
        witnesses = [Witness(pledgebook, name, log_key) for name in ("w1", "w2", "w3")]
        try:
            (pledgebook.folder / "policy.txt").write_text(policy(log_key, witnesses, 3), encoding="utf-8")
            keys = [log_key] + [witness.key for witness in witnesses]
            with pledgebook.serving("serve", "--ledger", "c-ledger", "--publish-interval", "50", "--witness-policy",
                                    "policy.txt") as address:
                checkpoint = wait_for_release(address, 0)
                receipt = get(address, f"/api/v1/receipts/{log_size(address) - 1}")
            for note in (checkpoint, receipt.split("\n\n", 1)[1]):
                signed = opened(binary, keys, note)
                expect_equal("who", [each[0] for each in signed],
                             ["example.org/c"] + [f"witness.example/w{i}" for i in (1, 2, 3)])
                for _, seconds in signed[1:]:
                    expect_equal("when", abs(time.time() - int(seconds)) < SECONDS_APART_MAX, True)
            check_receipt(pledgebook.folder, receipt)
            # The witness's copy of the log's checkpoint is a checkpoint too.
            shown = get(witnesses[0].address, f"/{witnesses[0].origin_hash('example.org/c')}/checkpoint")
            expect_equal("shown", [each[0] for each in opened(binary, keys, shown)],
                         ["example.org/c", "witness.example/w1"])
            # With another root, the whole note is refused.
            lines = checkpoint.split("\n")
            lines[2] = ("B" if lines[2][0] == "A" else "A") + lines[2][1:]
            opened(binary, keys, "\n".join(lines), status=1)
        finally:
            for witness in witnesses:
                witness.stop()
    print("tools for other logs read our witnesses")


if __name__ == "__main__":
    main()

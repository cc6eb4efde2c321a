#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Receipts: a record is durable, then published; the receipt is verified without the ledger."""

import base64
import json
import urllib.error
import urllib.request

from outside_test import register, wait_for_checkpoint
from program import expect_equal, program


def check_durable(pledgebook, ledger, keys):
    """A record without a checkpoint has no receipt; the answer has its standing."""
    refused = pledgebook.run("receipt", 3, "--ledger", ledger, status=3).stderr
    expect_equal(f"durable: {refused}", "durable" in refused and "pledgebook publish" in refused, True)
    refused = pledgebook.run("receipt", 4000, "--ledger", ledger, status=3).stderr
    expect_equal(f"beyond: {refused}", "no record 4000" in refused, True)
    with pledgebook.serving("serve", "--ledger", ledger, "--publish-interval", "3600000") as address:
        size = wait_for_checkpoint(address, 0)
        register(pledgebook, keys, ("--server", address), "early")
        refused = pledgebook.run("receipt", size, "--server", address, status=3).stderr
        expect_equal(f"durable: {refused}", "durable" in refused, True)
        try:
            urllib.request.urlopen(f"{address}/api/v1/receipts/{size}", timeout=30)
        except urllib.error.HTTPError as error:
            expect_equal("standing", json.loads(error.read())["standing"], "durable")
    return size


def check_published(pledgebook, ledger, index, log_key):
    pledgebook.run("publish", "--ledger", ledger)
    told = pledgebook.run("receipt", index, "--ledger", ledger, "-o", "kept.tlog-proof").stderr
    expect_equal(f"what people read: {told}", "party.registered of party/early by bdt; published" in told, True)
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        served = pledgebook.run("receipt", index, "--server", address).stdout
    expect_equal("a server gives the same", served, (pledgebook.folder / "kept.tlog-proof").read_text(encoding="utf-8"))

    text = pledgebook.run("verify", "kept.tlog-proof", "--log-key", log_key).stdout
    expect_equal(f"what people read: {text}", f"record {index} is in the log example.org/r" in text, True)
    verdict = pledgebook.json("verify", "kept.tlog-proof", "--log-key", log_key)
    expect_equal("verdict", (verdict["good"], verdict["standing"], verdict["index"]), (True, "published", index))
    expect_equal("the statement is in it", verdict["statement"]["stream"], "party/early")
    return served


def check_altered(pledgebook, receipt, log_key):
    def verdict_on(text):
        (pledgebook.folder / "altered.tlog-proof").write_text(text, encoding="utf-8")
        verdict = pledgebook.json("verify", "altered.tlog-proof", "--log-key", log_key, status=1)
        expect_equal("verdict", verdict["good"], False)
        return verdict["fault"]["what"]

    lines = receipt.split("\n")
    record = base64.b64decode(lines[1].removeprefix("extra "))
    renamed = base64.b64encode(record.replace(b"early", b"later")).decode("ascii")
    said = verdict_on(receipt.replace(lines[1], f"extra {renamed}"))
    expect_equal(f"another record: {said}", "does not match the record" in said, True)
    said = verdict_on(receipt.replace(lines[1] + "\n", ""))
    expect_equal(f"no record: {said}", "pledgebook receipt" in said, True)
    said = verdict_on(receipt.replace(lines[3] + "\n", ""))
    expect_equal(f"a hash is missing: {said}", "does not match the record" in said, True)
    said = verdict_on("\n".join(lines[:4]))
    expect_equal(f"broken off: {said}", bool(said), True)
    other = pledgebook.json("init", "--no-passphrase", "--ledger", "o", "--origin", "example.org/o", "--profile", "none", "--keys", "o-keys")
    refused = pledgebook.run("verify", "kept.tlog-proof", "--log-key", other["log_key"], status=1).stderr
    expect_equal(f"another log: {refused}", "not signed by a log" in refused, True)


def main():
    with program() as pledgebook:
        log_key = pledgebook.json("init", "--no-passphrase", "--ledger", "r", "--origin", "example.org/r", "--profile", "p2c", "--keys",
                                  "keys")["log_key"]
        index = check_durable(pledgebook, "r", "keys")
        receipt = check_published(pledgebook, "r", index, log_key)
        check_altered(pledgebook, receipt, log_key)
    print("a receipt is enough by itself")


if __name__ == "__main__":
    main()

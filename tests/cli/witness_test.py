#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A ledger and three witnesses: which checkpoints are published; an old copy; a second history."""

import json
import shutil

from program import expect_equal, program
from witnesses import (Witness, free_port, get, log_size, metric, parties, policy, problem_of, released_size, wait_for,
                       wait_for_release)


def write(pledgebook, name, text):
    (pledgebook.folder / name).write_text(text, encoding="utf-8")
    return name


def grow(pledgebook, where, first, count=1):
    """Registers parties m-<first> and so on; `where` names a ledger or a server."""
    pledgebook.run("import", write(pledgebook, "more.jsonl", parties(first, count)), *where, "--key",
                   "w-keys/registrar/registrar.pem")


def cosigners(checkpoint):
    return {line.split(" ")[1] for line in checkpoint.splitlines() if line.startswith("\u2014 witness.example/")}


def check_second_history(pledgebook, log_key):
    """Two logs of one key and one size: a witness cosigns one, and keeps both."""
    for ledger, first in (("w-ledger", 0), ("w-twin", 1000)):
        grow(pledgebook, ("--ledger", ledger), first, 3)
    ours = pledgebook.json("publish", "--ledger", "w-ledger")
    theirs = pledgebook.json("publish", "--ledger", "w-twin")
    expect_equal("sizes", ours["size"], theirs["size"])
    expect_equal("roots differ", ours["root"] != theirs["root"], True)
    size = ours["size"]

    witness = Witness(pledgebook, "w9", log_key)
    expect_equal("ours is cosigned", witness.add_checkpoint(0, [], ours["note"])[0], 200)
    conflict = witness.add_checkpoint(size, [], theirs["note"])
    expect_equal("theirs is not", conflict[:2], (422, "text/plain; charset=utf-8"))
    expect_equal("and why", "two histories" in conflict[2] and ours["root"] in conflict[2], True)
    kept = [file.read_text(encoding="utf-8").split("\n")[:3] for file in witness.kept("evidence")]
    expect_equal("evidence", sorted(kept), sorted(each["note"].split("\n")[:3] for each in (ours, theirs)))

    # The witness forgets nothing in a restart, and a larger log does not help.
    witness.stop()
    witness.start()
    grow(pledgebook, ("--ledger", "w-twin"), 2000)
    larger = pledgebook.json("publish", "--ledger", "w-twin")
    with pledgebook.serving("serve", "--ledger", "w-twin") as address:
        proof = json.loads(get(address, f"/api/v1/proofs/consistency?from={size}&to={larger['size']}"))
    expect_equal("larger", witness.add_checkpoint(size, proof["hashes"], larger["note"])[0], 422)
    expect_equal("its own proof is evidence", [file.suffix for file in witness.kept("evidence")].count(".proof"), 1)
    expect_equal("contradictions", metric(witness.address, "pledgebook_contradictions_total"), 1)
    false = ["A" * 43 + "="] * len(proof["hashes"])
    expect_equal("a false proof", witness.add_checkpoint(size, false, larger["note"])[0], 422)
    expect_equal("doubts", metric(witness.address, "pledgebook_doubts_total"), 1)
    expect_equal("of which none is kept", witness.kept("doubts"), [])
    witness.stop()


def check_quorum(pledgebook, witnesses):
    """Two of three are enough, one is not; appends go on, and waiting records are published in the end."""
    w1, w2, w3 = witnesses
    serve = ("serve", "--ledger", "w-ledger", "--publish-interval", "50", "--witness-policy", "policy.txt")
    with pledgebook.serving(*serve) as address:
        size = released_size(address)
        checkpoint = wait_for_release(address, size - 1)
        grow(pledgebook, ("--server", address), 10)
        size = log_size(address)
        checkpoint = wait_for_release(address, size - 1)
        expect_equal("cosigned by two at least", len(cosigners(checkpoint)) >= 2, True)
        receipt = get(address, f"/api/v1/receipts/{size - 1}")
        expect_equal("the receipt has the cosignatures", len(cosigners(receipt)) >= 2, True)
        pledgebook.run("receipt", size - 1, "--server", address, "-o", "w.tlog-proof")
        verdict = pledgebook.json("verify", "w.tlog-proof", "--policy", "policy.txt")
        expect_equal("witnessed", (verdict["standing"], len(verdict["witnesses"]) >= 2), ("witnessed", True))

        w1.stop()
        grow(pledgebook, ("--server", address), 11)
        checkpoint = wait_for_release(address, log_size(address) - 1)
        expect_equal("cosigned by the two that are there", cosigners(checkpoint),
                     {"witness.example/w2", "witness.example/w3"})

        w2.stop()
        size = log_size(address)
        grow(pledgebook, ("--server", address), 12)
        wait_for("a failure", lambda: metric(address, "pledgebook_checkpoint_failing") == 1)
        grow(pledgebook, ("--server", address), 13)
        expect_equal("not released", released_size(address), size)
        expect_equal("appends go on", log_size(address) > size + 1, True)
        expect_equal("a receipt", problem_of(address, f"/api/v1/receipts/{size}"), (404, "not_published"))
        for name, failing in (("w1", 1), ("w2", 1), ("w3", 0)):
            expect_equal(name, metric(address, f'pledgebook_witness_failing{{witness="{name}"}}'), failing)
        expect_equal("ready nevertheless", json.loads(get(address, "/readyz"))["status"], "ready")

        w2.start()
        wait_for_release(address, size)
        wait_for("no failure", lambda: metric(address, "pledgebook_checkpoint_failing") == 0)
        wait_for_release(address, log_size(address) - 1)
        w1.start()


def check_old_copy(pledgebook):
    """A copy of the whole directory from before the last checkpoints signs nothing."""
    serve = ("--publish-interval", "50", "--witness-policy", "policy.txt")
    shutil.copytree(pledgebook.folder / "w-ledger", pledgebook.folder / "w-copy")
    with pledgebook.serving("serve", "--ledger", "w-ledger", *serve) as address:
        grow(pledgebook, ("--server", address), 20)
        wait_for_release(address, log_size(address) - 1)
    signed = (pledgebook.folder / "w-copy" / "signed-checkpoint").read_bytes()
    with pledgebook.serving("serve", "--ledger", "w-copy", *serve) as address:
        size = released_size(address)
        grow(pledgebook, ("--server", address), 30)
        wait_for("a failure", lambda: metric(address, "pledgebook_checkpoint_failing") == 1)
        expect_equal("nothing is released", released_size(address), size)
    expect_equal("nothing was signed", (pledgebook.folder / "w-copy" / "signed-checkpoint").read_bytes(), signed)
    refused = pledgebook.run("publish", "--ledger", "w-copy", "--witness-policy", "policy.txt", status=1).stderr
    for words in ("older copy", "w-copy/evidence/"):
        expect_equal(f"it says {words}: {refused}", words in refused, True)
    expect_equal("evidence", len(list((pledgebook.folder / "w-copy" / "evidence").iterdir())), 2)


def check_auditor(pledgebook, log_key, members):
    """An auditor-witness replays records before they are published; without it nothing is published."""
    listen = f"127.0.0.1:{free_port()}"
    auditor = Witness(pledgebook, "aud", log_key, "--audit", f"http://{listen}")
    lines = "".join(witness.policy_line() for witness in (*members, auditor))
    write(pledgebook, "audited.txt", f"log {log_key}\n{lines}group m 2 w1 w2 w3\ngroup auditors all aud\n"
          "group q all auditors m\nquorum q\n")
    serve = ("serve", "--ledger", "w-ledger", "--publish-interval", "50", "--witness-policy", "audited.txt")
    with pledgebook.serving(*serve, listen=listen) as address:
        grow(pledgebook, ("--server", address), 40)
        checkpoint = wait_for_release(address, log_size(address) - 1)
        expect_equal("the auditor has cosigned", "witness.example/aud" in cosigners(checkpoint), True)
        auditor.stop()
        size = log_size(address)
        grow(pledgebook, ("--server", address), 41)
        wait_for("a failure", lambda: metric(address, "pledgebook_checkpoint_failing") == 1)
        expect_equal("nothing is released without it", released_size(address), size)
        auditor.start()
        wait_for_release(address, log_size(address) - 1)
    auditor.stop()
    copied = pledgebook.json("audit", "--ledger", auditor.state / "copy")
    expect_equal("its copy is good", copied["good"], True)


def check_restored(pledgebook, log_key, witnesses):
    """A restored ledger is held until its witnesses confirm that it has all published records."""
    serve = ("serve", "--publish-interval", "50", "--witness-policy", "policy.txt")
    pledgebook.run("backup", "w-early", "--ledger", "w-ledger")
    with pledgebook.serving(*serve, "--ledger", "w-ledger") as address:
        grow(pledgebook, ("--server", address), 50)
        wait_for_release(address, log_size(address) - 1)
    pledgebook.run("backup", "w-late", "--ledger", "w-ledger")
    for name in ("early", "late"):
        expect_equal("held", pledgebook.json("restore", f"w-{name}", "--ledger", f"w-of-{name}")["held"] is None, False)
        shutil.copy(pledgebook.folder / "w-ledger" / "log-key.pem", pledgebook.folder / f"w-of-{name}")

    refused = pledgebook.run(*serve, "--ledger", "w-of-early", "--listen", "127.0.0.1:0", status=1).stderr
    expect_equal(f"behind: {refused}", "records that this copy lacks" in refused, True)
    refused = pledgebook.run("restore", "w-early", "--ledger", "w-none", "--witness-policy", "policy.txt", status=1)
    expect_equal("nor restored", "records that this copy lacks" in refused.stderr, True)
    write(pledgebook, "nobody.txt", f"log {log_key}\nquorum none\n")
    refused = pledgebook.run("serve", "--ledger", "w-of-late", "--witness-policy", "nobody.txt", status=1).stderr
    expect_equal(f"nobody could say: {refused}", "--seen" in refused, True)

    for witness in witnesses[:2]:
        witness.stop()
    refused = pledgebook.run(*serve, "--ledger", "w-of-late", "--listen", "127.0.0.1:0", status=4).stderr
    expect_equal(f"too few: {refused}", "witness w1 does not answer" in refused, True)
    witnesses[0].start()
    with pledgebook.serving(*serve, "--ledger", "w-of-late") as address:
        grow(pledgebook, ("--server", address), 51)
        wait_for_release(address, log_size(address) - 1)
    witnesses[1].start()
    restored = pledgebook.json("restore", "w-of-late", "--ledger", "w-again", "--witness-policy", "policy.txt")
    expect_equal("its witnesses know the newest", (restored["held"], restored["silent_witnesses"]), (None, []))


def check_refusals(pledgebook, log_key, witness):
    """Policies that can't work are refused at the start."""
    stranger = Witness(pledgebook, "w8", log_key)
    stranger.stop()
    other = pledgebook.json("init", "--no-passphrase", "--ledger", "o-ledger", "--origin", "example.org/o", "--profile", "none", "--keys",
                            "o-keys")["log_key"]
    for text, status, words in (
        (policy(other, [witness], 1), 1, f"log {other}"),
        (f"log {log_key}\nwitness a {witness.key}\nquorum a\n", 1, f"witness a {witness.key}"),
        (f"log {log_key}\nwitness a {witness.key} ftp://w.example\nquorum a\n", 1, "not the address of a server"),
        (f"log {log_key}\nquorum a\n", 2, "line 2"),
    ):
        for command in ("serve", "publish"):
            said = pledgebook.run(command, "--ledger", "w-ledger", "--witness-policy",
                                  write(pledgebook, "bad.txt", text), status=status).stderr
            expect_equal(f"{command} says {words}: {said}", words in said, True)


def main():
    with program() as pledgebook:
        log_key = pledgebook.json("init", "--no-passphrase", "--ledger", "w-ledger", "--origin", "example.org/w", "--profile", "p2c",
                                  "--keys", "w-keys")["log_key"]
        shutil.copytree(pledgebook.folder / "w-ledger", pledgebook.folder / "w-twin")
        check_second_history(pledgebook, log_key)
        witnesses = [Witness(pledgebook, name, log_key) for name in ("w1", "w2", "w3")]
        try:
            write(pledgebook, "policy.txt", policy(log_key, witnesses, 2))
            check_refusals(pledgebook, log_key, witnesses[0])
            check_quorum(pledgebook, witnesses)
            check_old_copy(pledgebook)
            check_auditor(pledgebook, log_key, witnesses)
            check_restored(pledgebook, log_key, witnesses)
        finally:
            for witness in witnesses:
                witness.stop()
    print("witnesses see one history, or none is released")


if __name__ == "__main__":
    main()

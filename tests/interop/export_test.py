#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two verifiers, one verdict: the program's and verify_export.py, on exports of drawn ledgers, of real registers (where
they are at hand; of the demonstration's where not), and on mutants of them.

export_test.py PLEDGEBOOK WRITE_EXPORTS"""

import copy
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import notes
import verify_export

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
MUTANTS = 200
PLEDGEBOOK, WRITE_EXPORTS = sys.argv[1:3]


def run(*command, status=0):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != status:
        sys.exit(f"{command}: status {done.returncode} instead of {status}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def expect_equal(what, found, expected):
    if found != expected:
        sys.exit(f"{what}:\n  found    {found}\n  expected {expected}")


def check_good(path, policy_path):
    """Both verdicts are good and equal."""
    theirs = json.loads(run(PLEDGEBOOK, "verify", path, "--policy", policy_path, "--json"))
    policy = notes.Policy.parse(policy_path.read_text(encoding="utf-8"))
    ours = verify_export.verify(path.read_bytes(), policy)
    for name in theirs:
        expect_equal(f"{path.name}, {name}; {ours['fault']}", ours[name], theirs[name])
    expect_equal(f"{path.name} is good", ours["good"], True)
    return ours


def check_drawn(folder):
    for seed in (1, 2):
        drawn = folder / f"drawn-{seed}"
        drawn.mkdir()
        run(WRITE_EXPORTS, drawn, seed)
        paths = sorted(drawn.glob("*.json"))
        verdicts = [check_good(path, drawn / "policy") for path in paths]
        expect_equal("there are many", len(paths) > 8, True)
        expect_equal("keys were compromised", any(s["disputed"] for v in verdicts for s in v["signers"]), True)
        expect_equal("members were entered", any(s["on_behalf_of"] for v in verdicts for s in v["signers"]), True)
        expect_equal("words", {verdict["word"] for verdict in verdicts}, {"auditor", "replayed"})


def check_registers(folder):
    registers = [SHARED / f"{name}.jsonl" for name in ("one_ukraine", "ndc", "iati")]
    registers = [register for register in registers if register.exists()]
    if not registers:
        print("the registers are not there: the demonstration's is taken")
        registers = [ROOT / "cli" / "commands" / "operators" / "demo_register.jsonl"]
    for register in registers:
        ledger, keys = folder / f"{register.stem}-ledger", folder / f"{register.stem}-keys"
        made = json.loads(run(PLEDGEBOOK, "init", "--no-passphrase", "--ledger", ledger, "--origin", "example.org/register", "--profile", "p2c",
                              "--keys", keys, "--json"))
        signing = [part for name in ("registrar", "reviewer", "auditor-1") for part in ("--key", keys / name / f"{name}.pem")]
        run(PLEDGEBOOK, "import", register, "--ledger", ledger, "--refused", folder / f"{register.stem}.refused", *signing)
        policy = folder / f"{register.stem}.policy"
        policy.write_text(f"log {made['log_key']}\nquorum none\n", encoding="utf-8")
        run(PLEDGEBOOK, "publish", "--ledger", ledger)
        owner = json.loads(run(PLEDGEBOOK, "commitments", "--ledger", ledger, "--json"))["rows"][0]["member"]
        for selection in (("--all",), ("--member", owner), ("--stream", "pledge/there-is-none"), ("--stream", "by/bdt")):
            path = folder / f"{register.stem}{selection[0]}{len(selection[-1])}.json"
            run(PLEDGEBOOK, "export", "--ledger", ledger, "-o", path, *selection)
            check_good(path, policy)
        packed = folder / f"{register.stem}.gz"
        run(PLEDGEBOOK, "export", "--ledger", ledger, "-o", packed, "--gzip", "--member", owner)
        expect_equal("packing changes nothing", gzip.decompress(packed.read_bytes()), (folder / f"{register.stem}--member{len(owner)}.json").read_bytes())
        check_good(packed, policy)


def places(value, at=()):
    """Every list, and every value that is not a list or an object."""
    if isinstance(value, (dict, list)):
        if isinstance(value, list) and value:
            yield at
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, at + (name,))
    else:
        yield at


def altered(value, draw):
    if isinstance(value, list):
        change = draw.choice(["delete", "swap", "truncate", "repeat", "substitute"])
        i = draw.randrange(len(value))
        j = draw.randrange(len(value))
        if change == "delete":
            del value[i]
        elif change == "swap" and value[i] != value[j]:
            value[i], value[j] = value[j], value[i]
        elif change == "substitute" and value[i] != value[j]:
            value[i] = copy.deepcopy(value[j])
        elif change == "truncate":
            del value[draw.randrange(len(value)):]
        else:
            value.insert(i, copy.deepcopy(value[i]))
        return value
    if isinstance(value, str) and value:
        i = draw.randrange(len(value))
        other = draw.choice("abcdefghijklmnopqrstuvwxyz0123456789")
        return value[:i] + (other if other != value[i] else "Z") + value[i + 1:]
    return value + draw.randrange(1, 3) if isinstance(value, int) and not isinstance(value, bool) else "x"


def mutant_of(export, draw):
    mutant = copy.deepcopy(export)
    *path, last = draw.choice(list(places({name: export[name] for name in ("heads", "records", "streams")})))
    inner = mutant
    for name in path:
        inner = inner[name]
    inner[last] = altered(inner[last], draw)
    return json.dumps(mutant, ensure_ascii=False, separators=(",", ":")).encode()


def check_mutants(folder):
    """Neither accepts a mutant, and both report the same kind of error."""
    drawn = folder / "drawn-1"
    policy = notes.Policy.parse((drawn / "policy").read_text(encoding="utf-8"))
    exports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(drawn.glob("member-*.json"))]
    draw = random.Random(7)
    path = folder / "mutant.json"
    for number in range(MUTANTS):
        path.write_bytes(mutant_of(exports[number % len(exports)], draw))
        ours = verify_export.verify(path.read_bytes(), policy)
        theirs = json.loads(run(PLEDGEBOOK, "verify", path, "--policy", drawn / "policy", "--json", status=1))
        for name in ("good", "authentic", "complete"):
            expect_equal(f"mutant {number}, {name}: {ours['fault']} / {theirs['fault']}", ours[name], theirs[name])


def main():
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        check_drawn(folder)
        check_registers(folder)
        check_mutants(folder)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What hostile hands could once do: the forged exports of tests/ledger/attacks, judged by the program and by verify_export.py,
which shares no code with it. Both refuse the same record; judged.py names what the second does not judge.

attacks_test.py PLEDGEBOOK ATTACK_TESTS"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import notes
import verify_export
from judged import JUDGED, NOT_JUDGED, NOT_JUDGED_TESTS

PLEDGEBOOK, ATTACK_TESTS = sys.argv[1:3]
# docs/VERIFYING.md speaks of rights; every attack on them shows in the export of its own stream too.
EXPORTS_MIN = 120
# What the forger can't read is in no stream of its heads.
HEADS = "its heads are not where the streams stand"


def forge(folder):
    """Runs the attacks, which leave NAME.CODE.json and a policy."""
    environment = {**os.environ, "PLEDGEBOOK_ATTACK_EXPORTS": str(folder)}
    done = subprocess.run([ATTACK_TESTS], env=environment, capture_output=True, text=True, check=False, timeout=500)
    if done.returncode != 0:
        sys.exit(done.stdout[-4000:])


def code_of(path):
    return path.name.split(".")[-2]


def theirs(path, policy_path):
    done = subprocess.run([PLEDGEBOOK, "verify", path, "--policy", policy_path, "--json"], capture_output=True, text=True,
                          check=False, timeout=60)
    return done.returncode, json.loads(done.stdout)


def faults_of(path, policy_path, policy):
    test, code = path.name.rsplit("-", 1)[0], code_of(path)
    status, program = theirs(path, policy_path)
    if status != 1 or program["good"] or program["fault"] is None:
        yield "the program finds nothing"
        return
    ours = verify_export.verify(path.read_bytes(), policy)
    if code in NOT_JUDGED or test in NOT_JUDGED_TESTS:
        if not ours["good"] and ours["fault"]["what"] != HEADS:
            yield f"verify_export.py judges it after all: {ours['fault']}"
    elif code not in JUDGED:
        yield f"judged.py does not say whether {code} is judged"
    elif ours["good"]:
        yield f"verify_export.py finds nothing; the program: {program['fault']}"
    else:
        for name in ("authentic", "complete"):
            if ours[name] != program[name]:
                yield f"{name}: {ours[name]}, {ours['fault']} / {program[name]}, {program['fault']}"
        if ours["fault"]["place"] != program["fault"]["place"]:
            yield f"{ours['fault']} / {program['fault']}"


def main():
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as name:
        folder = pathlib.Path(name)
        forge(folder)
        policy_path = folder / "policy"
        policy = notes.Policy.parse(policy_path.read_text(encoding="utf-8"))
        paths = sorted(folder.glob("*.json"))
        faults = [f"{path.name}: {fault}" for path in paths for fault in faults_of(path, policy_path, policy)]
        seen = {code_of(path) for path in paths} | {path.name.rsplit("-", 1)[0] for path in paths}
        faults += [f"there is no such attack: {name}" for name in sorted({*NOT_JUDGED, *NOT_JUDGED_TESTS} - seen)]
        if len(paths) < EXPORTS_MIN:
            faults.append(f"only {len(paths)} exports were forged")
        if faults:
            sys.exit("\n".join(faults))
        print(f"{len(paths)} forged exports; both refuse all but those of {len(NOT_JUDGED)} codes and {len(NOT_JUDGED_TESTS)} test")


if __name__ == "__main__":
    main()

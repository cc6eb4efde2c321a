# SPDX-License-Identifier: Apache-2.0
"""C2SP signed notes, checkpoints, cosignatures and witness policies, as far as a reader of exports needs them."""

import hashlib
import re

import ed25519
from wrong import Wrong, from_base64, require

PLACE = "the checkpoint"
DASH = "— "
LOG, COSIGNATURE = 1, 4


class Key:
    """A verifier key: name+hash+base64(type, public key)."""

    def __init__(self, text):
        parts = text.split("+", 2)
        require(len(parts) == 3, "the policy", f"{text} is not a verifier key")
        self.name = parts[0]
        data = from_base64(parts[2], "the policy", 33)
        self.type, self.public = data[0], data[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        require(parts[1] == self.id.hex(), "the policy", f"{text}: the key's hash does not follow from the rest")
        require(self.type in (LOG, COSIGNATURE), "the policy", f"{text}: a key of a type that is not understood")
        require(ed25519.is_admitted(self.public), "the policy", f"{text}: not a public key")


class Policy:
    def __init__(self, logs):
        self.logs, self.witnesses, self.groups, self.quorum = logs, {}, {}, "none"

    @staticmethod
    def parse(text):
        policy = Policy([])
        for line in text.split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                policy.logs.append(Key(words[1]))
            elif words[0] == "witness":
                policy.witnesses[words[1]] = Key(words[2])
            elif words[0] == "group":
                members = words[3:]
                count = {"any": 1, "all": len(members)}.get(words[2]) or int(words[2])
                policy.groups[words[1]] = (count, members)
            elif words[0] == "quorum":
                policy.quorum = words[1]
            else:
                raise Wrong("the policy", f"a line begins with {words[0]}")
        return policy

    def is_met(self, name, cosigned):
        if name == "none":
            return True
        if name not in self.groups:
            return name in cosigned
        count, members = self.groups[name]
        return sum(self.is_met(member, cosigned) for member in members) >= count

    def is_auditor(self, witness, group="auditors"):
        members = self.groups.get(group, (0, []))[1]
        return witness in members or any(self.is_auditor(witness, member) for member in members if member in self.groups)


class Checkpoint:
    """`log_signed`, `cosigned` [(time, witness)], `quorum_met` and `quorum_at`, by a policy."""

    def __init__(self, note, policy):
        text, separator, lines = note.rpartition("\n\n")
        require(separator and lines.endswith("\n"), PLACE, "it is not a signed note")
        self.text = text + "\n"
        self.signatures = []
        for line in lines[:-1].split("\n"):
            words = line[len(DASH):].split(" ")
            require(line.startswith(DASH) and len(words) == 2, PLACE, "a signature line can't be read")
            data = from_base64(words[1], PLACE)
            require(len(data) > 4, PLACE, "a signature line is too short")
            self.signatures.append((words[0], data[:4], data[4:]))
        require(len(self.signatures) <= 64, PLACE, "it has too many signatures")
        parts = self.text.split("\n")
        require(len(parts) >= 4 and re.fullmatch("0|[1-9][0-9]{0,18}", parts[1]), PLACE, "its text is not a checkpoint's")
        self.origin, self.size, self.root = parts[0], int(parts[1]), from_base64(parts[2], PLACE, 32)
        self.judge(policy)

    def judge(self, policy):
        self.log_signed = False
        for log in policy.logs:
            signed = self.is_signed_by(log) if log.type == LOG else self.cosigned_at(log) is not None
            self.log_signed = self.log_signed or (signed and log.name == self.origin)
        times = {name: self.cosigned_at(key) for name, key in policy.witnesses.items()}
        self.cosigned = sorted(((time, name) for name, time in times.items() if time is not None), key=lambda c: c[0])
        self.quorum_at, seen = None, set()
        self.quorum_met = policy.is_met(policy.quorum, seen)
        for time, name in self.cosigned:
            if self.quorum_met:
                break
            seen.add(name)
            self.quorum_met = policy.is_met(policy.quorum, seen)
            self.quorum_at = time if self.quorum_met else None
        self.auditors = [name for _, name in self.cosigned if policy.is_auditor(name)]

    def lines_of(self, key):
        return [data for name, key_id, data in self.signatures if (name, key_id) == (key.name, key.id)]

    def is_signed_by(self, key):
        lines = self.lines_of(key)
        for data in lines:
            require(ed25519.verify(key.public, self.text.encode(), data), PLACE, f"the signature of {key.name} is not valid")
        return bool(lines)

    def cosigned_at(self, key):
        if key.type != COSIGNATURE:
            return None
        times = []
        for data in self.lines_of(key):
            time = int.from_bytes(data[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{self.text}".encode()
            good = 1 <= time <= 253402300799 and ed25519.verify(key.public, message, data[8:])
            require(good, PLACE, f"the cosignature of {key.name} is not valid")
            times.append(time)
        return min(times, default=None)

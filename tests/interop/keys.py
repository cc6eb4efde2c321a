# SPDX-License-Identifier: Apache-2.0
"""Keys: who added them, who holds them, and what a compromised one takes along (docs/VERIFYING.md, "Signatures and
rights")."""

import base64
import hashlib

import ed25519
from wrong import require

OFFICERS = {"registrar", "reviewer", "auditor"}


class Key:
    def __init__(self, public, party, roles, record, root=False, recovered=False):
        self.public, self.party, self.roles, self.root, self.recovered = public, party, roles, root, recovered
        self.added, self.holder = record.index, key_id(public)
        self.held_since = (record.index, record.time)
        self.added_by, self.added_keys = [], []
        self.ended = None  # by a record that revoked or replaced it
        self.disputes = []  # (since, known)

    def is_officers(self):
        return bool(OFFICERS & set(self.roles))

    def is_disputed(self, signed, as_of):
        return any(since <= signed and known <= as_of for since, known in self.disputes)


def key_id(public):
    return hashlib.sha256(public).hexdigest()


def public_key(text, place):
    data = base64.b64decode(text)
    require(ed25519.is_admitted(data), place, "a public key that no ledger takes")
    return data


def embedded_key(statement, place):
    """The key that a statement brings, which signs it too; None where it brings none, or several."""
    if statement.kind in ("key.added", "key.replaced"):
        return public_key(statement.body["public_key"], place)
    if statement.kind == "log-key.replaced":
        return base64.b64decode(statement.body["log_key"].split("+", 2)[2])[1:]
    return None


class KeyRing(dict):
    """All keys that were ever added, by id."""

    def active(self, party):
        return [key for key in self.values() if key.party == party and key.ended is None and not key.root]

    def active_roots(self):
        return sum(key.root and key.ended is None for key in self.values())

    def has_had_key(self, party):
        return any(key.party == party for key in self.values())

    def keep(self, key):
        self[key_id(key.public)] = key

    def is_vouched_for(self, key, known):
        adders = [self[name] for name in key.added_by]
        return any(each.party == key.party and not each.is_disputed(key.added, known) for each in adders)

    def dispute(self, name, since, known):
        """Disputes the key from `since` on and, in turn, what it added or was replaced by since; all of them, in order."""
        disputed, seen = [(name, since)], {name}
        for each, begin in disputed:
            key = self[each]
            if not key.disputes or begin < key.disputes[-1][0]:
                key.disputes.append((begin, known))
            for added in key.added_keys:
                child = self[added]
                if child.added >= begin and not self.is_vouched_for(child, known) and added not in seen:
                    seen.add(added)
                    disputed.append((added, child.added))
        return [each for each, _ in disputed]

    def revoke(self, name, since, known):
        """Ends the key; if it was compromised, also the keys of its party that descend from it."""
        ended = [name] if since is None else self.dispute(name, since, known)
        for each in ended:
            if self[each].party == self[name].party and self[each].ended is None:
                self[each].ended = known

    def add(self, key, record):
        name = key_id(key.public)
        key.added_by = [signer for signer, _ in record.signatures if signer != name]
        key.recovered = key.recovered or any(
            self[adder].recovered and self[adder].party == key.party for adder in key.added_by)
        self.keep(key)
        for adder in key.added_by:
            self[adder].added_keys.append(name)
        tainted = any(self[adder].is_disputed(record.index, record.index) for adder in key.added_by)
        if tainted and not self.is_vouched_for(key, record.index):
            self.dispute(name, record.index, record.index)

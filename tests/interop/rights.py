# SPDX-License-Identifier: Apache-2.0
"""Who may sign what (docs/VERIFYING.md, "Signatures and rights"), judged record by record in the order of the log."""

import base64
import hashlib

import ed25519
import statements
from wrong import require


class Key:
    def __init__(self, public, party, roles, index, root=False, recovered=False):
        self.public, self.party, self.roles, self.added = public, party, roles, index
        self.root, self.recovered, self.revoked = root, recovered, None
        self.added_keys, self.disputes = [], []  # (since, known)

    def is_disputed(self, signed, as_of):
        return any(since <= signed and known <= as_of for since, known in self.disputes)


class Pledge:
    def __init__(self, owner, body):
        self.owner, self.body, self.keys = owner, body, set()
        self.records, self.reports, self.entered = 0, 0, []


def key_id(public):
    return hashlib.sha256(public).hexdigest()


def public_key(text, place):
    data = base64.b64decode(text)
    require(ed25519.is_admitted(data), place, "a public key that no ledger takes")
    return data


def merged(target, patch):
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


class Judge:
    def __init__(self):
        self.ledger = self.origin = self.operator = None
        self.parties, self.keys, self.pledges, self.heads, self.signed = {}, {}, {}, {}, {}

    def has_role(self, key, role):
        if key.root:
            return role == "registrar"
        party = self.parties.get(key.party)
        return party is not None and role in party["roles"] and (not key.roles or role in key.roles)

    def has_active_key(self, party):
        return any(key.party == party and key.revoked is None and not key.root for key in self.keys.values())

    def take(self, record, place):
        statement = record.statement
        require(statement.prev == self.heads.get(statement.stream), place, "it does not follow its stream's last statement")
        if statement.kind == "ledger.created":
            self.create(record, place)
        else:
            require(self.ledger is not None and statement.ledger == self.ledger, place, "it is of another ledger")
            self.check(record, self.signings(record, place), place)
            self.fold(record, place)
        self.heads[statement.stream] = statement.sid
        self.count(record)

    def verify(self, record, place):
        for key, signature in record.signatures:
            good = ed25519.verify(self.keys[key].public, statements.pae(record.payload), signature)
            require(good, place, "a signature on its statement does not verify")

    def create(self, record, place):
        statement, body = record.statement, record.statement.body
        require(record.index == 0 and self.ledger is None and statement.ledger == body["origin"], place,
                "a ledger begins once, with its first record")
        self.origin, self.operator = body["origin"], body["operator"]["id"]
        self.ledger = f"{self.origin}#{statement.sid[:32]}"
        require(statement.signers == [self.operator], place, "the operator alone begins a ledger")
        self.parties[self.operator] = {"name": body["operator"]["name"], "roles": body["operator"]["roles"]}
        for given in body["keys"]:
            public = public_key(given["public_key"], place)
            self.keys[key_id(public)] = Key(public, self.operator, given.get("roles", []), 0)
        for given in body["root_keys"]:
            public = public_key(given, place)
            self.keys[key_id(public)] = Key(public, self.operator, [], 0, root=True)
        require({key for key, _ in record.signatures} == set(self.keys), place, "not every embedded key has signed")
        self.verify(record, place)

    def signings(self, record, place):
        """The keys that signed, without a new key that signs its own key.added."""
        statement, used = record.statement, []
        added = None
        if statement.kind == "key.added":
            added = key_id(public_key(statement.body["public_key"], place))
            require(added in dict(record.signatures), place, "the added key has not signed")
        for name, _ in record.signatures:
            if name == added:
                continue
            key = self.keys.get(name)
            require(key is not None, place, "a key has signed that the ledger does not know")
            require(key.revoked is None, place, "a revoked key has signed")
            require(not key.root or statement.stream == "keys/" + self.operator, place, "a root key has signed what it may not")
            used.append((name, key))
        reverses = statement.kind == "fulfilment.reversed"
        parties = [key.party for _, key in used]
        require(set(parties) == set(statement.signers) and len(used) == (2 if reverses else len(statement.signers)), place,
                "there is not exactly one signature by a key of each signer")
        return used

    def check(self, record, used, place):
        statement, kind = record.statement, record.statement.kind
        keys = [key for _, key in used]
        pledge = self.pledges.get(statement.subject) if kind in statements.PLEDGE else None
        if kind in statements.PLEDGE:
            require((pledge is None) == (kind == "pledge.submitted"), place, "its pledge does not exist, or exists already")

        def all_hold(role):
            return all(self.has_role(key, role) for key in keys)

        if kind in statements.KEYS:
            self.check_keys(record, used, place)
        elif statement.behalf:
            party = self.parties.get(statement.behalf)
            require(len(keys) == 1 and all_hold("registrar"), place, "a registrar alone signs on behalf")
            require(party is not None and "member" in party["roles"], place, "on behalf of who is no member")
            require(not self.has_active_key(statement.behalf), place, "on behalf of a member that has a key")
            require(pledge is None or pledge.owner == statement.behalf, place, "on behalf of who is not the owner")
        elif kind in statements.GOVERNANCE | statements.PARTY | statements.REGISTRARS:
            require(len(keys) == 1 and all_hold("registrar"), place, "the signer is not a registrar")
            known = statement.subject in self.parties
            require(kind not in statements.PARTY or known == (kind == "party.updated"), place,
                    "its party does not exist, or exists already")
        elif kind in statements.REVIEWERS:
            require(len(keys) == 1 and all_hold("reviewer"), place, "the signer is not a reviewer")
            require(used[0][0] not in pledge.keys, place, "who submitted a pledge can't review it")
        elif kind in statements.AUDITORS:
            require((len(statement.signers) == 1 or kind == "fulfilment.reversed") and all_hold("auditor")
                    and pledge.owner not in statement.signers, place, "the signer is not an auditor, or is the owner")
        elif kind == "attestation.given":
            require(len(keys) == 1 and pledge.owner not in statement.signers, place, "an owner can't attest")
        else:
            self.check_owner(statement, pledge, all_hold("member"), place)

    def check_owner(self, statement, pledge, are_members, place):
        body = pledge.body if pledge else statement.body
        owner = pledge.owner if pledge else statement.owner()
        if statement.kind in ("pledge.submitted", "pledge.revised"):
            body = statement.body
        partners = set()
        if statement.kind in ("pledge.submitted", "pledge.revised", "pledge.amended"):
            partners = {partner.get("party") for partner in body.get("partners", [])}
        require(owner in statement.signers and set(statement.signers) <= partners | {owner}, place,
                "its signers are not the owner, and partners")
        require(are_members, place, "a signer is not a member")

    def check_keys(self, record, used, place):
        statement, party, body = record.statement, record.statement.subject, record.statement.body
        own = [key for _, key in used if key.party == party]
        registrars = [key for _, key in used if self.has_role(key, "registrar")]
        others = [key for _, key in used if key.party != party]
        require(party in self.parties, place, "keys of a party that does not exist")
        require(len(others) <= 1 and all(key in registrars for key in others), place, "another party than a registrar has signed")
        if statement.kind == "key.revoked":
            key, since = self.keys.get(body["key"]), body.get("compromised_since")
            require(len(statement.signers) == 1 and key is not None and key.party == party, place, "it revokes no key of the party")
            require(body["key"] not in dict(used), place, "a key revokes itself")
            require(since is None or registrars, place, "a registrar alone says that a key was compromised")
            require(since is None or key.added <= since <= record.index, place, "compromised when it could not sign")
            says_more = since is not None and (not key.disputes or since < key.disputes[-1][0])
            require(key.revoked is None or says_more, place, "the key was revoked already")
            roots = [each for each in self.keys.values() if each.root and each.revoked is None]
            require(key.revoked is not None or roots != [key], place, "the last root key can't be revoked")
            return
        roles = body.get("roles", [])
        public = base64.b64decode(body["public_key"])
        require(key_id(public) not in self.keys, place, "the key was added before")
        require(set(roles) <= set(self.parties[party]["roles"]), place, "the key would hold what its party does not")
        by_officer = any(not key.root for key in own)
        if body.get("recovered"):
            had = any(key.party == party for key in self.keys.values())
            require(registrars and not by_officer and had, place, "this recovers no keys")
        else:
            require(own or not self.has_active_key(party), place, "the party has a key and has not signed")
        if not registrars:
            held = own[-1].roles
            require(not held or (roles and set(roles) <= set(held)), place, "the key would hold more than the one that adds it")

    def dispute(self, name, since, known):
        waiting = [(name, since)]
        while waiting:
            name, since = waiting.pop()
            key = self.keys[name]
            if key.disputes and key.disputes[-1][0] <= since:
                continue
            key.disputes.append((since, known))
            waiting += [(added, self.keys[added].added) for added in key.added_keys if self.keys[added].added >= since]

    def fold(self, record, place):
        statement, body = record.statement, record.statement.body
        if statement.kind in statements.PARTY:
            self.parties[statement.subject] = {"name": body["name"], "roles": body["roles"]}
        elif statement.kind == "key.added":
            public = public_key(body["public_key"], place)
            name = key_id(public)
            adders = [key for key, _ in record.signatures if key != name]
            self.keys[name] = Key(public, statement.subject, body.get("roles", []), record.index,
                                  recovered=body.get("recovered", False))
            for adder in adders:
                self.keys[adder].added_keys.append(name)
            if any(self.keys[adder].is_disputed(record.index, record.index) for adder in adders):
                self.dispute(name, record.index, record.index)
        elif statement.kind == "key.revoked":
            key = self.keys[body["key"]]
            key.revoked = record.index if key.revoked is None else key.revoked
            if body.get("compromised_since") is not None:
                self.dispute(body["key"], body["compromised_since"], record.index)
        elif statement.kind in statements.PLEDGE:
            self.fold_pledge(record)
        self.verify(record, place)

    def fold_pledge(self, record):
        statement, body = record.statement, record.statement.body
        if statement.kind == "pledge.submitted":
            self.pledges[statement.subject] = Pledge(statement.owner(), body)
        pledge = self.pledges[statement.subject]
        pledge.records += 1
        if statement.kind in ("pledge.submitted", "pledge.revised"):
            pledge.body, pledge.keys = body, {key for key, _ in record.signatures}
        elif statement.kind == "pledge.amended":
            pledge.body = merged(pledge.body, body["changes"])
        elif statement.kind == "report.submitted":
            pledge.reports += 1
        elif statement.kind == "pledge.endorsed" and body["sid"] in pledge.entered:
            pledge.entered = pledge.entered[pledge.entered.index(body["sid"]) + 1:]
        if statement.behalf:
            pledge.entered.append(statement.sid)

    def right(self, statement, signer, by_root):
        kind = statement.kind
        if kind == "ledger.created":
            return "operator"
        if kind in statements.KEYS:
            return "root key" if by_root else "own keys" if statement.subject == signer else "registrar"
        if kind not in statements.PLEDGE or statement.behalf or kind in statements.REGISTRARS:
            return "registrar"
        if kind in statements.REVIEWERS:
            return "reviewer"
        return "auditor" if kind in statements.AUDITORS else "attester" if kind == "attestation.given" else "member"

    def count(self, record):
        statement = record.statement
        added = key_id(base64.b64decode(statement.body["public_key"])) if statement.kind == "key.added" else None
        for signer in statement.signers:
            work = self.signed.setdefault(signer, {"statements": 0, "rights": {}, "on_behalf_of": {}, "signatures": []})
            used = [key for key, _ in record.signatures if key != added and self.keys[key].party == signer]
            right = self.right(statement, signer, any(self.keys[key].root for key in used))
            work["statements"] += 1
            work["rights"][right] = work["rights"].get(right, 0) + 1
            work["signatures"] += [(key, record.index) for key in used]
            if statement.behalf:
                work["on_behalf_of"][statement.behalf] = work["on_behalf_of"].get(statement.behalf, 0) + 1

    def signers(self, size):
        reports = []
        for party, work in sorted(self.signed.items()):
            recovered = {index for key, index in work["signatures"] if self.keys[key].recovered}
            disputed = {index for key, index in work["signatures"] if self.keys[key].is_disputed(index, size)}
            reports.append({"party": party, "name": self.parties.get(party, {}).get("name", ""),
                            "statements": work["statements"], "rights": work["rights"],
                            "on_behalf_of": work["on_behalf_of"], "recovered": len(recovered), "disputed": len(disputed)})
        return reports

    def pledge_reports(self):
        return [{"pledge": name, "owner": pledge.owner, "title": pledge.body["title"], "records": pledge.records,
                 "reports": pledge.reports, "entered_on_behalf": len(pledge.entered)}
                for name, pledge in sorted(self.pledges.items())]

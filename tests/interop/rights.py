# SPDX-License-Identifier: Apache-2.0
"""Who may sign what (docs/VERIFYING.md, "Signatures and rights"), judged record by record in the order of the log."""

import copy
import decimal

import ed25519
import statements
from keys import OFFICERS, Key, KeyRing, embedded_key, key_id, public_key
from wrong import require


CORRECTABLE = {"list.published", "rates.published"}
THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000


class Party:
    def __init__(self, name, roles):
        self.name, self.roles, self.is_suspended = name, roles, False


class Pledge:
    def __init__(self, owner, body):
        self.owner, self.body, self.partners, self.hands = owner, body, set(), set()
        self.correction = self.determined = None
        self.was_published = False
        self.records, self.reports, self.entered = 0, 0, []


def money(body):
    value = body.get("value")
    return value and (decimal.Decimal(value["amount"]), value["currency"])


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
        self.ledger = self.origin = self.operator = self.quorum = self.log_key = None
        self.keys = KeyRing()
        self.parties, self.pledges, self.heads, self.signed = {}, {}, {}, {}
        self.places = {}  # the streams of statements that a later `prev` may name

    def has_role(self, key, role):
        party = self.parties.get(key.party)
        return party is not None and role in party.roles and role in key.roles

    def take(self, record, place):
        statement = record.statement
        require(statement.sid not in self.places and self.follows(record), place, "it does not follow its stream's last statement")
        if statement.kind == "ledger.created":
            self.create(record, place)
        else:
            require(self.ledger is not None and statement.ledger == self.ledger, place, "it is of another ledger")
            require(statement.at >= "1990-01-01T00:00:00Z", place, "its time is before 1990")
            self.check(record, *self.signings(record, place), place)
            self.fold(record, place)
        self.heads[statement.stream] = statement.sid
        if statement.sort in ("governance", "party", "keys"):
            self.places[statement.sid] = statement.stream
        self.count(record)

    def follows(self, record):
        statement = record.statement
        if statement.prev == self.heads.get(statement.stream):
            return True
        by_root = any(name in self.keys and self.keys[name].root for name, _ in record.signatures)
        return (by_root or statement.kind == "key.revoked") and self.places.get(statement.prev) == statement.stream

    def verify(self, record, place):
        new = embedded_key(record.statement, place)
        for name, signature in record.signatures:
            public = self.keys[name].public if name in self.keys else new
            require(ed25519.verify(public, statements.pae(record.payload), signature), place,
                    "a signature on its statement does not verify")

    def create(self, record, place):
        statement, body = record.statement, record.statement.body
        require(record.index == 0 and self.ledger is None and statement.ledger == body["origin"], place,
                "a ledger begins once, with its first record")
        self.origin, self.operator, self.log_key = body["origin"], body["operator"]["id"], body["log_key"]
        self.ledger = f"{self.origin}#{statement.sid[:32]}"
        require(statement.signers == [self.operator], place, "the operator alone begins a ledger")
        self.parties[self.operator] = Party(body["operator"]["name"], body["operator"]["roles"])
        for given in body["keys"]:
            self.keys.keep(Key(public_key(given["public_key"], place), self.operator, given.get("roles", []), record))
        for given in body["root_keys"]:
            self.keys.keep(Key(public_key(given, place), self.operator, [], record, root=True))
        self.quorum = body.get("root_quorum", len(body["root_keys"]) // 2 + 1)
        require(1 <= len(body["root_keys"]) <= 7 and 1 <= self.quorum <= len(body["root_keys"]), place, "there is no root quorum")
        require({key for key, _ in record.signatures} == set(self.keys), place, "not every embedded key has signed")
        self.verify(record, place)

    def signings(self, record, place):
        """The root keys and the others that signed, without a new key that proves its possession."""
        statement, roots, others = record.statement, [], []
        new = embedded_key(statement, place)
        if new is not None:
            require(key_id(new) in dict(record.signatures), place, "the new key has not signed")
        for name, _ in record.signatures:
            if new is not None and name == key_id(new):
                continue
            key = self.keys.get(name)
            require(key is not None, place, "a key has signed that the ledger does not know")
            require(key.ended is None, place, "a key has signed that was revoked or replaced")
            revokes_own = statement.kind == "key.revoked" and statement.stream == "keys/" + key.party
            require(not self.parties[key.party].is_suspended or revokes_own, place, "a suspended party has signed")
            (roots if key.root else others).append((name, key))
        require({key.party for _, key in roots + others} == set(statement.signers), place,
                "its signers are not those whose keys have signed")
        parties = [key.party for _, key in others]
        if statement.kind == "fulfilment.reversed" or "corrects" in statement.body and statement.kind in CORRECTABLE:
            require(len(others) == 2, place, "there are not two signatures")
        else:
            require(len(parties) == len(set(parties)), place, "a signer has signed twice")
        return roots, others

    def check(self, record, roots, others, place):
        statement, kind = record.statement, record.statement.kind
        if kind in ("rules.adopted", "log-key.replaced"):
            return self.check_roots_alone(statement, roots, others, place)
        if kind in ("party.registered", "party.updated"):
            return self.check_registration(statement, roots, others, place)
        if kind in ("party.suspended", "party.resumed"):
            return self.check_suspension(statement, roots, others, place)
        if kind == "key.added":
            return self.check_added(statement, roots, others, place)
        if kind == "key.replaced":
            require(statement.signers == [statement.subject] and len(roots + others) == 1, place,
                    "one key of the party replaces itself")
            return require(key_id(embedded_key(statement, place)) not in self.keys, place, "the key was added before")
        if kind == "key.revoked":
            return self.check_revoked(record, roots, others, place)
        require(not roots, place, "a root key has signed what it may not")
        if kind in CORRECTABLE and "corrects" in statement.body:
            registrars = [key for _, key in others if self.has_role(key, "registrar")]
            auditors = [key for _, key in others if self.has_role(key, "auditor")]
            return require(len(registrars) == 1 and len(auditors) == 1, place, "a registrar and an auditor correct this")
        if statement.sort in ("governance", "indicator"):
            return self.check_registrar(statement, others, place)
        return self.check_pledge(record, others, place)

    def check_roots_alone(self, statement, roots, others, place):
        require(statement.signers == [self.operator] and not others and len(roots) == self.quorum, place,
                "the root quorum has not signed, or not alone")

    def check_registrar(self, statement, others, place):
        require(len(statement.signers) == 1 and len(others) == 1 and self.has_role(others[0][1], "registrar"), place,
                "the signer is not a registrar")

    def check_registration(self, statement, roots, others, place):
        party, roles = self.parties.get(statement.subject), set(statement.body["roles"])
        require((party is not None) == (statement.kind == "party.updated"), place, "its party does not exist, or exists already")
        changed = (set(party.roles) if party else set()) ^ roles
        require(len(roots) == (self.quorum if changed & OFFICERS else 0), place, "root keys must sign where officers change, and only there")
        require(bool(roles) and ("registrar" in roles) == (statement.subject == self.operator), place, "roles that the party can't have")
        self.check_registrar(statement, others, place)

    def check_suspension(self, statement, roots, others, place):
        party = self.parties.get(statement.subject)
        require(party is not None and statement.subject != self.operator, place, "no party to suspend")
        require(party.is_suspended == (statement.kind == "party.resumed"), place, "the party is so already")
        if any(key.is_officers() for key in self.keys.active(statement.subject)):
            self.check_roots_alone(statement, roots, others, place)
        else:
            require(not roots, place, "a root key has signed what it may not")
            self.check_registrar(statement, others, place)

    def check_added(self, statement, roots, others, place):
        party, body = statement.subject, statement.body
        roles = set(body.get("roles", []))
        require(party in self.parties and key_id(embedded_key(statement, place)) not in self.keys, place,
                "a key of no party, or one that was added before")
        own = [key for _, key in others if key.party == party]
        if body.get("root") or roles & OFFICERS:
            require(len(roots) == self.quorum, place, "the root quorum has not signed")
            require(len(own) == len(others) and not (own and party == self.operator), place, "an officer adds no officer")
            require(own or party == self.operator or not self.keys.active(party), place, "the party has a key and has not signed")
            by_party = bool(own) or party == self.operator
        else:
            require(not roots, place, "a root key has signed what it may not")
            registrars = [key for _, key in others if self.has_role(key, "registrar")]
            require(all(key.party == party or key in registrars for _, key in others), place, "a stranger adds a key")
            require(registrars or roles <= set(own[0].roles), place, "the key would hold more than the one that adds it")
            require(len([key for key in self.keys.active(party) if not key.is_officers()]) < 32, place, "the party has 32 keys")
            by_party = bool(own)
        if body.get("root"):
            count = sum(key.root and key.ended is None for key in self.keys.values())
            require(party == self.operator and not roles and count < 7, place, "no such root key")
        else:
            require(roles and roles <= set(self.parties[party].roles) and (len(roles) == 1 or not roles & OFFICERS), place,
                    "roles that the key can't have")
        require(bool(body.get("recovered")) == (self.keys.has_had_key(party) and not by_party), place,
                "the key is recovered and does not say so, or says so and is not")

    def check_revoked(self, record, roots, others, place):
        statement, body = record.statement, record.statement.body
        key, since = self.keys.get(body["key"]), body.get("compromised_since")
        require(len(statement.signers) == 1, place, "more than one party revokes")
        if statement.sort == "keys":
            require(key is not None and key.party == statement.subject == statement.signers[0] and not roots, place,
                    "the party revokes a key that is not its own")
            by = others[0]
            require(by[0] != body["key"] and since is None, place, "a key revokes itself, or says since when it was compromised")
            require(not (by[1].is_officers() or key.is_officers() or key.root), place, "officers' keys are revoked by root keys")
        elif roots:
            self.check_roots_alone(statement, roots, others, place)
        else:
            self.check_registrar(statement, others, place)
            require(key is None or not (key.root or key.is_officers()), place, "officers' keys are revoked by root keys")
        if key is None:
            return  # of a party whose keys are not in the export
        require(since is None or key.added <= since <= record.index, place, "compromised when it could not sign")
        says_more = since is not None and (not key.disputes or since < key.disputes[-1][0])
        require(key.ended is None or says_more, place, "the key has ended already")
        if key.root:
            trial = copy.deepcopy(self.keys)  # a compromised key takes along what it made
            trial.revoke(body["key"], since, record.index)
            before, left = self.keys.active_roots(), trial.active_roots()
            require(left == before or left >= self.quorum, place, "too few root keys would be left")

    def check_pledge(self, record, others, place):
        statement, kind = record.statement, record.statement.kind
        pledge = self.pledges.get(statement.subject) if statement.sort in ("pledge", "attestation", "discussion") else None
        require((pledge is None) == (kind == "pledge.submitted"), place, "its pledge does not exist, or exists already")
        if statement.behalf:
            self.check_behalf(statement, others, pledge, place)
        elif kind in ("notice.given", "pledge.lapsed"):
            self.check_registrar(statement, others, place)
        elif kind == "pledge.superseded":
            self.check_superseded(statement, others, pledge, place)
        elif kind in statements.REVIEWERS | statements.AUDITORS:
            role = "reviewer" if kind in statements.REVIEWERS else "auditor"
            require(len(others) == (2 if kind == "fulfilment.reversed" else 1), place, "a judge judges alone")
            for _, key in others:
                require(self.has_role(key, role), place, f"the signer is not a {role}")
                self.check_interest(key, pledge, place)
                require(key.holder not in pledge.hands, place, "a judge has signed for a side")
            if kind == "fulfilment.reversed":
                self.check_reversal(record, [key for _, key in others], pledge, place)
        elif kind == "attestation.given":
            key = others[0][1]
            require(len(others) == 1 and (self.has_role(key, "member") or self.has_role(key, "verifier")), place, "this party can't attest")
            self.check_interest(key, pledge, place)
            require(pledge.was_published, place, "its pledge was never published")
        elif kind in ("attestation.withdrawn", "message.posted"):
            require(len(others) == 1, place, "more than one party has signed")
        else:
            self.check_owner(statement, pledge, others, place)

    def check_interest(self, key, pledge, place):
        require(key.party != pledge.owner and key.party not in pledge.partners, place, "the signer has an interest in the pledge")

    def check_reversal(self, record, keys, pledge, place):
        require(keys[0].holder != keys[1].holder, place, "both auditors are one")
        for key in keys:
            index, time = key.held_since
            require(pledge.determined is None or index < pledge.determined or record.time - time >= THIRTY_DAYS_MS, place,
                    "an auditor is too new to reverse")

    def check_superseded(self, statement, others, pledge, place):
        successor = self.pledges.get(statement.body["successor"])
        needs_owner = successor is not None and successor.owner != pledge.owner and self.keys.has_had_key(pledge.owner)
        rest = [key for _, key in others]
        if needs_owner or successor is None:
            owners = [key for key in rest if key.party == pledge.owner and self.has_role(key, "member")]
            require(owners or not needs_owner, place, "the owner has not signed")
            rest = [key for key in rest if key not in owners]
        require(len(rest) == 1 and self.has_role(rest[0], "registrar"), place, "the signer is not a registrar")

    def check_behalf(self, statement, others, pledge, place):
        party = self.parties.get(statement.behalf)
        self.check_registrar(statement, others, place)
        require(party is not None and "member" in party.roles and not party.is_suspended, place, "on behalf of who is no member")
        require(not self.keys.has_had_key(statement.behalf), place, "on behalf of a member that has had a key")
        require(pledge is None or pledge.owner == statement.behalf, place, "on behalf of who is not the owner")

    def check_owner(self, statement, pledge, others, place):
        owner = pledge.owner if pledge else statement.owner()
        bodies = []
        if statement.kind in ("pledge.submitted", "pledge.revised"):
            bodies = [statement.body]
        elif statement.kind == "pledge.amended":
            bodies = [pledge.body, merged(pledge.body, statement.body["changes"])]
        partners = {partner.get("party") for body in bodies for partner in body.get("partners", [])}
        require(owner in statement.signers and set(statement.signers) <= partners | {owner}, place,
                "its signers are not the owner, and partners")
        require(all(self.has_role(key, "member") for _, key in others), place, "a signer is not a member")

    def fold(self, record, place):
        statement, body = record.statement, record.statement.body
        self.verify(record, place)
        if statement.kind in ("party.registered", "party.updated"):
            suspended = statement.subject in self.parties and self.parties[statement.subject].is_suspended
            self.parties[statement.subject] = Party(body["name"], body["roles"])
            self.parties[statement.subject].is_suspended = suspended
        elif statement.kind in ("party.suspended", "party.resumed"):
            self.parties[statement.subject].is_suspended = statement.kind == "party.suspended"
        elif statement.kind == "key.added":
            key = Key(embedded_key(statement, place), statement.subject, body.get("roles", []), record,
                      root=body.get("root", False), recovered=body.get("recovered", False))
            self.keys.add(key, record)
        elif statement.kind == "key.replaced":
            new = embedded_key(statement, place)
            old = next(self.keys[name] for name, _ in record.signatures if name != key_id(new))
            old.ended = record.index
            key = Key(new, statement.subject, old.roles, record, root=old.root, recovered=old.recovered)
            key.holder, key.held_since = old.holder, old.held_since
            self.keys.add(key, record)
        elif statement.kind == "key.revoked" and body["key"] in self.keys:
            self.keys.revoke(body["key"], body.get("compromised_since"), record.index)
        elif statement.kind == "log-key.replaced":
            self.log_key = body["log_key"]
        elif statement.sort == "pledge":
            self.fold_pledge(record)

    def fold_pledge(self, record):
        statement, body = record.statement, record.statement.body
        if statement.kind == "pledge.submitted":
            self.pledges[statement.subject] = Pledge(statement.owner(), body)
        pledge = self.pledges[statement.subject]
        pledge.records += 1
        if statement.kind in statements.OWNERS:
            pledge.hands |= {self.keys[name].holder for name, _ in record.signatures}
            if not statement.behalf:
                pledge.partners |= set(statement.signers) - {pledge.owner}
        if statement.kind in ("pledge.submitted", "pledge.revised"):
            pledge.body = body
        elif statement.kind == "pledge.published":
            pledge.was_published = True
        elif statement.kind == "pledge.amended":
            amended = merged(pledge.body, body["changes"])
            if body["category"] == "correction" and money(amended) != money(pledge.body):
                pledge.correction = body["changes"]
            else:
                pledge.body = amended
        elif statement.kind == "correction.accepted":
            pledge.body, pledge.correction = merged(pledge.body, pledge.correction or {}), None
        elif statement.kind == "report.submitted":
            pledge.reports += 1
        elif statement.kind == "fulfilment.determined" and body["result"] != "queried":
            pledge.determined = record.index
        elif statement.kind == "fulfilment.reversed":
            pledge.determined = None
        elif statement.kind == "pledge.endorsed" and body["sid"] in pledge.entered:
            pledge.entered = pledge.entered[pledge.entered.index(body["sid"]) + 1:]
        if statement.behalf:
            pledge.entered.append(statement.sid)

    def right(self, statement, key):
        if statement.kind == "ledger.created":
            return "operator"
        if statement.kind == "key.replaced":
            return "own keys"
        if key.root:
            return "root key"
        if key.is_officers():
            return key.roles[0]
        return {"keys": "own keys", "attestation": "attester", "discussion": "participant"}.get(statement.sort, "member")

    def count(self, record):
        statement = record.statement
        new = None if statement.kind == "ledger.created" else embedded_key(statement, "")
        for signer in statement.signers:
            work = self.signed.setdefault(signer, {"statements": 0, "rights": {}, "on_behalf_of": {}, "signatures": []})
            used = [name for name, _ in record.signatures
                    if not (new and name == key_id(new)) and self.keys[name].party == signer]
            work["statements"] += 1
            for right in {self.right(statement, self.keys[name]) for name in used}:
                work["rights"][right] = work["rights"].get(right, 0) + 1
            work["signatures"] += [(name, record.index) for name in used]
            if statement.behalf:
                work["on_behalf_of"][statement.behalf] = work["on_behalf_of"].get(statement.behalf, 0) + 1

    def signers(self, size):
        reports = []
        for party, work in sorted(self.signed.items()):
            recovered = {index for key, index in work["signatures"] if self.keys[key].recovered}
            disputed = {index for key, index in work["signatures"] if self.keys[key].is_disputed(index, size)}
            reports.append({"party": party, "name": self.parties[party].name if party in self.parties else "",
                            "statements": work["statements"], "rights": work["rights"],
                            "on_behalf_of": work["on_behalf_of"], "recovered": len(recovered), "disputed": len(disputed)})
        return reports

    def pledge_reports(self):
        return [{"pledge": name, "owner": pledge.owner, "title": pledge.body["title"], "records": pledge.records,
                 "reports": pledge.reports, "entered_on_behalf": len(pledge.entered)}
                for name, pledge in sorted(self.pledges.items())]

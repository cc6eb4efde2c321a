# SPDX-License-Identifier: Apache-2.0
"""Statements: canonical form, and the streams that follow from one (docs/FORMAT.md, "Statement", "Streams and heads")."""

import hashlib
import json
import re

from wrong import Wrong, require

TYPE = b"application/vnd.pledgebook.statement+json"
MEMBERS = {"at", "body", "kind", "ledger", "prev", "signers", "stream", "v"}
ID = re.compile("[a-z0-9-]{1,64}")

GOVERNANCE = {"ledger.created", "rules.adopted", "log-key.replaced", "list.published", "rates.published", "objective.set",
              "witness-policy.published"}
PARTY = {"party.registered", "party.updated", "party.suspended", "party.resumed"}
KEYS = {"key.added", "key.replaced", "key.revoked"}
REVIEWERS = {"pledge.published", "pledge.returned", "pledge.rejected", "correction.accepted", "correction.declined"}
AUDITORS = {"report.reviewed", "fulfilment.determined", "fulfilment.reversed"}
REGISTRARS = {"notice.given", "pledge.lapsed", "pledge.superseded"}
OWNERS = {"pledge.submitted", "pledge.revised", "pledge.amended", "pledge.withdrawn", "pledge.reinstated",
          "report.submitted", "pledge.endorsed", "match.proposed", "match.accepted"}
PLEDGE = REVIEWERS | AUDITORS | REGISTRARS | OWNERS
STREAMS = ({kind: "governance" for kind in GOVERNANCE} | {kind: "party" for kind in PARTY} | {kind: "keys" for kind in KEYS}
           | {kind: "pledge" for kind in PLEDGE} | {"indicator.observed": "indicator", "message.posted": "discussion"}
           | {"attestation.given": "attestation", "attestation.withdrawn": "attestation"})


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError("a name occurs twice")
    return dict(pairs)


def no_fraction(text):
    raise ValueError(f"{text} is not an integer")


def parse_json(text):
    """Strict JSON: no name twice, integers alone."""
    return json.loads(text, object_pairs_hook=unique, parse_float=no_fraction, parse_constant=no_fraction)


def canonical(value):
    """RFC 8785, of what has no numbers but integers."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(each) for name, each in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def pae(payload):
    return b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE, len(payload), payload)


def depth(value):
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth, inner), default=0)
    return 0


class Statement:
    def __init__(self, payload, place):
        try:
            value = parse_json(payload.decode())
            good = canonical(value).encode() == payload and depth(value) <= 8
        except (ValueError, RecursionError):
            good = False
        require(good and isinstance(value, dict), place, "its payload is not canonical")
        require(set(value) - {"anchor"} == MEMBERS, place, "its statement has not the members that it must have")
        self.kind, self.stream, self.body = value["kind"], value["stream"], value["body"]
        self.signers, self.prev, self.ledger, self.at = value["signers"], value["prev"], value["ledger"], value["at"]
        require(value["v"] == 1 and value["v"] is not True, place, "a version of the kind that is not known")
        require(isinstance(self.body, dict), place, "its body is not an object")
        require(isinstance(self.signers, list) and 1 <= len(self.signers) <= 16
                and all(isinstance(signer, str) and ID.fullmatch(signer) for signer in self.signers)
                and self.signers == sorted(set(self.signers)), place, "its signers are not ids in order")
        self.sid = hashlib.sha256(pae(payload)).hexdigest()
        self.check_stream(place)
        behalf = self.body.get("on_behalf_of") if self.kind in OWNERS else None
        require(behalf is None or (isinstance(behalf, str) and ID.fullmatch(behalf)), place, "on_behalf_of is not an id")
        self.behalf = behalf
        self.check_body(place)

    def check_body(self, place):
        """The fields from which streams follow."""
        if self.kind in ("pledge.submitted", "pledge.revised"):
            area, partners = self.body.get("focus_area"), self.body.get("partners", [])
            good = isinstance(area, str) and ID.fullmatch(area)
            good = good and isinstance(partners, list) and all(isinstance(partner, dict) for partner in partners)
            require(good, place, "its body has no focus area, or its partners can't be read")
        if self.kind == "pledge.amended":
            require(isinstance(self.body.get("changes"), dict), place, "its body has no changes")

    def check_stream(self, place):
        wanted = STREAMS.get(self.kind)
        require(wanted is not None, place, f"the kind {self.kind} is not known")
        self.sort, slash, self.subject = self.stream.partition("/")
        if self.kind == "key.revoked" and self.sort == "governance":
            wanted = "governance"
        good = self.sort == wanted and (ID.fullmatch(self.subject) if wanted != "governance" else not slash)
        require(good, place, f"{self.kind} does not stand in the stream {self.stream}")

    def owner(self):
        """For pledge.submitted and pledge.revised: on_behalf_of, else the only signer that is not a partner."""
        if self.behalf:
            return self.behalf
        partners = {partner.get("party") for partner in self.body.get("partners", [])}
        owners = [signer for signer in self.signers if signer not in partners]
        return owners[0] if len(owners) == 1 else None

    def streams(self):
        streams = [self.stream] + ["by/" + signer for signer in self.signers]
        if self.kind == "pledge.submitted" and self.owner():
            streams.append("of/" + self.owner())
        if self.kind in ("pledge.submitted", "pledge.revised"):
            streams.append("area/" + self.body["focus_area"])
        elif self.kind == "pledge.amended":
            area = self.body["changes"].get("focus_area")
            if isinstance(area, str) and ID.fullmatch(area):
                streams.append("area/" + area)
        return streams

    def behind(self):
        """The streams that an export of it needs: those that prove the right to make it."""
        parties = set(self.signers) | ({self.behalf} if self.behalf else set())
        if self.sort in ("party", "keys"):
            parties.add(self.subject)
        behind = {self.stream} | {sort + party for party in parties for sort in ("keys/", "party/")}
        if self.sort in ("pledge", "attestation", "discussion"):
            behind |= {"pledge/" + self.subject, "attestation/" + self.subject}
        return behind


class Record:
    """A leaf of the log (docs/FORMAT.md, "Record")."""

    def __init__(self, data, place):
        def take(size):
            require(self.at + size <= len(data), place, "its bytes break off")
            self.at += size
            return data[self.at - size:self.at]

        self.at, self.data = 0, data
        require(take(1) == b"\1", place, "a version of records that is not known")
        kind = take(1)[0]
        self.index, self.time = int.from_bytes(take(8), "big"), int.from_bytes(take(8), "big")
        self.prev, self.statement, self.signatures, self.heads = take(32), None, [], None
        if kind == 1:
            self.payload = take(int.from_bytes(take(2), "big"))
            require(len(self.payload) <= 32768, place, "its statement is too long")
            self.signatures = [(take(32).hex(), take(64)) for _ in range(take(1)[0])]
            ids = [key for key, _ in self.signatures]
            require(1 <= len(ids) <= 16 and ids == sorted(set(ids)), place, "its signatures are not in order")
            self.statement = Statement(self.payload, place)
        elif kind == 2:
            self.heads = int.from_bytes(take(8), "big"), take(32)
        else:
            raise Wrong(place, "a type of records that is not known")
        require(self.at == len(data), place, "something stands behind its end")

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verify_export.py EXPORT (--policy FILE | --log-key VKEY): verifies an export as docs/VERIFYING.md says.

It shares no code with the program. It prints the verdict as `pledgebook verify --json` does; status 0 only where the
export is authentic and complete. It reads the whole file into memory, which the program does not.
"""

import argparse
import datetime
import gzip
import io
import json
import pathlib
import re
import sys

import merkle
import notes
from rights import Judge
from statements import ID, Record, parse_json
from wrong import Wrong, from_base64, require

BYTES_MAX = 1 << 30
TOO_MUCH_SPACE = re.compile(rb"[ \t\r\n]{257}")
BUCKETS = 4096
PREFIXES = ("pledge", "attestation", "discussion", "party", "keys", "indicator", "by", "of", "area")
MEMBERS = ["v", "selection", "checkpoint", "heads", "records", "streams"]


class Incomplete(Wrong):
    """Something is missing."""


def members(value, names, place):
    require(isinstance(value, dict) and list(sorted(value)) == sorted(names), place, f"its members are not {names}")
    return [value[name] for name in names]


def number(value, place):
    require(isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53, place, "this is not a number")
    return value


def hashes(value, place):
    require(isinstance(value, list) and len(value) <= 63, place, "this is not a proof")
    return [from_base64(each, place, 32) for each in value]


def stream_key(stream):
    return merkle.sha256(b"pledgebook/stream/v1\n", stream.encode())


def map_leaf(key, count, root):
    return merkle.leaf_hash(b"\x82" + key + count.to_bytes(8, "big") + root)


def bucket_of(key):
    """The first 12 bits."""
    return int.from_bytes(key[:2], "big") >> 4


def bucket_leaf(root):
    return merkle.leaf_hash(root)


def selected_streams(selection):
    """The streams that a selection begins with; None for everything."""
    require(isinstance(selection, dict) and len(selection) == 1, "the file", "the selection is none")
    (sort, value), = selection.items()
    if sort == "all":
        require(value is True, "the file", "the selection is none")
        return None
    prefix, _, name = value.partition("/")
    if sort == "stream":
        known = prefix in PREFIXES and ID.fullmatch(name)
        require(value == "governance" or known, "the file", "the selection is none")
        return {"governance", value}
    require(sort in ("member", "focus_area") and ID.fullmatch(value), "the file", "the selection is none")
    if sort == "member":
        return {"governance", "of/" + value, "keys/" + value, "party/" + value}
    return {"governance", "area/" + value}


def neighbour_of(value, where):
    """The key, the leaf and the path of an absent stream's neighbour; None if it has none."""
    if value is None:
        return None
    name, count, root, path = members(value, ["key", "count", "root", "path"], where)
    name = from_base64(name, where, 32)
    return name, map_leaf(name, number(count, where), from_base64(root, where, 32)), hashes(path, where)


class Streams:
    """The records of each stream, and the streams that they require."""

    def __init__(self):
        self.trees, self.behind, self.own, self.shown = {}, {}, {}, set()

    def add(self, record, leaf):
        statement = record.statement
        hashed = merkle.leaf_hash(b"\x81" + record.index.to_bytes(8, "big") + leaf)
        for stream in statement.streams():
            self.trees.setdefault(stream, merkle.Range()).append(hashed)
            self.behind.setdefault(stream, set()).update(statement.behind())
        self.own.setdefault(statement.stream, record.index)

    def count(self, stream):
        return self.trees[stream].size if stream in self.trees else 0

    def map(self):
        buckets = [[] for _ in range(BUCKETS)]
        for key, tree in sorted((stream_key(stream), tree) for stream, tree in self.trees.items()):
            buckets[bucket_of(key)].append(map_leaf(key, tree.size, tree.root()))
        return len(self.trees), merkle.root_of(bucket_leaf(merkle.root_of(leaves)) for leaves in buckets)

    def show(self, entry, heads):
        stream = entry["stream"] if isinstance(entry, dict) and "stream" in entry else None
        require(isinstance(stream, str), "the file", "a stream has no name")
        selected_streams({"stream": stream})
        place = "stream " + stream
        if self.shown and stream <= max(self.shown):
            raise Incomplete(place, "the streams are not in order")
        self.shown.add(stream)
        bucket = self.bucket_without(stream, entry, place) if "absent" in entry else self.bucket_with(stream, entry, place)
        path = hashes(entry["bucket_path"], place)
        number_of_bucket = bucket_of(stream_key(stream))
        if bucket is None or not merkle.includes(bucket_leaf(bucket), number_of_bucket, BUCKETS, path, heads[1]):
            raise Incomplete(place, "the heads record does not show that these are its records, all of them")

    def bucket_with(self, stream, entry, where):
        """The root of the stream's bucket, if these are its records, all of them."""
        _, size, place, count, path, _ = members(
            entry, ["stream", "bucket_size", "place", "count", "path", "bucket_path"], where)
        number(count, where)
        if count != self.count(stream) or count == 0:
            return None
        leaf = map_leaf(stream_key(stream), count, self.trees[stream].root())
        return merkle.root_of_inclusion(leaf, number(place, where), number(size, where), hashes(path, where))

    def bucket_without(self, stream, entry, where):
        """The root of the stream's bucket, if there is no such stream."""
        _, size, absent, _ = members(entry, ["stream", "bucket_size", "absent", "bucket_path"], where)
        place, left, right = members(absent, ["place", "left", "right"], where)
        number(place, where)
        number(size, where)
        key = stream_key(stream)
        left, right = neighbour_of(left, where), neighbour_of(right, where)
        if self.count(stream) or place > size or (left is None) != (place == 0) or (right is None) != (place == size):
            return None
        roots = set()
        for neighbour, at in ((left, place - 1), (right, place)):
            if neighbour is None:
                continue
            name, leaf, path = neighbour
            if (name < key) != (neighbour is left) or name == key:
                return None
            roots.add(merkle.root_of_inclusion(leaf, at, size, path))
        if not roots:
            return merkle.root_of([])
        return roots.pop() if len(roots) == 1 else None

    def check_closure(self, selected):
        needed, waiting = set(), list(selected)
        while waiting:
            stream = waiting.pop()
            if stream in needed:
                continue
            needed.add(stream)
            waiting += self.behind.get(stream, ())
        for stream in sorted(needed ^ self.shown):
            raise Incomplete("stream " + stream, "it is not shown" if stream in needed else "nothing asks for it")
        for stream, index in self.own.items():
            if stream not in needed:
                raise Incomplete(f"record {index}", "nothing asks for its stream")


class Verification:
    def __init__(self, policy):
        self.policy, self.streams, self.judge, self.misjudged = policy, Streams(), Judge(), None
        self.verdict = {"good": False, "authentic": None, "complete": None, "word": None, "auditors": [], "signers": [],
                        "origin": "", "size": 0, "recorded_at": None, "quorum_at": None, "witnesses": [], "fault": None,
                        "selection": None, "records": 0, "selected": [], "pledges": []}

    def run(self, data):
        try:
            self.read(data)
            self.verdict["complete"] = True
            if self.misjudged:
                raise self.misjudged
            require(self.judge.origin == self.checkpoint.origin, notes.PLACE, "it is of another ledger")
        except Wrong as wrong:
            self.verdict["complete" if isinstance(wrong, Incomplete) else "authentic"] = False
            self.verdict["fault"] = {"place": wrong.place, "what": wrong.what}
            return self.verdict
        word = "replayed" if self.selected is None else "auditor" if self.checkpoint.auditors else "operator"
        self.verdict.update(
            good=True, authentic=True, word=word, signers=self.judge.signers(self.checkpoint.size),
            pledges=self.judge.pledge_reports(),
            selected=[{"stream": stream, "records": self.streams.count(stream)} for stream in sorted(self.selected or ())])
        return self.verdict

    def read(self, data):
        try:
            export = parse_json(unpacked(data).decode())
        except (ValueError, RecursionError, OSError, EOFError) as error:
            raise Wrong("the file", f"it can't be read: {error}") from None
        require(isinstance(export, dict), "the file", "it is not an object")
        version, selection = export.get("v"), export.get("selection")
        require(version == 1 and version is not True, "the file", "a version that is not known")
        self.selected = selected_streams(selection)
        self.verdict["selection"] = selection
        names = [name for name in MEMBERS if self.selected is not None or name not in ("heads", "streams")]
        if self.selected is not None and not {"heads", "streams"} <= set(export):
            raise Incomplete("the file", "heads or streams are missing")
        require(list(export) == names, "the file", f"its members are not {names}, in this order")
        self.read_checkpoint(export["checkpoint"])
        if self.selected is None:
            self.read_whole(export["records"])
        else:
            self.read_part(export)

    def read_checkpoint(self, note):
        require(isinstance(note, str), notes.PLACE, "it is not a text")
        self.checkpoint = checkpoint = notes.Checkpoint(note, self.policy)
        self.verdict.update(
            origin=checkpoint.origin, size=checkpoint.size, auditors=checkpoint.auditors,
            quorum_at=text_of_time(checkpoint.quorum_at),
            witnesses=[{"witness": name, "time": text_of_time(time), "auditor": self.policy.is_auditor(name)}
                       for time, name in checkpoint.cosigned])
        require(checkpoint.log_signed, notes.PLACE, "no log key that was pinned has signed it")
        require(checkpoint.quorum_met, notes.PLACE, "the policy's quorum has not cosigned it")

    def take(self, item, with_proof):
        """A record of the log, at its index."""
        names = ["index", "record", "proof"] if with_proof else ["index", "record"]
        values = members(item, names, "a record")
        index = number(values[0], "a record")
        place = f"record {index}"
        record = Record(from_base64(values[1], place), place)
        require(record.index == index, place, "its bytes say another index")
        leaf = merkle.leaf_hash(record.data)
        if with_proof:
            proof = hashes(values[2], place)
            require(merkle.includes(leaf, index, self.checkpoint.size, proof, self.checkpoint.root), place, "it is not the log's")
        return record, leaf, place

    def judge_record(self, record, place):
        """If a statement can't be judged, something may be missing; report that first."""
        if self.misjudged:
            return
        try:
            self.judge.take(record, place)
        except Wrong as wrong:
            self.misjudged = wrong
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.misjudged = Wrong(place, f"its body is not as its kind asks: {error!r}")

    def read_part(self, export):
        heads, _, place = self.take(export["heads"], True)
        require(heads.heads is not None and heads.index == self.checkpoint.size - 1, place, "it is not the last heads record")
        self.verdict["recorded_at"] = text_of_milliseconds(heads.time)
        last, last_leaf, last_time = -1, None, 0
        require(isinstance(export["records"], list) and isinstance(export["streams"], list), "the file", "lists are missing")
        for item in export["records"]:
            record, leaf, place = self.take(item, True)
            require(record.index > last, place, "the records are not in order")
            require(record.statement is not None and record.index < heads.index, place, "it is not a statement's")
            require(record.time >= last_time, place, "its time is earlier than one before")
            require(record.index != last + 1 or last < 0 or record.prev == last_leaf, place, "it does not follow the one before")
            last, last_leaf, last_time = record.index, leaf, record.time
            self.verdict["records"] += 1
            self.streams.add(record, leaf)
            self.judge_record(record, place)
        for entry in export["streams"]:
            self.streams.show(entry, heads.heads)
        require(heads.time >= last_time, "the heads record", "its time is earlier than one before")
        self.streams.check_closure(self.selected)

    def read_whole(self, items):
        require(isinstance(items, list), "the file", "records are missing")
        tree, last_leaf, last = merkle.Range(), bytes(32), None
        for item in items:
            record, leaf, place = self.take(item, False)
            if record.index != tree.size:
                raise Incomplete(f"record {tree.size}", "it is missing")
            require(record.prev == last_leaf, place, "it does not follow the one before")
            require(last is None or record.time >= last.time, place, "its time is earlier than one before")
            tree.append(leaf)
            self.verdict["records"] += 1
            if record.statement is not None:
                self.streams.add(record, leaf)
                self.judge_record(record, place)
            else:
                require(last is not None and last.statement is not None, place, "heads stand where a statement must stand")
                require(record.heads == self.streams.map(), place, "its heads are not where the streams stand")
            last_leaf, last = leaf, record
        if tree.size != self.checkpoint.size:
            raise Incomplete("the file", f"it holds {tree.size} records of {self.checkpoint.size}")
        require(tree.root() == self.checkpoint.root, "the file", "its records are not those of the checkpoint")
        require(last is not None and last.heads is not None, "the file", "the last record is not a heads record")
        self.verdict["recorded_at"] = text_of_milliseconds(last.time)


def unpacked(data):
    if data[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            data = file.read(BYTES_MAX + 1)
    require(len(data) <= BYTES_MAX, "the file", "it is too large")
    require(not TOO_MUCH_SPACE.search(data), "the file", "too much white space")
    return data


def text_of_time(seconds):
    if seconds is None:
        return None
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def text_of_milliseconds(milliseconds):
    return text_of_time(milliseconds // 1000)[:-1] + f".{milliseconds % 1000:03}Z"


def verify(data, policy):
    return Verification(policy).run(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", type=pathlib.Path)
    pinned = parser.add_mutually_exclusive_group(required=True)
    pinned.add_argument("--policy", type=pathlib.Path)
    pinned.add_argument("--log-key")
    given = parser.parse_args()
    try:
        if given.log_key:
            policy = notes.Policy([notes.Key(given.log_key)])
        else:
            policy = notes.Policy.parse(given.policy.read_text(encoding="utf-8"))
    except Wrong as wrong:
        sys.exit(str(wrong))
    verdict = verify(given.export.read_bytes(), policy)
    print(json.dumps(verdict, ensure_ascii=False))
    return 0 if verdict["good"] else 1


if __name__ == "__main__":
    sys.exit(main())

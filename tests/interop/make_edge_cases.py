#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/vectors/edge_cases.json: Ed25519 signatures, Merkle proofs and JSON at the edges of what is accepted, with
the verdict on each by rules that share no code with the product.

make_edge_cases.py > tests/vectors/edge_cases.json     make_edge_cases.py --check     whether that file is this one's

Ed25519. A public key is A = aB + T, a commitment R = rB + U, where B generates the group of prime order L, and T and U
are points of order 1, 2, 4 or 8; `a` or `r` may be zero, which leaves a small point, and of some points there is a second,
not canonical encoding. S = r + H(R, A, message) a, so the equation holds but for R's and A's parts of small order; of each
pair there is a message for which these cancel out and one for which they do not, if there are such. Verdicts are
libsodium's, as ed25519.py says them.

Merkle proofs. Sound ones, by RFC 9162, and what becomes of each where one thing in it is changed.

JSON. What a statement may be written as and its form by RFC 8785, made by Python's own parser; and what is refused."""

import hashlib
import json
import pathlib
import sys

import ed25519
import merkle

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors"
BASE = ed25519.decode(bytes.fromhex("58" + "66" * 31))[0]
SMALL = ed25519.decode(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"))[0]  # of order 8
NAMES = {0: "prime order", 1: "order 8", 2: "order 4", 4: "order 2"}  # multiples of SMALL


def number(text):
    return int.from_bytes(hashlib.sha512(text.encode("utf-8")).digest(), "little") % ed25519.L


def encode(point):
    inverse = pow(point[2], ed25519.P - 2, ed25519.P)
    x, y = point[0] * inverse % ed25519.P, point[1] * inverse % ed25519.P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def small(multiple):
    return ed25519.multiply(multiple, SMALL)


def odd_encodings():
    """Encodings that are not canonical, of points that have one: (what, multiple of SMALL, bytes)."""
    for multiple in (0, 2, 4, 6):
        data = encode(small(multiple))
        y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
        if y + ed25519.P < 2**255:
            yield "y not reduced", multiple, (y + ed25519.P | sign << 255).to_bytes(32, "little")
        if multiple in (0, 4):  # x is 0, which has no sign
            yield "sign of zero", multiple, (y | 1 << 255).to_bytes(32, "little")
            if y + ed25519.P < 2**255:
                yield "y not reduced, sign of zero", multiple, (y + ed25519.P | 1 << 255).to_bytes(32, "little")


def points(who, scalar):
    """(what, scalar, multiple of SMALL, bytes)"""
    for multiple, name in NAMES.items():
        point = ed25519.add(ed25519.multiply(scalar, BASE), small(multiple))
        yield f"{who} of {name}" if multiple == 0 else f"{who} with a part of {name}", scalar, multiple, encode(point)
        yield f"{who} the identity" if multiple == 0 else f"{who} small, of {name}", 0, multiple, encode(small(multiple))
    for name, multiple, data in odd_encodings():
        yield f"{who} small, {name}", 0, multiple, data


def challenge(commitment, key, message):
    return int.from_bytes(hashlib.sha512(commitment + key + message).digest(), "little") % ed25519.L


def row(what, key, message, signature):
    return {"what": what, "key": key.hex(), "message": message.hex(), "signature": signature.hex(),
            "admitted": ed25519.is_admitted(key), "valid": ed25519.verify(key, message, signature)}


def signatures():
    for key_name, a, key_multiple, key in points("A", number("key")):
        for commitment_name, r, multiple, commitment in points("R", number("commitment")):
            wanted = {True, False}
            for count in range(64):
                message = f"pledge {count}".encode("ascii")
                h = challenge(commitment, key, message)
                cancels = (multiple + h * key_multiple) % 8 == 0
                if cancels not in wanted:
                    continue
                wanted.remove(cancels)
                s = (r + h * a) % ed25519.L
                yield row(f"{key_name}; {commitment_name}{'' if cancels else '; they do not cancel out'}", key, message,
                          commitment + s.to_bytes(32, "little"))
    yield from scalars()


def scalars():
    """A sound key, and every way to write S."""
    a, r, message = number("key"), number("commitment"), b"pledge"
    key, commitment = encode(ed25519.multiply(a, BASE)), encode(ed25519.multiply(r, BASE))
    s = (r + challenge(commitment, key, message) * a) % ed25519.L
    for what, value in (("S sound", s), ("S + L", s + ed25519.L), ("S + 8 L", s + 8 * ed25519.L),
                        ("S + 15 L", s + 15 * ed25519.L), ("S is L", ed25519.L), ("S is L - 1", ed25519.L - 1),
                        ("S is 0", 0), ("S negated", ed25519.L - s), ("S with bit 255", s | 1 << 255),
                        ("S with bit 253", s | 1 << 253), ("S all ones", 2**256 - 1)):
        if value < 2**256:
            yield row(what, key, message, commitment + value.to_bytes(32, "little"))
    sound = commitment + s.to_bytes(32, "little")
    yield row("another message", key, message + b"s", sound)
    yield row("another key", encode(ed25519.multiply(a + 1, BASE)), message, sound)
    yield row("R negated", key, message, commitment[:31] + bytes([commitment[31] ^ 0x80]) + sound[32:])
    yield row("R no point", key, message, bytes([2]) + bytes(31) + sound[32:])
    yield row("halves exchanged", key, message, sound[32:] + sound[:32])


# ---- trees ------------------------------------------------------------------------------------

def extends(size, root, new_size, new_root, proof):
    """RFC 9162 section 2.1.4.2, and what it leaves to the reader: of equal sizes, the roots; of none, nothing."""
    if size == new_size:
        return not proof and root == new_root
    if size > new_size or size == 0:
        return False
    path = list(proof)
    if size & (size - 1) == 0:
        path.insert(0, root)
    if not path:
        return False
    fn, sn = size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = merkle.node_hash(node, old), merkle.node_hash(node, new)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = merkle.node_hash(new, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == root and new == new_root


def changed_proofs(proof):
    other = merkle.sha256(b"other")
    yield "a hash in front", [other, *proof]
    yield "a hash behind", [*proof, other]
    if proof:
        yield "no proof", []
        yield "the first hash is missing", proof[1:]
        yield "the last hash is missing", proof[:-1]
        yield "the last hash twice", [*proof, proof[-1]]
    if len(proof) > 1:
        yield "in reverse", proof[::-1]
    for place in sorted({0, len(proof) // 2, len(proof) - 1} if proof else ()):
        node = proof[place]
        for byte in (0, 31):
            yield f"a bit of hash {place} flipped", [*proof[:place], bytes(
                b ^ (byte == i) for i, b in enumerate(node)), *proof[place + 1:]]


def hashes(proof):
    return [node.hex() for node in proof]


def inclusions():
    tree = json.loads((VECTORS / "crypto.json").read_text(encoding="utf-8"))["merkle"]
    cases = []
    for each in tree["inclusion"]:
        if (each["index"], each["size"]) in {(0, 1), (0, 2), (3, 7), (6, 7), (5, 8), (16, 17)}:
            cases.append((bytes.fromhex(tree["leaf_hashes"][each["index"]]), each["index"], each["size"],
                          [bytes.fromhex(node) for node in each["proof"]], bytes.fromhex(tree["roots"][each["size"]])))
    cases.append(far_inclusion())
    for leaf, index, size, proof, root in cases:
        empty, other = merkle.sha256(), merkle.sha256(b"other")
        yield from ([what, l, i, s, p, r] for what, l, i, s, p, r in (
            ("sound", leaf, index, size, proof, root), ("another leaf", other, index, size, proof, root),
            ("the root for a leaf", root, index, size, proof, root), ("another root", leaf, index, size, proof, other),
            ("the root of no leaves", leaf, index, size, proof, empty), ("the index before", leaf, index - 1, size, proof, root),
            ("the index after", leaf, index + 1, size, proof, root), ("bit 1 of the index", leaf, index ^ 2, size, proof, root),
            ("the index is the size", leaf, size, size, proof, root), ("half the size", leaf, index, size // 2, proof, root),
            ("twice the size", leaf, index, size * 2, proof, root), ("one leaf more", leaf, index, size + 1, proof, root),
            ("no leaves", leaf, 0, 0, proof, root), ("no leaves and no proof", leaf, 0, 0, [], empty)) if i >= 0)
        yield from ([what, leaf, index, size, p, root] for what, p in changed_proofs(proof))


def far_inclusion():
    """A leaf far out in a great tree; its siblings are made up, and the root follows from them."""
    size, index, leaf = 2**62 + 7, 2**62 + 2, merkle.leaf_hash(b"far")
    proof = [merkle.sha256(b"sibling %d" % level) for level in range(63)]
    fn, sn, node = index, size - 1, leaf
    used = 0
    while sn > 0:
        if fn & 1 or fn == sn:
            node = merkle.node_hash(proof[used], node)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = merkle.node_hash(node, proof[used])
        fn, sn, used = fn >> 1, sn >> 1, used + 1
    return leaf, index, size, proof[:used], node


def consistencies():
    tree = json.loads((VECTORS / "crypto.json").read_text(encoding="utf-8"))["merkle"]
    roots = [bytes.fromhex(root) for root in tree["roots"]]
    other = merkle.sha256(b"other")
    for each in tree["consistency"]:
        size, new_size = each["from"], each["to"]
        if (size, new_size) not in {(1, 2), (1, 8), (3, 7), (4, 7), (6, 8), (2, 5), (8, 17)}:
            continue
        proof, root, new_root = [bytes.fromhex(node) for node in each["proof"]], roots[size], roots[new_size]
        yield from ([what, a, b, c, d, p] for what, a, b, c, d, p in (
            ("sound", size, root, new_size, new_root, proof), ("roots exchanged", size, new_root, new_size, root, proof),
            ("another root before", size, other, new_size, new_root, proof),
            ("another root after", size, root, new_size, other, proof),
            ("sizes exchanged", new_size, new_root, size, root, proof),
            ("one less before", size - 1, root, new_size, new_root, proof),
            ("one more before", size + 1, root, new_size, new_root, proof),
            ("half after", size, root, new_size // 2, new_root, proof),
            ("twice after", size, root, new_size * 2, new_root, proof),
            ("one more after", size, root, new_size + 1, new_root, proof),
            ("the root after instead of a proof", size, root, new_size, new_root, [new_root]),
            ("from no leaves", 0, merkle.sha256(), new_size, new_root, []),
            ("from no leaves, with a proof", 0, merkle.sha256(), new_size, new_root, proof)))
        yield from ([what, size, root, new_size, new_root, p] for what, p in changed_proofs(proof))
    yield "the same size", 7, roots[7], 7, roots[7], []
    yield "the same size, another root", 7, roots[7], 7, roots[6], []
    yield "the same size, with a proof", 7, roots[7], 7, roots[7], [other]
    yield "no leaves, twice", 0, roots[0], 0, roots[0], []


# ---- JSON -------------------------------------------------------------------------------------

WRITTEN = (
    ("numbers", "[0,-1,9007199254740991,-9007199254740991, 10]"),
    ("literals and blanks", " \t\r\n[ true ,false\n,null , \"\" , [ ] , { } ] "),
    ("members in another order", '{"b":1,"a":{"d":2,"c":3},"":0,"B":4,"10":5,"9":6}'),
    ("members by UTF-16", '{"\\ufb33":1,"\\ud83d\\ude02":2,"\\u20ac":3,"\\u0080":4,"\\r":5,"1":6,"\\u00f6":7}'),
    ("one name begins another", '{"ab":1,"a":2,"abc":3,"a\\u0000":4,"a ":5}'),
    ("escapes that stay", '["\\b\\t\\n\\f\\r\\"\\\\","\\u0000\\u0001\\u000b\\u000e\\u001f"]'),
    ("escapes that go", '["\\/","\\u0041","\\u00e9","\\u2028\\u2029","\\u007f","\\ud834\\udd1e"]'),
    ("escapes in capitals", '["\\u000B","\\u001F","\\u00E9","\\uD834\\uDD1E"]'),
    ("not normalised", '["A\\u030a","\\u00c5","\\u212b"]'),
    ("names that want escapes", '{"\\"":1,"\\\\":2,"\\n":3,"\\/":4}'),
    ("eight levels", "[" * 8 + "]" * 8),
    ("a text alone", '"pledge"'),
    ("a number alone", "7"),
)
REFUSED = (
    ("a fraction", "[1.5]"), ("a fraction of zero", "[56.0]"), ("an exponent", "[1e2]"), ("a great number", "[1E400]"),
    ("2^53", "[9007199254740992]"), ("-2^53", "[-9007199254740992]"), ("2^64", "[18446744073709551616]"),
    ("leading zero", "[01]"), ("plus", "[+1]"), ("minus alone", "[-]"), ("hexadecimal", "[0x1]"), ("NaN", "[NaN]"),
    ("infinity", "[Infinity]"), ("nine levels", "[" * 9 + "]" * 9), ("a name twice", '{"a":1,"a":2}'),
    ("a name twice, once escaped", '{"a":1,"\\u0061":2}'), ("a lone high surrogate", '["\\ud800"]'),
    ("a lone low surrogate", '["\\udc00"]'), ("surrogates in the wrong order", '["\\udc00\\ud800"]'),
    ("a comma behind", "[1,]"), ("a comma behind a member", '{"a":1,}'), ("a comment", "[1/**/]"), ("no end", "[1"),
    ("something behind", "[] []"), ("single quotes", "['a']"), ("a bare name", "{a:1}"), ("a bare line end", '["\n"]'),
    ("an escape that there is not", '["\\x41"]'), ("a short escape", '["\\u41"]'), ("nothing", ""), ("a blank", " "),
    ("a byte order mark", "\ufeff[]"), ("a capital literal", "[True]"),
)


def quoted(text):
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\"": "\\\"", "\\": "\\\\"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 0x20 else c) for c in text) + '"'


def canonical(value):
    """RFC 8785, of what statements may hold."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{quoted(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)


def edge_cases():
    return {
        "about": "edge cases with verdicts, printed by tests/interop/make_edge_cases.py, which says how they are made; bytes "
                 "in hex. admitted: the key may stand in a ledger; valid: libsodium's verdict on the signature",
        "ed25519": list(signatures()),
        "merkle_inclusion": [
            {"what": what, "leaf": leaf.hex(), "index": str(index), "size": str(size), "proof": hashes(proof),
             "root": root.hex(), "valid": merkle.includes(leaf, index, size, proof, root)}
            for what, leaf, index, size, proof, root in inclusions()],
        "merkle_consistency": [
            {"what": what, "from": str(size), "from_root": root.hex(), "to": str(new_size), "to_root": new_root.hex(),
             "proof": hashes(proof), "valid": extends(size, root, new_size, new_root, proof)}
            for what, size, root, new_size, new_root, proof in consistencies()],
        "json": [{"what": what, "text": text, "canonical": canonical(json.loads(text))} for what, text in WRITTEN],
        "json_refused": [{"what": what, "text": text} for what, text in REFUSED],
    }


def text_of(cases):
    """A case a line."""
    parts = []
    for name, value in cases.items():
        rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value) if isinstance(value, list) else None
        parts.append(f"{json.dumps(name)}:" + (json.dumps(value) if rows is None else f"[\n{rows}]"))
    return "{" + ",\n".join(parts) + "}\n"


def main():
    text = text_of(edge_cases())
    if sys.argv[1:] != ["--check"]:
        sys.stdout.write(text)
    elif (VECTORS / "edge_cases.json").read_text(encoding="utf-8") != text:
        sys.exit("tests/vectors/edge_cases.json is not what this program prints")


if __name__ == "__main__":
    main()

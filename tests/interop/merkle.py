# SPDX-License-Identifier: Apache-2.0
"""RFC 6962 trees: roots, one leaf at a time, and inclusion proofs."""

import hashlib


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_hash(leaf):
    return sha256(b"\0", leaf)


def node_hash(left, right):
    return sha256(b"\1", left, right)


class Range:
    """The complete subtrees of a tree that grows: (height, root), the largest first."""

    def __init__(self):
        self.size, self.nodes = 0, []

    def append(self, leaf):
        self.size += 1
        height, node = 0, leaf
        while self.nodes and self.nodes[-1][0] == height:
            node = node_hash(self.nodes.pop()[1], node)
            height += 1
        self.nodes.append((height, node))

    def root(self):
        if not self.nodes:
            return sha256()
        node = self.nodes[-1][1]
        for _, left in reversed(self.nodes[:-1]):
            node = node_hash(left, node)
        return node


def root_of(leaves):
    tree = Range()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def root_of_inclusion(leaf, index, size, proof):
    """RFC 9162 section 2.1.3.2 without its last comparison: the root that the proof leads to, or None."""
    if index >= size:
        return None
    fn, sn, node = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def includes(leaf, index, size, proof, root):
    """RFC 9162 section 2.1.3.2."""
    return root_of_inclusion(leaf, index, size, proof) == root

# SPDX-License-Identifier: Apache-2.0
"""An HTML page as a tree, so that tests read its figures where readers see them."""

import html.parser

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Node:
    """An element; `text()` is what stands in it, with single blanks."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.parts = tag, attributes, []

    def __getitem__(self, name):
        return self.attributes.get(name) or ""

    def __iter__(self):
        for part in self.parts:
            if isinstance(part, Node):
                yield part
                yield from part

    def all(self, tag, name=None):
        """Every element below this one with the tag and, if one is given, the class."""
        return [node for node in self if node.tag == tag and (name is None or name in node["class"].split())]

    def one(self, tag, name=None):
        found = self.all(tag, name)
        if len(found) != 1:
            raise LookupError(f"{len(found)} elements {tag} {name or ''}")
        return found[0]

    def by_id(self, name):
        return next(node for node in self if node["id"] == name)

    def labelled(self, name):
        """The section whose title has this id."""
        return next(node for node in self if node["aria-labelledby"] == name)

    def text(self):
        words = "".join(part.text() if isinstance(part, Node) else part for part in self.parts)
        return " ".join(words.split())


class PageTree(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(text)
        if len(self.open) != 1:
            raise ValueError(f"the page does not close {self.open[-1].tag}")

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs))
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].parts.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> in {self.open[-1].tag}")
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].parts.append(data)

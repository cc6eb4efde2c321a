# SPDX-License-Identifier: Apache-2.0
"""A document that is wrong about the tree must fail check_docs.py."""

import unittest

import check_docs
from bad_tree import tree


class Docs(unittest.TestCase):
    def check(self, files, expected):
        with tree(files) as root:
            problems, _ = check_docs.check(root)
        if expected is None:
            self.assertEqual(problems, [])
        else:
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(expected, problems[0])

    def test_accepts_paths_that_exist(self):
        text = "See `crypto/hash.h`, `crypto/hash`, `crypto/`, `crypto/*.h` and `./tests/a.py`.\n"
        self.check({"README.md": text, "crypto/hash.h": "", "tests/a.py": ""}, None)

    def test_refuses_a_path_that_is_gone(self):
        self.check({"README.md": "\n`crypto/gone.h`\n"}, "README.md:2: crypto/gone.h does not exist")

    def test_refuses_a_pattern_without_files(self):
        self.check({"docs/ARCHITECTURE.md": "`crypto/*.h`\n"}, "crypto/*.h does not exist")

    def test_ignores_what_is_no_path_of_the_tree(self):
        self.check({"README.md": "`build/release/pledgebook`, `pledge/2026-0017`, `a | b`\n"}, None)

    def test_ignores_examples(self):
        self.check({"README.md": "```\n`crypto/gone.h`\n```\n"}, None)

    def test_refuses_a_broken_link(self):
        self.check({"docs/API.md": "[format](FORMAT.md)\n"}, "the link to FORMAT.md leads nowhere")

    def test_accepts_links_that_lead_somewhere(self):
        text = "[up](../README.md) [on](API.md#the-end-of-it) [web](https://example.org/x)\n# The end (of it)\n"
        self.check({"README.md": "", "docs/API.md": text}, None)

    def test_refuses_a_link_to_no_heading(self):
        self.check({"docs/API.md": "[on](#there)\n# Here\n"}, "there is no such heading")

    def test_refuses_a_number_twice(self):
        self.check({"docs/decisions/0001-a.md": "", "docs/decisions/0001-b.md": ""}, "the same number")

    def test_refuses_a_decision_without_number(self):
        self.check({"docs/decisions/boost.md": ""}, "NNNN-name.md")

    def test_refuses_a_decision_that_does_not_exist(self):
        gone = "00" + "99"
        for text in ("// docs/decisions/{}\n", "// decision {}\n", "// decisions 0001 and {}\n"):
            files = {"docs/decisions/0001-a.md": "", "crypto/a.h": "\n" + text.format(gone)}
            self.check(files, f"crypto/a.h:2: there is no decision {gone}")

    def test_accepts_decisions_that_exist(self):
        text = "// docs/decisions/0001-a.md, decision 0002, decisions 0001 and 0002; five decisions 12345\n"
        self.check({"docs/decisions/0001-a.md": "", "docs/decisions/0002-b.md": "", "dev": text}, None)

    def packages(self, installed, explained):
        return {"dev": f"packages_a=({installed})\n",
                check_docs.PACKAGES: "| Package | Reason |\n|---|---|\n" + explained}

    def test_accepts_the_same_packages_in_both_lists(self):
        self.check(self.packages("g++ libx1.2-dev\n  jq", "| `g++` | x |\n| `libx1.2-dev`, `jq` | y |\n"), None)

    def test_refuses_a_package_without_a_reason(self):
        self.check(self.packages("jq curl", "| `jq` | x |\n"), "curl, which dev installs, is missing")

    def test_refuses_a_package_that_is_not_installed(self):
        self.check(self.packages("jq", "| `jq`, `curl` | x |\n"), "curl is in none of dev's lists")


if __name__ == "__main__":
    unittest.main()

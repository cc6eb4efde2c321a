# SPDX-License-Identifier: Apache-2.0
"""A header that needs another one before it must fail check_headers.py."""

import unittest

import check_headers
from bad_tree import tree

NEEDY = "#pragma once\ninline std::string name() { return {}; }\n"
WHOLE = "#pragma once\n#include <string>\n" + NEEDY[13:]


class Headers(unittest.TestCase):
    def check(self, files, expected, compiled):
        with tree(files) as root:
            problems, checked = check_headers.check(root, root)
        self.assertEqual(checked, compiled)
        if expected is None:
            self.assertEqual(problems, [])
        else:
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(expected, problems[0])

    def test_refuses_a_header_that_does_not_compile_alone(self):
        self.check({"crypto/name.h": NEEDY}, "crypto/name.h: does not compile alone", 1)

    def test_accepts_a_header_that_compiles_alone(self):
        self.check({"crypto/name.h": WHOLE}, None, 1)

    def test_leaves_a_header_to_the_source_that_includes_it_first(self):
        self.check({"crypto/name.h": NEEDY, "crypto/name.cc": '#include "crypto/name.h"\n'}, None, 0)

    def test_refuses_a_source_that_hides_its_header(self):
        source = '#include <string>\n\n#include "crypto/name.h"\n'
        self.check({"crypto/name.h": WHOLE, "crypto/name.cc": source}, "the first include must be", 1)


if __name__ == "__main__":
    unittest.main()

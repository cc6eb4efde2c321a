# SPDX-License-Identifier: Apache-2.0
"""A file that breaks a rule of the house must fail check_house.py."""

import unittest

import check_house
from bad_tree import tree

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class House(unittest.TestCase):
    def check(self, text, expected, path="crypto/hash.cc"):
        with tree({path: text}) as root:
            problems, checked = check_house.check(root)
        self.assertEqual(checked, 1)
        if expected is None:
            self.assertEqual(problems, [])
        else:
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(expected, problems[0])

    def test_accepts_a_clean_file(self):
        self.check(SPDX + "// Why.\nint x = 1'000;\n", None)

    def test_refuses_stilted_words(self):
        for word, plain in check_house.STILTED.items():
            self.check(SPDX + f"// x {word.capitalize()} y\n", f"write '{plain}'")
            self.check(f"# Page\n{word}\n", f"docs/A.md:2: '{word}'", "docs/A.md")

    def test_refuses_stilted_words_across_lines(self):
        first, last = "made " + "anew", "hangs " + "on"
        self.check(SPDX + "// {}\n// {}\n".format(*first.split()), f":2: '{first}'")
        self.check(SPDX + 'f("{} "\n  "{}");\n'.format(*last.split()), f":2: '{last}'")

    def test_accepts_words_that_only_contain_stilted_ones(self):
        self.check(SPDX + '// "application/oct' + 'et-stream", digests_made_' + 'anew\n', None)

    def test_wants_a_licence(self):
        self.check("int x;\n", "no SPDX")

    def test_refuses_tabs(self):
        self.check(SPDX + "\tint x;\n", ":2: a tab")

    def test_refuses_blanks_at_the_end(self):
        self.check(SPDX + "int x; \n", ":2: blanks at the end")

    def test_refuses_long_lines(self):
        self.check(SPDX + "//" + " x" * 50 + "\n", ":2: 102 columns")

    def test_accepts_long_addresses(self):
        self.check(SPDX + "// https://example.org/" + "x" * 100 + "\n", None)

    def test_accepts_long_raw_strings(self):
        self.check(SPDX + 'auto x = R"(\n' + "x y" * 50 + '\n)";\n', None)

    def test_counts_characters_not_bytes(self):
        self.check(SPDX + "// " + "é" * 97 + "\n", None)

    def test_refuses_long_files(self):
        self.check(SPDX + "int x;\n" * 400, "401 lines")

    def test_accepts_long_files_with_a_reason(self):
        self.check(SPDX + "// Long: one table.\n" + "int x;\n" * 400, None)

    def test_refuses_nameless_files(self):
        self.check(SPDX, "'utils' names nothing", path="crypto/hash_utils.cc")

    def test_refuses_nameless_folders(self):
        self.check(SPDX, "'common' names nothing", path="ledger/common/hash.cc")

    def test_refuses_using_namespace(self):
        self.check(SPDX + "using namespace std;\n", "std::literals only")

    def test_accepts_literals(self):
        self.check(SPDX + "using namespace std::chrono_literals;\n", None)
        self.check(SPDX + "using namespace std::literals;\n", None)

    def test_ignores_comments_and_strings(self):
        self.check(SPDX + 'auto x = "throw";  // using namespace std; throw\n', None)

    def test_refuses_throw(self):
        self.check(SPDX + "void f() { throw 1; }\n", "errors are values")

    def test_accepts_throw_in_tests(self):
        self.check(SPDX + "void f() { throw 1; }\n", None, path="tests/cli/a.cc")

    def test_refuses_unfinished_work_without_an_issue(self):
        self.check(SPDX + "// TO" + "DO: later\n", "needs an issue")

    def test_accepts_unfinished_work_with_an_issue(self):
        self.check(SPDX + "// TO" + "DO(#12): later\n", None)

    def test_wants_a_header_guard(self):
        self.check(SPDX + "int x;\n", "no #pragma once", path="crypto/hash.h")

    def test_reads_scripts_without_suffix(self):
        self.check("true\n", "no SPDX", path=".ci/run")


if __name__ == "__main__":
    unittest.main()

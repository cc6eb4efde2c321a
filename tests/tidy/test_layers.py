# SPDX-License-Identifier: Apache-2.0
"""A tree that breaks a rule of layers.json must fail check_layers.py."""

import json
import pathlib
import unittest

import check_layers
from bad_tree import tree

RULES = json.loads((pathlib.Path(__file__).parent / "layers.json").read_text(encoding="utf-8"))


class Layers(unittest.TestCase):
    def check(self, files, expected):
        with tree(files) as root:
            problems, _ = check_layers.check(root, RULES)
        if expected is None:
            self.assertEqual(problems, [])
        else:
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(expected, problems[0])

    def test_accepts_a_lower_layer(self):
        self.check({"ledger/log/a.cc": '#include "crypto/hash.h"\n', "crypto/hash.h": ""}, None)

    def test_refuses_a_higher_layer(self):
        self.check({"crypto/a.cc": '#include "ledger/log/b.h"\n'}, "crypto must not include ledger/log")

    def test_refuses_a_higher_folder_of_the_ledger(self):
        self.check({"ledger/log/a.h": '#include "ledger/proof/b.h"\n'}, "must not include ledger/proof")

    def test_refuses_tests_in_the_product(self):
        self.check({"cli/main.cc": '#include "tests/support/a.h"\n'}, "must not include tests")

    def test_ignores_includes_in_comments(self):
        self.check({"crypto/a.cc": '/*\n#include "server/b.h"\n*/\n'}, None)

    def test_refuses_lmdb_outside_the_stores(self):
        self.check({"ledger/log/record/record.cc": "#include <lmdb.h>\n"}, "<lmdb.h> does not belong here")

    def test_accepts_lmdb_in_a_store(self):
        self.check({"ledger/log/store/lmdb_store.cc": "#include <lmdb.h>\n"}, None)

    def test_refuses_lmdb_in_the_header_of_a_store(self):
        self.check({"ledger/log/store/store.h": "#include <lmdb.h>\n"}, "does not belong here")

    def test_refuses_sodium_outside_crypto(self):
        self.check({"ledger/log/a.cc": "#include <sodium.h>\n"}, "<sodium.h> does not belong here")

    def test_refuses_cereal_in_a_record(self):
        self.check({"ledger/log/record/record.cc": "#include <cereal/cereal.hpp>\n"}, "does not belong here")

    def test_refuses_asio_outside_the_server(self):
        self.check({"projections/a.cc": "#include <boost/asio.hpp>\n"}, "does not belong here")

    def test_refuses_a_path_from_elsewhere(self):
        self.check({"crypto/a.cc": '#include "a.h"\n', "crypto/a.h": ""}, "not a path from the repository")

    def test_refuses_our_header_in_angle_brackets(self):
        self.check({"crypto/a.cc": "#include <crypto/a.h>\n", "crypto/a.h": ""}, "include it in quotes")

    def test_refuses_folders_in_a_circle(self):
        self.check(
            {
                "crypto/keys/a.h": '#include "crypto/b.h"\n',
                "crypto/c.cc": '#include "crypto/keys/a.h"\n',
                "crypto/b.h": "",
            },
            "folders include each other in a circle",
        )

    def test_refuses_files_in_a_circle(self):
        self.check(
            {"crypto/a.h": '#include "crypto/b.h"\n', "crypto/b.h": '#include "crypto/a.h"\n'},
            "files include each other in a circle",
        )

    def test_refuses_rules_in_a_circle(self):
        rules = {"layers": {"a": ["b"], "b": ["a"]}, "restricted": []}
        with tree({}) as root:
            problems, _ = check_layers.check(root, rules)
        self.assertEqual(problems, ["layers.json: the layers form a circle: a -> b -> a"])


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: Apache-2.0
"""A demonstration that does not say where it comes from must fail check_demo_sources.py."""

import json
import unittest

import check_demo_sources
from bad_tree import tree

SOURCE = "a press release, 2024-02-27: https://example.org/news/1"


def line(kind, stream, at="2024-03-01T09:00:00Z", **body):
    return {"kind": kind, "stream": stream, "at": at, "body": body}


REAL = line("party.registered", "party/real", "2024-01-01T09:00:00Z", name="Real")
MADE_UP = line("party.registered", "party/made-up", "2024-01-01T09:00:00Z", name="Made-up (does not exist)")
PLEDGE = line("pledge.submitted", "pledge/1", on_behalf_of="real", source=SOURCE, description="Cables.")
OF_MADE_UP = line("pledge.submitted", "pledge/2", on_behalf_of="made-up", source="invented for the demonstration",
                  description="Demonstration: an invented pledge.")


def later(kind, pledge, source="invented for the demonstration", **body):
    return line(kind, f"pledge/{pledge}", "2025-03-01T09:00:00Z", source=source, **body)


class DemoSources(unittest.TestCase):
    def check(self, expected, pledge=PLEDGE, afterwards=()):
        def text(lines):
            return "".join(json.dumps(one) + "\n" for one in lines)

        files = {"cli/demo/pledges.jsonl": text([REAL, pledge]),
                 "cli/demo/afterwards.jsonl": text([MADE_UP, OF_MADE_UP, *afterwards])}
        with tree(files) as root:
            problems, announced = check_demo_sources.check(root)
        self.assertEqual(announced, 1)
        if expected is None:
            self.assertEqual(problems, [])
        else:
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(expected, problems[0])

    def with_source(self, source):
        return line("pledge.submitted", "pledge/1", on_behalf_of="real", source=source)

    def test_accepts_an_address_and_a_date(self):
        self.check(None)
        self.check(None, self.with_source("a press release, 2024-02: https://example.org/news/1"))

    def test_refuses_a_pledge_without_address(self):
        self.check("no address", self.with_source("a press release, 2024-02-27"))

    def test_refuses_a_pledge_without_date(self):
        self.check("no date", self.with_source("a press release: https://example.org/news/1"))

    def test_a_date_in_the_address_does_not_count(self):
        self.check("no date", self.with_source("https://example.org/2024-02-27/news"))

    def test_refuses_a_date_that_does_not_exist(self):
        self.check("no date", self.with_source("2024-02-31: https://example.org/news/1"))

    def test_refuses_an_announcement_of_later(self):
        self.check("later than", self.with_source("2024-03-02: https://example.org/news/1"))

    def test_refuses_a_report_among_the_announcements(self):
        with tree({"cli/demo/pledges.jsonl": json.dumps(later("report.submitted", 1)) + "\n",
                   "cli/demo/afterwards.jsonl": ""}) as root:
            self.assertIn("belongs in", check_demo_sources.check(root)[0][0])

    def test_refuses_an_invented_text_without_warning(self):
        self.check("begins with", afterwards=[later("report.submitted", 1, narrative="All is well.")])
        self.check(None, afterwards=[later("report.submitted", 1, narrative="Demonstration: all is well.")])

    def test_a_report_from_an_announcement_needs_its_source(self):
        self.check("no address", afterwards=[later("report.submitted", 1, "a speech, 2025-02-01", narrative="All is well.")])
        self.check(None, afterwards=[later("report.submitted", 1, SOURCE, narrative="All is well.")])

    def test_nothing_bad_is_invented_of_a_party_that_exists(self):
        for bad in (("pledge.withdrawn", {"reason": "Demonstration: no."}), ("report.submitted", {"stage": "stalled"}),
                    ("report.reviewed", {"finding": "queried"}), ("fulfilment.determined", {"result": "unfulfilled"})):
            self.check("a party that exists", afterwards=[later(bad[0], 1, **bad[1])])
            self.check(None, afterwards=[later(bad[0], 2, **bad[1])])

    def test_refuses_lines_out_of_order(self):
        self.check("order of", afterwards=[later("report.submitted", 2), line("report.submitted", "pledge/2", "2024-06-01T09:00:00Z")])


if __name__ == "__main__":
    unittest.main()

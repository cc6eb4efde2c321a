#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real registers on the pages: each figure that the dashboard and the tables show is the API's, and the API's is the
independent model's, now and at each time that the model knows. Figures are read from the HTML, as people see them. The
registers are not part of this tree: see docs/IMPORT.md."""

import collections
import decimal
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from answers import Server
from page_tree import PageTree
from program import SHARED, expect_equal, program, skip
from registers_test import AMOUNTS, amounts, answers_of, import_arguments, rows_of

SHOWN = (*AMOUNTS, "verified")
MEMBERS_SHOWN = 8
MINOR_UNITS = {"JPY": 0, "KRW": 0, "VND": 0, "XAF": 0, "XOF": 0}
STATES = {"Submitted": "SUBMITTED", "Returned": "RETURNED", "Rejected": "REJECTED", "Published": "PUBLISHED",
          "In progress": "IN_PROGRESS", "Stalled": "STALLED", "Completion claimed": "COMPLETION_CLAIMED",
          "Fulfilled": "FULFILLED", "Partly fulfilled": "PARTLY_FULFILLED", "Not fulfilled": "UNFULFILLED",
          "Withdrawn": "WITHDRAWN", "Lapsed": "LAPSED", "Replaced": "SUPERSEDED"}
FRESH = {"Up to date": "CURRENT", "Report due": "DUE", "No report in 2 years": "INACTIVE"}


def rounded(number, places):
    """As pages write it: half to even, groups of three."""
    unit = decimal.Decimal(1).scaleb(-places)
    return f"{decimal.Decimal(number).quantize(unit, decimal.ROUND_HALF_EVEN):,}"


def millions(usd, places=1):
    """20,018.7; an amount too small to be seen is not written as nothing."""
    usd = decimal.Decimal(usd)
    if usd == 0:
        return "0"
    shown = rounded(usd / 10**6, places)
    return "< 0.1" if shown == "0.0" else shown


def usd_words(usd):
    """USD 21.75 bn, USD 522 m, USD 10.7 m, USD 350,000."""
    usd = decimal.Decimal(usd)
    if usd >= 999_500_000:
        return f"USD {rounded(usd / 10**9, 0 if usd >= 10**12 else 2)} bn"
    if usd >= 10**6:
        return f"USD {rounded(usd / 10**6, 0 if usd >= 10**8 else 1)} m"
    return f"USD {rounded(usd, 0)}"


def money_words(currency, amount):
    places = MINOR_UNITS.get(currency, 2)
    amount = decimal.Decimal(amount)
    return f"{currency} {rounded(amount, 0 if amount == amount.to_integral() else places)}"


def without_usd(of_currencies):
    """A register has no exchange rates, so only amounts in USD have a value in USD."""
    return [money_words(currency, amount) for currency, amount in sorted(of_currencies.items()) if currency != "USD"]


def usd_of(of_currencies):
    return decimal.Decimal(of_currencies.get("USD", 0))


def added(rows, by):
    """The model's rows by one of their members: pledges, and amounts by currency."""
    sums = {}
    for row in rows:
        into = sums.setdefault(row[by], {"pledges": 0, **{name: collections.Counter() for name in AMOUNTS}})
        into["pledges"] += row["pledges"]
        for name in AMOUNTS:
            for currency, amount in row[name].items():
                into[name][currency] += decimal.Decimal(amount)
    return sums


def table_rows(table):
    """Each row's id, or its title where it has no link, with its cells."""
    rows = {}
    for row in table.all("tr"):
        if not row.all("td"):
            continue
        link = row.one("th").all("a")
        rows[id_of(link[0]["href"]) if link else row.one("th").text()] = [cell.text() for cell in row.all("td")]
    return rows


def id_of(address):
    """Of the thing that a link is about: the filter of a list, or the end of the path."""
    target = urllib.parse.urlsplit(address)
    filters = urllib.parse.parse_qs(target.query)
    return next((filters[name][0] for name in ("focus_area", "country", "from") if name in filters), target.path.rsplit("/", 1)[1])


def expected_cells(row):
    """The cells of a table of amounts."""
    return [f"{row['pledges']:,}", *(millions(usd_of(row.get(name, {}))) for name in SHOWN),
            " ".join(without_usd(row["announced"])) or "–"]


class Moment:
    """One register at one time: the answers of the API and of the model, to compare pages with."""

    def __init__(self, server, name, question, model):
        self.server, self.question, self.model, self.name = server, question, model, f"{name} {question}"
        self.summary = self.api("summary")

    def api(self, path):
        return self.server.json(f"/api/v1/{path}?{self.question}&per_page=1000")

    def page(self, path, more=""):
        status, _, body = self.server.fetch(f"/en/{path}?{self.question}{more}")
        expect_equal(f"{self.name}: /en/{path}", status, 200)
        return PageTree(body).root

    def expect(self, what, found, expected):
        expect_equal(f"{self.name}: {what}", found, expected)

    def check_api(self):
        answer = self.api("commitments")
        self.expect("the API's rows", rows_of(answer), self.model["rows"])
        for name in AMOUNTS:
            totals = self.summary["totals"]
            self.expect(f"the API's {name}", amounts(answer["totals"][name]), self.model["totals"][name])
            self.expect(f"the summary's {name}", amounts(totals[name]), self.model["totals"][name])
            self.expect(f"{name} in USD", decimal.Decimal(totals["usd"].get(name, 0)), usd_of(self.model["totals"][name]))
        self.expect("pledges", self.summary["totals"]["pledges"], self.model["pledges"])

    def check_dashboard(self):
        page = self.page("", "&where=table&timeline=table")
        totals = self.summary["totals"]
        usd = {name: totals["usd"].get(name, "0") for name in SHOWN}
        self.check_headline(page, usd)
        self.check_keys([entry.text() for entry in page.one("dl", "keys").all("dd")])
        self.check_states(page)
        self.check_amounts("focus areas", page.labelled("what").one("table"), "focus_area", "All")
        self.check_members(page)
        self.check_countries(page)
        self.check_time_line(page)

    def check_headline(self, page, usd):
        announced = self.model["totals"]["announced"]
        if not self.model["pledges"]:
            self.expect("the headline", page.one("h1").text(), "No pledge had been recorded by this date.")
            return
        figures = [link.text() for link in page.one("h1").all("a")]
        shown = ["announced", *(["disbursed"] if decimal.Decimal(usd["disbursed"]) else [])]
        self.expect("the headline", figures, [usd_words(usd[name]) for name in shown])
        of_money = page.all("dl", "amounts")
        has_money = any(self.model["totals"][name] for name in AMOUNTS)
        four = [value.text() for entry in of_money for value in entry.all("span", "value")]
        self.expect("the four amounts", four, [usd_words(usd[name]) for name in SHOWN] if has_money else [])
        remark = [item.text() for entry in page.all("div", "remark") for item in entry.all("li")]
        self.expect("what has no USD value", remark, without_usd(announced))

    def check_keys(self, keys):
        totals = self.summary["totals"]
        published = sum(row["published"]["pledges"] for row in self.api("timeline")["rows"])
        reported = self.server.json(f"/api/v1/pledges?{self.question}&reported=yes")["total"]
        fresh = collections.Counter(totals["by_timeliness"])
        self.expect("members", self.summary["members"], len({row["member"] for row in self.model["rows"]}))
        self.expect("key figures", keys, [
            f"{self.model['pledges']:,}", f"{self.summary['members']:,}", f"{self.summary['countries']:,}",
            f"{reported:,} / {published:,}", f"{fresh['DUE'] + fresh['INACTIVE']:,} / {sum(fresh.values()):,}",
            # No overlap is declared, so the net is the whole.
            usd_words(totals["usd"].get("announced", 0)).removeprefix("USD ")])

    def check_states(self, page):
        found = [{item.one("a").text(): item.all("span", "figure")[-1].text() for item in question.all("li")}
                 for question in page.all("div", "question")]
        by_state = collections.Counter()
        for row in self.model["rows"]:
            by_state.update(row["by_state"])
        self.expect("states", {STATES[word]: count for word, count in found[0].items()},
                    {state: f"{count:,}" for state, count in by_state.items()})
        fresh = {FRESH[word]: count for word, count in found[1].items() if word in FRESH}
        api = self.summary["totals"]["by_timeliness"]
        self.expect("timeliness", fresh, {name: f"{count:,}" for name, count in api.items() if count})

    def check_amounts(self, what, table, by, foot):
        """A table of amounts. The profile's own focus areas are shown too, without a pledge."""
        found = table_rows(table)
        self.expect(f"{what}, together", found.pop(foot), expected_cells({"pledges": self.model["pledges"], **self.model["totals"]}))
        self.expect(what, {name: cells for name, cells in found.items() if cells[0] != "0"},
                    {name: expected_cells(row) for name, row in added(self.model["rows"], by).items()})

    def check_members(self, page):
        """The largest announced amounts: those in USD in order, then those with other amounts alone."""
        members = {name: row for name, row in added(self.model["rows"], "member").items() if row["announced"]}
        found = table_rows(page.labelled("who").one("table"))
        self.expect("the members' number", len(found), min(len(members), MEMBERS_SHOWN))
        largest = sorted((usd_of(row["announced"]) for row in members.values()), reverse=True)
        self.expect("the largest", [usd_of(members[name]["announced"]) for name in found], largest[:len(found)])
        for name, cells in found.items():
            usd = usd_of(members[name]["announced"])
            self.expect(name, cells[-1], millions(usd, 0 if usd >= 10**8 else 1))

    def check_countries(self, page):
        rows = {row["country"]: row for row in self.api("countries")["rows"] if row["country"]}
        found = table_rows(page.labelled("where").one("table"))
        self.expect("countries", set(found), set(rows))
        for name, cells in found.items():
            usd = decimal.Decimal(rows[name]["apportioned"]["usd"].get("announced", 0))
            self.expect(name, cells[1:], [millions(usd, 0 if usd >= 10**8 else 1), f"{rows[name]['pledges']:,}"])

    def check_time_line(self, page):
        """By the month of publication; the foot adds them up."""
        found = table_rows(page.labelled("when").one("table"))
        pledges, amount, _ = found.pop("All")
        months = {row["month"] + "-01": row["published"] for row in self.api("timeline")["rows"] if row["published"]["pledges"]}
        self.expect("months", {month: cells[:2] for month, cells in found.items()},
                    {month: [f"{row['pledges']:,}", millions(row["usd"].get("announced", 0))] for month, row in months.items()})
        self.expect("published", pledges, f"{sum(row['pledges'] for row in months.values()):,}")
        self.expect("their amounts", amount, millions(usd_of(self.model["totals"]["announced"])))

    def check_tables(self):
        for path, by in (("members", "member"), ("focus-areas", "focus_area")):
            tables = self.page(path, "&per_page=1000").all("table")
            self.check_amounts(path, tables[0], by, "All pledges")
        line = self.page("pledges").one("p", "sum").text()
        self.expect("the list's count", re.match(r"[\d,]+", line).group(0), f"{self.model['pledges']:,}")
        self.expect("the list's amount", usd_words(usd_of(self.model["totals"]["announced"])) in line, True)

    def check(self):
        self.check_api()
        self.check_dashboard()
        self.check_tables()


def wait_until_ready(address):
    """Read models are built from the log when a server first opens it."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=30):
                return
        except urllib.error.HTTPError:
            time.sleep(0.1)
    sys.exit("the server is not ready after half a minute")


def questions_of(expected):
    yield "", expected["end"]
    for instant, model in expected["as_of"].items():
        yield f"stated={instant}", model
        yield f"as_of={instant}&axis=stated", model


def main():
    if not SHARED.is_dir():
        skip(f"{SHARED} is not there")
    with program() as pledgebook:
        for name in ("iati", "one_ukraine", "ndc"):
            expected = json.loads(answers_of(name).read_text(encoding="utf-8"))
            ledger, keys = pledgebook.init(name)
            pledgebook.run(*import_arguments(name, ledger, keys), status=None)
            with pledgebook.serving("serve", "--ledger", ledger) as address:
                wait_until_ready(address)
                server = Server(address)
                for question, model in questions_of(expected):
                    Moment(server, name, question, model).check()
    print("the pages' figures are the API's, and the API's are the model's")


if __name__ == "__main__":
    main()

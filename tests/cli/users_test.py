#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What users met: mistakes that once made or showed a wrong figure without a word, tried again."""


from program import expect_equal, program

OTHER = ("--sector", "other", "--role", "member")


def expect_said(what, done, *sentences):
    said = done.stdout + done.stderr
    for sentence in sentences:
        expect_equal(f"{what}: {said}\nsays {sentence!r}", sentence in said, True)


class Ledger:
    """A ledger in a directory, its officers' keys and one member with a key."""

    def __init__(self, pledgebook, name):
        self.pledgebook = pledgebook
        self.directory, keys = pledgebook.init(name)
        self.place = ("--ledger", self.directory)
        self.keys = {label: f"{keys}/{label}/{label}.pem" for label in
                     ("root-1", "root-2", "registrar", "reviewer", "auditor-1", "auditor-2")}
        pledgebook.run("key", "new", f"{name}.pem", "--plain")
        self.keys["member"] = f"{name}.pem"
        self.run("party", "register", "gha-gov", "--name", "Government of Ghana", "--sector", "government", "--country",
                 "GHA", "--role", "member", by="registrar")
        self.run("key", "add", "--party", "gha-gov", "--role", "member", "--key-file", f"{name}.pem", "--label", "office",
                 by="registrar")

    def run(self, *arguments, by=(), status=0):
        by = (by,) if isinstance(by, str) else by
        keys = [word for label in by for word in ("--key", self.keys[label])]
        return self.pledgebook.run(*arguments, *keys, *self.place, status=status)

    def json(self, *arguments):
        return self.pledgebook.json(*arguments, *self.place)

    def submit(self, pledge, *more, by="member", status=0):
        return self.run("pledge", "submit", pledge, "--title", "Schools", "--focus-area", "access", "--start", "2026-01-01",
                        *more, by=by, status=status)

    def publish(self, pledge):
        return self.run("pledge", "publish", pledge, by="reviewer")


MONEY = ("--type", "financial", "--scope", "countries", "--country", "GHA", "--end", "2027-12-31", "--value")
POLICY = ("--type", "policy", "--scope", "global")


def check_amounts(ledger):
    for text in ("5000000,00 EUR", "12500,50 EUR", "1,5 EUR", ",5 EUR", "5,,,0 EUR", "1.250 EUR", "5 million EUR"):
        done = ledger.submit("a-1", *MONEY, text, status=2)
        expect_said(text, done, "--value: ")
    done = ledger.submit("a-1", *MONEY, "EUR 1,250.50")
    expect_said("what was understood", done, "EUR 1,250.50, one thousand two hundred fifty euro and 50 cents")
    expect_equal("what was signed", ledger.json("pledge", "show", "a-1")["pledge"]["announced"]["amount"], "1250.50")


def check_all_faults_at_once(ledger):
    done = ledger.submit("f-1", "--type", "financial", "--scope", "countries", "--country", "SN", "--value", "5 EUR", "--end",
                         "2020-01-01", "--sdg", "18", "--dry-run", status=1)
    expect_said("all faults at once", done, "the ledger would refuse it; nothing was signed", "--country SN: write three letters",
                "/body/end", "--sdg 18: one of 1 to 17")


def check_corrections(ledger):
    ledger.run("pledge", "revise", "a-1", "--value", "5000000 EUR", by="member")  # before it is reviewed
    expect_said("what is judged is shown", ledger.publish("a-1"), "EUR 5,000,000.00, five million euro")
    done = ledger.run("pledge", "amend", "a-1", "--category", "correction", "--value", "6000000 EUR", "--reason", "typed wrong",
                      by="member")
    expect_said("a proposal", done, "was EUR 5,000,000.00", "now EUR 6,000,000.00")
    expect_equal("has no effect", ledger.json("pledge", "show", "a-1")["pledge"]["announced"]["amount"], "5000000.00")
    ledger.run("pledge", "accept-correction", "a-1", by="reviewer")
    expect_equal("until it is accepted", ledger.json("pledge", "show", "a-1")["pledge"]["announced"]["amount"], "6000000.00")


def check_lists(ledger):
    done = ledger.run("pledge", "amend", "a-1", "--category", "scope", "--add-country", "TGO", "--reason", "more", by="member")
    expect_said("what is added", done, "+ TGO")
    countries = ledger.json("pledge", "show", "a-1")["pledge"]["countries"]
    expect_equal("Ghana is still there", [country["iso3"] for country in countries], ["GHA", "TGO"])
    done = ledger.run("pledge", "amend", "a-1", "--category", "scope", "--country", "TGO", "--reason", "more", by="member")
    expect_said("what is replaced", done, "- GHA")
    done = ledger.run("pledge", "amend", "a-1", "--category", "scope", "--remove-country", "KEN", "--reason", "x", by="member",
                      status=2)
    expect_said("what is not there", done, "KEN can't be removed: the pledge's countries are TGO")


def check_parties(ledger):
    done = ledger.run("party", "update", "gha-gov", "--name", "Republic of Ghana", by="registrar")
    expect_said("the difference", done, "was Government of Ghana", "now Republic of Ghana")
    log = ledger.json("log", "--stream", "party/gha-gov")["records"][-1]["statement"]["body"]
    expect_equal("the country stays", log["country"], "GHA")
    done = ledger.run("party", "update", "gha-gov", "--name", "Republic of Ghana", by="registrar", status=1)
    expect_said("nothing changes", done, "nothing would change")


def check_the_past(ledger):
    done = ledger.run("commitments", "--as-of", "2024-06-30")
    expect_said("before the ledger", done, "the ledger had recorded nothing by then: --stated 2024-06-30")
    done = ledger.run("commitments", "--as-of", "2099-01-01", status=3)
    expect_said("the future", done, "lies in the future")
    done = ledger.submit("b-1", *POLICY, "--on-behalf-of", "acme", "--source", "letter", by="registrar", status=2)
    expect_said("no time on behalf", done, "--at is missing")
    done = ledger.run("commitments")
    expect_said("a figure can be cited", done, "as of ", "records; ")


def check_rates(ledger):
    publish = ("rates", "publish", "--effective", "2026-11-01", "--source", "a test", "--rate")
    ledger.run(*publish, "EUR=0.92", by="registrar")
    done = ledger.run("rates", "publish", "--effective", "2026-11-02", "--source", "a test", "--rate", "EUR=1.30",
                      by="registrar")
    expect_said("a table that departs", done, "+41.3 %", "departs by more than 30 %")
    tables = [record for record in ledger.json("log", "--stream", "governance", "--limit", "100")["records"]
              if record["statement"]["kind"] == "rates.published"]
    wrong = tables[-1]["sid"]
    ledger.run("rates", "publish", "--effective", "2026-11-02", "--source", "a test", "--rate", "EUR=0.93", "--corrects", wrong,
               by=("registrar", "auditor-1"))
    expect_said("the tables", ledger.run("rates", "list"), "corrected by record", "in force")
    ledger.submit("j-1", *MONEY, "5000000 JPY")
    ledger.publish("j-1")
    expect_said("what has no rate", ledger.run("commitments"), "no USD value, as no rate is known: announced JPY 5,000,000 (1 pledge)")


def check_nothing_found(ledger):
    for option, id_, said in (("--member", "gha-gvo", "did you mean gha-gov?"), ("--focus-area", "conectivity", "there is no focus area"),
                              ("--group", "ldcs", "did you mean ldc?"), ("--region", "afrika", "did you mean africa?")):
        expect_said(id_, ledger.run("pledge", "list", option, id_, status=3), said)
    ledger.run("publish")
    ledger.run("export", "--member", "gha-gvo", "-o", "typo.json")
    key = ledger.json("log", "--from", "0", "--limit", "1")["records"][0]["statement"]["body"]["log_key"]
    done = ledger.pledgebook.run("verify", "typo.json", "--log-key", key)
    expect_equal("said first", done.stdout.splitlines()[1].startswith("The ledger has no party gha-gvo (proved)"), True)


def check_reading_reasons(ledger):
    ledger.submit("r-1", *POLICY)
    ledger.run("pledge", "return", "r-1", "--comment", "end=when does it end?", by="reviewer")
    expect_said("why it was returned", ledger.run("pledge", "show", "r-1"), "when does it end?")
    done = ledger.run("pledge", "return", "r-1", "--comment", "amount=x", by="reviewer", status=1)
    expect_said("a field that there is not", done, "refused (")


def check_import(ledger):
    (ledger.pledgebook.folder / "bad.jsonl").write_text('{"kind": "pledge.published"}\n', encoding="utf-8")
    done = ledger.run("import", "bad.jsonl", by="registrar", status=1)
    expect_said("nothing was taken", done, "no line was accepted")
    (ledger.pledgebook.folder / "members.csv").write_text("id;name\n1;x\n", encoding="utf-8")
    expect_said("a table", ledger.run("import", "members.csv", by="registrar", status=2), "looks like CSV")


def check_chain_only(ledger):
    expect_said("what was not checked", ledger.run("audit", "--chain-only"), "The rest was NOT checked.")
    expect_equal("the verdict first", ledger.run("audit").stdout.splitlines()[0], "All is right.")


def check_signing(ledger):
    ledger.run("pledge", "withdraw", "r-1", "--reason", "budget", "-o", "half.json", by="member")
    done = ledger.pledgebook.run("sign", "half.json", "--key", ledger.keys["member"], "-o", "again.json")
    expect_said("what one signs", done, "pledge.withdrawn in pledge/r-1", "reason          budget")
    done = ledger.run("pledge", "publish", "a-1", by="registrar", status=1)
    expect_said("whose key it is", done, "is a key of bdt as registrar", "a key with the role reviewer")


def check_own_writes(ledger):
    with ledger.pledgebook.serving("serve", *ledger.place) as address:
        place = ("--server", address, "--key", ledger.keys["member"])
        for i in range(100):
            ledger.pledgebook.run("pledge", "submit", f"own-{i}", "--title", "t", "--focus-area", "access", "--start",
                                  "2026-01-01", *POLICY, *place)
            shown = ledger.pledgebook.json("pledge", "show", f"own-{i}", "--server", address)
            expect_equal("shown at once", shown["pledge"]["id"], f"own-{i}")
        trial = ("pledge", "submit", "own-1", "--title", "t", "--focus-area", "access", "--start", "2026-01-01", *POLICY, *place)
        done = ledger.pledgebook.run(*trial, "--dry-run", status=1)
        expect_said("a dry run through a server", done, "the ledger would refuse it; nothing was signed")


def check_reading(ledger):
    for command in (("summary",), ("countries",), ("groups",), ("frameworks",), ("timeline",), ("queues",), ("lists", "list"),
                    ("officer", "list"), ("show", "20"), ("log", "-p", "--limit", "3"), ("log", "--by", "gha-gov"),
                    ("diff", "2026-01-01", "2026-11-28", "--axis", "stated")):
        expect_equal(f"{command} prints", ledger.run(*command).stdout != "", True)
    expect_said("a party without pledges", ledger.run("party", "list"), "acme", "Acme", "gha-gov")
    who = ledger.pledgebook.run("whoami", "--key", ledger.keys["member"], *ledger.place)
    expect_said("whoami", who, "gha-gov", "member", "active")


def main():
    with program() as pledgebook:
        ledger = Ledger(pledgebook, "users")
        ledger.run("party", "register", "acme", "--name", "Acme", *OTHER, by="registrar")
        check_amounts(ledger)
        check_all_faults_at_once(ledger)
        check_corrections(ledger)
        check_lists(ledger)
        check_parties(ledger)
        check_the_past(ledger)
        check_rates(ledger)
        check_nothing_found(ledger)
        check_reading_reasons(ledger)
        check_import(ledger)
        check_chain_only(ledger)
        check_signing(ledger)
        check_reading(ledger)
        check_own_writes(ledger)
    print("no wrong figure is made or shown without a word")


if __name__ == "__main__":
    main()

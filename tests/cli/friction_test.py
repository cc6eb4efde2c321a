#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What slowed users down: values that were refused without a hint, keys and sids that had to be typed whole, decisions
taken unseen. Each was tried by a user, and is tried again here."""


import os
import shutil
import subprocess

from program import expect_equal, program
from terminal import Session
from users_test import MONEY, OTHER, POLICY, Ledger, expect_said

PASSPHRASE = "correct horse"


def write(ledger, name, text, mode=0o600):
    path = ledger.pledgebook.folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return name


# ---- values ---------------------------------------------------------------------------------------------------------


def check_hints(ledger):
    countries = ("--type", "policy", "--scope", "countries")
    area = ("--focus-area", "access")
    for arguments, said in (((*countries, *area, "--country", "SN"), "--country SN: write three letters: SEN (Senegal)"),
                            ((*countries, *area, "--country", "Senegal"), "write three letters: SEN (Senegal)"),
                            ((*POLICY, "--focus-area", "Acces"), "--focus-area Acces: one of access, adoption, value-creation, "
                             "accelerating-investments; did you mean access?"),
                            ((*POLICY, *area, "--sdg", "SDG9"), "--sdg SDG9: one of 1 to 17"),
                            ((*POLICY, *area, "--sdg", "18"), "--sdg 18: one of 1 to 17"),
                            ((*POLICY, *area, "--wsis", "C2"), "did you mean c2?"),
                            ((*POLICY, *area, "--end", "31/12/2027"), "--end 31/12/2027: write 2027-12-31"),
                            ((*POLICY, *area, "--end", "1.12.2027"), "it can mean two days: write 2027-12-01 or 2027-01-12")):
        done = ledger.run("pledge", "submit", "h-1", "--title", "t", "--start", "2026-01-01", *arguments, by="member", status=1)
        expect_said(arguments, done, said, "nothing was signed")
    done = ledger.run("party", "register", "hint", "--name", "H", "--sector", "other", "--country", "gh", by="registrar", status=1)
    expect_said("a party's country", done, "--country gh: write three letters: GHA (Ghana)")


def check_default_role(ledger):
    ledger.run("party", "register", "plain", "--name", "Plain", "--sector", "other", by="registrar")
    party = ledger.json("log", "--stream", "party/plain")["records"][0]["statement"]["body"]
    expect_equal("a party is a member", party["roles"], ["member"])


# ---- decisions ------------------------------------------------------------------------------------------------------


def check_decisions(ledger):
    ledger.run("party", "register", "acme", "--name", "Acme", *OTHER, by="registrar")
    ledger.submit("d-1", *MONEY, "5000000 EUR")
    ledger.publish("d-1")
    ledger.submit("d-2", *POLICY, "--on-behalf-of", "acme", "--source", "letter", "--at", "now", by="registrar")
    ledger.publish("d-2")
    ledger.run("report", "submit", "d-1", "--from", "2026-01-01", "--to", "2026-06-30", "--stage", "completed", "--disbursed",
               "500000 EUR", by="member")
    done = ledger.run("review", "determine", "d-1", "--result", "fulfilled", by="auditor-1")
    expect_said("what it rests on", done, "it rests on:", "disbursed       EUR 500,000.00, 10 % of what was announced",
                "targets met     0 of 0", "reports         1, the last on ")
    ledger.submit("d-3", *POLICY)
    ledger.publish("d-3")
    done = ledger.run("pledge", "supersede", "d-3", "--successor", "d-2", "--reason", "merge", by=("registrar", "member"))
    expect_said("a successor of another member", done, "this is final:", "ends            d-3 of gha-gov",
                "counts instead  d-2 of acme", "the two pledges are of different members: gha-gov and acme")


def check_proposal(ledger):
    ledger.submit("c-1", *MONEY, "5000000 EUR")
    ledger.publish("c-1")
    ledger.run("pledge", "amend", "c-1", "--category", "correction", "--value", "6000000 EUR", "--reason", "typed wrong",
               by="member")
    expect_said("a proposal", ledger.run("pledge", "show", "c-1"), "no effect until a reviewer accepts it:",
                "EUR 6,000,000.00, six million euro")
    ledger.run("pledge", "accept-correction", "c-1", by="reviewer")
    expect_said("what it changed", ledger.run("pledge", "show", "c-1"), "value/amount: ")


def check_notice(ledger):
    ledger.submit("n-1", *POLICY, "--at", "2023-01-02")
    ledger.run("pledge", "publish", "n-1", "--at", "2023-01-03", by="reviewer")
    done = ledger.run("notice", "n-1", "--text", "please report", by="registrar")
    expect_said("what to do next", done, "Nobody is mailed", "the pledge can lapse from 20")


# ---- keys -----------------------------------------------------------------------------------------------------------


def check_keys(ledger):
    pledgebook = ledger.pledgebook
    for name in ("second", "third"):
        pledgebook.run("key", "new", f"{name}.pem", "--plain")
    ledger.run("key", "add", "--party", "gha-gov", "--role", "member", "--key-file", "second.pem", "--label", "second office",
               by="member")
    keys = ledger.json("key", "list", "gha-gov")["rows"]
    expect_equal("the party's keys", [key["label"] for key in keys], ["office", "second office"])
    expect_said("every key", ledger.run("key", "list"), "gha-gov", "root key", "auditor-2")
    second = keys[1]["key"]
    revoke = ("key", "revoke", "--party", "gha-gov", "--reason", "moved", "--revoke")
    expect_said("no such key", ledger.run(*revoke, "0000", by="member", status=3), "no key of gha-gov begins with 0000")
    done = ledger.run(*revoke, second[:8], by="member")
    expect_said("what is revoked", done, "label           second office", "may sign as     member of gha-gov")
    expect_equal("by its first characters", [key["active"] for key in ledger.json("key", "list", "gha-gov")["rows"]],
                 [True, False])
    officers = ledger.json("officer", "list")["rows"]
    auditor = next(key["key"] for key in officers if key["label"] == "auditor-2")
    done = ledger.run("officer", "remove", auditor[:6], "--reason", "left", by=("root-1", "root-2"))
    expect_said("an officer's label and role", done, "label           auditor-2", "may sign as     auditor of bdt")


def check_passphrases(ledger):
    pledgebook = ledger.pledgebook
    write(ledger, "secret.txt", PASSPHRASE + "\n")
    closed = ("--passphrase-command", "cat secret.txt")
    pledgebook.run("key", "new", "closed.pem", *closed)
    expect_equal("a command's output", pledgebook.json("key", "show", "closed.pem", *closed),
                 pledgebook.json("key", "show", "closed.pub.pem"))
    done = pledgebook.run("key", "show", "closed.pem", "--passphrase-command", "exit 3", status=2)
    expect_said("a command that fails", done, "failed with status 3: exit 3")
    done = pledgebook.run("key", "show", "closed.pem", *closed, "--passphrase-file", "secret.txt", status=2)
    expect_said("one source", done, "give --passphrase-file or --passphrase-command, not both")
    shown = subprocess.run(pledgebook.command("key", "show", "closed.pem"), cwd=pledgebook.folder, capture_output=True, check=True,
                           timeout=60, env={**os.environ, "PLEDGEBOOK_PASSPHRASE_COMMAND": "cat secret.txt"})
    expect_equal("a variable names a command", b"BEGIN PUBLIC KEY" in shown.stdout, True)


def check_questions(ledger):
    """A new key's passphrase is asked for once; a signal at the question leaves a terminal that echoes."""
    add = ("key", "add", "--party", "gha-gov", "--role", "member", "--key-file", "closed.pem", "--label", "closed", "--key",
           ledger.keys["member"], *ledger.place)
    session = Session(ledger.pledgebook, *add)
    session.answer("passphrase of closed.pem: ", PASSPHRASE + "\n")
    session.answer("sign and submit it? [y/N]", "y\n")
    expect_equal(f"added: {session.printed}", session.end(), 0)
    expect_equal("asked once", "passphrase" in session.printed, False)
    session = Session(ledger.pledgebook, "key", "show", "closed.pem")
    session.wait_for("passphrase of closed.pem: ")
    expect_equal("a passphrase is not shown", session.echoes(), False)
    os.write(session.terminal, b"\x03")
    os.waitid(os.P_PID, session.child, os.WEXITED | os.WNOWAIT)
    expect_equal("after Ctrl-C the terminal echoes", session.echoes(), True)
    expect_equal("and the signal ends the program", session.end(), -2)


def check_key_files(ledger):
    pledgebook = ledger.pledgebook
    key = pledgebook.folder / ledger.keys["member"]
    expect_equal("a private file: no word", pledgebook.run("key", "show", key).stderr, "")
    key.chmod(0o644)
    expect_said("an open key file", pledgebook.run("key", "show", key), "warning: others can read", "run  chmod 600")
    key.chmod(0o600)
    expect_equal("a public key is public", pledgebook.run("key", "show", "closed.pub.pem").stderr, "")
    write(ledger, "open.txt", PASSPHRASE + "\n", 0o644)
    expect_said("an open passphrase", pledgebook.run("key", "show", "closed.pem", "--passphrase-file", "open.txt"),
                "warning: others can read open.txt")
    os.mkfifo(pledgebook.folder / "pipe.pem")
    expect_said("a pipe", pledgebook.run("key", "show", "pipe.pem", status=4), "pipe.pem: is not a file")
    write(ledger, "ssh.pem", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n")
    write(ledger, "ssh.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here\n")
    for name in ("ssh.pem", "ssh.pub"):
        expect_said(name, pledgebook.run("key", "show", name, status=2),
                    "OpenSSH keys are not supported; make one with `pledgebook key new`")
    (pledgebook.folder / ledger.directory).chmod(0o777)
    expect_said("an open directory", ledger.run("publish"), "warning: others can write to")
    (pledgebook.folder / ledger.directory).chmod(0o700)
    expect_equal("a closed one", ledger.run("publish").stderr, "")


# ---- lists, rates, objectives ----------------------------------------------------------------------------------------


def check_lists(ledger):
    write(ledger, "groups.csv", "\ufeffid;title;title_fr;members\nldc;Least developed;\"Moins avancés\";MLI TGO\n")
    publish = ("lists", "publish", "groups.csv", "--list", "country-group", "--effective", "2026-10-01", "--source", "a test")
    done = ledger.run(*publish, by="registrar")
    expect_said("what ends", done, "- sids: ends on 2026-10-01", "WARNING: economies-in-transition, lldc, sids are not in the new")
    version = ledger.json("lists", "list")["rows"][-1]
    expect_equal("the items of a spreadsheet", (version["list"], version["items"]), ("country-group", ["ldc"]))
    body = ledger.json("log", "--stream", "governance", "--limit", "1")["records"][0]["statement"]["body"]
    expect_equal("its cells", body["items"], [{"id": "ldc", "members": ["MLI", "TGO"],
                                               "title": {"en": "Least developed", "fr": "Moins avancés"}}])
    write(ledger, "groups.csv", "id,title,members\nldc,Least developed,MLI\nsids,\"Small islands, developing\",FJI\n")
    ledger.run(*publish, "--corrects", version["sid"][:7], by=("registrar", "auditor-1"))
    write(ledger, "bad.csv", "id,name\nldc,x\n")
    done = ledger.run("lists", "publish", "bad.csv", *publish[3:], by="registrar", status=2)
    expect_said("a column that there is not", done, "the column `name` is unknown")


def check_rates(ledger):
    ledger.run("rates", "publish", "--effective", "2026-01-01", "--source", "a test", "--rate", "EUR=0.92", by="registrar")
    wrong = ledger.json("rates", "list")["rows"][0]["sid"]
    ledger.run("rates", "publish", "--effective", "2026-01-01", "--source", "a test", "--rate", "EUR=0.90", "--corrects",
               wrong[:6], by=("registrar", "auditor-1"))
    ledger.submit("v-1", *MONEY, "9000 EUR", "--at", "2026-02-01")
    ledger.run("pledge", "publish", "v-1", "--at", "2026-02-02", by="reviewer")
    ledger.submit("v-2", *MONEY, "9000 JPY", "--at", "2026-02-01")
    ledger.run("pledge", "publish", "v-2", "--at", "2026-02-02", by="reviewer")
    tables = ledger.json("rates", "list")
    expect_equal("what a table values", [table["pledges"] for table in tables["rows"]], [[], ["v-1"]])
    expect_equal("v-1 in USD", ledger.json("pledge", "show", "v-1")["pledge"]["announced"]["usd"], "10000.00")
    expect_said("by name", ledger.run("rates", "list", "--pledges"), "v-1", "no table values")
    expect_equal("what none values", "v-2" in tables["without"], True)


def check_objectives(ledger):
    ledger.run("objectives", "observe", "people-offline", "--observation", "2025-01-01=2600000000", "--source", "ITU",
               by="registrar")
    expect_said("objectives", ledger.run("objectives", "list"), "people-offline", "2,600,000,000 on 2025-01-01", "as of ")


# ---- editing ----------------------------------------------------------------------------------------------------------


def edit(ledger, pledge, script, *more, status=0):
    editor = write(ledger, "editor.sh", f"#!/bin/sh\n{script}\n", 0o700)
    done = subprocess.run(
        ledger.pledgebook.command("pledge", "edit", pledge, *more, "--key", ledger.keys["member"], *ledger.place, "--yes"),
        cwd=ledger.pledgebook.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "VISUAL": "", "EDITOR": f"./{editor}"})
    expect_equal(f"edit: {done.stderr}", done.returncode, status)
    return done


def check_editing(ledger):
    ledger.submit("e-1", *MONEY, "5000000 EUR")
    done = edit(ledger, "e-1", 'sed -i "s/\\"Schools\\"/\\"100 schools\\"/" "$1"')
    expect_said("a revision", done, "was Schools", "now 100 schools", "pledge/e-1: accepted")
    ledger.publish("e-1")
    expect_said("nothing changed", edit(ledger, "e-1", "true", status=1), "nothing would change")
    done = edit(ledger, "e-1", 'sed -i "s/\\"5000000\\"/\\"7000000\\"/" "$1"', "--reason", "budget")
    expect_said("an amendment", done, "category        increase", "was EUR 5,000,000.00", "now EUR 7,000,000.00")
    expect_said("no reason", edit(ledger, "e-1", 'sed -i s/2027-12-31/2028-12-31/ "$1"', status=2), "--reason TEXT is missing")
    expect_said("no JSON", edit(ledger, "e-1", 'echo "{" >"$1"', status=2), "your text is kept in e-1.json")
    expect_equal("the text", (ledger.pledgebook.folder / "e-1.json").read_text(), "{\n")
    expect_said("no editor", edit(ledger, "e-1", "exit 1", status=4), "nothing was signed")


# ---- exports ------------------------------------------------------------------------------------------------------------


def check_figures_of_exports(ledger):
    ledger.run("publish")
    key = ledger.json("log", "--from", "0", "--limit", "1")["records"][0]["statement"]["body"]["log_key"]
    pinned = ("--log-key", key)
    for name, selection in (("whole.json", ("--all",)), ("part.json", ("--member", "gha-gov"))):
        ledger.run("export", *selection, "-o", name)
        # A machine without the ledger.
        answer = ledger.pledgebook.json("commitments", "--export", name, *pinned, "--member", "gha-gov")
        expect_equal(f"{name}: the ledger's own figures", answer["rows"],
                     ledger.json("commitments", "--member", "gha-gov")["rows"])
        expect_equal("the verdict is with them", answer["verdict"]["complete"], True)
        done = ledger.pledgebook.run("commitments", "--export", name, *pinned)
        expect_equal("the verdict comes first", done.stdout.splitlines()[0], "This export is authentic and complete.")
        expect_said("the checkpoint", done, "checkpoint of ", "root ")
    text = (ledger.pledgebook.folder / "part.json").read_text(encoding="utf-8")
    write(ledger, "altered.json", text.replace('"records"', '"Records"', 1))
    done = ledger.pledgebook.run("commitments", "--export", "altered.json", *pinned, status=1)
    expect_equal("no figure of a file that is not right", done.stdout, "")
    expect_said("keys without an export", ledger.run("commitments", *pinned, status=2), "need --export FILE")
    expect_said("no export at all", ledger.pledgebook.run("verify", "/etc/hostname", *pinned, status=4),
                "/etc/hostname is no export and no receipt")


# ---- the command line itself -----------------------------------------------------------------------------------------


def check_formats(ledger):
    lines = ledger.run("commitments", "--format", "tsv").stdout.splitlines()
    expect_equal("titles", lines[0].split("\t")[:3], ["member", "focus area", "pledges"])
    expect_equal("as many cells in each row", {line.count("\t") for line in lines}, {6})
    row = next(line for line in lines if line.startswith("all\t"))
    expect_equal("no separators in numbers", ",0" in row, False)
    expect_equal("json", ledger.run("commitments", "--format", "json").stdout, ledger.run("commitments", "--json").stdout)
    for command in (("summary",), ("countries",), ("queues",), ("timeline",), ("pledge", "list"), ("party", "list"), ("log",),
                    ("rates", "list"), ("lists", "list"), ("officer", "list"), ("key", "list"), ("objectives", "list"),
                    ("status",), ("status", "--member", "gha-gov")):
        lines = ledger.run(*command, "--format", "tsv").stdout.splitlines()
        expect_equal(f"{command}: a table and nothing else", len({line.count("\t") for line in lines}), 1)
    expect_equal("status alone is the summary", ledger.run("status").stdout.splitlines()[0],
                 ledger.run("summary").stdout.splitlines()[0])


def check_words(pledgebook):
    version = pledgebook.run("--version").stdout
    expect_equal("version", [pledgebook.run(word).stdout for word in ("-V", "version")], [version, version])
    for words in (("help", "foo"), ("help", "pledge", "lst"), ("pledge", "foo", "--help")):
        expect_said(words, pledgebook.run(*words, status=2), "unknown command `pledgebook ")
    done = pledgebook.run("key", "new", "unused.pem", "--plain", "--server", "http://127.0.0.1:1")
    expect_said("an option without effect", done, "--server is not used: `pledgebook key new` works without a ledger")
    made = pledgebook.run("init", "--ledger", "BDT ledger", "--origin", "example.org/quoted", "--keys", "BDT keys",
                          "--no-passphrase").stdout
    expect_equal("what can be pasted", "pledgebook serve --ledger 'BDT ledger'\n" in made, True)


def check_pages(pledgebook):
    page = pledgebook.run("man", "pledge", "submit").stdout
    expect_equal("a page of one command", page.startswith(".TH PLEDGEBOOK\\-PLEDGE\\-SUBMIT 1"), True)
    pledgebook.run("man", "pledge", "sumbit", status=2)
    pledgebook.run("man", "--directory", "pages/man1")
    pledgebook.run("man", "--directory", "pages/man1")
    names = {path.name for path in (pledgebook.folder / "pages/man1").iterdir()}
    expect_equal("all pages", {"pledgebook.1", "pledgebook-pledge.1", "pledgebook-pledge-submit.1"} <= names, True)
    if shutil.which("groff"):
        pages = [str(path) for path in sorted((pledgebook.folder / "pages/man1").iterdir())]
        done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", *pages], capture_output=True, check=False, timeout=120)
        expect_equal("groff has no complaint", (done.returncode, done.stderr), (0, b""))


def check_who_holds(ledger):
    with ledger.pledgebook.serving("serve", *ledger.place):
        done = ledger.run("party", "register", "late", "--name", "Late", *OTHER, by="registrar", status=4)
    expect_said("who serves it", done, "(pledgebook serve) is serving this ledger: use --server URL")


def check_other_users(ledger):
    """A ledger of another user. Only root can try that."""
    if os.geteuid() != 0:
        return
    pledgebook = ledger.pledgebook
    pledgebook.folder.chmod(0o755)
    directory = pledgebook.folder / ledger.directory
    directory.chmod(0o755)
    (directory / "FORMAT").chmod(0o600)
    shutil.copy(pledgebook.path, pledgebook.folder / "program")
    done = subprocess.run([pledgebook.folder / "program", "party", "list", "--ledger", directory], capture_output=True, text=True,
                          check=False, timeout=60, user=65534, cwd="/")
    directory.chmod(0o700)
    expect_equal(f"status: {done.stderr}", done.returncode, 4)
    expect_said("what is missing", done, "this user may not read it")


def main():
    with program() as pledgebook:
        ledger = Ledger(pledgebook, "friction")
        check_hints(ledger)
        check_default_role(ledger)
        check_decisions(ledger)
        check_proposal(ledger)
        check_notice(ledger)
        check_rates(ledger)
        check_lists(ledger)
        check_objectives(ledger)
        check_editing(ledger)
        check_passphrases(ledger)
        check_keys(ledger)
        check_questions(ledger)
        check_key_files(ledger)
        check_figures_of_exports(ledger)
        check_formats(ledger)
        check_who_holds(ledger)
        check_words(pledgebook)
        check_pages(pledgebook)
        check_other_users(ledger)
    print("values have hints, decisions are seen, and what is long can be short")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong on a command line gives one sentence and its exit status; help, completion and manual page work."""

import json
import os
import re
import shutil
import subprocess

from program import agreed, expect_equal, program

JOURNAL_LINE = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+Z (debug|info) ")
PARTY = ("--sector", "other", "--role", "member")


def expect_failure(pledgebook, status, sentence, *arguments):
    done = pledgebook.run(*arguments, status=status)
    expect_equal(f"{arguments}: output", done.stdout, "")
    said = [line for line in done.stderr.splitlines() if not JOURNAL_LINE.match(line)]
    if arguments == agreed(arguments):
        expect_equal(f"{arguments}: one line on stderr beside the journal", len(said), 1)
    # Commands that write have shown before what they would sign.
    expect_equal(f"{arguments}: {done.stderr}: names the program", said[-1].startswith("pledgebook: "), True)
    expect_equal(f"{arguments}: {done.stderr}: {sentence}", sentence in done.stderr, True)


def check_usage(pledgebook):
    expect_failure(pledgebook, 2, "no command given")
    expect_failure(pledgebook, 2, "did you mean `import`?", "imprt", "x")
    expect_failure(pledgebook, 2, "did you mean `--json`?", "commitments", "--jsno")
    expect_failure(pledgebook, 2, "--origin is required", "init")
    expect_failure(pledgebook, 2, "PLEDGE is required", "pledge", "submit", "--key", "k.pem")
    expect_failure(pledgebook, 2, "INDEX abc: not a whole number", "receipt", "abc")
    expect_failure(pledgebook, 2, "give --ledger or --server, not both", "log", "--ledger", "a", "--server", "http://b")
    expect_failure(pledgebook, 2, "not --server", "audit", "--server", "http://127.0.0.1:1")
    expect_failure(pledgebook, 2, "--server ftp://x", "log", "--server", "ftp://x")
    expect_failure(pledgebook, 2, "--limit takes", "log", "--limit", "0")


def check_no_ledger(pledgebook):
    for command in (("commitments",), ("log",), ("audit",), ("rebuild",), ("serve",), ("status", "--member", "m")):
        expect_failure(pledgebook, 3, "there is no ledger in nowhere", *command, "--ledger", "nowhere")
    expect_failure(pledgebook, 4, "can't reach http://127.0.0.1:1", "log", "--server", "http://127.0.0.1:1")


def check_exports(pledgebook, ledger):
    everything = ("export", "--all", "--ledger", ledger)
    expect_failure(pledgebook, 3, "run `pledgebook publish`", *everything)
    (pledgebook.folder / ledger / "checkpoint").write_text("no note", encoding="utf-8")
    expect_failure(pledgebook, 1, "note", *everything)
    (pledgebook.folder / ledger / "checkpoint").unlink()
    expect_failure(pledgebook, 2, "give one of --stream", "export", "--all", "--member", "gha-gov", "--ledger", ledger)
    expect_failure(pledgebook, 2, "invalid stream", "export", "--stream", "pledge/Not An Id", "--ledger", ledger)
    expect_failure(pledgebook, 2, "must come from another source than the export", "verify", "x.json")
    expect_failure(pledgebook, 2, "--log-key:", "verify", "x.json", "--log-key", "nonsense")
    expect_failure(pledgebook, 3, "there is no such file", "verify", "x.json", "--policy", "pinned")


def check_init(pledgebook):
    expect_failure(pledgebook, 1, "origin_invalid", "init", "--origin", "with blanks", "--ledger", "bad")
    expect_equal("a refused origin leaves no trace", os.path.exists(pledgebook.folder / "bad"), False)
    expect_equal("and no keys", os.path.exists(pledgebook.folder / "pledgebook-keys"), False)
    ledger, keys = pledgebook.init("lines")
    expect_failure(pledgebook, 1, "there is already a ledger in", "init", "--origin", "example.org/x", "--ledger", ledger)
    expect_failure(pledgebook, 2, "--no-passphrase", "init", "--origin", "example.org/x", "--ledger", "asked")
    expect_equal("no passphrase, no ledger", os.path.exists(pledgebook.folder / "asked"), False)
    expect_failure(pledgebook, 2, "--root-keys 8: give 1 to 7", "init", "--origin", "example.org/x", "--ledger", "asked",
                   "--root-keys", "8")
    names = ("root-1", "root-2", "root-3", "registrar", "reviewer", "auditor-1", "auditor-2")
    for name in names:
        folder = pledgebook.folder / keys / name
        expect_equal(f"mode of {name}.pem", (folder / f"{name}.pem").stat().st_mode & 0o777, 0o600)
        expect_equal(f"mode of {name}'s folder", folder.stat().st_mode & 0o777, 0o700)
    expect_equal("mode of the log's key", (pledgebook.folder / ledger / "log-key.pem").stat().st_mode & 0o777, 0o600)
    root = pledgebook.folder / keys / "root-1/root-1.pem"
    before = root.read_bytes()
    made = pledgebook.json("init", "--origin", "example.org/two", "--ledger", "two", "--keys", keys)
    expect_equal("keys are used again", [key["made"] for key in made["keys"]], [False] * len(names))
    expect_equal("and stay as they are", root.read_bytes(), before)
    expect_equal("the quorum", made["root_quorum"], 2)
    (pledgebook.folder / "officers.txt").write_text("correct horse\n", encoding="utf-8")
    (pledgebook.folder / "officers.txt").chmod(0o600)
    pledgebook.run("init", "--origin", "example.org/three", "--ledger", "three", "--keys", "closed-keys",
                   "--passphrase-file", "officers.txt")
    for name in names:
        text = (pledgebook.folder / "closed-keys" / name / f"{name}.pem").read_text(encoding="utf-8")
        expect_equal(f"{name}.pem is encrypted", "ENCRYPTED" in text, True)
    return ledger, keys


def check_keys(pledgebook, ledger, keys):
    pledgebook.run("key", "new", "gha.pem", "--plain")
    expect_failure(pledgebook, 2, "exists already", "key", "new", "gha.pem", "--plain")
    (pledgebook.folder / "secret.txt").write_text("correct horse\n", encoding="utf-8")
    (pledgebook.folder / "secret.txt").chmod(0o600)
    pledgebook.run("key", "new", "closed.pem", "--passphrase-file", "secret.txt")
    shown = pledgebook.json("key", "show", "closed.pem", "--passphrase-file", "secret.txt")
    expect_equal("both halves", shown, pledgebook.json("key", "show", "closed.pub.pem"))
    (pledgebook.folder / "wrong.txt").write_text("wrong\n", encoding="utf-8")
    (pledgebook.folder / "wrong.txt").chmod(0o600)
    expect_failure(pledgebook, 2, "closed.pem", "key", "show", "closed.pem", "--passphrase-file", "wrong.txt")
    registrar = ("--key", f"{keys}/registrar/registrar.pem", "--ledger", ledger)
    pledgebook.run("party", "register", "gha-gov", "--name", "Ghana", *PARTY, *registrar)
    add = ("key", "add", "--party", "gha-gov", "--label", "office", "--role", "member")
    expect_failure(pledgebook, 2, "the new key must sign too", *add, "--key-file", "gha.pub.pem", *registrar)
    # The new key's holder signs separately, from the registrar's file.
    pledgebook.run(*add, "--key-file", "gha.pub.pem", *registrar, "--output", "half.json")
    pledgebook.run("sign", "half.json", "--key", "gha.pem", "--output", "whole.json")
    expect_failure(pledgebook, 1, "signature_missing", "submit", "half.json", "--ledger", ledger)
    expect_equal("accepted", json.loads(pledgebook.run("submit", "whole.json", "--ledger", ledger, "--json").stdout)
                 ["outcome"], "accepted")
    expect_equal("sent again", json.loads(pledgebook.run("submit", "whole.json", "--ledger", ledger, "--json").stdout)
                 ["outcome"], "repeated")
    expect_failure(pledgebook, 2, "gha-gov must sign too", *add, "--key-file", "closed.pem", "--passphrase-file",
                   "secret.txt", *registrar)
    pledgebook.run(*add, "--key-file", "closed.pem", "--passphrase-file", "secret.txt", "--key", "gha.pem",
                   "--ledger", ledger)
    expect_failure(pledgebook, 3, "nobody.pem", "party", "update", "gha-gov", "--name", "G", "--key", "nobody.pem", "--ledger", ledger)


def check_statements(pledgebook, ledger, keys):
    place = ("--ledger", ledger)
    member = ("--key", "gha.pem", *place)
    pledge = ("pledge", "submit", "p-1", "--title", "100 schools", "--type", "policy", "--focus-area", "access",
              "--scope", "global", "--start", "2026-01-01")
    dry = pledgebook.run(*pledge, *member, "--dry-run")
    expect_equal("a dry run prints the statement", json.loads(dry.stdout)["signers"], ["gha-gov"])
    expect_equal("and asks the ledger", "the ledger would accept it; nothing was signed" in dry.stderr, True)
    refused = pledgebook.run("pledge", "submit", "p-1", "--title", "t", "--type", "financial", "--focus-area", "access",
                             "--scope", "global", "--start", "2026-01-01", *member, "--dry-run", status=1)
    expect_equal("which may refuse it", "the ledger would refuse it; nothing was signed" in refused.stderr, True)
    unasked = subprocess.run(pledgebook.command(*pledge, *member), cwd=pledgebook.folder, stdin=subprocess.DEVNULL,
                             capture_output=True, text=True, check=False, timeout=60)
    expect_equal("nothing is signed unseen", (unasked.returncode, unasked.stdout), (2, ""))
    expect_equal("what it says is shown", "  title           100 schools\n" in unasked.stderr, True)
    expect_equal("and how to agree", "add --yes if what is shown above is right" in unasked.stderr, True)
    pledgebook.run(*pledge, *member)
    # A statement whose `prev` is no longer the head.
    pledgebook.run("pledge", "publish", "p-1", "--key", f"{keys}/reviewer/reviewer.pem", *place, "--output", "late.json")
    pledgebook.run("pledge", "return", "p-1", "--comment", "end=when?", "--key", f"{keys}/reviewer/reviewer.pem", *place)
    expect_failure(pledgebook, 1, "the last statement of pledge/p-1 is now pledge.returned by bdt", "submit",
                   "late.json", *place)
    expect_failure(pledgebook, 1, "key_missing", "pledge", "publish", "p-1", *member)
    auditor = ("--key", f"{keys}/auditor-1/auditor-1.pem", *place)
    expect_failure(pledgebook, 2, "--finding accepted|queried is missing: give it, or the field \"finding\" in --body FILE", "review",
                   "report", "p-1", *auditor)
    expect_failure(pledgebook, 2, "--assurance", "review", "report", "p-1", "--report", "3f2a", "--finding", "accepted",
                   *auditor)
    expect_failure(pledgebook, 2, "--reason TEXT is missing", "review", "reverse", "p-1", *auditor)
    expect_failure(pledgebook, 2, "--from DAY is missing", "report", "submit", "p-1", *member)
    expect_failure(pledgebook, 2, "--to DAY is missing", "report", "submit", "p-1", "--from", "2026-01-01", *member)
    expect_failure(pledgebook, 2, "--title TEXT is missing", "pledge", "submit", "p-2", *member)
    expect_failure(pledgebook, 3, "has no report.submitted", "review", "report", "p-1", "--finding", "accepted",
                   "--assurance", "reviewed", *auditor)
    expect_failure(pledgebook, 2, "invalid id", "pledge", "publish", "P 1", "--key", f"{keys}/reviewer/reviewer.pem", *place)
    expect_failure(pledgebook, 3, "has no notice.given", "lapse", "p-1", "--key", f"{keys}/registrar/registrar.pem", *place)
    expect_failure(pledgebook, 3, "there is no pledge p-9", "pledge", "show", "p-9", *place)
    expect_failure(pledgebook, 3, "there is no party nobody", "status", "--member", "nobody", *place)
    expect_failure(pledgebook, 3, "there is no focus area moon", "status", "--focus-area", "moon", *place)
    expect_failure(pledgebook, 3, "the ledger has no stream pledge/p-9", "log", "--stream", "pledge/p-9", *place)
    expect_failure(pledgebook, 2, "invalid stream", "log", "--stream", "pledges", *place)
    expect_failure(pledgebook, 2, "--as-of: invalid time", "commitments", "--as-of", "2026-13-01", *place)
    expect_failure(pledgebook, 2, "--per-page: ", "pledge", "list", "--per-page", "100000", *place)
    expect_failure(pledgebook, 2, "--after x: not a whole number", "log", "--after", "x", *place)
    expect_failure(pledgebook, 2, "give --after or --from, not both", "log", "--after", "1", "--from", "2", *place)
    first = pledgebook.json("log", "--from", "0", "--limit", "1", *place)["records"]
    expect_equal("the log from its beginning", [record["index"] for record in first], [0])


def check_import(pledgebook, ledger, keys):
    arguments = ("--ledger", ledger, "--key", f"{keys}/registrar/registrar.pem", "--key", f"{keys}/reviewer/reviewer.pem")
    expect_failure(pledgebook, 3, "there is no such file", "import", "none.jsonl", *arguments)
    good = {"kind": "party.registered", "stream": "party/acme", "at": "2022-01-01T00:00:00Z",
            "body": {"name": "Acme", "sector": "other", "roles": ["member"]}}
    bad = {**good, "stream": "party/bad", "body": {"name": "Bad"}}
    text = f"\ufeff{json.dumps(good)}\r\n\r\n{{\n{json.dumps(bad)}\n"
    (pledgebook.folder / "in.jsonl").write_bytes(text.encode("utf-8"))
    expect_failure(pledgebook, 2, "would overwrite", "import", "in.jsonl", *arguments, "--refused", "in.jsonl")
    pledgebook.run("key", "new", "stranger.pem", "--plain")
    expect_failure(pledgebook, 2, "is not a key of this ledger", "import", "in.jsonl", "--ledger", ledger, "--key",
                   "stranger.pem")
    summary = pledgebook.json("import", "in.jsonl", *arguments)
    expect_equal("summary", (summary["lines"], summary["accepted"], summary["refused"]), (3, 1, [3, 4]))
    refused = [json.loads(line) for line in (pledgebook.folder / "in.refused.jsonl").read_text("utf-8").splitlines()]
    expect_equal("refused lines", [(line["line"], line["code"]) for line in refused],
                 [(3, "not_json"), (4, "member_missing")])
    expect_equal("the text of a refused line", json.loads(refused[1]["text"]), bad)
    expect_failure_of_strict(pledgebook, arguments)
    # Standard input, which can't be read twice.
    done = subprocess.run(
        pledgebook.command("import", "-", "--json", *arguments), input=text.encode("utf-8"), cwd=pledgebook.folder,
        capture_output=True, check=True, timeout=60,
    )
    summary = json.loads(done.stdout)
    expect_equal("again, from standard input", (summary["accepted"], summary["repeated"], summary["refused"]),
                 (0, 1, [3, 4]))
    expect_equal("its refused lines", os.path.exists(pledgebook.folder / "stdin.refused.jsonl"), True)


def expect_failure_of_strict(pledgebook, arguments):
    done = pledgebook.run("import", "in.jsonl", *arguments, "--strict", status=1)
    expect_equal("--strict says where it stopped", "stopped at line 3" in done.stderr, True)


def check_two_writers(pledgebook, ledger, keys):
    party = ("party", "register", "late", "--name", "Late", *PARTY, "--key", f"{keys}/registrar/registrar.pem")
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        expect_failure(pledgebook, 4, "use --server URL", *party, "--ledger", ledger)
        expect_failure(pledgebook, 4, "is in use", "serve", "--ledger", "two", "--listen", address[len("http://"):])
        pledgebook.run(*party, "--server", address)
        expect_failure(pledgebook, 1, "party", *party, "--server", address)
        expect_failure(pledgebook, 3, "there is no pledge p-9", "pledge", "show", "p-9", "--server", address)
        expect_failure(pledgebook, 2, "--as-of: invalid time", "commitments", "--as-of", "x", "--server", address)
        commitments = pledgebook.json("commitments", "--server", address)
    expect_equal("a directory and its server say the same", pledgebook.json("commitments", "--ledger", ledger)["rows"],
                 commitments["rows"])


def check_writers_at_once(pledgebook, keys):
    """Two imports of one register through one server: each line is recorded once."""
    pledgebook.run("init", "--origin", "example.org/at-once", "--ledger", "at-once", "--keys", keys)
    lines = []
    for i in range(200):
        at = "2022-01-01T00:00:00Z"
        lines.append({"kind": "party.registered", "stream": f"party/m-{i}", "at": at,
                      "body": {"name": f"M {i}", "sector": "other", "roles": ["member"]}})
        lines.append({"kind": "party.updated", "stream": f"party/m-{i}", "at": at,
                      "body": {"name": f"N {i}", "sector": "other", "roles": ["member"]}})
    (pledgebook.folder / "two.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with pledgebook.serving("serve", "--ledger", "at-once") as address:
        arguments = ("import", "two.jsonl", "--json", "--server", address, "--key", f"{keys}/registrar/registrar.pem")
        both = [subprocess.Popen(pledgebook.command(*arguments, "--refused", f"r{i}.jsonl"), cwd=pledgebook.folder,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for i in range(2)]
        summaries = [json.loads(each.communicate(timeout=120)[0]) for each in both]
    expect_equal("refused by neither", [summary["refused"] for summary in summaries], [[], []])
    expect_equal("accepted once", sum(summary["accepted"] for summary in summaries), len(lines))
    expect_equal("recognised once", sum(summary["repeated"] for summary in summaries), len(lines))


def check_help(pledgebook):
    expect_equal("help", pledgebook.run("help", "pledge", "amend").stdout, pledgebook.run("pledge", "amend", "-h").stdout)
    expect_equal("version", pledgebook.run("--version").stdout.startswith("pledgebook "), True)
    pledgebook.run("man")
    if shutil.which("groff"):
        page = pledgebook.run("man").stdout.encode("utf-8")
        done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-P-cbou"], input=page, capture_output=True, check=False, timeout=60)
        expect_equal("groff has no complaint", (done.returncode, done.stderr), (0, b""))
        expect_equal("the page has all sections", all(word in done.stdout for word in (b"EXIT", b"audit")), True)


def completions(pledgebook, line):
    script = f"""
source <({pledgebook.path} completion bash) || exit 1
line={json.dumps(line)}
read -ra COMP_WORDS <<<"$line"
[[ $line == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_pledgebook_complete
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], cwd=pledgebook.folder, capture_output=True, text=True, check=True,
                          timeout=60)
    return set(done.stdout.split())


# What zsh's own functions would be told, a candidate a line.
ZSH_STUBS = """
_describe() { local list=${@[-1]}; print -l -- "${(@)${(@P)list}%%:*}" }
compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@" }
_files() { print -l -- *(N) }
compset() { : }
compdef() { : }
"""


def zsh_completions(pledgebook, line):
    words = line.split(" ")
    script = f"""{ZSH_STUBS}
source <({pledgebook.path} completion zsh) || exit 1
words=({' '.join(f"'{word}'" for word in words)})
CURRENT={len(words)}
_pledgebook
"""
    done = subprocess.run(["zsh", "-f", "-c", script], cwd=pledgebook.folder, capture_output=True, text=True, check=True, timeout=60)
    return {word for word in done.stdout.splitlines() if word.startswith(words[-1])}


def fish_completions(pledgebook, line):
    # fish completes a command that it finds; `complete -C` takes the line as it would be typed.
    script = f"{pledgebook.path} completion fish | source; complete -C {json.dumps(line)}"
    done = subprocess.run(["fish", "--no-config", "-c", script], cwd=pledgebook.folder, capture_output=True, text=True, check=True,
                          timeout=60, env={**os.environ, "PATH": f"{os.path.dirname(pledgebook.path)}:{os.environ['PATH']}",
                                           "HOME": str(pledgebook.folder)})
    return {word.split("\t")[0] for word in done.stdout.splitlines()}


def check_other_shells(pledgebook):
    for shell, complete in (("zsh", zsh_completions), ("fish", fish_completions)):
        if shutil.which(shell) is None:
            print(f"{shell} is not installed: its completion is not tried")
            continue
        for line, expected in (("pledgebook comm", {"commitments"}),
                               ("pledgebook pledge re", {"return", "revise", "reject", "reinstate"}),
                               ("pledgebook commitments --axis ", {"recorded", "stated"}),
                               ("pledgebook --ledger D commitments --ax", {"--axis"}),
                               ("pledgebook key show gha.pu", {"gha.pub.pem"})):
            expect_equal(f"{shell}: {line}", complete(pledgebook, line), expected)


def check_completion(pledgebook):
    for line, expected in (("pledgebook comm", {"commitments"}), ("pledgebook pledge re", {"return", "revise", "reject",
                                                                                     "reinstate"}),
                           ("pledgebook commitments --axis ", {"recorded", "stated"}),
                           ("pledgebook --ledger D commitments --ax", {"--axis"}),
                           ("pledgebook key show gha.pu", {"gha.pub.pem"}), ("pledgebook log --stream ", set())):
        expect_equal(line, completions(pledgebook, line), expected)


def main():
    with program() as pledgebook:
        check_usage(pledgebook)
        check_no_ledger(pledgebook)
        ledger, keys = check_init(pledgebook)
        check_exports(pledgebook, ledger)
        check_keys(pledgebook, ledger, keys)
        check_statements(pledgebook, ledger, keys)
        check_import(pledgebook, ledger, keys)
        check_two_writers(pledgebook, ledger, keys)
        check_writers_at_once(pledgebook, keys)
        check_help(pledgebook)
        check_completion(pledgebook)
        check_other_shells(pledgebook)
    print("mistakes are named, help helps, and bash completes")


if __name__ == "__main__":
    main()

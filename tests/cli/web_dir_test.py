#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve and demo with --web-dir: a page shows what its template, its words and its styles are now, without a rebuild."""

import json
import pathlib
import shutil
import urllib.error
import urllib.request

from program import ROOT, expect_equal, program


def fetch(address, path):
    """Status, body and Cache-Control."""
    try:
        with urllib.request.urlopen(address + path, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8"), answer.headers["Cache-Control"]
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8"), error.headers["Cache-Control"]


def expect_in(what, words, text):
    expect_equal(f"{what} has {words}", words in text, True)


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    expect_in(str(file), old, text)
    file.write_text(text.replace(old, new), encoding="utf-8")


def copy_of_pages(folder):
    pages = pathlib.Path(folder) / "web"
    for name in ("templates", "i18n"):
        shutil.copytree(ROOT / "server" / "web" / name, pages / name)
    return pages


def check_template(address, pages):
    before = fetch(address, "/en/")
    expect_equal("status", before[0], 200)
    change(pages / "templates" / "dashboard.html", '<section class="hero"', '<section class="hero" data-changed="1"')
    expect_in("the next page", 'data-changed="1"', fetch(address, "/en/")[1])
    # A browser must not keep a page of which the next one differs, though no record was added.
    expect_equal("nobody keeps it", before[2], "no-store")


def check_words(address, pages):
    english = json.loads((pages / "i18n" / "en.json").read_text(encoding="utf-8"))
    change(pages / "i18n" / "fr.json", json.loads((pages / "i18n" / "fr.json").read_text(encoding="utf-8"))["nav.pledges"],
           "Mot changé")
    expect_in("the next page", "Mot changé", fetch(address, "/fr/")[1])
    expect_in("other languages are as before", english["nav.pledges"], fetch(address, "/en/")[1])


def check_styles(address, pages):
    built = pages / "out" / "assets"
    built.mkdir(parents=True)
    (built / "pledgebook-AAAAAAAAAA.css").write_text("p { color: teal }\n", encoding="utf-8")
    expect_in("the next page", "/assets/pledgebook-AAAAAAAAAA.css", fetch(address, "/en/")[1])
    expect_equal("the styles", fetch(address, "/assets/pledgebook-AAAAAAAAAA.css")[:2], (200, "p { color: teal }\n"))


def check_faults(address, pages):
    """What is wrong is said in place of the page, with the file; mended, the page is back."""
    words = pages / "i18n" / "es.json"
    good = words.read_text(encoding="utf-8")
    words.write_text(good[:-2] + ",", encoding="utf-8")
    status, body, _ = fetch(address, "/en/")
    expect_equal("status", status, 500)
    expect_in("the answer", str(words), body)
    words.write_text(good, encoding="utf-8")
    expect_equal("mended", fetch(address, "/es/")[0], 200)
    template = pages / "templates" / "about.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(good + "{{#open}}", encoding="utf-8")
    status, body, _ = fetch(address, "/en/")
    expect_equal("status", status, 500)
    expect_in("the answer", str(template), body)
    template.write_text(good, encoding="utf-8")
    expect_equal("mended", fetch(address, "/en/")[0], 200)


def check_no_folder(pledgebook, ledger):
    (pledgebook.folder / "empty").mkdir()
    for folder, fault in (("nowhere", "nowhere is not a folder"), ("empty", "empty has no templates/page.html")):
        done = pledgebook.run("serve", "--ledger", ledger, "--listen", "127.0.0.1:0", "--web-dir", folder, status=None)
        expect_equal(f"{folder}: serve fails", done.returncode != 0, True)
        expect_in(folder, fault, done.stderr)
        expect_in(folder, "server/web of the program's sources", done.stderr)


def main():
    with program() as pledgebook:
        pages = copy_of_pages(pledgebook.folder)
        ledger, _ = pledgebook.init("pages")
        check_no_folder(pledgebook, ledger)
        with pledgebook.serving("serve", "--ledger", ledger, "--web-dir", pages) as address:
            for check in (check_template, check_words, check_styles, check_faults):
                check(address, pages)
        with pledgebook.serving("demo", "--ledger", "demo", "--web-dir", pages) as address:
            expect_in("demo", "Mot changé", fetch(address, "/fr/pledges")[1])
        with pledgebook.serving("serve", "--ledger", ledger) as address:
            expect_equal("without it the program's own", "data-changed" in fetch(address, "/en/")[1], False)
    print("pages are read from the folder at each request")


if __name__ == "__main__":
    main()

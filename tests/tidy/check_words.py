#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the catalogue of the pages' words, server/web/i18n/en.json: each key that templates, C++ and
scripts use is there, each key there is used, and the other languages have no others. (That each key
which the page of keys uses is there, its compiler says.) Chinese, Arabic and French texts have their
own signs and spaces.

usage: check_words.py ROOT
"""

import json
import pathlib
import re
import sys

KEY = r"[a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+"
IN_TEMPLATE = re.compile(r"\[\[(" + KEY + r")\]\]")
IN_CODE = re.compile(r'text\(\s*"(' + KEY + r')"')
# A literal that may be a key, and one that begins a key which is put together: "facet." + name.
LITERAL = re.compile(r'"(' + KEY + r')"')
PREFIX = re.compile(r'"([a-z][a-z0-9_]*\.(?:[a-z0-9_]+[._])*)"|"(list\.amount_)"')
# Put together of a facet's name and a value (parts/names.cc).
OF_FACETS = ("status.", "timeliness.", "assurance.", "type.", "sector.", "scope.")
# The verifier's keys are named in TypeScript without their prefix.
VERIFIER = "verify."
# So are those of the page of keys; or put together of a beginning and a name that stands elsewhere: `fault.${name}`.
KEYS = "keys."
KEYS_LITERAL = re.compile(r"'([a-z0-9_.-]+)'")
KEYS_PREFIX = re.compile(r"`([a-z0-9_.-]+\.)\$\{\w+(?:\.\w+)*\}`")
# Of scripts: a key that is written out, and the beginning of one that is put together, by a template
# (`sign.trial.title.${it}`) or elsewhere ("sign.role.").
PAGES = "sign|pledging|forms|changing|reporting|talking|files|desk|cosign|tables|parties|ceremony|import|training|matching"
IN_SCRIPT = re.compile(r'"((?:' + PAGES + r')(?:\.[A-Za-z0-9_-]+)+)"')
BEGUN_IN_SCRIPT = re.compile(r'`((?:' + PAGES + r')\.[a-z0-9_.-]*[._])\$\{|"(sign\.[a-z0-9_.-]*\.)"')


# A value; and the words that begin a choice by number, whose commas are ICU's.
VALUE = re.compile(r"\{\w+\}|\{\w+, plural,")
# What a text of the language must not have, outside of values and of what others wrote in Latin.
SIGNS = {
    # A full stop or a sign of English behind or before a Chinese character.
    "zh": (re.compile(r"[\u4e00-\u9fff»”）}] ?[,;:?!.](?!\d)|[,;:?!] ?[\u4e00-\u9fff]"), "Chinese signs: ，；：？！。"),
    "ar": (re.compile(r"[\u0600-\u06ff»}] ?[,;?]"), "Arabic signs: ، ؛ ؟"),
    "fr": (re.compile(r"(?<![\u00a0\u202f\d])[:;?!»](?=[\s\u00a0]|$)| [:;?!»]|«(?![\u00a0\u202f])"),
           "a no-break space before : ; ? ! » and after «"),
}


def faults_of_signs(language, text):
    """What is wrong with the signs of a text; nothing if all is right."""
    wrong, right = SIGNS[language]
    # A value stands for words of the language.
    plain = VALUE.sub(lambda value: "" if "plural" in value.group() else "}", text)
    return f"{right}" if wrong.search(plain) else None


def sources(web):
    for folder in ("words", "frame", "charts", "parts", "pages", ""):
        yield from (web / folder).glob("*.cc")


def used_by_keys(web):
    """The keys that the scripts of the page of keys name."""
    text = "".join(source.read_text(encoding="utf-8") for source in sorted((web / "src" / "keys").glob("*.ts")))
    literals = set(KEYS_LITERAL.findall(text))
    built = {prefix + literal for prefix in KEYS_PREFIX.findall(text) for literal in literals}
    return {KEYS + name for name in literals | built}


def read_scripts(web, used, prefixes):
    """Adds the keys of scripts to `used`, and how those begin that they put together to `prefixes`."""
    for script in sorted((web / "src").rglob("*.ts*")):
        text = script.read_text(encoding="utf-8")
        for key in IN_SCRIPT.findall(text):
            used.setdefault(key, script.name)
        prefixes.update(a or b for a, b in BEGUN_IN_SCRIPT.findall(text))


def problems(root):
    web = root / "server" / "web"
    words = json.loads((web / "i18n" / "en.json").read_text(encoding="utf-8"))
    used, literals, prefixes = {}, set(), set()
    read_scripts(web, used, prefixes)
    for template in sorted((web / "templates").glob("*.html")):
        for key in IN_TEMPLATE.findall(template.read_text(encoding="utf-8")):
            used.setdefault(key, template.name)
    for source in sources(web):
        text = source.read_text(encoding="utf-8")
        for key in IN_CODE.findall(text):
            if not key.endswith("_"):
                used.setdefault(key, source.name)
        literals.update(LITERAL.findall(text))
        prefixes.update(a or b for a, b in PREFIX.findall(text))
    for key, place in sorted(used.items()):
        if key not in words:
            yield f"{place} uses {key}, which the catalogue lacks"
    of_keys = used_by_keys(web)
    for key in words:
        if key in of_keys:
            continue
        is_built = any(key.startswith(prefix) for prefix in (*prefixes, *OF_FACETS) if prefix)
        # A title's note has its title's key.
        is_note = key.endswith("_note") and key.removesuffix("_note") in literals
        if key not in used and key not in literals and not is_built and not is_note and not key.startswith(VERIFIER):
            yield f"nothing uses {key}"
    for language in ("ar", "zh", "fr", "ru", "es"):
        others = json.loads((web / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
        extra = sorted(set(others) - set(words) - {"amount.hundred_million", "amount.ten_thousand"})
        for key in extra:
            yield f"{language}.json has {key}, which en.json lacks"
        for key, text in others.items():
            if language in SIGNS and (right := faults_of_signs(language, text)):
                yield f"{language}.json: {key}: {right}: {text}"


def main():
    found = list(problems(pathlib.Path(sys.argv[1])))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"words: {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

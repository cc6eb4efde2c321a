#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""country_names.py: the names of countries in the six languages, from Debian's package iso-codes, as
i18n/countries.json has them: ISO's names in ISO's word order, as the program has them in English, and their translations.

    python3 server/web/tools/country_names.py > server/web/i18n/countries.json
"""
import gettext
import json
import sys

# Renamed since iso-codes' translators last saw them.
SINCE = {("TUR", "ar"): "تركيا", ("TUR", "ru"): "Турция"}

LANGUAGES = {"ar": "ar", "zh": "zh_CN", "fr": "fr", "ru": "ru", "es": "es"}


def main():
    with open("/usr/share/iso-codes/json/iso_3166-1.json", encoding="utf-8") as file:
        countries = json.load(file)["3166-1"]
    names = {}
    translations = {tag: gettext.translation("iso_3166-1", "/usr/share/locale", [locale]) for tag, locale in LANGUAGES.items()}
    for country in sorted(countries, key=lambda entry: entry["alpha_3"]):
        row = {"en": country["name"]}
        for tag, translation in translations.items():
            row[tag] = SINCE.get((country["alpha_3"], tag)) or translation.gettext(country["name"])
        names[country["alpha_3"]] = row
    json.dump(names, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()

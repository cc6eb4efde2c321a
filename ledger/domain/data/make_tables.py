#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the tables of rule set 1 from Debian's iso-codes and unicode-data, or checks them.

    make_tables.py           writes countries.tsv, currencies.tsv and ../values/combining_marks.h
    make_tables.py --check   writes nothing; exit status 1 if a file differs from what it would write

What iso-codes does not say stands in the tables below: minor units, codes that are not money, and
codes assigned or withdrawn since. docs/decisions/0003-reference-data.md gives the reasons.
"""

import json
import pathlib
import sys

ISO_CODES = pathlib.Path("/usr/share/iso-codes/json")
UNICODE_DATA = pathlib.Path("/usr/share/unicode/UnicodeData.txt")
HERE = pathlib.Path(__file__).resolve().parent
SOURCE = "Debian iso-codes 4.15.0 (2023-04-27)"

# In ISO 4217, but not money in which anybody pledges.
NOT_MONEY = {
    "CHE": "WIR Euro, private complementary currency",
    "CHW": "WIR Franc, private complementary currency",
    "USN": "US Dollar (Next day), a settlement date of USD",
    "XAD": "Arab Accounting Dinar, unit of account",
    "XAG": "silver",
    "XAU": "gold",
    "XBA": "bond markets unit",
    "XBB": "bond markets unit",
    "XBC": "bond markets unit",
    "XBD": "bond markets unit",
    "XPD": "palladium",
    "XPT": "platinum",
    "XSU": "Sucre, unit of account",
    "XTS": "reserved for testing",
    "XUA": "ADB Unit of Account",
    "XXX": "no currency",
}

# Assigned by ISO 4217 amendments that are newer than the source.
ADDED = {
    "XCG": ("Caribbean Guilder", "from 2025-03-31, amendment 176"),
    "ZWG": ("Zimbabwe Gold", "from 2024-06-25, amendment 177"),
}

# Replaced since 2015 (LTL, replaced on 2015-01-01, is not needed), and gone from the source.
REPLACED = {
    "BYR": ("Belarusian Ruble", "2016 by BYN"),
    "MRO": ("Ouguiya", "2018 by MRU"),
    "STD": ("Dobra", "2018 by STN"),
    "VEF": ("Bolívar", "2018 by VES"),
}

# Replaced since 2015, but still in the source.
REPLACED_IN_SOURCE = {
    "ANG": "2025 by XCG",
    "BGN": "2026 by EUR",
    "CUC": "2021 by CUP",
    "HRK": "2023 by EUR",
    "SLL": "2022 by SLE",
    "ZWL": "2024 by ZWG",
}

# ISO 4217 list one; every code not named here has two. XDR has none there ("N.A."): two, by us.
MINOR_UNITS = {
    **dict.fromkeys("BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def entries(file, key):
    return json.loads((ISO_CODES / file).read_text(encoding="utf-8"))[key]


def lines(header, rows):
    text = [f"# {line}".rstrip() for line in header]
    text += ["\t".join(row) for row in sorted(rows)]
    return "\n".join(text) + "\n"


def countries():
    rows = [(e["alpha_3"], e["alpha_2"], e["numeric"], e["name"]) for e in entries("iso_3166-1.json", "3166-1")]
    header = [
        "Countries of rule set 1; once shipped, codes never change. Made by make_tables.py.",
        f"Source: ISO 3166-1 as in {SOURCE}: every entry.",
        "The numeric code is ISO's, which is the UN's M49 code.",
        "Columns: iso3, iso2, numeric, English short name.",
    ]
    return lines(header, rows)


def currencies():
    names = {e["alpha_3"]: e["name"] for e in entries("iso_4217.json", "4217") if e["alpha_3"] not in NOT_MONEY}
    names |= {code: name for code, (name, _) in (ADDED | REPLACED).items()}
    replaced = REPLACED_IN_SOURCE | {code: note for code, (_, note) in REPLACED.items()}
    header = [
        "Currencies of rule set 1; once shipped, codes and minor units never change. Made by make_tables.py.",
        f"Source: ISO 4217 as in {SOURCE}; minor units from ISO 4217 list one; reviewed 2026-11-21.",
        "Columns: code, minor units, English name.",
        "XDR has no minor unit in ISO 4217; here it has two. Indexed units in which states contract",
        "(BOV CLF COU MXV UYI UYW) are kept.",
        "Left out, because nobody pledges in them:",
        *(f"  {code} {why}" for code, why in sorted(NOT_MONEY.items())),
        "Newer than the source:",
        *(f"  {code} {note}" for code, (_, note) in sorted(ADDED.items())),
        "Replaced since 2015, kept because pledges made before may name them:",
        *(f"  {code} in {note}" for code, note in sorted(replaced.items())),
    ]
    rows = [(code, str(MINOR_UNITS.get(code, 2)), name) for code, name in names.items()]
    return lines(header, rows)


def mark_ranges():
    """The code points whose General_Category is M (Mark), as ranges [first, last]."""
    ranges = []
    for line in UNICODE_DATA.read_text(encoding="utf-8").splitlines():
        code, _, category = line.split(";")[:3]
        if not category.startswith("M"):
            continue
        mark = int(code, 16)
        if ranges and ranges[-1][1] == mark - 1:
            ranges[-1][1] = mark
        else:
            ranges.append([mark, mark])
    return ranges


def combining_marks():
    rows = [f"    {{0x{first:04X}, 0x{last:04X}}}," for first, last in mark_ranges()]
    return "\n".join([
        "// SPDX-License-Identifier: Apache-2.0",
        "// Combining marks: the characters of Unicode 15.0 in the category M (Mark). They belong to rule set",
        "// 1 and never change in it. Made by ledger/domain/data/make_tables.py from Debian's unicode-data",
        "// 15.0.0.",
        "#pragma once",
        "",
        "#include <array>",
        "",
        "namespace pledgebook::ledger {",
        "",
        "struct CodePoints {",
        "  char32_t first;",
        "  char32_t last;",
        "};",
        "// In ascending order.",
        "// clang-format off",
        f"inline constexpr std::array<CodePoints, {len(rows)}> kCombiningMarks{{{{",
        *rows,
        "}};",
        "// clang-format on",
        "",
        "}  // namespace pledgebook::ledger",
        "",
    ])


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    differing = 0
    tables = {
        "countries.tsv": countries,
        "currencies.tsv": currencies,
        "../values/combining_marks.h": combining_marks,
    }
    for name, make in tables.items():
        path = HERE / name
        if not check:
            path.write_text(make(), encoding="utf-8")
        elif path.read_text(encoding="utf-8") != make():
            print(f"{name} differs from what the installed packages give", file=sys.stderr)
            differing = 1
    return differing


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets as people keep them go in: a mapping is drafted, what was understood is shown, every bad cell is named by
row and column, and the totals are those of an independent model. The sheets of others are not part of this tree. Files of
IATI activities go in as pledges, amendments and reports."""

import decimal
import io
import json
import zipfile

from program import SHARED, expect_equal, program

KEYS = ("registrar", "reviewer")


def key_arguments(keys):
    return [argument for role in KEYS for argument in ("--key", f"{keys}/{role}/{role}.pem")]


def total(pledgebook, ledger):
    answer = pledgebook.json("commitments", "--ledger", ledger)
    areas = {}
    for row in answer["rows"]:
        areas[row["focus_area"]] = areas.get(row["focus_area"], 0) + row["pledges"]
    announced = {currency: decimal.Decimal(amount) for currency, amount in answer["totals"]["announced"].items()}
    return {"pledges": answer["totals"]["pledges"], "members": len({row["member"] for row in answer["rows"]}),
            "per_focus_area": areas, "announced": announced}


def import_sheet(pledgebook, file, ledger, keys, *options, status=0):
    mapping = f"{file}.mapping.json"
    done = pledgebook.run("import", file, "--mapping", mapping, "--ledger", ledger, *key_arguments(keys), "--json", *options,
                          status=status)
    return json.loads(done.stdout)


def check_sheet_of_others(pledgebook, name, end):
    source = SHARED / "sheets" / f"{name}{end}"
    if not source.exists():
        print(f"{source.name} is not here: skipped")
        return
    expected = json.loads((SHARED / "sheets" / f"{name}.expected.json").read_text(encoding="utf-8"))
    file = f"{name}{end}"
    (pledgebook.folder / file).write_bytes(source.read_bytes())
    ledger, keys = pledgebook.init(name.replace("_", "-"))
    said = pledgebook.run("import", file, "--make-mapping").stdout
    expect_equal(f"{name}: Windows-1252 is said", "Windows-1252" in said, name == "tabla_es")
    judged = import_sheet(pledgebook, file, ledger, keys, "--check", status=0)
    expect_equal(f"{name}: a check writes nothing", total(pledgebook, ledger)["pledges"], 0)
    done = import_sheet(pledgebook, file, ledger, keys, "--yes")
    for summary in (judged, done):
        bad = {str(cell["row"]): cell["heading"] for cell in summary["bad_cells"]}
        expect_equal(f"{name}: bad cells", bad, expected["bad"])
        expect_equal(f"{name}: rows", summary["rows"], expected["rows"])
        expect_equal(f"{name}: refused", summary["refused_cells"], [])
    expected["announced"] = {currency: decimal.Decimal(amount) for currency, amount in expected["announced"].items()}
    for what, value in total(pledgebook, ledger).items():
        expect_equal(f"{name}: {what}", value, expected[what])
    again = import_sheet(pledgebook, file, ledger, keys, "--yes")
    # The members are known now, so that there is no line for them.
    expect_equal(f"{name}: nothing twice", (again["accepted"], again["repeated"]), (0, 2 * expected["pledges"]))
    pledgebook.run("audit", "--ledger", ledger)


# ---- sheets of our own --------------------------------------------------------------------------------------------------

HEAD = "Member,Sector,Title,Focus area,Amount,Currency,Start,Country\n"


def write(pledgebook, name, contents):
    file = pledgebook.folder / name
    file.write_bytes(contents if isinstance(contents, bytes) else contents.encode("utf-8"))
    (pledgebook.folder / f"{name}.mapping.json").unlink(missing_ok=True)
    return name


def mapping_of(pledgebook, name):
    pledgebook.run("import", name, "--make-mapping")
    return json.loads((pledgebook.folder / f"{name}.mapping.json").read_text(encoding="utf-8"))


def bad_cells(pledgebook, name, ledger, keys, **changes):
    path = pledgebook.folder / f"{name}.mapping.json"
    if not path.exists():
        mapping_of(pledgebook, name)
    if changes:
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")
    summary = json.loads(pledgebook.run("import", name, "--mapping", path.name, "--ledger", ledger, *key_arguments(keys), "--json",
                                        "--check", status=None).stdout)
    return [(cell["row"], cell["column"], cell["what"]) for cell in summary["bad_cells"]]


def check_cells(pledgebook, ledger, keys):
    """What can mean two things is refused until the mapping says which; what is no figure is refused in any case."""
    row = 'Atlantis Telecom,company,Cable,Access,"{amount}",EUR,{start},Ghana\n'
    for amount, written in (("1.234,56", "1.234,56"), ("1,234.56", "1,234.56"), ("12 500 000", "1 234,56"), ("USD 12m", None),
                            ("approx. 5", None), ("-5", None), ("12e6", None)):
        name = write(pledgebook, "amounts.csv", HEAD + row.format(amount=amount, start="2026-01-31"))
        mapping = mapping_of(pledgebook, name)
        expect_equal(f"{amount}: style", mapping["amounts"], written)
        bad = bad_cells(pledgebook, name, ledger, keys)
        expect_equal(f"{amount}: bad", [cell[:2] for cell in bad], [] if written else [(2, "E")])
    name = write(pledgebook, "two.csv", HEAD + row.format(amount="1.500", start="03/04/2026"))
    mapping = mapping_of(pledgebook, name)
    expect_equal("two meanings", (mapping["amounts"], mapping["days"]), (None, None))
    bad = bad_cells(pledgebook, name, ledger, keys)
    expect_equal("cells of two meanings", [cell[:2] for cell in bad], [(2, "E"), (2, "G")])
    expect_equal("and said which", bad_cells(pledgebook, name, ledger, keys, amounts="1.234,56", days="DD/MM/YYYY"), [])


def check_wrong_files(pledgebook, ledger, keys):
    """A sentence with the remedy for each, and never more."""
    for contents, said in ((b"\x00\x01\x02,\x00", "no text"), (b"PK\x03\x04 no workbook", "no whole workbook"),
                           (b"a,b\n1,2\n", "no row has headings"), (b"", "has no rows"),
                           (b'Title,Amount\n"a"b,2\n', "no CSV")):
        name = write(pledgebook, "wrong.csv", contents)
        done = pledgebook.run("import", name, "--make-mapping", status=2)
        expect_equal(f"{contents}: {done.stderr}", said in done.stderr, True)
    name = write(pledgebook, "bare.csv", HEAD)
    done = pledgebook.run("import", name, "--ledger", ledger, *key_arguments(keys), status=2)
    expect_equal(done.stderr, "--make-mapping" in done.stderr, True)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" + " " * (200 << 20))
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    done = pledgebook.run("import", write(pledgebook, "bomb.xlsx", bomb.getvalue()), "--make-mapping", status=2)
    expect_equal(done.stderr, "MiB" in done.stderr, True)


def check_encodings(pledgebook, ledger, keys):
    text = "Organisation;Type d’organisation;Intitulé;Domaine d’action;Montant;Devise;Début;Pays\r\n" \
           "Société Éclair;entreprise;Câble;Accès;1 000,50;EUR;31/01/2026;Côte d’Ivoire\r\n"
    for encoding, name in (("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")):
        file = write(pledgebook, "encoded.csv", text.encode(encoding))
        said = pledgebook.run("import", file, "--make-mapping").stdout
        expect_equal(f"{encoding}: {said}", f"{name}, with semicolons" in said, True)
        expect_equal(encoding, bad_cells(pledgebook, file, ledger, keys), [])


# ---- IATI ---------------------------------------------------------------------------------------------------------------

ACTIVITY = """<iati-activity default-currency="USD" xml:lang="en"><iati-identifier>{id}</iati-identifier>
<reporting-org ref="XX-1" type="60"><narrative>Sample Fund</narrative></reporting-org>
<title><narrative xml:lang="fr">Câble</narrative><narrative xml:lang="en">Cable {id}</narrative></title>
<activity-status code="{status}"/><activity-date type="1" iso-date="2021-03-01"/><activity-date type="3" iso-date="2024-02-28"/>
<recipient-country code="GH" percentage="60"/><recipient-country code="SN" percentage="40"/>{transactions}</iati-activity>"""


def transaction(code, day, amount, currency=""):
    currency = f' currency="{currency}"' if currency else ""
    return (f'<transaction><transaction-type code="{code}"/><transaction-date iso-date="{day}"/>'
            f'<value value-date="{day}"{currency}>{amount}</value></transaction>')


def iati_file(*activities):
    return '<?xml version="1.0"?><iati-activities version="2.03">' + "".join(activities) + "</iati-activities>"


def import_iati(pledgebook, file, ledger, keys, *options, status=0):
    done = pledgebook.run("import", file, "--format", "iati", "--ledger", ledger, *key_arguments(keys), "--json", *options,
                          status=status)
    return json.loads(done.stdout)


def check_iati(pledgebook):
    ledger, keys = pledgebook.init("iati")
    good = ACTIVITY.format(id="XX-1-1", status="2", transactions=transaction(2, "2021-04-01", 1000) +
                           transaction(3, "2021-06-01", 200) + transaction(2, "2022-05-01", 500) +
                           transaction(3, "2022-06-01", "300.50") + transaction(4, "2023-01-01", -100) +
                           transaction(3, "2023-02-01", 7, "EUR"))
    mixed = ACTIVITY.format(id="XX-1-2", status="2", transactions=transaction(12, "2021-04-01", 1) +
                            transaction(12, "2021-05-01", 1, "EUR"))
    cancelled = ACTIVITY.format(id="XX-1-3", status="5", transactions="")
    file = write(pledgebook, "activities.xml", iati_file(good, mixed, cancelled))
    summary = import_iati(pledgebook, file, ledger, keys, "--focus-area", "access", "--yes")
    expect_equal("what was made", [summary[name] for name in ("activities", "pledges", "amendments", "reports")], [3, 2, 1, 3])
    expect_equal("what is left out", [(each["activity"], "USD and in EUR" in each["what"]) for each in summary["bad_activities"]],
                 [("XX-1-2", True)])
    expect_equal("said", any("another currency" in each["what"] for each in summary["remarks"]), True)
    expect_equal("refused", summary["refused_cells"], [])
    answer = pledgebook.json("commitments", "--ledger", ledger)["totals"]
    figures = {name: {currency: decimal.Decimal(amount) for currency, amount in answer[name].items()}
               for name in ("announced", "committed", "disbursed")}
    expect_equal("figures", figures, {"announced": {"USD": 1500}, "committed": {"USD": 1500},
                                      "disbursed": {"USD": decimal.Decimal("400.50")}})
    expect_equal("states", answer["by_state"].get("WITHDRAWN"), 1)
    again = import_iati(pledgebook, file, ledger, keys, "--focus-area", "access", "--yes")
    expect_equal("nothing twice", (again["accepted"], again["repeated"]), (0, summary["accepted"] - 1))
    pledgebook.run("audit", "--ledger", ledger)
    for contents, said in (("<a/>", "iati-activities"), ("<iati-activities version='1.05'/>", "version 1.05"), ("<iati", "no XML")):
        done = pledgebook.run("import", write(pledgebook, "wrong.xml", contents), "--format", "iati", "--ledger", ledger,
                              *key_arguments(keys), status=2)
        expect_equal(done.stderr, said in done.stderr, True)


def check_delimiters(pledgebook, ledger, keys):
    """A long list of countries has more semicolons than a row has commas; amounts have commas where cells have semicolons."""
    many = "; ".join(["Ghana", "Senegal", "Togo", "Mali", "Benin", "Niger", "Chad", "Kenya", "Uganda", "Rwanda", "Malawi"])
    comma = HEAD + f"Acme,company,Cable,Access,5,EUR,2026-01-31,{many}\nAcme,company,Mast,Access,5,EUR,2026-01-31,Togo\n"
    semicolon = "Title;Amount (EUR)\n" + "".join(f"Cable {i};1,5\n" for i in range(5))
    for contents, between in ((comma, "commas"), (semicolon, "semicolons"), (comma.replace(",", "\t"), "tabs")):
        name = write(pledgebook, "delimited.csv", contents)
        said = pledgebook.run("import", name, "--make-mapping").stdout
        expect_equal(f"{between}: {said}", f"with {between} between" in said, True)
    name = write(pledgebook, "delimited.csv", comma)
    expect_equal("countries", bad_cells(pledgebook, name, ledger, keys), [])


def main():
    with program() as pledgebook:
        for name, end in (("semicolons", ".csv"), ("classeur_fr", ".xlsx"), ("tabla_es", ".csv")):
            check_sheet_of_others(pledgebook, name, end)
        ledger, keys = pledgebook.init("own")
        check_cells(pledgebook, ledger, keys)
        check_encodings(pledgebook, ledger, keys)
        check_delimiters(pledgebook, ledger, keys)
        check_wrong_files(pledgebook, ledger, keys)
        check_iati(pledgebook)


if __name__ == "__main__":
    main()

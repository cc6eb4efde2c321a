#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""First inputs of the fuzz targets, made from tests/vectors: `seeds.py FOLDER` fills FOLDER/NAME_fuzz and writes
FOLDER/NAME.dict, the words that libFuzzer puts in."""

import base64
import gzip
import hashlib
import io
import json
import pathlib
import sys
import zipfile

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors"
REQUEST = ("GET /api/v1/pledges?focus_area=access&page=2&as_of=2026-01-01&sort=-announced HTTP/1.1\r\nHost: a\r\n"
           "Accept-Encoding: gzip\r\n\r\n",
           "GET /api/v1/pledges?country=GHA&type=financial&status=PUBLISHED&sdg=9&axis=stated&from=2024-01-01&q=a+b%20c"
           " HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"a\", W/\"b\"\r\nLast-Event-ID: 7\r\n\r\n",
           "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
           "Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\n\r\n",
           "HEAD /tile/entries/x001/234.p/7 HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab")
QUESTIONS = ["école connecté", '"rural schools" broad', "2022-0004", "Сельская связь", "المدارس", "农村学校的宽带", "5G网络2026", "İstanbul"]
TILES = ("0/000", "7/x001/x234/067.p/255", "entries/x018/999.p/1")
ADDRESSES = ("http://127.0.0.1:8080", "http://witness.example/bdt/", "http://[::1]:80/a%20b/c", "https://a.example/w",
             "http://a/?q#f")
SHEETS = ("Member,Sector,Title,Focus area,Amount,Currency,Start,Country\nAcme,company,Cable,Access,\"1,234.50\",EUR,31/01/2026,Ghana; Senegal\n",
          "Organisation;Type d’organisation;Intitulé;Domaine d’action;Montant (USD);Début;Fin;Pays\r\n"
          "Société;gouvernement;Câble;Accès;1 234,50;31.01.2026;01.02.2027;Côte d’Ivoire\r\n;;;;;;;\r\n")
CELLS = ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Amount</t></is></c><c r='C1' t='inlineStr'><is><r>"
         "<t>Sta</t></r><r><t>rt</t></r></is></c></row><row r='3'><c r='A3' t='str'><v>Cable</v></c><c r='B3'><v>1.5E6</v></c>"
         "<c r='C3' s='1'><v>44074</v></c><c r='D3' t='e'><v>#REF!</v></c></row>")
ACTIVITY = ("<iati-activities version='2.03'><iati-activity default-currency='USD'><iati-identifier>A-1</iati-identifier>"
            "<reporting-org ref='A' type='10'><narrative>A</narrative></reporting-org><title><narrative>T</narrative></title>"
            "<activity-status code='4'/><activity-date type='1' iso-date='2021-03-01'/><recipient-country code='GH' percentage='100'/>"
            "<transaction><transaction-type code='2'/><transaction-date iso-date='2021-04-01'/><value>1000</value></transaction>"
            "<transaction><transaction-type code='3'/><transaction-date iso-date='2022-04-01'/><value>-10.5</value></transaction>"
            "</iati-activity></iati-activities>")
SEED_OF_STATUS = {200: 0, 201: 1, 403: 2, 409: 3, 422: 4, 503: 5}
# Words of the formats. libFuzzer finds them by itself, but not within a minute.
WORDS = {
    "checkpoint": ("\n\n— ", "ledger.example/p2c", "9223372036854775807"),
    "note": ("\n\n— ", "\n— ", "\n", "=="),
    "receipt": ("c2sp.org/tlog-proof@v1\n", "index ", "extra ", "\n\n", "\n\n— "),
    "request": ("Transfer-Encoding", "chunked", "Content-Length", "Host", "Expect", "100-continue", "Content-Encoding",
                "If-None-Match", "Last-Event-ID", "keep-alive", "\r\n\r\n", "HTTP/1.1", "focus_area=", "country=", "region=",
                "member=", "sector=", "status=", "sdg=", "as_of=", "per_page=", "sort=", "axis=", "%00", "%2F"),
    "verifier_key": ("+", "+A", "+B", "=="),
    "witness_answer": ("\n— ", "witness.example/w1", "\n"),
    "witness_policy": ("log ", "witness ", "group ", "quorum ", "any", "all", "none", "auditors", "\n", "\t"),
    "witness_request": ("old ", "\n\n", "\n\n— "),
}


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def values(rows, *members):
    return [row[member] for row in rows for member in members if isinstance(row.get(member), str)]


def as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def envelopes():
    for row in vectors("statements")["statements"]:
        yield as_json({
            "payload": base64.b64encode(row["payload"].encode("utf-8")).decode("ascii"),
            "payloadType": "application/vnd.pledgebook.statement+json",
            "signatures": [{"keyid": "0" * 64, "sig": base64.b64encode(bytes(64)).decode("ascii")}],
        })


def payloads(export):
    """The statements of an export, in order."""
    for item in json.loads(export)["records"]:
        record = base64.b64decode(item["record"])
        if record[1] == 1:
            yield record[52:52 + int.from_bytes(record[50:52], "big")].decode("utf-8")


def statement_id(payload):
    data = payload.encode("utf-8")
    kind = b"application/vnd.pledgebook.statement+json"
    return hashlib.sha256(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(data), data)).hexdigest()


def histories():
    """All statements of a ledger, and those that one pledge needs: a line each, earlier ones named by their lines."""
    all_of_them = list(payloads(vectors("exports")["exports"][0]["export"]))
    pledges = {stream for stream in (json.loads(each)["stream"] for each in all_of_them) if stream.startswith("pledge/")}
    for pledge in (None, *sorted(pledges)):
        lines, names = [], {}
        for payload in all_of_them:
            statement = json.loads(payload)
            if pledge is not None and statement["stream"].startswith("pledge/") and statement["stream"] != pledge:
                continue
            names[statement_id(payload)] = f"#{len(lines)}"
            prev = statement.pop("prev")
            text = as_json(statement)
            for sid, name in names.items():
                text = text.replace(sid, name)
            lines.append(as_json({**json.loads(text), "prev": prev}))
        yield "\n".join(lines) + "\n"


def export_items():
    for row in vectors("exports")["exports"]:
        export = json.loads(row["export"])
        yield from map(as_json, (export["selection"], *export["records"][:4], *export.get("streams", ())))


def server_answers():
    accepted = {"index": 7, "sid": "ab" * 32, "leaf_hash": "cd" * 32, "recorded_at": "2026-06-01T00:00:00.123Z"}
    problem = {"code": "text_empty", "detail": "a text", "pointer": "/body/title", "rule": "a rule", "accepted": "a text"}
    bodies = ((200, accepted), (201, accepted), (403, problem), (409, {**problem, "head": "ab" * 32}), (422, problem),
              (503, problem), (200, {"size": 9, "checkpoint": None, "views": [
                  {"view": "pledges", "version": 1, "size": 9, "digest": "ab" * 32}]}), (200, "2026-06-01T00:00:00.123Z"))
    for status, body in bodies:
        yield bytes([SEED_OF_STATUS[status]]) + as_json(body).encode("utf-8")


def served_tiles():
    """Answers of a log of three records to tile_source_fuzz: its hashes, its records, its checkpoint."""
    records = [bytes.fromhex(data) for data in values(vectors("records")["records"], "bytes")][:3]
    hashes = b"".join(hashlib.sha256(b"\0" + record).digest() for record in records)
    entries = b"".join(len(record).to_bytes(2, "big") + record for record in records)
    note = vectors("proof")["checkpoints"][0]["note"].encode("utf-8")
    answers = b"".join(len(answer).to_bytes(2, "big") + answer for answer in (hashes, entries, note))
    for size in (1, 2, 3):
        yield (2).to_bytes(2, "big") + (size - 1).to_bytes(2, "big") + answers
    yield (2).to_bytes(2, "big") + bytes(2) + b"\xff\xff" + answers


def workbook():
    """A small one: shared strings, a day, a merged cell."""
    parts = {
        "xl/workbook.xml": "<workbook><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/sharedStrings.xml": "<sst><si><t>Title</t></si></sst>",
        "xl/styles.xml": "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{CELLS}</sheetData><mergeCells><mergeCell ref='A3:A4'/></mergeCells></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


def seeds():
    """(target, bytes) one after the other."""
    crypto, proof = vectors("crypto"), vectors("proof")
    exports = values(vectors("exports")["exports"], "export")
    notes = values([*proof["notes"], *proof["checkpoints"], *proof["judgements"]], "note")
    answers = proof["answers"]
    texts = {
        "address": ADDRESSES,
        "checkpoint": values([*proof["checkpoints"], *proof["judgements"]], "note")
        + values(proof["checkpoints"], "text") + values(proof["checkpoints_refused"], "value"),
        "envelope": list(envelopes()),
        "export": exports,
        "export_item": list(export_items()),
        "iati": [ACTIVITY],
        "judge": list(histories()),
        "key_pem": values([crypto["keys"], *crypto["other_keys"]], "pem", "public_pem"),
        "note": notes + values(proof["notes_refused"], "value") + [answers["cosignatures"]],
        "question": QUESTIONS,
        "receipt": values(proof["receipts"], "receipt") + values(proof["receipts_refused"], "value"),
        "request": REQUEST,
        "sheet": SHEETS,
        "statement": values(vectors("statements")["statements"], "payload") + list(payloads(exports[0])),
        "tile_path": TILES,
        "verifier_key": values(proof["keys"], "vkey") + values(proof["verifier_keys_refused"], "value"),
        "witness_answer": [answers["cosignatures"], *values(answers["sizes"], "body"),
                           *values([*answers["sizes_refused"], *answers["cosignatures_refused"]], "value")],
        "witness_policy": values(proof["policies"], "policy") + values(proof["policies_refused"], "value"),
        "witness_request": values(proof["requests"], "body") + values(proof["requests_refused"], "value"),
    }
    for target, all_of_one in texts.items():
        for text in all_of_one:
            yield target, text.encode("utf-8", "surrogatepass")
    yield "sheet", workbook()
    yield "sheet", SHEETS[1].encode("cp1252")
    yield "sheet", SHEETS[1].encode("utf-16")
    for export in exports:
        yield "export", gzip.compress(export.encode("utf-8"), mtime=0)
    for data in values(vectors("records")["records"], "bytes"):
        record = bytes.fromhex(data)
        yield "record", record
        yield "entries", b"\x01" + len(record).to_bytes(2, "big") + record
    for answer in server_answers():
        yield "server_answer", answer
    for answers in served_tiles():
        yield "tile_source", answers


def dictionary(words):
    """As libFuzzer reads it: printable bytes as they are, the others in hexadecimal."""
    for word in words:
        data = "".join(chr(c) if 0x20 <= c < 0x7F and chr(c) not in "\\\"" else f"\\x{c:02X}" for c in word.encode("utf-8"))
        yield f'"{data}"\n'


def main():
    folder = pathlib.Path(sys.argv[1])
    for target, data in seeds():
        place = folder / f"{target}_fuzz"
        place.mkdir(parents=True, exist_ok=True)
        (place / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    for target, words in WORDS.items():
        (folder / f"{target}_fuzz.dict").write_text("".join(dictionary(words)), encoding="ascii")


if __name__ == "__main__":
    main()

// SPDX-License-Identifier: Apache-2.0
// Files as a statement names them: names without paths and without what a name may not have; types; sizes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfBody } from "../../../server/web/src/signing/body_check";
import { fieldsOf } from "../../../server/web/src/signing/kinds";
import { faultOfSize, FILE_BYTES_MAX, nameOf, typeOf } from "../../../server/web/src/evidence/evidence";

test("a name has no path and nothing that can't be signed", () => {
  const names: [string, string][] = [
    ["minutes.pdf", "minutes.pdf"],
    ["C:\\fakepath\\minutes.pdf", "minutes.pdf"],
    ["../../etc/passwd", "passwd"],
    ["محضر الاجتماع.pdf", "محضر الاجتماع.pdf"],
    ["a\u202egpj.exe", "agpj.exe"],
    ["a\nb\u0000\t.txt", "ab.txt"],
    ["", "file"],
    ["folder/", "file"],
    ["\u200b", "file"],
    [`${"x".repeat(400)}.xlsx`, `${"x".repeat(295)}.xlsx`],
  ];
  for (const [given, wanted] of names) assert.equal(nameOf(given), wanted);
  for (const [given] of [...names, ["\ud800 x"], ["e" + "\u0301".repeat(20)], ["\u2066open"]]) {
    const body = { period: { from: "2026-01-01", to: "2026-01-02" }, stage: "stalled", evidence: [{ sha256: "a".repeat(64), size: 1, type: typeOf(""), name: nameOf(given!) }] };
    assert.deepEqual(faultsOfBody(fieldsOf("report.submitted"), body), [], given);
  }
});

test("a type is a media type, or bytes", () => {
  assert.equal(typeOf("image/png"), "image/png");
  assert.equal(typeOf("Text/HTML; charset=utf-8"), "text/html");
  assert.equal(typeOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  for (const strange of ["", "png", "image/", "a b/c", "<script>/x", `image/${"x".repeat(400)}`]) assert.equal(typeOf(strange), "application/octet-stream");
});

test("empty files and files of more than 20 MB are not taken", () => {
  assert.deepEqual([0, 1, FILE_BYTES_MAX, FILE_BYTES_MAX + 1].map(faultOfSize), ["empty", null, null, "too_large"]);
});

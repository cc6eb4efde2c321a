// SPDX-License-Identifier: Apache-2.0
// What is understood of a pasted table of rates, and what is refused with its line.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rateChanges, missingRates } from "../../../server/web/src/tables/changes";
import { cellsOf, rangeOfLine } from "../../../server/web/src/tables/cells";
import { dayIn, numberIn, understandRates } from "../../../server/web/src/tables/rate_table";

const CURRENCIES = new Set(["AFN", "ALL", "DZD", "EUR", "GBP", "IDR", "JPY", "KWD", "USD", "XOF"]);
const read = (text: string) => understandRates(text, CURRENCIES)!;
const rates = (text: string) => Object.fromEntries(read(text).rates);
const faults = (text: string) => read(text).refused.map(({ number, fault }) => [number, fault.is]);

// As it is copied from treasury.un.org; the rates are invented.
const UNITED_NATIONS = [
  "UN Operational Rates of Exchange",
  "Rates are listed for one US dollar",
  "Country\tCurrency\tCurrency abbreviation\tEffective date\tRate per 1 USD",
  "Afghanistan\tAfghan afghani\tAFN\t01 Nov 2026\t66.5",
  "Albania\tAlbanian lek\tALL\t01 Nov 2026\t83.2",
  "Andorra\tEuro\tEUR\t01 Nov 2026\t0.924",
  "Austria\tEuro\tEUR\t01 Nov 2026\t0.924",
  "Indonesia\tRupiah\tIDR\t15 Nov 2026\t16,310.500",
  "United States of America\tUS dollar\tUSD\t01 Nov 2026\t1.000",
].join("\r\n");

test("the United Nations' table is understood as it is", () => {
  const understood = read(UNITED_NATIONS);
  assert.deepEqual(Object.fromEntries(understood.rates), { AFN: "66.5", ALL: "83.2", EUR: "0.924", IDR: "16310.5" });
  assert.deepEqual(understood.refused, []);
  assert.equal(understood.lines, 6);
  assert.deepEqual(understood.days, ["2026-11-15", "2026-11-01"]);
});

test("so is its CSV file, with quotes", () => {
  assert.deepEqual(rates('Country,Currency,Code,Date,Rate\n"Korea, Republic of",Euro,EUR,01-Nov-2026,"1,310.50"\n'), { EUR: "1310.5" });
});

test("and two columns, or the code in brackets", () => {
  assert.deepEqual(rates("EUR\t0.924\nJPY\t151.3"), { EUR: "0.924", JPY: "151.3" });
  assert.deepEqual(rates("Euro (EUR);0,92\nEUR Euro;0,92"), { EUR: "0.92" });
});

const refusals = [
  { what: "a number that could be two", text: "IDR\t16,310", fault: "unclear" },
  { what: "letters that are no currency's", text: "XYZ\t12", fault: "unknown" },
  { what: "a line without a code", text: "Euro\t0.92", fault: "no_currency" },
  { what: "a currency without a rate", text: "Euro\tEUR\tn/a", fault: "no_rate" },
  { what: "zero", text: "EUR\t0.00", fault: "not_a_rate" },
  { what: "more than ten decimals", text: "EUR\t0.12345678901", fault: "not_a_rate" },
  { what: "another rate of USD than 1", text: "USD\t1.02", fault: "base" },
  { what: "a second rate of a currency", text: "EUR\t0.93", fault: "contradicts" },
] as const;

for (const { what, text, fault } of refusals) {
  test(`${what} is refused with its line`, () => assert.deepEqual(faults(`JPY\t151.3\nEUR\t0.92\n\n${text}`).at(-1), [4, fault]));
}

test("what was refused takes nothing else along", () => {
  const understood = read(UNITED_NATIONS.replace("83.2", "83,200"));
  assert.deepEqual([...understood.rates.keys()], ["AFN", "EUR", "IDR"]);
  assert.deepEqual(understood.refused.map(({ number, said }) => [number, said]), [[5, "Albania · Albanian lek · ALL · 01 Nov 2026 · 83,200"]]);
});

test("numbers", () => {
  const cases: Readonly<Record<string, string | null>> = {
    "0.924": "0.924", "151": "151", "0,924": "0.924", "1,310.50": "1310.50", "1 310,50": "1310.50", "1.310,50": "1310.50",
    "1,310": null, "1,310,000": "1310000", "1'310.5": "1310.5", ".5": "0.5", "007": "7", "1.2.3": null, "12m": null, "": null, "-3": null,
  };
  for (const [text, number] of Object.entries(cases)) assert.equal(numberIn(text), number, text);
});

test("days", () => {
  const cases: Readonly<Record<string, string | null>> = {
    "2026-11-01": "2026-11-01", "01 Nov 2026": "2026-11-01", "1 November 2026": "2026-11-01", "01-Nov-2026": "2026-11-01",
    "Nov 1, 2026": "2026-11-01", "01/11/2026": null, "31 Nov 2026": null, "1 Foo 2026": null, "2026": null,
  };
  for (const [text, day] of Object.entries(cases)) assert.equal(dayIn(text), day, text);
});

test("cells keep the numbers of their lines", () => {
  assert.deepEqual(cellsOf('a;"b\nc"\n\n d ; e'), [{ number: 1, cells: ["a", "b c"] }, { number: 4, cells: ["d", "e"] }]);
  assert.deepEqual(rangeOfLine("one\ntwo\nthree", 2), [4, 7]);
  assert.equal(cellsOf("x".repeat(300_000)), null);
});

test("changes in per cent, what may be the wrong way round, what is missing", () => {
  const before = new Map([["EUR", "0.92"], ["JPY", "150"], ["GBP", "0.8"]]);
  const now = new Map([["EUR", "1.08"], ["JPY", "75"], ["KWD", "0.3"]]);
  assert.deepEqual(rateChanges(before, now).map(({ code, percent, isQuestioned }) => [code, percent, isQuestioned]), [["EUR", 17.4, false], ["JPY", -50, true], ["KWD", null, false]]);
  assert.deepEqual(missingRates(before, now), ["GBP"]);
});

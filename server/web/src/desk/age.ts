// SPDX-License-Identifier: Apache-2.0
// Age: for how long something has waited: "12 days", "4 hours", "2 years". Digits are Latin in every language.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  { unit: "year", ms: 365 * DAY, from: 730 * DAY },
  { unit: "month", ms: 30 * DAY, from: 90 * DAY },
  { unit: "day", ms: DAY, from: DAY },
  { unit: "hour", ms: HOUR, from: HOUR },
  { unit: "minute", ms: MINUTE, from: 0 },
] as const;

// A day has no hours: what is of today is said to be of `today`.
export function ageOf(since: string, now: number, language: string, today: string): string {
  const age = Math.max(0, now - Date.parse(since));
  const isDay = !since.includes("T");
  if (isDay && age < DAY) return today;
  const step = STEPS.find(({ unit, from }) => (isDay && unit === "day") || age >= from)!;
  const locale = language === "en" ? "en-GB" : language;
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: step.unit, unitDisplay: "long", numberingSystem: "latn" });
  return format.format(Math.floor(age / step.ms));
}

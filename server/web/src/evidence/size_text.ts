// SPDX-License-Identifier: Apache-2.0
// SizeText: how large a file is, for people.
import type { Catalogue } from "../signing";

const KILOBYTE = 1024;

// "3.2 MB": by 1024, as the limits are; `isExact`: where its rounding would hide that it is over a limit, all digits.
export function sizeText(catalogue: Catalogue, bytes: number, isExact = false): string {
  const rounded = Math.round((bytes / KILOBYTE ** 2) * 10) / 10;
  if (bytes < KILOBYTE || (isExact && rounded * KILOBYTE ** 2 < bytes && Number.isInteger(rounded))) return catalogue.text("value.bytes", { n: bytes });
  const isLarge = bytes >= KILOBYTE ** 2;
  const format = new Intl.NumberFormat(catalogue.language === "en" ? "en-GB" : catalogue.language, {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: isLarge ? 1 : 0,
    numberingSystem: "latn",
  });
  return format.format(bytes / (isLarge ? KILOBYTE ** 2 : KILOBYTE));
}

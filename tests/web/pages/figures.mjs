// SPDX-License-Identifier: Apache-2.0
// Figures of pages and files as numbers.

// "USD 19.99 bn", "USD 350,000" as a number.
export function usd(text) {
  const [, figure, unit] = /USD\s([\d.,]+)(?:\s(bn|m))?/.exec(text);
  return Number(figure.replaceAll(',', '')) * (unit === 'bn' ? 1e9 : unit === 'm' ? 1e6 : 1);
}

// By how much a figure as written may differ from the sum behind it.
export function halfUnit(text) {
  const [, figure, unit] = /USD\s([\d.,]+)(?:\s(bn|m))?/.exec(text);
  const places = (figure.split('.')[1] ?? '').length;
  return 0.5 * 10 ** -places * (unit === 'bn' ? 1e9 : unit === 'm' ? 1e6 : 1);
}

// RFC 4180.
export function rows(csv) {
  const parsed = [];
  let row = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    parsed.push(row);
    row = [];
  }
  const [head, ...rest] = parsed;
  return rest.map((cells) => Object.fromEntries(cells.map((cell, i) => [head[i], cell])));
}

// WCAG's contrast of two colours "rgb(1, 2, 3)".
export function contrast(one, other) {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/\d+(?:\.\d+)?/g).slice(0, 3).map((value) => {
      const part = Number(value) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

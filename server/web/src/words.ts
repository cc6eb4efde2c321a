// SPDX-License-Identifier: Apache-2.0
// Messages of the catalogue, which a page gives to its scripts as they are written: `{name}`, and
// `{n, plural, =0 {…} one {# record} other {# records}}` (ICU's format, as far as scripts need it).

// The end of the brace that opens at `open`.
function closing(message: string, open: number): number {
  let depth = 0;
  for (let i = open; i < message.length; ++i) {
    if (message[i] === "{") ++depth;
    if (message[i] === "}" && --depth === 0) return i;
  }
  return message.length;
}

function chosen(forms: string, n: number, language: string): string {
  const texts = new Map<string, string>();
  for (let i = 0; i < forms.length; ) {
    const open = forms.indexOf("{", i);
    if (open < 0) break;
    const close = closing(forms, open);
    texts.set(forms.slice(i, open).trim(), forms.slice(open + 1, close));
    i = close + 1;
  }
  const category = new Intl.PluralRules(language).select(n);
  return texts.get(`=${n}`) ?? texts.get(category) ?? texts.get("other") ?? "";
}

export function say(message: string, values: Record<string, string | number>, language: string): string {
  const figures = new Intl.NumberFormat(language === "ar" ? "ar-u-nu-latn" : language);
  const text = (value: string | number): string => (typeof value === "number" ? figures.format(value) : value);
  let out = "";
  for (let i = 0; i < message.length; ) {
    const open = message.indexOf("{", i);
    if (open < 0) return out + message.slice(i);
    out += message.slice(i, open);
    const close = closing(message, open);
    const [name = "", kind, ...forms] = message.slice(open + 1, close).split(",");
    const value = values[name.trim()];
    if (value === undefined) {
      out += message.slice(open, close + 1);
    } else if (kind?.trim() === "plural" && typeof value === "number") {
      out += say(chosen(forms.join(","), value, language).replaceAll("#", text(value)), values, language);
    } else {
      out += text(value);
    }
    i = close + 1;
  }
  return out;
}

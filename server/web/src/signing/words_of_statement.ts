// SPDX-License-Identifier: Apache-2.0
// WordsOfStatement: what a statement says, in the reader's language, from the bytes that are signed: never from
// what a form has. Every member of the statement is in a row; what this program has no words for is in rows
// called "Other".
import { decodeText } from "../verify/bytes";
import { canonical, isObject, member, parseJson, type Json, type JsonObject } from "../verify/json";
import { parseStatement, type Statement } from "../verify/statement";
import type { Catalogue, Key } from "./catalogue";
import { inner, mayBeAbsent, type Field, type Fields } from "./field";
import { fieldsOf, isKind, type Kind } from "./kinds";
import { patched } from "./merge_patch";
import { code, figure, joined, line, phrase, theirs, words, type Line, type Piece } from "./pieces";
import { other, ValueWords, type Subjects } from "./value_words";

export interface Row {
  readonly term: string;
  readonly lines: readonly Line[]; // as it will be; of a difference none where it goes
  // Of a difference: as it was; none where it was not there.
  readonly before?: readonly Line[];
  readonly isInline: boolean; // the lines are short: they may follow one another
  readonly isOther: boolean;
}

export interface WordsOfStatement {
  readonly headline: readonly Piece[];
  readonly rows: readonly Row[]; // who, when, and the body
  readonly frame: readonly Row[]; // the place in the ledger: ledger, stream, prev, version, anchor
  readonly quotes: readonly Quote[]; // the statements that it names, as far as their bytes are at hand
  readonly forEver: string; // what becomes public
  readonly mending: string; // who can correct it, and how
  readonly next: string; // what happens then
  readonly act: string; // the button
}

// A statement that another one names: who judges or endorses it should see its text beside.
export interface Quote {
  readonly sid: string;
  readonly headline: readonly Piece[];
  readonly rows: readonly Row[];
}

// What is not in the bytes. `before`: the body of the pledge or entry as it is now (folded_body.ts); null where
// there is none. `references`: the bytes of statements that this one may name, such as the submission that is
// judged; they are recognised by the sid that is computed from them.
export interface Context {
  readonly before: JsonObject | null;
  readonly references: readonly Uint8Array[];
}

export const NO_CONTEXT: Context = { before: null, references: [] };

// Null where the bytes are not a statement that this program understands: nobody should sign them.
export function wordsOfStatement(payload: Uint8Array, catalogue: Catalogue, context: Context = NO_CONTEXT): WordsOfStatement | null {
  const statement = parseStatement(payload);
  if (typeof statement === "string" || !isKind(statement.kind)) return null;
  return new Speaker(statement, statement.kind, payload, catalogue, context).all();
}

// The headline alone, for lists of statements.
export function headlineOf(payload: Uint8Array, catalogue: Catalogue): readonly Piece[] {
  const statement = parseStatement(payload);
  return typeof statement === "string" || !isKind(statement.kind)
    ? [words(catalogue.text("sign.value.no_statement"))]
    : headline(statement, statement.kind, catalogue, null);
}

function headline(statement: Statement, kind: Kind, catalogue: Catalogue, before: JsonObject | null): readonly Piece[] {
  const name = (known: string | null, id: string): Piece => (known === null ? code(id) : theirs(known));
  const who = joined(
    statement.signers.map((signer) => [name(catalogue.names.party(signer), signer)]),
    catalogue.between,
  );
  const known = titleOf(statement.body) ?? catalogue.names.pledge(statement.subject) ?? titleOf(before ?? {});
  return phrase(catalogue.message(`sign.headline.${kind}`), {
    who,
    pledge: [name(known, statement.subject)],
    party: [name(catalogue.names.party(statement.subject), statement.subject)],
    subject: [subjectOf(statement, catalogue)],
  });
}

function titleOf(body: JsonObject): string | null {
  const title = member(body, "title");
  return typeof title === "string" ? title : null;
}

// Of governance and indicators.
function subjectOf({ body, subject }: Statement, catalogue: Catalogue): Piece {
  const text = (name: string): string | null => {
    const value = member(body, name);
    return typeof value === "string" ? value : null;
  };
  const title = text("title") ?? catalogue.names.objective(subject);
  return title === null ? code(text("list") ?? subject) : theirs(title);
}

// Members of a pledge or a report whose lines are short.
const INLINE: ReadonlySet<string> = new Set([
  "secondary_focus_areas",
  "countries",
  "sdgs",
  "roles",
  "members",
  "leads",
]);

// Who can correct a statement and how; what happens next. Kinds that say the same share a text.
const MENDING: Readonly<Record<Kind, Key>> = {
  "ledger.created": "sign.mending.never",
  "rules.adopted": "sign.mending.rules",
  "log-key.replaced": "sign.mending.replaced",
  "list.published": "sign.mending.list",
  "rates.published": "sign.mending.list",
  "objective.set": "sign.mending.objective",
  "indicator.observed": "sign.mending.indicator",
  "witness-policy.published": "sign.mending.replaced",
  "party.registered": "sign.mending.party",
  "party.updated": "sign.mending.party",
  "party.suspended": "sign.mending.suspended",
  "party.resumed": "sign.mending.resumed",
  "key.added": "sign.mending.key",
  "key.replaced": "sign.mending.key",
  "key.revoked": "sign.mending.revoked",
  "pledge.submitted": "sign.mending.pledge",
  "pledge.revised": "sign.mending.pledge",
  "pledge.published": "sign.mending.published",
  "pledge.returned": "sign.mending.returned",
  "pledge.rejected": "sign.mending.rejected",
  "pledge.amended": "sign.mending.amended",
  "correction.accepted": "sign.mending.correction",
  "correction.declined": "sign.mending.correction",
  "pledge.endorsed": "sign.mending.endorsed",
  "pledge.withdrawn": "sign.mending.withdrawn",
  "pledge.reinstated": "sign.mending.reinstated",
  "notice.given": "sign.mending.notice",
  "pledge.lapsed": "sign.mending.lapsed",
  "pledge.superseded": "sign.mending.never",
  "report.submitted": "sign.mending.report",
  "report.reviewed": "sign.mending.review",
  "fulfilment.determined": "sign.mending.determined",
  "fulfilment.reversed": "sign.mending.reversed",
  "match.proposed": "sign.mending.proposed",
  "match.accepted": "sign.mending.never",
  "attestation.given": "sign.mending.attestation",
  "attestation.withdrawn": "sign.mending.attestation_withdrawn",
  "message.posted": "sign.mending.message",
};

const NEXT: Partial<Record<Kind, Key>> = {
  "pledge.submitted": "sign.next.submitted",
  "pledge.revised": "sign.next.submitted",
  "pledge.amended": "sign.next.amended",
  "pledge.published": "sign.next.published",
  "pledge.returned": "sign.next.returned",
  "report.submitted": "sign.next.report",
  "match.proposed": "sign.next.proposed",
};

class Speaker {
  readonly #values: ValueWords;
  readonly #targets: ReadonlyMap<string, string>;

  constructor(
    readonly statement: Statement,
    readonly kind: Kind,
    readonly payload: Uint8Array,
    readonly catalogue: Catalogue,
    readonly context: Context,
  ) {
    this.#targets = targetsIn(context.before);
    const subjects: Subjects = {
      signers: statement.signers,
      target: (id) => this.#targets.get(id) ?? null,
      statement: (sid) => this.#reference(sid),
    };
    this.#values = new ValueWords(catalogue, subjects);
  }

  all(): WordsOfStatement {
    const { catalogue, kind } = this;
    const next = NEXT[kind];
    return {
      headline: headline(this.statement, kind, catalogue, this.context.before),
      rows: [...this.#who(), ...this.#body()],
      frame: this.#frame(),
      quotes: this.#quotes(),
      forEver: catalogue.text("sign.for_ever"),
      mending: catalogue.text(MENDING[kind]),
      next: catalogue.text(next ?? "sign.next.receipt"),
      act: catalogue.optional(`sign.act.${kind}`) ?? catalogue.text("sign.act"),
    };
  }

  #reference(sid: string): readonly Piece[] | null {
    const speaker = this.#named(sid);
    return speaker === null ? null : headline(speaker.statement, speaker.kind, this.catalogue, null);
  }

  // By the sid that is computed from the bytes, so that nobody can give another text for it.
  #named(sid: string): Speaker | null {
    for (const payload of this.context.references) {
      const statement = parseStatement(payload);
      if (typeof statement === "string" || statement.sid !== sid || !isKind(statement.kind)) continue;
      const context = { before: this.context.before, references: [] };
      return new Speaker(statement, statement.kind, payload, this.catalogue, context);
    }
    return null;
  }

  // What the report said that this one takes the place of.
  #corrected(): JsonObject | null {
    const sid = member(this.statement.body, "corrects");
    const speaker = this.kind === "report.submitted" && typeof sid === "string" ? this.#named(sid) : null;
    return speaker?.kind === "report.submitted" ? speaker.statement.body : null;
  }

  #quotes(): Quote[] {
    const { body } = this.statement;
    return Object.entries(fieldsOf(this.kind)).flatMap(([name, field]) => {
      const plain = inner(field);
      const sid = member(body, name);
      if (plain.is !== "digest" || plain.of !== "statement" || typeof sid !== "string") return [];
      const speaker = this.#named(sid);
      if (speaker === null) return [];
      return [{ sid, headline: headline(speaker.statement, speaker.kind, this.catalogue, null), rows: speaker.#quoted() }];
    });
  }

  // A text that is in force is not compared with itself.
  #quoted(): Row[] {
    const fields = fieldsOf(this.kind);
    return this.kind === "pledge.amended" ? this.#body() : this.#rows(fields, this.statement.body);
  }

  #row(name: string, lines: readonly Line[]): Row {
    return { term: this.#values.label(name), lines, isInline: INLINE.has(name), isOther: false };
  }

  // Who, when, and about what; the id of a new pledge is the signer's choice, and stays.
  #who(): Row[] {
    const { signers, at } = this.statement;
    return [
      ...this.#subject(),
      this.#row("signers", signers.map((signer) => this.#values.party(signer))),
      this.#row("at", [line(words(this.catalogue.time(at)))]),
    ];
  }

  #subject(): Row[] {
    const { sort, subject } = this.statement;
    if (sort === "party" || sort === "keys") return [this.#row("party", [this.#values.party(subject)])];
    if (sort !== "pledge" && sort !== "attestation" && sort !== "discussion") return [];
    const title = this.catalogue.names.pledge(subject) ?? titleOf(this.context.before ?? {});
    return [this.#row("pledge", [title === null ? line(code(subject)) : { main: [theirs(title)], note: [code(subject)] }])];
  }

  #frame(): Row[] {
    const { stream, prev, ledger, kind } = this.statement;
    const anchor = this.#member("anchor");
    const first = words(this.catalogue.text("sign.value.first_of_stream"));
    return [
      this.#row("kind", [line(code(kind))]),
      this.#row("stream", [line(code(stream))]),
      this.#row("prev", [prev === null ? line(first) : this.#values.statement(prev)]),
      this.#row("ledger", [line(code(ledger))]),
      this.#row("v", [line(figure(this.catalogue.count(Number(this.#member("v")))))]),
      ...(isObject(anchor) ? [this.#anchor(anchor)] : []),
    ];
  }

  #anchor(anchor: JsonObject): Row {
    const size = figure(this.catalogue.count(Number(anchor["size"])));
    const said = phrase(this.catalogue.message("sign.value.anchor"), { size: [size] });
    return this.#row("anchor", [{ main: said, note: [code(String(anchor["root"]))] }]);
  }

  #member(name: string): Json | undefined {
    const value = parseJson(decodeText(this.payload) ?? "");
    return isObject(value) ? member(value, name) : undefined;
  }

  #body(): Row[] {
    const { body } = this.statement;
    const { before } = this.context;
    const isWhole = this.kind === "pledge.revised" || this.kind === "party.updated";
    if (isWhole && before !== null) return this.#differences(fieldsOf(this.kind), before, body);
    const corrected = this.#corrected();
    // Which report it corrects is no difference.
    if (corrected !== null) return this.#differences(fieldsOf(this.kind), { ...corrected, corrects: body["corrects"]! }, body);
    return this.#rows(fieldsOf(this.kind), body);
  }

  // In the order of the fields' description, which is the order in which people think; then what it lacks.
  #rows(fields: Fields, body: JsonObject): Row[] {
    const rows: Row[] = [];
    for (const [name, field] of Object.entries(fields)) {
      const value = member(body, name);
      if (value === undefined) continue;
      if (field.is === "patch") rows.push(...this.#changes(field.fields, value));
      else rows.push(this.#row(this.kind === "match.proposed" ? "other_pledge" : name, this.#values.lines(field, value)));
    }
    return [...rows, ...this.#others(fields, body)];
  }

  #others(fields: Fields, body: JsonObject): Row[] {
    const names = Object.keys(body).filter((name) => !Object.hasOwn(fields, name));
    return names.map((name) => ({
      term: this.catalogue.text("sign.field.other"),
      lines: [line(code(`${name}${this.catalogue.colon}${canonical(body[name]!)}`))],
      isInline: false,
      isOther: true,
    }));
  }

  // Of an amendment: each field that the patch names, as it is now and as it will be.
  #changes(fields: Fields, changes: Json): Row[] {
    if (!isObject(changes)) return [{ ...this.#row("changes", [other(changes)]), isOther: true }];
    const { before } = this.context;
    const after = patched(before ?? {}, changes);
    const rows: Row[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const field = Object.hasOwn(fields, name) ? fields[name]! : null;
      if (field === null) continue;
      if (before === null) rows.push(this.#row(name, this.#patchLines(field, change)));
      else rows.push(this.#difference(name, field, member(before, name), member(after, name)));
    }
    return [...rows, ...this.#others(fields, changes)];
  }

  // What a patch says where the old value is not known.
  #patchLines(field: Field, change: Json): readonly Line[] {
    const isPart = isObject(change) && !(typeof change["amount"] === "string" && typeof change["currency"] === "string");
    if (!isPart || field.is !== "optional" || field.field.is !== "object") return this.#values.lines(field, change);
    return [line(...this.#values.members(field.field.fields, change))];
  }

  #difference(name: string, field: Field, before: Json | undefined, after: Json | undefined): Row {
    const lines = (value: Json | undefined): readonly Line[] => (value === undefined ? [] : this.#values.lines(field, value));
    return { ...this.#row(name, lines(after)), before: lines(before) };
  }

  // Of a whole body that takes the place of another: all that it says, and what it says no more.
  #differences(fields: Fields, before: JsonObject, body: JsonObject): Row[] {
    const rows = Object.entries(fields).flatMap(([name, field]) => {
      const [old, now] = [member(before, name), member(body, name)];
      if (now === undefined && (old === undefined || !mayBeAbsent(field))) return [];
      const isSame = old !== undefined && now !== undefined && canonical(old) === canonical(now);
      return isSame ? [this.#row(name, this.#values.lines(field, now))] : [this.#difference(name, field, old, now)];
    });
    return [...rows, ...this.#others(fields, body)];
  }
}

// The titles of a pledge's targets by their ids.
function targetsIn(body: JsonObject | null): ReadonlyMap<string, string> {
  const targets = body === null ? undefined : member(body, "targets");
  if (!Array.isArray(targets)) return new Map();
  return new Map(
    targets.filter(isObject).flatMap((target) => {
      const [id, title] = [target["id"], target["title"]];
      return typeof id === "string" && typeof title === "string" ? [[id, title] as const] : [];
    }),
  );
}

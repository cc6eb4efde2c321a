// SPDX-License-Identifier: Apache-2.0
// DeskApi: what the desk reads besides what signing reads: the queues, the requests for registration, what waits for
// a second signature. Answers come from outside: what a row lacks is left out, and a row without an id is none.
import { objects, text, type Answer } from "../form_page/answers";
import { Envelope, isFaults } from "../signing";
import { canonical, isObject, type Json } from "../verify/json";
import { saidRow, type SaidRow } from "./said_rows";

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface PledgeRow {
  readonly id: string;
  readonly number: string | null;
  readonly member: string;
  readonly memberName: string;
  readonly title: string;
  readonly state: string;
  readonly timeliness: string | null;
  readonly assurance: string;
  readonly announced: Money | null;
  readonly scope: string;
  readonly countries: readonly string[];
  readonly end: string | null;
  readonly submitted: string | null;
  readonly published: string | null;
  readonly lastActivity: string | null;
  readonly lastReport: string | null;
}

// Of one pledge: what its row does not say.
export interface PledgeFacts {
  readonly row: PledgeRow;
  readonly body: Answer; // as it is now
  readonly reports: readonly { readonly sid: string; readonly assurance: string; readonly isReplaced: boolean }[];
  readonly openCorrection: string | null; // sids
  readonly notice: string | null;
  readonly determination: string | null;
}

export interface PartyRow {
  readonly party: string;
  readonly name: string;
  readonly sector: string;
  readonly country: string | null;
}

export interface RegistrationRow {
  readonly request: string; // its hash
  readonly received: string;
  readonly key: string;
  readonly registration: Json;
}

export interface EnvelopeRow {
  readonly sid: string;
  readonly received: string;
  readonly envelope: Envelope;
}

export const API_QUEUES = ["to_review", "corrections", "due", "inactive", "overdue", "undocumented", "queried"] as const;
export type ApiQueue = (typeof API_QUEUES)[number];

const ROWS_MAX = 1000;
const SAID_MAX = 50;

// A sid, as itself or in an object that says more of it.
const sidIn = (value: unknown): string | null => text(value) ?? text((value as Answer | null | undefined)?.["sid"]);

function moneyIn(value: unknown): Money | null {
  const { amount, currency } = (value ?? {}) as Answer;
  return typeof amount === "string" && typeof currency === "string" ? { amount, currency } : null;
}

export function pledgeRow(answer: Answer): PledgeRow | null {
  const id = text(answer["id"]);
  if (id === null) return null;
  const member = text(answer["member"]) ?? "";
  return {
    id,
    member,
    number: text(answer["number"]),
    memberName: text(answer["member_name"]) ?? member,
    title: text(answer["title"]) ?? id,
    state: text(answer["state"]) ?? "",
    timeliness: text(answer["timeliness"]),
    assurance: text(answer["assurance"]) ?? "",
    announced: moneyIn(answer["announced"]),
    scope: text(answer["scope"]) ?? "",
    countries: objects(answer["countries"]).map(({ iso3 }) => String(iso3)),
    end: text(answer["end"]),
    submitted: text(answer["submitted"]),
    published: text(answer["published"]),
    lastActivity: text(answer["last_activity"]),
    lastReport: text(answer["last_report"]),
  };
}

const pledgeRows = (value: unknown): PledgeRow[] => objects(value).map(pledgeRow).filter((row) => row !== null);

function envelopeRow(answer: Answer): EnvelopeRow | null {
  const [sid, received, json] = [text(answer["sid"]), text(answer["received"]), answer["envelope"] as Json];
  if (sid === null || received === null || !isObject(json)) return null;
  const envelope = Envelope.parse(canonical(json));
  return isFaults(envelope) ? null : { sid, received, envelope };
}

export class DeskApi {
  #size = 0; // as many records the answers must cover

  // What is read from now on knows the record.
  cover(index: number): void {
    this.#size = Math.max(this.#size, index + 1);
  }

  async queues(): Promise<Readonly<Record<ApiQueue, PledgeRow[]>> | null> {
    const answer = await this.#get(`/api/v1/queues?per_page=${ROWS_MAX}${this.#covered}`);
    if (answer === null) return null;
    return Object.fromEntries(API_QUEUES.map((name) => [name, pledgeRows(answer[name])])) as Record<ApiQueue, PledgeRow[]>;
  }

  // The pledges that the filters select.
  async pledges(filters: string, max = ROWS_MAX): Promise<PledgeRow[] | null> {
    const answer = await this.#get(`/api/v1/pledges?${filters}&per_page=${max}${this.#covered}`);
    return answer === null ? null : pledgeRows(answer["rows"]);
  }

  // How many pledges the filters select; null where nobody says.
  async countPledges(filters: string): Promise<number | null> {
    const answer = await this.#get(`/api/v1/pledges?${filters}&per_page=1${this.#covered}`);
    const total = answer?.["total"];
    return typeof total === "number" ? total : null;
  }

  // Questions that nobody has answered.
  async questions(): Promise<SaidRow[] | null> {
    return this.#said("message", `/api/v1/messages?answered=no&per_page=${ROWS_MAX}`);
  }

  // The newest messages and attestations.
  async said(): Promise<SaidRow[] | null> {
    const [messages, attestations] = await Promise.all([
      this.#said("message", `/api/v1/messages?per_page=${SAID_MAX}`),
      this.#said("attestation", `/api/v1/attestations?per_page=${SAID_MAX}`),
    ]);
    return messages === null || attestations === null ? null : [...messages, ...attestations];
  }

  async #said(kind: SaidRow["kind"], path: string): Promise<SaidRow[] | null> {
    const answer = await this.#get(`${path}${this.#covered}`);
    return answer === null ? null : objects(answer["rows"]).map((row) => saidRow(kind, row)).filter((row) => row !== null);
  }

  async pledge(id: string): Promise<PledgeFacts | null> {
    const answer = await this.#get(`/api/v1/pledges/${id}?per_page=${ROWS_MAX}${this.#covered}`);
    const pledge = answer?.["pledge"] as Answer | undefined;
    const row = pledge === undefined ? null : pledgeRow(pledge);
    if (pledge === undefined || row === null) return null;
    const reports = objects(pledge["reports"]).map(({ sid, assurance, replaced }) => ({
      sid: String(sid),
      assurance: String(assurance),
      isReplaced: replaced === true,
    }));
    return {
      row,
      reports,
      body: (pledge["body"] ?? {}) as Answer,
      openCorrection: sidIn(pledge["open_correction"]),
      notice: sidIn(pledge["notice"]),
      determination: sidIn(pledge["determination"]),
    };
  }

  async parties(words: string): Promise<PartyRow[]> {
    const answer = await this.#get(`/api/v1/parties?q=${encodeURIComponent(words)}&per_page=20`);
    return objects(answer?.["rows"]).map((row) => ({
      party: String(row["party"]),
      name: String(row["name"]),
      sector: String(row["sector"]),
      country: text(row["country"]),
    }));
  }

  // Without a desk there is nothing on it.
  async registrations(): Promise<RegistrationRow[]> {
    const answer = await this.#get("/api/v1/desk/registrations");
    return objects(answer?.["rows"]).map((row) => ({
      request: String(row["request"]),
      received: String(row["received"]),
      key: String(row["key"]),
      registration: row["registration"] as Json,
    }));
  }

  async envelopes(): Promise<EnvelopeRow[]> {
    const answer = await this.#get("/api/v1/desk/envelopes");
    return objects(answer?.["rows"]).map(envelopeRow).filter((row) => row !== null);
  }

  // Whether the bytes of an evidence file are here; null where nobody says.
  async hasArrived(sha256: string): Promise<boolean | null> {
    try {
      const { status } = await fetch(`/api/v1/blobs/${sha256}`, { method: "HEAD", cache: "no-store", credentials: "omit" });
      return status === 200 ? true : status === 404 ? false : null;
    } catch {
      return null;
    }
  }

  get #covered(): string {
    return this.#size === 0 ? "" : `&min_size=${this.#size}`;
  }

  async #get(path: string): Promise<Answer | null> {
    try {
      const answer = await fetch(path, { cache: "no-store", credentials: "omit" });
      return answer.ok ? ((await answer.json()) as Answer) : null;
    } catch {
      return null;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// MatchApi: what the server says of a pledge's matches (docs/API.md): suggestions with their reasons, what was
// proposed or accepted, and pledges by words. Answers come from outside: their fields are checked. Null: no answer.
import { object, objects, text, texts, type Answer } from "../form_page/answers";

export interface Other {
  readonly id: string;
  readonly title: string;
  readonly member: string; // its id
  readonly memberName: string;
}

export interface Reasons {
  readonly countries: readonly string[];
  readonly focusArea: string | null;
  readonly relatedArea: string | null;
  readonly units: readonly string[];
  readonly sdgs: readonly string[];
  readonly beneficiaries: readonly string[];
  readonly words: readonly string[];
}

export interface Suggested {
  readonly other: Other;
  readonly reasons: Reasons;
}

export interface Match {
  readonly other: Other;
  readonly state: string | null; // of the other one
  readonly isReceived: boolean; // the other one's member has proposed it
  readonly proposal: string; // its sid
  readonly proposedOn: string; // a day
  readonly acceptedOn: string | null;
}

export interface Matches {
  readonly isOpen: boolean; // the pledge can be matched
  readonly suggested: readonly Suggested[];
  readonly matches: readonly Match[]; // the newest first
}

const TIMEOUT_MS = 20_000;
export const FOUND_MAX = 10;
// Pledges that can be matched.
const OPEN = ["PUBLISHED", "IN_PROGRESS", "STALLED", "COMPLETION_CLAIMED", "LAPSED"];

async function read(address: string): Promise<Answer | null> {
  try {
    const answer = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? object(await answer.json()) : null;
  } catch {
    return null;
  }
}

const dayOf = (said: unknown): string | null => text(object(said)?.["at"])?.slice(0, 10) ?? null;

function otherOf(row: Answer, id: unknown): Other | null {
  const [known, title] = [text(id), text(row["title"])];
  if (known === null || title === null) return null;
  const member = text(row["member"]) ?? "";
  return { id: known, title: title === "" ? known : title, member, memberName: text(row["member_name"]) ?? member };
}

function suggestedIn(row: Answer): Suggested | null {
  const other = otherOf(row, row["id"]);
  const reasons = object(row["reasons"]);
  if (other === null || reasons === null) return null;
  return {
    other,
    reasons: {
      countries: texts(reasons["countries"]),
      focusArea: text(reasons["focus_area"]),
      relatedArea: text(reasons["related_area"]),
      units: texts(reasons["units"]),
      sdgs: texts(reasons["sdgs"]),
      beneficiaries: texts(reasons["beneficiaries"]),
      words: texts(reasons["words"]),
    },
  };
}

function matchIn(row: Answer): Match | null {
  const other = otherOf(row, row["pledge"]);
  const proposed = object(row["proposed"]);
  const proposedOn = dayOf(proposed);
  const proposal = text(proposed?.["sid"]);
  if (other === null || proposal === null || proposedOn === null) return null;
  return { other, state: text(row["state"]), isReceived: row["received"] === true, proposal, proposedOn, acceptedOn: dayOf(row["accepted"]) };
}

const present = <T>(value: T | null): value is T => value !== null;

// `minSize`: how many records the answer covers at least, so that one's own are among them.
export async function readMatches(pledge: string, minSize = 0): Promise<Matches | null> {
  const wait = minSize > 0 ? `?min_size=${minSize}` : "";
  const answer = await read(`/api/v1/pledges/${encodeURIComponent(pledge)}/suggestions${wait}`);
  if (answer === null || !Array.isArray(answer["rows"]) || !Array.isArray(answer["matches"])) return null;
  return {
    isOpen: answer["open"] === true,
    suggested: objects(answer["rows"]).map(suggestedIn).filter(present),
    matches: objects(answer["matches"]).map(matchIn).filter(present),
  };
}

export interface Found {
  readonly others: readonly Other[];
  readonly total: number;
}

// Open pledges that have the words, or this id; the most relevant first.
export async function findPledges(words: string): Promise<Found | null> {
  const states = OPEN.map((state) => `&status=${state}`).join("");
  const answer = await read(`/api/v1/pledges?q=${encodeURIComponent(words)}${states}&per_page=${FOUND_MAX}`);
  if (answer === null || !Array.isArray(answer["rows"])) return null;
  const others = objects(answer["rows"]).map((row) => otherOf(row, row["id"])).filter(present);
  return { others, total: typeof answer["total"] === "number" ? answer["total"] : others.length };
}

// What the pledge has with the other one: accepted, or else the newest proposal; null where there is nothing.
export function standing(matches: readonly Match[], other: string): Match | null {
  const all = matches.filter((match) => match.other.id === other);
  return all.find(({ acceptedOn }) => acceptedOn !== null) ?? all.find(({ isReceived }) => isReceived) ?? all[0] ?? null;
}

// SPDX-License-Identifier: Apache-2.0
// Kinds: the stream and the body of each kind of statement (docs/FORMAT.md, "Kinds"; ledger/domain/kinds/).
// A test compares them with the schemas that the program publishes.
import {
  amount,
  choice,
  count,
  COUNT_MAX,
  country,
  currency,
  day,
  decimal,
  digest,
  flag,
  id,
  item,
  list,
  name,
  narrative,
  object,
  optional,
  patch,
  publicKey,
  rates,
  reason,
  share,
  title,
  titles,
  type BodyOf,
  type Fields,
} from "./field";

const U32_MAX = 0xffff_ffff;

const sid = digest("statement");
const role = choice("sign.role.", ["member", "verifier", "registrar", "reviewer", "auditor"]);
const money = object({ amount, currency });
const evidence = list(object({ sha256: digest("file"), size: count(COUNT_MAX), type: name, name }));
const actuals = list(object({ target: id("target"), value: decimal }));
const behalf = { on_behalf_of: optional(id("party")), source: optional(reason) };

const pledge = {
  ...behalf,
  title,
  description: optional(narrative),
  type: choice("type.", ["financial", "programme", "policy", "advocacy"]),
  focus_area: item("focus-area"),
  secondary_focus_areas: list(item("focus-area")),
  value: optional(object({ amount, currency, estimated: optional(flag) })),
  nature: optional(choice("nature.", ["cash", "own-capex", "in-kind", "loan", "guarantee"])),
  additionality: optional(choice("sign.additionality.", ["new", "expansion", "continuation"])),
  scope: choice("scope.", ["global", "region", "countries"]),
  countries: list(object({ iso3: country, share: optional(share) })),
  start: day,
  end: optional(day),
  targets: list(object({ id: id("target"), title, unit: name, baseline: decimal, goal: decimal, due: day })),
  beneficiaries: list(object({ group: item("beneficiary-group"), count: count(COUNT_MAX) })),
  partners: list(object({ party: optional(id("party")), name: optional(name), share: optional(share) })),
  sdgs: list(item("sdg")),
  goals: list(item("strategic-goal", "connect-2030-goal")),
  wsis: list(item("wsis-action-line")),
  frameworks: list(item("framework")),
  event: optional(item("pledging-event")),
  related: list(object({ pledge: id("pledge"), overlap: optional(money) })),
  public: flag,
};

const party = {
  name,
  sector: choice("sign.sector.", [
    "government",
    "private-sector",
    "civil-society",
    "academia",
    "un-agency",
    "international-organization",
    "regional-organization",
    "youth",
    "foundation",
    "financial-institution",
    "donor-agency",
    "other",
  ]),
  country: optional(country),
  itu_membership: optional(choice("sign.membership.", ["member-state", "sector-member", "associate", "academia"])),
  roles: list(role),
};

const datedValue = object({ value: decimal, date: day });

const kind = <const S extends string, B extends Fields>(stream: S, body: B) => ({ stream, body });

export const KINDS = {
  "ledger.created": kind("governance", {
    origin: name,
    title,
    operator: object({ id: id("party"), name, roles: list(role) }),
    keys: list(object({ public_key: publicKey, label: name, roles: list(role) })),
    root_keys: list(publicKey),
    root_quorum: optional(count(U32_MAX)),
    log_key: reason,
    profile: name,
    rules: count(U32_MAX),
  }),
  "rules.adopted": kind("governance", { rules: count(U32_MAX) }),
  "log-key.replaced": kind("governance", { log_key: reason }),
  "list.published": kind("governance", {
    list: id("list"),
    effective: day,
    items: list(object({ id: id("item"), title: titles, members: list(country), leads: list(name) })),
    source: reason,
    corrects: optional(sid),
  }),
  "rates.published": kind("governance", { effective: day, base: currency, rates, source: reason, corrects: optional(sid) }),
  "objective.set": kind("governance", {
    id: id("objective"),
    title,
    unit: name,
    baseline: datedValue,
    target: datedValue,
    source: reason,
  }),
  "indicator.observed": kind("indicator", {
    objective: id("objective"),
    observations: list(object({ date: day, value: decimal, country: optional(country) })),
    source: reason,
  }),
  "witness-policy.published": kind("governance", { policy: narrative }),
  "party.registered": kind("party", party),
  "party.updated": kind("party", party),
  "party.suspended": kind("party", { reason }),
  "party.resumed": kind("party", { reason }),
  "key.added": kind("keys", {
    public_key: publicKey,
    label: name,
    roles: list(role),
    root: optional(flag),
    recovered: optional(flag),
  }),
  "key.replaced": kind("keys", { public_key: publicKey, label: name }),
  "key.revoked": kind("keys", { key: digest("key"), reason, compromised_since: optional(count(COUNT_MAX)) }),
  "pledge.submitted": kind("pledge", pledge),
  "pledge.revised": kind("pledge", pledge),
  "pledge.published": kind("pledge", { submission: optional(sid), number: optional(name) }),
  "pledge.returned": kind("pledge", {
    submission: optional(sid),
    comments: list(object({ field: name, comment: narrative })),
  }),
  "pledge.rejected": kind("pledge", { submission: optional(sid), reason }),
  "pledge.amended": kind("pledge", {
    ...behalf,
    category: choice("sign.category.", ["correction", "increase", "reduction", "extension", "scope"]),
    changes: patch(pledge, ["on_behalf_of", "source", "public"]),
    reason,
  }),
  "correction.accepted": kind("pledge", { amendment: sid, reason: optional(reason) }),
  "correction.declined": kind("pledge", { amendment: sid, reason }),
  "pledge.endorsed": kind("pledge", { sid }),
  "pledge.withdrawn": kind("pledge", { ...behalf, reason }),
  "pledge.reinstated": kind("pledge", { ...behalf, reason }),
  "notice.given": kind("pledge", { text: reason }),
  "pledge.lapsed": kind("pledge", { notice: sid }),
  "pledge.superseded": kind("pledge", { successor: id("pledge"), reason: choice("sign.succession.", ["merge", "duplicate"]) }),
  "report.submitted": kind("pledge", {
    ...behalf,
    period: object({ from: day, to: day }),
    stage: choice("sign.stage.", ["planning", "in-progress", "stalled", "completed"]),
    actuals,
    committed: optional(money),
    disbursed: optional(money),
    narrative: optional(narrative),
    lessons: optional(narrative),
    barriers: list(reason),
    next_steps: optional(narrative),
    evidence,
    corrects: optional(sid),
    correction: optional(flag),
  }),
  "report.reviewed": kind("pledge", {
    report: sid,
    finding: choice("sign.finding.", ["accepted", "queried"]),
    assurance: choice("sign.assurance.", ["documented", "reviewed", "verified", "disputed"]),
    comments: optional(narrative),
  }),
  "fulfilment.determined": kind("pledge", {
    result: choice("sign.result.", ["fulfilled", "partly-fulfilled", "unfulfilled", "queried"]),
    achieved: actuals,
  }),
  "fulfilment.reversed": kind("pledge", { reason, sid }),
  "match.proposed": kind("pledge", { pledge: id("pledge") }),
  "match.accepted": kind("pledge", { sid }),
  "attestation.given": kind("attestation", { claim: narrative, evidence }),
  "attestation.withdrawn": kind("attestation", { sid, reason }),
  "message.posted": kind("discussion", {
    text: narrative,
    in_reply_to: optional(sid),
    topic: choice("topic.", ["question", "answer", "experience", "offer"]),
  }),
} as const;

export type Kind = keyof typeof KINDS;
export type BodyOfKind<K extends Kind> = BodyOf<(typeof KINDS)[K]["body"]>;
export type PledgeBody = BodyOfKind<"pledge.submitted">;
export type PledgePatch = BodyOfKind<"pledge.amended">["changes"];
export type Amendment = BodyOfKind<"pledge.amended">;

export const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

export const fieldsOf = (kind: Kind): Fields => KINDS[kind].body;

export const PLEDGE_FIELDS: Fields = pledge;

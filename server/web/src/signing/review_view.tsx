// SPDX-License-Identifier: Apache-2.0
// ReviewView: the sheet to be signed: the words, the bytes, one consent, the key and one button that names the
// act; beside it what the ledger says to it, what happens next, and who can mend a mistake.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { decodeText } from "../verify/bytes";
import type { Key } from "./catalogue";
import type { SigningFault } from "./envelope";
import type { SheetOptions } from "./sheet_options";
import { Chevron, Note, shortened, Summary } from "./sheet_parts";
import type { Review, SignFlow } from "./sign_flow";
import { Pieces, Rows } from "./statement_view";
import { wordsOfStatement, type WordsOfStatement } from "./words_of_statement";

interface PartProps {
  readonly flow: SignFlow;
  readonly options: SheetOptions;
}

interface ReviewProps extends PartProps {
  readonly review: Review;
  readonly isBusy: boolean;
}

export function ReviewView({ review, isBusy, flow, options }: ReviewProps) {
  const { catalogue } = options;
  const { statement, context } = review;
  const words = useMemo(() => wordsOfStatement(statement.payload, catalogue, context), [statement, catalogue, context]);
  // MadeStatement was read by the same reader, so there are words.
  if (words === null) return null;
  const refused = review.trial.is === "refused" ? review.trial.faults : [];
  return (
    <div class="sign-grid">
      <div class="trial" role="status">
        <TrialNote review={review} flow={flow} options={options} />
      </div>
      <section class="sheet" aria-labelledby="sheet-title">
        {refused.length > 0 && <Summary faults={refused} options={options} />}
        <SheetHead words={words} options={options} />
        <Rows rows={words.rows} catalogue={catalogue} />
        <Quotes words={words} options={options} />
        <BytesView review={review} words={words} options={options} />
        <SignForm review={review} isBusy={isBusy} words={words} flow={flow} options={options} key={statement.sid} />
      </section>
      <SideNotes words={words} options={options} />
    </div>
  );
}

function SheetHead({ words, options }: { words: WordsOfStatement; options: SheetOptions }) {
  const { catalogue } = options;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 id="sheet-title" tabIndex={-1} ref={heading}>
        {catalogue.text("sign.sheet.title")}
      </h2>
      <p class="quiet">{catalogue.text("sign.sheet.sub")}</p>
      <p class="headline">
        <Pieces of={words.headline} />
      </p>
    </>
  );
}

function Quotes({ words, options }: { words: WordsOfStatement; options: SheetOptions }) {
  return (
    <>
      {words.quotes.map((quote) => (
        <details class="disclosure" open>
          <summary>
            <Chevron />
            <span>
              {options.catalogue.text("sign.sheet.quoted")} <Pieces of={quote.headline} />
            </span>
          </summary>
          <Rows rows={quote.rows} catalogue={options.catalogue} />
        </details>
      ))}
    </>
  );
}

interface BytesProps {
  readonly review: Pick<Review, "statement">;
  readonly words: WordsOfStatement;
  readonly options: Pick<SheetOptions, "catalogue">;
}

export function BytesView({ review: { statement }, words, options }: BytesProps) {
  const { catalogue } = options;
  return (
    <details class="disclosure">
      <summary>
        <Chevron />
        <span>
          {catalogue.text("sign.sheet.bytes", { n: statement.payload.length })}{" "}
          <bdi class="mono" dir="ltr">
            {shortened(statement.sha256)}
          </bdi>
        </span>
      </summary>
      <Rows rows={words.frame} catalogue={catalogue} />
      <pre class="bytes" tabIndex={0} aria-label={catalogue.text("sign.sheet.bytes_label")}>
        {decodeText(statement.payload)}
      </pre>
      <dl class="rowset">
        <dt>{catalogue.text("sign.sheet.sha256")}</dt>
        <dd class="mono" dir="ltr">
          {statement.sha256}
        </dd>
        <dt>{catalogue.text("record.sid")}</dt>
        <dd class="mono" dir="ltr">
          {statement.sid}
        </dd>
      </dl>
    </details>
  );
}

const SIGNING_FAULTS: Readonly<Record<SigningFault, Key>> = {
  refused: "sign.sheet.not_signed",
  not_a_signature: "sign.sheet.wrong_signature",
  wrong_key: "sign.sheet.wrong_signature",
};

// One consent, the key, and the one button that signs. The consent is given anew for other bytes.
function SignForm({ review, isBusy, words, flow, options }: ReviewProps & { words: WordsOfStatement }) {
  const { catalogue, keys } = options;
  const box = useRef<HTMLInputElement>(null);
  const [isAsked, setAsked] = useState(false);
  const canSign = review.trial.is !== "refused" && review.key !== "";
  const sign = (): void => {
    if (isBusy) return;
    const isAgreed = box.current?.checked === true;
    setAsked(!isAgreed);
    if (isAgreed) void flow.sign();
    else box.current?.focus();
  };
  return (
    <div class="signing">
      <ClockWarning options={options} />
      {isAsked && (
        <p class="refusal-mark" id="consent-missing" role="alert">
          {catalogue.text("sign.sheet.consent_missing")}
        </p>
      )}
      <label class="consent">
        <input
          type="checkbox"
          ref={box}
          disabled={isBusy}
          aria-invalid={isAsked}
          aria-describedby={isAsked ? "consent-missing" : undefined}
          onChange={() => setAsked(false)}
        />
        <span>{catalogue.text("sign.sheet.consent")}</span>
      </label>
      {review.signing !== null && (
        <p class="refusal-mark" role="alert">
          {catalogue.text(SIGNING_FAULTS[review.signing])}
        </p>
      )}
      <div class="sign-row">
        <KeyChoice review={review} isBusy={isBusy} flow={flow} options={options} />
        {canSign && (
          <button type="button" class="button" aria-disabled={isBusy} onClick={sign}>
            {words.act}
          </button>
        )}
        <button type="button" class="button plain" disabled={isBusy} onClick={() => options.onBack()}>
          {catalogue.text("sign.sheet.back")}
        </button>
      </div>
      <p class="small quiet" role="status">
        {isBusy ? catalogue.text(flow.stage.at === "sending" ? "sign.sheet.sending" : "sign.sheet.signing") : catalogue.text(keys.length === 0 ? "sign.sheet.no_key" : "sign.sheet.key_stays")}
      </p>
    </div>
  );
}

function KeyChoice({ review, isBusy, flow, options: { catalogue, keys } }: ReviewProps) {
  if (keys.length === 0) return null;
  return (
    <label class="key-choice">
      <span class="small quiet">{catalogue.text("sign.sheet.key")}</span>
      <select value={review.key} disabled={isBusy} onChange={(event) => void flow.choose(event.currentTarget.value)}>
        {keys.map((key) => (
          <option value={key.id} selected={key.id === review.key}>
            {catalogue.text("sign.sheet.key_option", { label: key.label, id: `${key.id.slice(0, 4)} ${key.id.slice(4, 8)}` })}
          </option>
        ))}
      </select>
    </label>
  );
}

const MINUTE_MS = 60_000;

function ClockWarning({ options: { catalogue, client } }: { options: SheetOptions }) {
  const { clock } = client;
  if (!clock.isOff) return null;
  const ahead = clock.aheadMs!;
  const n = Math.round(Math.abs(ahead) / MINUTE_MS);
  return (
    <p class="warning" role="alert">
      {catalogue.text(ahead > 0 ? "sign.clock.ahead" : "sign.clock.behind", { n })} {catalogue.text("sign.clock.used")}
    </p>
  );
}

function SideNotes({ words, options }: { words: WordsOfStatement; options: SheetOptions }) {
  const { catalogue, remarks = [] } = options;
  return (
    <div class="sign-side">
      {remarks.map((remark) => (
        <Note title={remark.title}>{remark.text}</Note>
      ))}
      <Note title={catalogue.text("sign.side.next")}>{words.next}</Note>
      <Note title={catalogue.text("sign.side.public")}>{words.forEver}</Note>
      <Note title={catalogue.text("sign.side.mistake")}>{words.mending}</Note>
    </div>
  );
}

function TrialNote({ review: { trial }, flow, options: { catalogue } }: PartProps & { review: Review }) {
  const title: Key = `sign.trial.title.${trial.is}`;
  const text = (): string => {
    if (trial.is === "accepted") return catalogue.text("sign.trial.accepted", { rules: String(flow.facts?.rules ?? 1) });
    if (trial.is === "unknown") return catalogue.text("sign.trial.unknown");
    return catalogue.text(trial.is === "asked" ? "sign.trial.asked" : "sign.trial.refused");
  };
  return <Note title={catalogue.text(title)}>{text()}</Note>;
}

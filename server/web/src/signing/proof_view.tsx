// SPDX-License-Identifier: Apache-2.0
// ProofView: the receipt of what was signed, checked here by src/verify with keys that the reader chooses. The
// badge says "proved", never "true".
import { useEffect, useRef } from "preact/hooks";
import { keepTrust, keptTrust } from "../trust_memory";
import { Messages } from "../verifier/messages";
import { TrustForm } from "../verifier/trust_form";
import { VerdictView } from "../verifier/verdict_view";
import type { Verdict } from "../verify/verdict";
import { FileLink } from "./file_link";
import type { SheetOptions } from "./sheet_options";
import { Chevron, StageHeading } from "./sheet_parts";
import type { Proof, SignFlow, Stage } from "./sign_flow";

interface ProofProps {
  readonly stage: Stage & { at: "recorded" };
  readonly flow: SignFlow;
  readonly options: SheetOptions;
}

export function ProofView({ stage: { index, recordedAt, proof }, flow, options }: ProofProps) {
  const { catalogue } = options;
  const address = options.recordAddress?.(index);
  const receipt = "receipt" in proof ? proof.receipt : null;
  return (
    <div class="sheet">
      <StageHeading>{catalogue.text("sign.receipt.title", { n: String(index) })}</StageHeading>
      <p>{catalogue.text("sign.receipt.recorded_at", { time: catalogue.time(recordedAt) })}</p>
      <div role="status">
        <ProofLine index={index} proof={proof} options={options} />
      </div>
      {"verdict" in proof && <Checked verdict={proof.verdict} index={index} isOpen={proof.is === "failed"} options={options} />}
      <TrustPlace flow={flow} options={options} isShown={proof.is === "unproved"} />
      <div class="sign-row">
        {receipt !== null && (
          <FileLink name={`record-${index}.tlog-proof`} bytes={receipt} type="text/plain" isMain>
            {catalogue.text("sign.receipt.save")}
          </FileLink>
        )}
        {address !== undefined && (
          <a class="button plain" href={address}>
            {catalogue.text("sign.receipt.page")}
          </a>
        )}
      </div>
    </div>
  );
}

function ProofLine({ index, proof, options: { catalogue } }: { index: number; proof: Proof; options: SheetOptions }) {
  if (proof.is !== "proved") return <p class={proof.is === "failed" ? "refusal-mark" : undefined}>{catalogue.text(`sign.receipt.${proof.is}`)}</p>;
  return (
    <p class="proved">
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path
          d="M8 .8l2 1.5 2.5-.1.7 2.4 2 1.4-.8 2.4.8 2.3-2 1.5-.7 2.4-2.5-.1-2 1.4-2-1.4-2.5.1-.7-2.4-2-1.5.8-2.3L.8 6l2-1.4.7-2.4 2.5.1z"
          fill="currentColor"
        />
        <path d="M4.9 8.4l2.1 2.1 4-4.3" fill="none" stroke="var(--paper)" stroke-width="1.8" />
      </svg>
      {catalogue.text("sign.receipt.proved", { n: String(index) })}
    </p>
  );
}

// The steps of the check, and what was not checked; as on the page of a record.
function Checked({ verdict, index, isOpen, options: { catalogue } }: { verdict: Verdict; index: number; isOpen: boolean; options: SheetOptions }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const messages = new Messages(catalogue.dictionary, catalogue.language);
    const view = new VerdictView(messages);
    place.current?.replaceChildren(...view.of(verdict, messages.page("record.name", { index: String(index) })));
  }, [verdict]);
  return (
    <details class="disclosure" open={isOpen}>
      <summary>
        <Chevron />
        {catalogue.text("sign.receipt.steps")}
      </summary>
      <div data-verify="" ref={place} />
    </details>
  );
}

// The reader's keys, which the tab keeps. The form stays in the page, so that a choice is not lost.
function TrustPlace({ flow, options: { catalogue }, isShown }: { flow: SignFlow; options: SheetOptions; isShown: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const messages = new Messages(catalogue.dictionary, catalogue.language);
    const form = new TrustForm(messages, keptTrust(), (text) => {
      keepTrust(text);
      void flow.trust(form.policy);
    });
    place.current?.replaceChildren(form.element);
    void flow.trust(form.policy);
  }, [flow]);
  return <div data-verify="" class="trust" hidden={!isShown} ref={place} />;
}

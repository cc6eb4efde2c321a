// SPDX-License-Identifier: Apache-2.0
// RefusalSummary: all that is wrong in one place, spoken when it appears: first what belongs to no field, then a
// link to each field.
import { useEffect, useRef } from "preact/hooks";
import type { Catalogue } from "./catalogue";
import type { Fault } from "./fault";
import { englishOf, type FieldOf, type FormField } from "./refusal_marks";
import { refusalWords } from "./refusal_words";

export interface RefusalSummaryProps {
  readonly faults: readonly Fault[];
  readonly catalogue: Catalogue;
  readonly fieldOf: FieldOf;
  // Before the field gets the focus: a form may have to show the step that has it.
  readonly onGo?: ((fault: Fault) => void) | undefined;
  readonly title?: string;
}

export function RefusalSummary({ faults, catalogue, fieldOf, onGo, title }: RefusalSummaryProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [faults]);
  const placed = faults.map((fault) => ({ fault, field: fieldOf(fault.pointer) }));
  const sorted = [...placed.filter(({ field }) => field === null), ...placed.filter(({ field }) => field !== null)];
  return (
    <section class="refusals" aria-labelledby="refusals-title">
      <h2 id="refusals-title" tabIndex={-1} ref={heading}>
        {title ?? catalogue.text("sign.summary.title", { n: faults.length })}
      </h2>
      <ul>
        {sorted.map(({ fault, field }) => (
          <li>{field === null ? <RefusalText fault={fault} catalogue={catalogue} /> : <FieldLink {...{ fault, field, catalogue, onGo }} />}</li>
        ))}
      </ul>
    </section>
  );
}

interface FieldLinkProps {
  readonly fault: Fault;
  readonly field: FormField;
  readonly catalogue: Catalogue;
  readonly onGo: RefusalSummaryProps["onGo"];
}

function FieldLink({ fault, field, catalogue, onGo }: FieldLinkProps) {
  const go = (event: Event): void => {
    event.preventDefault();
    onGo?.(fault);
    field.control.focus();
  };
  return (
    <>
      <a href={`#${field.control.id}`} onClick={go}>
        {field.label}
      </a>
      {catalogue.colon}
      <RefusalText fault={fault} catalogue={catalogue} />
    </>
  );
}

export function RefusalText({ fault, catalogue }: { fault: Fault; catalogue: Catalogue }) {
  const { text, detail } = refusalWords(fault, catalogue);
  return (
    <>
      {text}
      {detail !== null && (
        <small lang="en" dir="ltr">
          {englishOf(detail)}
        </small>
      )}
    </>
  );
}

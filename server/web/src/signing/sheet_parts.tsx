// SPDX-License-Identifier: Apache-2.0
// SheetParts: what all stages of the sheet are made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Fault } from "./fault";
import type { FieldOf } from "./refusal_marks";
import { RefusalSummary } from "./refusal_summary";
import type { SheetOptions } from "./sheet_options";

// A heading that gets the focus when its stage begins.
export function StageHeading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}

// The first and the last digits: enough to compare two screens.
export const shortened = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;

export function Chevron() {
  return (
    <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d="M1 4l7 8 7-8" fill="none" stroke="currentColor" stroke-width="2.4" />
    </svg>
  );
}

export function Note({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="note">
      <h3>{title}</h3>
      <p>{children}</p>
    </section>
  );
}

export const NO_FIELD: FieldOf = () => null;

export function Summary({ faults, options, title }: { faults: readonly Fault[]; options: SheetOptions; title?: string }) {
  const { catalogue, fieldOf = NO_FIELD, onBack } = options;
  const more = title === undefined ? {} : { title };
  return <RefusalSummary faults={faults} catalogue={catalogue} fieldOf={fieldOf} onGo={onBack} {...more} />;
}

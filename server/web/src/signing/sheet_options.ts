// SPDX-License-Identifier: Apache-2.0
// SheetOptions: what a form gives to the sheet on which its statement is signed (sign_sheet.tsx).
import type { Catalogue } from "./catalogue";
import type { Fault } from "./fault";
import type { FieldOf } from "./refusal_marks";
import type { FlowOptions } from "./sign_flow";

export interface Remark {
  readonly title: string;
  readonly text: string;
}

export interface SheetOptions extends FlowOptions {
  readonly catalogue: Catalogue;
  // Where the marks of refusals go, and which field mends what; without them all is said on the sheet.
  readonly form?: ParentNode;
  readonly fieldOf?: FieldOf;
  // The way back to the form; with a fault: to the field that mends it.
  readonly onBack: (fault?: Fault) => void;
  // Of a judgement whose subject has changed: show it as it is now.
  readonly onShowAgain?: () => void;
  readonly onRecorded?: (index: number, sid: string) => void;
  // A statement that others must sign too was left on the ledger's desk.
  readonly onLeft?: () => void;
  readonly recordAddress?: (index: number) => string;
  readonly remarks?: readonly Remark[]; // of the form, beside the sheet
}

// SPDX-License-Identifier: Apache-2.0
// HalfView: who must sign besides, and the two ways to them: the ledger's desk, or a file.
import { useState } from "preact/hooks";
import type { Catalogue } from "./catalogue";
import type { Missing } from "./envelope";
import { FileLink } from "./file_link";
import type { SheetOptions } from "./sheet_options";
import { shortened, StageHeading } from "./sheet_parts";
import type { Stage } from "./sign_flow";

interface HalfProps {
  readonly stage: Stage & { at: "half" };
  readonly options: SheetOptions;
}

type Left = "not" | "asked" | "left" | "failed";

// Who must still sign.
export function MissingList({ missing, catalogue }: { readonly missing: Missing; readonly catalogue: Catalogue }) {
  // Each keeps its own direction.
  const names = missing.parties.map((party) => `\u2068${catalogue.names.party(party) ?? party}\u2069`).join(catalogue.between);
  return (
    <ul>
      {missing.parties.length > 0 && <li>{catalogue.text("sign.half.parties", { who: names })}</li>}
      {missing.newKey !== null && <li>{catalogue.text("sign.half.new_key", { key: shortened(missing.newKey) })}</li>}
      {missing.rootKeys > 0 && <li>{catalogue.text("sign.half.root_keys", { n: missing.rootKeys })}</li>}
      {missing.others > 0 && <li>{catalogue.text("sign.half.others")}</li>}
    </ul>
  );
}

export function HalfView({ stage: { envelope, missing }, options }: HalfProps) {
  const { catalogue, client } = options;
  const [left, setLeft] = useState<Left>("not");
  const leave = async (): Promise<void> => {
    if (left === "asked" || left === "left") return;
    setLeft("asked");
    const answer = await client.leave(envelope.toJson());
    setLeft(answer.ok ? "left" : "failed");
    if (answer.ok) options.onLeft?.();
  };
  return (
    <div class="sheet">
      <StageHeading>{catalogue.text("sign.half.title")}</StageHeading>
      <MissingList missing={missing} catalogue={catalogue} />
      <p>{catalogue.text("sign.half.send_on")}</p>
      <p role="status">
        {left === "left" && <b>{catalogue.text("sign.half.left")}</b>}
        {left === "failed" && catalogue.text("sign.half.not_left")}
      </p>
      <div class="sign-row">
        {left !== "left" && (
          <button type="button" class="button" aria-disabled={left === "asked"} onClick={() => void leave()}>
            {catalogue.text("sign.half.leave")}
          </button>
        )}
        <FileLink name={envelope.fileName} text={`${envelope.toJson()}\n`} type="application/json">
          {catalogue.text("sign.half.save")}
        </FileLink>
        <button type="button" class="button plain" onClick={() => options.onBack()}>
          {catalogue.text("sign.sheet.back")}
        </button>
      </div>
    </div>
  );
}

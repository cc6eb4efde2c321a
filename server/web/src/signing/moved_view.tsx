// SPDX-License-Identifier: Apache-2.0
// MovedView: what was recorded since a person began, and the way on. Nothing is signed again unseen.
import { isTime } from "./day";
import type { SheetOptions } from "./sheet_options";
import { StageHeading } from "./sheet_parts";
import type { SignFlow, Stage } from "./sign_flow";
import { Pieces } from "./statement_view";
import { headlineOf } from "./words_of_statement";

interface MovedProps {
  readonly stage: Stage & { at: "moved" };
  readonly flow: SignFlow;
  readonly options: SheetOptions;
}

export function MovedView({ stage: { moved, between, canRebase }, flow, options }: MovedProps) {
  const { catalogue } = options;
  const isJudged = moved === "judged";
  return (
    <div class="sheet">
      <StageHeading>{catalogue.text("sign.moved.title")}</StageHeading>
      <p>{catalogue.text(canRebase || isJudged ? `sign.moved.${moved}` : "sign.moved.shared")}</p>
      {between.length > 0 && <h3>{catalogue.text("sign.moved.between")}</h3>}
      <ol class="between">
        {between.map(({ index, payload, statement }) => (
          <li>
            <span class="mono">{index}</span>
            <span>
              <Pieces of={headlineOf(payload, catalogue)} />
              <small>{isTime(statement.at) ? catalogue.time(statement.at) : statement.at}</small>
            </span>
          </li>
        ))}
      </ol>
      <div class="sign-row">
        {isJudged && options.onShowAgain !== undefined && (
          <button type="button" class="button" onClick={() => options.onShowAgain!()}>
            {catalogue.text("sign.moved.show")}
          </button>
        )}
        {!isJudged && canRebase && (
          <button type="button" class="button" onClick={() => void flow.rebase()}>
            {catalogue.text("sign.moved.rebase")}
          </button>
        )}
        <button type="button" class="button plain" onClick={() => options.onBack()}>
          {catalogue.text("sign.sheet.back")}
        </button>
      </div>
    </div>
  );
}

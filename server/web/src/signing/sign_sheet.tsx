// SPDX-License-Identifier: Apache-2.0
// SignSheet: the sheet on which a person reads a statement, agrees to it and signs it (sign_flow.ts). Its words
// are made of the bytes that are signed. The page loads signing.css, and verify.css for the proof.
import { render, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Fault } from "./fault";
import { FileLink } from "./file_link";
import { HalfView } from "./half_view";
import { MovedView } from "./moved_view";
import { ProofView } from "./proof_view";
import { clearRefusals, markRefusals } from "./refusal_marks";
import { ReviewView } from "./review_view";
import type { SheetOptions } from "./sheet_options";
import { NO_FIELD, StageHeading, Summary } from "./sheet_parts";
import { SignFlow, type Stage } from "./sign_flow";

export interface OpenSheet {
  readonly flow: SignFlow;
  close(): void;
}

export function openSheet(place: HTMLElement, options: SheetOptions): OpenSheet {
  const flow = new SignFlow(options);
  render(<SignSheet flow={flow} options={options} />, place);
  void flow.prepare();
  return {
    flow,
    close: () => {
      flow.close();
      render(null, place);
    },
  };
}

interface PartProps {
  readonly flow: SignFlow;
  readonly options: SheetOptions;
}

function SignSheet({ flow, options }: PartProps) {
  const [stage, setStage] = useState<Stage>(flow.stage);
  useEffect(() => {
    setStage(flow.stage);
    return flow.onChange(() => setStage(flow.stage));
  }, [flow]);
  useRefusalMarks(stage, options);
  useEffect(() => {
    if (stage.at === "recorded") options.onRecorded?.(stage.index, stage.statement.sid);
  }, [stage.at]);
  return <StageView stage={stage} flow={flow} options={options} />;
}

function faultsOf(stage: Stage): readonly Fault[] {
  if (stage.at === "faulty") return stage.faults;
  if (stage.at === "refused") return [stage.fault];
  return stage.at === "reviewing" && stage.trial.is === "refused" ? stage.trial.faults : [];
}

function useRefusalMarks(stage: Stage, { form, fieldOf = NO_FIELD, catalogue }: SheetOptions): void {
  const faults = faultsOf(stage);
  useEffect(() => {
    if (form === undefined) return;
    if (faults.length > 0) markRefusals(form, faults, fieldOf, catalogue);
    else clearRefusals(form);
  }, [stage]);
}

function StageView({ stage, flow, options }: PartProps & { stage: Stage }) {
  const { catalogue } = options;
  switch (stage.at) {
    case "preparing":
      return <p role="status">{catalogue.text("sign.sheet.preparing")}</p>;
    case "unprepared":
      return <Unprepared kind={stage.trouble.kind} flow={flow} options={options} />;
    case "faulty":
      return (
        <Plain>
          <Summary faults={stage.faults} options={options} />
          <BackRow options={options} />
        </Plain>
      );
    case "moved":
      return <MovedView stage={stage} flow={flow} options={options} />;
    case "reviewing":
    case "signing":
      return <ReviewView review={stage} isBusy={stage.at === "signing"} flow={flow} options={options} />;
    case "sending":
      return <ReviewView review={flow.reviewed!} isBusy flow={flow} options={options} />;
    case "half":
      return <HalfView stage={stage} options={options} />;
    case "recorded":
      return <ProofView stage={stage} flow={flow} options={options} />;
    case "kept":
      return <Kept stage={stage} flow={flow} options={options} />;
    case "refused":
      return <Refused stage={stage} flow={flow} options={options} />;
  }
}

function Plain({ children }: { children: ComponentChildren }) {
  return <div class="sheet">{children}</div>;
}

function BackRow({ options, children }: { options: SheetOptions; children?: ComponentChildren }) {
  return (
    <div class="sign-row">
      {children}
      <button type="button" class="button plain" onClick={() => options.onBack()}>
        {options.catalogue.text("sign.sheet.back")}
      </button>
    </div>
  );
}

function Unprepared({ kind, flow, options }: PartProps & { kind: string }) {
  const { catalogue } = options;
  return (
    <Plain>
      <StageHeading>{catalogue.text("sign.sheet.unprepared")}</StageHeading>
      <p>{catalogue.optional(`sign.trouble.${kind}`)}</p>
      <BackRow options={options}>
        <button type="button" class="button" onClick={() => void flow.prepare()}>
          {catalogue.text("sign.sheet.retry")}
        </button>
      </BackRow>
    </Plain>
  );
}

function Kept({ stage: { envelope, entry, trouble }, flow, options }: PartProps & { stage: Stage & { at: "kept" } }) {
  const { catalogue } = options;
  return (
    <Plain>
      <StageHeading>{catalogue.text("sign.kept.title")}</StageHeading>
      <p role="status">
        {catalogue.optional(`sign.trouble.${trouble}`)} {catalogue.text(entry === null ? "sign.kept.not_kept" : "sign.kept.text")}
      </p>
      <div class="sign-row">
        <button type="button" class="button" onClick={() => void flow.sendAgain()}>
          {catalogue.text("sign.outbox.send")}
        </button>
        <FileLink name={envelope.fileName} text={`${envelope.toJson()}\n`} type="application/json">
          {catalogue.text("sign.half.save")}
        </FileLink>
      </div>
    </Plain>
  );
}

function Refused({ stage: { fault, isKept }, flow, options }: PartProps & { stage: Stage & { at: "refused" } }) {
  const { catalogue } = options;
  return (
    <Plain>
      <Summary faults={[fault]} options={options} title={catalogue.text("sign.refused.title")} />
      <p>{catalogue.text("sign.refused.text")}</p>
      <BackRow options={options}>
        {isKept && (
          <button type="button" class="button plain" onClick={() => void flow.forget()}>
            {catalogue.text("sign.refused.remove")}
          </button>
        )}
      </BackRow>
    </Plain>
  );
}


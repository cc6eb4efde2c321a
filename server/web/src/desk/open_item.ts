// SPDX-License-Identifier: Apache-2.0
// OpenItem: which view an item of a queue has. A pledge that has left its queue meanwhile is shown all the same, so
// that the second officer sees what the first has done.
import type { DeskContext, ItemView } from "./context";
import { correctionView } from "./correction_view";
import { envelopeView } from "./envelope_view";
import { fulfilmentView } from "./fulfilment_view";
import type { Item, QueueName } from "./queues";
import { registrationView } from "./registration_view";
import { disputedReport, unexaminedReport } from "./report_view";
import { reversalView } from "./reversal_view";
import { saidView } from "./said_view";
import { standingView } from "./standing_view";
import { submissionView } from "./submission_view";

type PledgeView = (context: DeskContext, id: string) => Promise<ItemView | null>;

const PLEDGE_VIEWS: Readonly<Record<Exclude<QueueName, "admit" | "recover" | "second" | "said">, PledgeView>> = {
  review: submissionView,
  reports: unexaminedReport,
  fulfilment: fulfilmentView,
  corrections: correctionView,
  due: standingView,
  inactive: standingView,
  overdue: fulfilmentView,
  undocumented: unexaminedReport,
  disputed: disputedReport,
  determined: reversalView,
};

export async function openItem(context: DeskContext, queue: QueueName, id: string, item: Item | undefined): Promise<ItemView | null> {
  if (queue === "admit" || queue === "recover") return item?.subject.is === "registration" ? registrationView(context, item.subject.row) : null;
  if (queue === "second") return item?.subject.is === "envelope" ? envelopeView(context, item.subject.row) : null;
  if (queue === "said") return item?.subject.is === "said" ? saidView(context, item.subject.row) : null;
  return PLEDGE_VIEWS[queue](context, id);
}

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/waiting_matches.h"

#include <algorithm>
#include <string>

#include "projections/views/matches.h"
#include "server/web/frame/sentence.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

constexpr std::size_t kShownMax = 50;

void add_proposal(Fields& section, const PageContext& context,
                  const projections::Selection& selection,
                  const projections::WaitingProposal& proposal) {
  const Address now = context.address.of_time_only();
  const std::string match = "my/pledges/" + proposal.to.text() + "/match";
  section.add("proposal")
      .set("day", context.figures().day(ledger::date_of(proposal.proposed.at)))
      .set("from", proposal.from_title)
      .set("from_id", proposal.from.text())
      .set("from_address", now.at("pledges/" + proposal.from.text()).text())
      .set("to", proposal.to_title)
      .set("to_id", proposal.to.text())
      .set("to_address", now.at("pledges/" + proposal.to.text()).text())
      .set("whom", sentence(context.words().text("waiting.for"),
                            {{"who", isolated(party_name(selection.context(), proposal.asked))}}))
      .set("answer", Address(context.language(), match).text());
}

}  // namespace

ledger::Result<void> set_waiting_matches(Fields& fields, const PageContext& context,
                                         const projections::Selection& selection) {
  LEDGER_TRY(const auto waiting, projections::waiting_proposals(selection));
  if (waiting.rows.empty() && !waiting.is_cut) return {};
  Fields& section = fields.add("waiting");
  const std::size_t shown = std::min(waiting.rows.size(), kShownMax);
  for (std::size_t i = 0; i < shown; ++i)
    add_proposal(section, context, selection, waiting.rows[i]);
  if (waiting.is_cut) {
    section.add("more_proposals").set("text", context.words().text("waiting.cut"));
  } else if (shown < waiting.rows.size()) {
    const auto more = static_cast<std::int64_t>(waiting.rows.size() - shown);
    section.add("more_proposals").set("text", context.words().text("waiting.more", {{"n", more}}));
  }
  return {};
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/happenings.h"

#include <string>
#include <variant>

#include "server/web/frame/sentence.h"
#include "server/web/parts/names.h"
#include "server/web/words/catalogue.h"

namespace pledgebook::server {
namespace {

using ledger::DecodedRecord;

// How far back to look for statements that people care about.
constexpr std::uint64_t kRecordsReadMax = 200;

bool is_of_interest(const ledger::Body& body) {
  return !std::holds_alternative<ledger::KeyAdded>(body) &&
         !std::holds_alternative<ledger::KeyReplaced>(body) &&
         !std::holds_alternative<ledger::WitnessPolicyPublished>(body);
}

std::string key_of(const ledger::Statement& statement) {
  std::string key = "did." + std::string(statement.kind());
  if (const auto* review = std::get_if<ledger::ReportReviewed>(&statement.body))
    key += review->finding == ledger::Finding::queried ? ".queried" : ".accepted";
  return key;
}

// What a statement is about besides a pledge: the name of a list, an objective, a party.
std::string subject_of(const projections::Context& context, const ledger::Statement& statement) {
  if (const auto* list = std::get_if<ledger::ListPublished>(&statement.body))
    return std::string(list->list.text());
  if (const auto* objective = std::get_if<ledger::ObjectiveSet>(&statement.body))
    return objective->title;
  if (const auto party = statement.stream.party_id()) return party_name(context, *party);
  if (const auto objective = statement.stream.objective_id()) return objective->text();
  return {};
}

}  // namespace

const ledger::PartyId& speaker_of(const ledger::Statement& statement) {
  return ledger::is_entered(statement) ? *ledger::behalf_of(statement.body)->on_behalf_of
                                       : statement.signers.front();
}

std::string happening_text(const projections::Context& context, Language language,
                           const DecodedRecord& record) {
  const ledger::Statement& statement = *record.statement;
  const Catalogue& words = Catalogue::of(language);
  const auto pledge = statement.stream.about_pledge();
  std::string text =
      words.text(key_of(statement), {{"who", party_name(context, speaker_of(statement))},
                                     {"pledge", pledge ? pledge->text() : std::string()},
                                     {"subject", subject_of(context, statement)}});
  if (ledger::is_entered(statement))
    text += " " + words.text("did.entered",
                             {{"operator", party_name(context, statement.signers.front())}});
  return text;
}

Html happening(const projections::Context& context, const Address& address,
               const DecodedRecord& record) {
  const ledger::Statement& statement = *record.statement;
  const Catalogue& words = Catalogue::of(address.language());
  const Address time = address.of_time_only();
  Html pledge;
  if (const auto id = statement.stream.about_pledge())
    pledge = link(time.at("pledges/" + id->text()).text(), isolated(id->text()));
  Html html = sentence(words.text(key_of(statement)),
                       {{"who", isolated(party_name(context, speaker_of(statement)))},
                        {"pledge", pledge},
                        {"subject", isolated(subject_of(context, statement))}});
  if (ledger::is_entered(statement)) {
    html += plain(" ");
    html += sentence(words.text("did.entered"),
                     {{"operator", isolated(party_name(context, statement.signers.front()))}});
  }
  return html;
}

ledger::Result<std::vector<DecodedRecord>> latest_statements(
    const projections::Selection& selection, std::size_t count) {
  std::vector<DecodedRecord> found;
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  const std::uint64_t size = ledger::number(selection.context().moment().bound);
  for (std::uint64_t back = 0; back < std::min(size, kRecordsReadMax) && found.size() < count;
       ++back) {
    const ledger::Index index{size - 1 - back};
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement || !is_of_interest(record.statement->body)) continue;
    if (!selection.context().moment().includes(index, record.statement->at)) continue;
    found.push_back(std::move(record));
  }
  return found;
}

}  // namespace pledgebook::server

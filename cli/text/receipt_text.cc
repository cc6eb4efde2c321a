// SPDX-License-Identifier: Apache-2.0
#include "cli/text/receipt_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "cli/shell/table.h"
#include "ledger/domain/json/statement.h"
#include "ledger/proof/receipt_json.h"

namespace pledgebook::cli {
namespace {

std::vector<std::string> names_of(const std::vector<ledger::PartyId>& parties) {
  std::vector<std::string> names;
  for (const ledger::PartyId& party : parties) names.push_back(party.text());
  return names;
}

std::string witnesses_text(const ledger::CheckpointVerdict& verdict,
                           const ledger::WitnessPolicy& policy) {
  if (verdict.cosigned.empty()) return policy.witnesses().empty() ? "none required" : "none";
  std::vector<std::string> texts;
  for (const ledger::WitnessCosignature& each : verdict.cosigned)
    texts.push_back(fmt::format("{} at {}", one_line(each.witness), ledger::to_text(each.time)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

std::string subject_of(const ledger::Record& record) {
  const ledger::SignedStatement* signed_statement = record.statement();
  if (signed_statement == nullptr) {
    return fmt::format("the heads of {} streams",
                       with_separators(std::get<ledger::Heads>(record.content).streams));
  }
  const auto statement = ledger::decode_statement(signed_statement->payload);
  if (!statement) return "a statement that this program cannot read";
  return fmt::format("{} of {} by {}", statement->kind(), statement->stream.text(),
                     fmt::join(names_of(statement->signers), ", "));
}

std::string receipt_text(const ledger::Receipt& receipt, const ledger::Record& record,
                         const ledger::CheckpointVerdict& verdict,
                         const ledger::WitnessPolicy& policy) {
  const ledger::Checkpoint& checkpoint = receipt.checkpoint.checkpoint;
  return fmt::format(
      "This receipt is authentic: record {} is in the log {}.\n\nrecord     {}\nrecorded   {} by "
      "the operator's clock\nstanding   {}, under the checkpoint of {} records\nwitnesses  {}\n\nA "
      "receipt does not prove who was allowed to make the record, or what came after it: an export "
      "does.\n",
      ledger::number(record.index), one_line(checkpoint.origin), subject_of(record),
      ledger::to_text(record.recorded_at), ledger::name_of(ledger::standing_of(verdict)),
      with_separators(ledger::number(checkpoint.size)), witnesses_text(verdict, policy));
}

}  // namespace pledgebook::cli

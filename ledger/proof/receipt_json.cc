// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/receipt_json.h"

#include <boost/json/array.hpp>
#include <utility>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::ledger {

namespace json = boost::json;

RecordStanding standing_of(const Receipt& receipt) noexcept {
  return receipt.checkpoint.note.signatures.size() > 1 ? RecordStanding::witnessed
                                                       : RecordStanding::published;
}

RecordStanding standing_of(const CheckpointVerdict& verdict) noexcept {
  return verdict.cosigned.empty() ? RecordStanding::published : RecordStanding::witnessed;
}

std::string_view name_of(RecordStanding standing) noexcept {
  return standing == RecordStanding::witnessed ? "witnessed" : "published";
}

json::object receipt_json(const Receipt& receipt, const Record& record,
                          const CheckpointVerdict& verdict) {
  const Checkpoint& checkpoint = receipt.checkpoint.checkpoint;
  json::array witnesses;
  for (const WitnessCosignature& each : verdict.cosigned) {
    witnesses.push_back(json::object{{"witness", each.witness}, {"time", to_text(each.time)}});
  }
  json::object object{{"good", true},
                      {"origin", checkpoint.origin},
                      {"size", number(checkpoint.size)},
                      {"index", number(record.index)},
                      {"recorded_at", to_text(record.recorded_at)},
                      {"standing", name_of(standing_of(verdict))},
                      {"quorum_at", nullptr},
                      {"witnesses", std::move(witnesses)},
                      {"sid", nullptr},
                      {"statement", nullptr},
                      {"fault", nullptr}};
  if (verdict.quorum_at) object["quorum_at"] = to_text(*verdict.quorum_at);
  if (const SignedStatement* statement = record.statement()) {
    object["sid"] = statement_id(statement->payload).hex();
    if (auto value = parse_json(statement->payload)) object["statement"] = *std::move(value);
  }
  return object;
}

json::object bad_receipt_json(std::string_view what) {
  return {{"good", false}, {"fault", json::object{{"place", "the receipt"}, {"what", what}}}};
}

}  // namespace pledgebook::ledger

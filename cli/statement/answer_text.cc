// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/answer_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct ToJson {
  json::object operator()(const ledger::Accepted& accepted) const {
    return {{"outcome", accepted.repeated ? "repeated" : "accepted"},
            {"index", ledger::number(accepted.index)},
            {"sid", accepted.sid.hex()},
            {"leaf_hash", accepted.leaf_hash.hex()},
            {"recorded_at", ledger::to_text(accepted.recorded_at)}};
  }
  json::object operator()(const ledger::Conflict& conflict) const {
    return {{"outcome", "conflict"},
            {"head", conflict.head ? json::value(conflict.head->hex()) : json::value()}};
  }
  json::object operator()(const ledger::Refused& refused) const {
    return {{"outcome", "refused"},
            {"code", refused.refusal.code},
            {"pointer", refused.refusal.pointer},
            {"rule", refused.refusal.rule},
            {"accepted", refused.refusal.accepted}};
  }
  json::object operator()(const ledger::Unavailable& unavailable) const {
    return {{"outcome", "unavailable"}, {"reason", unavailable.reason}};
  }
};

Outcome<std::string> conflict_sentence(Book& book, const ledger::StreamId& stream) {
  std::string last = "nothing";
  if (const auto entries = book.stream(stream); entries && !entries->empty()) {
    last = describe_entry(entries->back());
  }
  return no(
      fmt::format("the last statement of {} is now {}, and yours was made before it: read that "
                  "statement, then make yours again",
                  stream.text(), last));
}

}  // namespace

json::object answer_json(const ledger::Answer& answer) { return std::visit(ToJson{}, answer); }

std::string describe_entry(const BookEntry& entry) {
  const auto statement = ledger::decode_statement(entry.signed_statement.payload);
  if (!statement) return fmt::format("record {}", ledger::number(entry.index));
  std::vector<std::string> signers;
  for (const ledger::PartyId& signer : statement->signers) signers.push_back(signer.text());
  return fmt::format("{} by {} at {} (record {})", statement->kind(), fmt::join(signers, ", "),
                     ledger::to_text(statement->at), ledger::number(entry.index));
}

Outcome<std::string> answer_sentence(const ledger::Answer& answer, Book& book,
                                     const ledger::StreamId& stream) {
  if (const auto* accepted = std::get_if<ledger::Accepted>(&answer)) {
    return fmt::format("{} record {}, sid {}",
                       accepted->repeated ? "already there as" : "accepted as",
                       ledger::number(accepted->index), accepted->sid.hex());
  }
  if (const auto* refused = std::get_if<ledger::Refused>(&answer)) {
    return std::unexpected(failure_of(refused->refusal));
  }
  if (const auto* unable = std::get_if<ledger::Unavailable>(&answer)) {
    return unavailable(unable->reason);
  }
  return conflict_sentence(book, stream);
}

}  // namespace pledgebook::cli

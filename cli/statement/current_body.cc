// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/current_body.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

// A pledge's body while its statements are read. A correction of the value is a proposal until it
// is accepted.
class BodySoFar {
 public:
  void add(const BookEntry& entry) {
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    if (!statement) return;
    const json::object given = body_of(entry);
    if (const auto* accepted = std::get_if<ledger::CorrectionAccepted>(&statement->body)) {
      const auto proposal = proposals_.find(accepted->amendment);
      if (proposal != proposals_.end()) body_ = merged(std::move(body_), proposal->second);
    } else if (const auto* amended = std::get_if<ledger::PledgeAmended>(&statement->body)) {
      if (is_proposal(*amended)) {
        proposals_.emplace(entry.sid, amended->changes);
      } else {
        body_ = merged(std::move(body_), amended->changes);
      }
    } else if (is_whole(statement->kind())) {
      body_ = given;
    }
  }
  [[nodiscard]] json::object take() && { return std::move(body_); }

 private:
  static json::object body_of(const BookEntry& entry) {
    const auto value = ledger::parse_json(entry.signed_statement.payload);
    const json::object* object = value ? value->if_object() : nullptr;
    const json::value* body = object == nullptr ? nullptr : object->if_contains("body");
    return body != nullptr && body->is_object() ? body->get_object() : json::object();
  }
  static bool is_whole(std::string_view kind) {
    return kind == "party.registered" || kind == "party.updated" || kind == "pledge.submitted" ||
           kind == "pledge.revised";
  }
  // Whether an estimate is one may be corrected at once.
  [[nodiscard]] bool is_proposal(const ledger::PledgeAmended& amended) const {
    if (amended.category != ledger::AmendmentCategory::correction) return false;
    const json::object after = merged(body_, amended.changes);
    const auto money = [](const json::object& body) {
      json::object value;
      if (const json::value* found = body.if_contains("value"); found && found->is_object())
        value = found->get_object();
      value.erase("estimated");
      return value;
    };
    return money(body_) != money(after);
  }

  json::object body_;
  std::unordered_map<ledger::Sid, json::object> proposals_;
};

}  // namespace

Outcome<json::object> current_body(Book& book, const ledger::StreamId& stream) {
  LEDGER_TRY(const auto entries, book.stream(stream));
  if (entries.empty())
    return not_found(fmt::format("the ledger has nothing in {}: check the id", stream.text()));
  BodySoFar body;
  for (const BookEntry& entry : entries) body.add(entry);
  return std::move(body).take();
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/amended_body.h"

#include <boost/json/object.hpp>
#include <utility>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// RFC 7396 §2.
void merge(json::value& target, const json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target.emplace_object();
  json::object& object = target.get_object();
  for (const auto& member : patch.get_object()) {
    if (member.value().is_null()) {
      object.erase(member.key());
    } else {
      merge(object[member.key()], member.value());
    }
  }
}

}  // namespace

Admitted<PledgeBody> amended_body(const PledgeBody& body, const json::object& changes) {
  json::value merged = write(body);
  merge(merged, changes);
  PledgeBody amended;
  Problem problem;
  const JsonPlace root;
  const JsonPlace in_body{&root, "body"};
  if (!read(merged, JsonPlace{&in_body, "changes"}, kName, amended, problem)) {
    return std::unexpected(std::move(problem).take());
  }
  return amended;
}

bool is_same_value(const std::optional<PledgeValue>& a,
                   const std::optional<PledgeValue>& b) noexcept {
  if (!a || !b) return a.has_value() == b.has_value();
  return static_cast<const Money&>(*a) == static_cast<const Money&>(*b);
}

bool proposes_value(const PledgeBody& body, const PledgeAmended& amendment) {
  if (amendment.category != AmendmentCategory::correction || !amendment.changes.contains("value"))
    return false;
  const auto amended = amended_body(body, amendment.changes);
  return amended && !is_same_value(amended->value, body.value);
}

}  // namespace pledgebook::ledger

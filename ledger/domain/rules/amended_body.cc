// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/amended_body.h"

#include <boost/json/object.hpp>
#include <utility>

#include "ledger/domain/json/merge_patch.h"

namespace pledgebook::ledger {

namespace json = boost::json;

Admitted<PledgeBody> amended_body(const PledgeBody& body, const json::object& changes) {
  const json::value merged = merge_patch(write(body), changes);
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

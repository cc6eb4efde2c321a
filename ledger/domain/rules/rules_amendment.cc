// SPDX-License-Identifier: Apache-2.0
// Rules of pledge.amended: the merge patch, its result and its category (domain.md).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_pledge_body.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// These fields are fixed when the pledge is submitted.
constexpr std::array<std::string_view, 3> kFixed{"on_behalf_of", "source", "public"};

Objection check_fixed(const Case&, const PledgeAmended& b) {
  for (const std::string_view member : kFixed) {
    if (!b.changes.contains(member)) continue;
    return object("change_forbidden", fmt::format("/body/changes/{}", member),
                  "this field cannot be amended",
                  "changes without on_behalf_of, source and public");
  }
  return std::nullopt;
}

// A null removes a field, so the field must exist: otherwise the name could be any text.
Objection check_removals(const json::object& target, const json::object& changes,
                         const JsonPlace& place) {
  static const json::object kNone;
  for (const auto& change : changes) {
    const std::string_view key = change.key();
    const JsonPlace here{&place, key};
    const json::value* old = target.if_contains(key);
    if (change.value().is_null() && old == nullptr) {
      return object("nothing_to_remove", here.pointer(), "the pledge has no such field",
                    "null only for a field that the pledge has");
    }
    if (!change.value().is_object()) continue;
    const json::object& below = old != nullptr && old->is_object() ? old->get_object() : kNone;
    if (auto objection = check_removals(below, change.value().get_object(), here)) return objection;
  }
  return std::nullopt;
}

// `pointer` starts at the amended body. If the amendment does not change that field, the refusal
// points at all the changes.
Objection in_changes(Objection objection, const json::object& changes) {
  if (!objection) return objection;
  const std::string_view pointer = objection->pointer;
  const std::string_view member = pointer.substr(1, pointer.find('/', 1) - 1);
  if (changes.contains(member)) {
    objection->pointer.insert(0, "/body/changes");
  } else {
    objection->rule += fmt::format(" (at {} of the amended pledge)", pointer);
    objection->pointer = "/body/changes";
  }
  return objection;
}

Objection check_size(const PledgeBody& amended) {
  const std::size_t size = canonical_json(write(amended)).size();
  if (size <= kStatementBytesMax) return std::nullopt;
  return object("pledge_too_large", "/body/changes",
                fmt::format("the amended pledge would take {} bytes", size),
                fmt::format("at most {} bytes", kStatementBytesMax));
}

// The category that an amendment must have, or nothing if both scope and correction are allowed;
// and why.
struct Demand {
  std::optional<AmendmentCategory> category;
  std::string reason;
};

std::string text_of_end(const std::optional<Date>& end) { return end ? to_text(*end) : "none"; }

Demand demanded_category(const PledgeBody& before, const PledgeBody& after) {
  using enum AmendmentCategory;
  if (before.value && after.value && before.value->currency != after.value->currency) {
    return {correction, fmt::format("the currency changes from {} to {}",
                                    before.value->currency.code(), after.value->currency.code())};
  }
  const Decimal old_amount = before.value ? before.value->amount : Decimal{};
  const Decimal new_amount = after.value ? after.value->amount : Decimal{};
  const std::string old_text = before.value ? text_of(*before.value) : "none";
  const std::string new_text = after.value ? text_of(*after.value) : "none";
  if (new_amount > old_amount) {
    return {increase, fmt::format("the value rises from {} to {}", old_text, new_text)};
  }
  if (new_amount < old_amount) {
    return {reduction, fmt::format("the value falls from {} to {}", old_text, new_text)};
  }
  if (before.end != after.end) {
    return {extension, fmt::format("the end moves from {} to {} and the value does not change",
                                   text_of_end(before.end), text_of_end(after.end))};
  }
  return {std::nullopt, "the value and the end do not change"};
}

Objection check_category(const PledgeBody& before, const PledgeBody& after,
                         AmendmentCategory category) {
  const Demand demand = demanded_category(before, after);
  const bool either =
      category == AmendmentCategory::scope || category == AmendmentCategory::correction;
  if (demand.category ? category == *demand.category : either) return std::nullopt;
  return object("category_wrong", "/body/category",
                fmt::format("the category is {}, but {}", name(category), demand.reason),
                std::string(demand.category ? name(*demand.category) : "scope or correction"));
}

Objection check_result(const Case& c, const PledgeAmended& b) {
  const PledgeBody& before = c.pledge->body;
  auto after = amended_body(before, b.changes);
  if (!after) return std::move(after).error();
  if (*after == before) {
    return object("change_without_effect", "/body/changes", "the amendment changes nothing",
                  "at least one field with a new value");
  }
  if (std::string blank = find_blank_text(*after, JsonPlace{}); !blank.empty()) {
    return in_changes(blank_text(std::move(blank)), b.changes);
  }
  if (auto objection = check_pledge_body(c, *after, c.pledge->owner))
    return in_changes(std::move(objection), b.changes);
  if (auto objection = check_size(*after)) return objection;
  return check_category(before, *after, b.category);
}

}  // namespace

Objection judge(const Case& c, const PledgeAmended& b) {
  if (auto objection = check_state(c, {Lifecycle::published, Lifecycle::in_progress,
                                       Lifecycle::stalled, Lifecycle::lapsed})) {
    return objection;
  }
  if (auto objection = check_fixed(c, b)) return objection;
  const json::value before = write(c.pledge->body);
  const JsonPlace root;
  const JsonPlace body{&root, "body"};
  const JsonPlace changes{&body, "changes"};
  if (auto objection = check_removals(before.get_object(), b.changes, changes)) return objection;
  return check_result(c, b);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Rules of pledge.amended: the merge patch, its result and its category; and of the answers to a
// correction of the value (domain.md).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/amended_body.h"
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

// The names that an object of the pledge may have, or null for what is no object of it.
const std::vector<std::string>* names_within(std::string_view member) {
  static const std::vector<std::string> kPledge = field_names<PledgeBody>();
  static const std::vector<std::string> kValue = field_names<PledgeValue>();
  if (member.empty()) return &kPledge;
  return member == "value" ? &kValue : nullptr;
}

bool holds_null(const json::value& value) {
  if (value.is_null()) return true;
  if (const json::array* items = value.if_array()) return std::ranges::any_of(*items, holds_null);
  if (const json::object* object = value.if_object()) {
    return std::ranges::any_of(*object, [](const auto& each) { return holds_null(each.value()); });
  }
  return false;
}

// A null removes a field, which need not be there; but its name must be one that a pledge can have,
// or it could be any text. Inside an array a null would stay.
Objection check_names(const json::object& changes, std::string_view member,
                      const JsonPlace& place) {
  const std::vector<std::string>* names = names_within(member);
  for (const auto& change : changes) {
    const std::string_view key = change.key();
    const JsonPlace here{&place, key};
    if (names != nullptr && std::ranges::find(*names, key) == names->end()) {
      return object("member_unknown", here.pointer(), "a pledge has no such field",
                    fmt::format("one of {}", fmt::join(*names, ", ")));
    }
    if (change.value().is_array() && holds_null(change.value())) {
      return object("wrong_type", here.pointer(), "there is a null in the array",
                    "arrays without null: an array that is given replaces the old one");
    }
    if (!change.value().is_object()) continue;
    if (auto objection = check_names(change.value().get_object(), key, here)) return objection;
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

// The category that an amendment must have if it is no correction, and why.
struct Demand {
  AmendmentCategory category{};
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
  return {scope, "the value and the end do not change"};
}

// A correction says that the pledge never was as written: it may change anything.
Objection check_category(const PledgeBody& before, const PledgeBody& after,
                         AmendmentCategory category) {
  if (category == AmendmentCategory::correction) return std::nullopt;
  const Demand demand = demanded_category(before, after);
  if (category == demand.category) return std::nullopt;
  return object(
      "category_wrong", "/body/category",
      fmt::format("the category is {}, but {}", name(category), demand.reason),
      demand.category == AmendmentCategory::correction
          ? "correction"
          : fmt::format("{}, or correction where it was an error", name(demand.category)));
}

// What a partner signed is changed with its signature.
Objection check_partners_sign(const Case& c, const PledgeBody& after,
                              std::span<const PartyId> signers) {
  for (const PartyId& id : c.pledge->partners) {
    const auto entry_of = [&id](const PledgeBody& body) {
      const auto found = std::ranges::find(body.partners, id, &Partner::party);
      return found == body.partners.end() ? std::nullopt : std::optional(*found);
    };
    if (entry_of(c.pledge->body) == entry_of(after) ||
        std::ranges::find(signers, id) != signers.end()) {
      continue;
    }
    return object("signature_missing", "/signers",
                  fmt::format("the part of {}, which signed the pledge, changes", id.text()),
                  "the partner's signature too");
  }
  return std::nullopt;
}

// What the pledge must be when the amendment, which `signers` signed, has effect.
Objection check_amended(const Case& c, const PledgeBody& after, const json::object& changes,
                        std::span<const PartyId> signers) {
  if (std::string blank = find_blank_text(after, JsonPlace{}); !blank.empty())
    return in_changes(blank_text(std::move(blank)), changes);
  if (auto objection = check_pledge_body(c, after, c.pledge->owner))
    return in_changes(std::move(objection), changes);
  if (auto objection = check_size(after)) return objection;
  return check_partners_sign(c, after, signers);
}

Objection check_result(const Case& c, const PledgeAmended& b) {
  const PledgeBody& before = c.pledge->body;
  auto after = amended_body(before, b.changes);
  if (!after) return std::move(after).error();
  if (*after == before) {
    return object("change_without_effect", "/body/changes", "the amendment changes nothing",
                  "at least one field with a new value");
  }
  if (auto objection = check_amended(c, *after, b.changes, c.statement().signers)) return objection;
  return check_category(before, *after, b.category);
}

// The proposal as it would have effect now: the pledge may have changed since it was made.
Objection check_correction(const Case& c, const Correction& correction) {
  const auto changes = parse_json(correction.changes);
  const auto after = amended_body(c.pledge->body, changes->get_object());
  if (!after) return after.error();
  std::vector<PartyId> signers;
  for (const KeyId& id : correction.origin.keys) {
    if (const Key* key = c.registry.find(id)) signers.push_back(key->party);
  }
  return check_amended(c, *after, changes->get_object(), signers);
}

// The states in which a pledge is amended; a correction of its value may also be proposed later.
Objection check_amendable(const Case& c, bool is_proposal) {
  using enum Lifecycle;
  if (!is_proposal) return check_state(c, {published, in_progress, stalled, lapsed});
  return check_state(c, {published, in_progress, stalled, lapsed, completion_claimed, fulfilled,
                         partly_fulfilled, unfulfilled});
}

Objection check_open_correction(const Case& c, const Sid& amendment) {
  if (c.pledge->correction && c.pledge->correction->sid == amendment) return std::nullopt;
  return object("correction_not_open", "/body/amendment",
                "this is not the pledge's open correction",
                c.pledge->correction ? c.pledge->correction->sid.hex()
                                     : "nothing: no correction of the value is open");
}

}  // namespace

Objection judge(const Case& c, const PledgeAmended& b) {
  if (auto objection = check_amendable(c, proposes_value(c.pledge->body, b))) return objection;
  if (auto objection = check_fixed(c, b)) return objection;
  const JsonPlace root;
  const JsonPlace body{&root, "body"};
  if (auto objection = check_names(b.changes, {}, JsonPlace{&body, "changes"})) return objection;
  return check_result(c, b);
}

Objection judge(const Case& c, const CorrectionAccepted& b) {
  if (auto objection = check_open_correction(c, b.amendment)) return objection;
  if (auto objection = check_amendable(c, true)) return objection;
  auto objection = check_correction(c, *c.pledge->correction);
  if (!objection) return std::nullopt;
  objection->rule +=
      fmt::format(" (at {} of the correction, as it would have effect now)", objection->pointer);
  objection->pointer = "/body/amendment";
  return objection;
}

Objection judge(const Case& c, const CorrectionDeclined& b) {
  return check_open_correction(c, b.amendment);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Rules of single values, anywhere in a body: countries, money, shares, roles, texts. `pointer` is
// the value's position in the statement.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/values/text.h"

namespace pledgebook::ledger {

Objection check_country(const Country& country, const std::string& pointer);
Objection check_currency(const Currency& currency, const std::string& pointer);

enum class Zero : std::uint8_t { allowed, refused };
// The currency is known and the amount has no more decimals than the currency; trailing zeros don't
// count.
Objection check_money(const Money& money, const std::string& pointer, Zero zero);

// Shares, if given, total 99.9 to 100.1: people write 33.33 three times. `pointer` is the array's.
Objection check_shares(const std::vector<std::optional<Share>>& shares, const std::string& pointer);

// Each role once.
Objection check_roles_once(std::span<const Role> roles, const std::string& pointer);
// What one key may hold: one officer's role, or member and verifier.
Objection check_key_roles(std::span<const Role> roles, const std::string& pointer);
// Each role is one of `party_roles`.
Objection check_roles_of(std::span<const Role> roles, std::span<const Role> party_roles,
                         const std::string& pointer);

// `id` is in some published version of `list`; its effective date does not matter.
Objection check_item(const Governance& governance, std::string_view list, const ItemId& id,
                     const std::string& pointer);
// The objection to an id that is in none of `lists`.
Objection unknown_item(const Governance& governance, std::span<const std::string_view> lists,
                       const ItemId& id, const std::string& pointer);
[[nodiscard]] bool has_item(const Governance& governance, std::string_view list, const ItemId& id);

// `on_behalf_of` and `source` are given together or not at all.
Objection check_behalf(const OnBehalf& behalf);

// The pledge is in one of `states`.
Objection check_state(const Case& c, std::initializer_list<Lifecycle> states);
// The same for all states that are open (pledge_state.h).
Objection check_open(const Case& c);

// "EUR 155000000".
[[nodiscard]] std::string text_of(const Money& money);

// The pointer of the first required text in `body` that is empty or blank, or ""; `root` is the
// body's pointer.
template <class Body>
[[nodiscard]] std::string find_blank_text(const Body& body, const JsonPlace& root);
Objection blank_text(std::string pointer);

// Searches the members that a `describe` names.
class BlankTextFinder {
 public:
  explicit BlankTextFinder(const JsonPlace& place) : place_(place) {}

  template <class T>
  void operator()(std::string_view name, const T& member, Limit = kName) {
    if (found_.empty()) look(member, JsonPlace{&place_, name});
  }
  [[nodiscard]] const std::string& found() const noexcept { return found_; }

 private:
  void look(const std::string& text, const JsonPlace& place) {
    if (is_blank(text)) found_ = place.pointer();
  }
  void look(const std::map<std::string, std::string>& texts, const JsonPlace& place) {
    for (const auto& [key, text] : texts) {
      if (found_.empty()) look(text, JsonPlace{&place, key});
    }
  }
  template <class T>
  void look(const std::vector<T>& items, const JsonPlace& place) {
    for (std::size_t i = 0; i < items.size() && found_.empty(); ++i) {
      look(items[i], JsonPlace{&place, {}, i, true});
    }
  }
  // An optional text may be blank; other optional values are searched too.
  void look(const std::optional<std::string>&, const JsonPlace&) {}
  template <class T>
  void look(const std::optional<T>& member, const JsonPlace& place) {
    if (member) look(*member, place);
  }
  template <class T>
  void look(const T& member, const JsonPlace& place) {
    if constexpr (requires(BlankTextFinder& f) { describe(f, member); }) {
      if (found_.empty()) found_ = find_blank_text(member, place);
    }
  }

  const JsonPlace& place_;
  std::string found_;  // a pointer, never "" once there is one
};

template <class Body>
std::string find_blank_text(const Body& body, const JsonPlace& root) {
  BlankTextFinder finder(root);
  describe(finder, body);
  return finder.found();
}

}  // namespace pledgebook::ledger

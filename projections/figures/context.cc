// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/context.h"

#include <algorithm>
#include <ranges>

namespace pledgebook::projections {
namespace {

constexpr std::chrono::days kRateDaysMax{62};

}  // namespace

Context::Context(std::shared_ptr<const Background> background, const Moment& moment)
    : background_(std::move(background)), moment_(moment) {
  take_rates();
  take_lists();
  for (const Dispute& dispute : background_->disputes) {
    if (moment_.knows(dispute.known)) disputes_.push_back(dispute);
  }
}

// Tables come in the order of their records, and a correction has the effective date of the table
// that it corrects.
void Context::take_rates() {
  for (const auto& table : background_->governance->rates) {
    if (!moment_.knows(table.published.index)) break;
    const auto corrected =
        std::ranges::find(rates_, table.body.effective,
                          [](const KnownRates& known) { return known.body->effective; });
    if (corrected == rates_.end()) {
      rates_.push_back({table.published.index, &table.body});
    } else {
      corrected->body = &table.body;
    }
  }
  std::ranges::sort(rates_, {}, [](const KnownRates& known) { return known.body->effective; });
}

void Context::take_lists() {
  for (const auto& list : background_->governance->lists) {
    if (!moment_.knows(list.published.index)) break;
    const auto corrected = std::ranges::find_if(lists_, [&](const ledger::ListVersion* other) {
      return other->body.list == list.body.list && other->body.effective == list.body.effective;
    });
    if (corrected == lists_.end()) {
      lists_.push_back(&list);
    } else {
      *corrected = &list;
    }
  }
  std::ranges::sort(lists_, {}, [](const auto* list) { return list->body.effective; });
}

std::optional<ledger::Rate> Context::rate(const ledger::Currency& currency, ledger::Date date,
                                          ledger::Index origin) const {
  const auto after = std::ranges::upper_bound(
      rates_, date, {}, [](const KnownRates& known) { return known.body->effective; });
  std::optional<ledger::Index> later;
  std::optional<ledger::Rate> later_rate;
  // From the greatest effective date down.
  for (auto at = after; at != rates_.begin();) {
    const KnownRates& table = *--at;
    if (date - table.body->effective > kRateDaysMax) break;
    const auto quoted = table.body->rates.find(currency);
    if (quoted == table.body->rates.end()) continue;
    if (table.published < origin) return quoted->second;
    if (!later || table.published < *later) {
      later = table.published;
      later_rate = quoted->second;
    }
  }
  return later_rate;
}

std::optional<ledger::Decimal> Context::usd(const ledger::Money& money, ledger::Date date,
                                            ledger::Index origin) const {
  static const ledger::Currency kUsd = ledger::Currency::usd();
  if (money.currency == kUsd) return money.amount;
  const auto quoted = rate(money.currency, date, origin);
  if (!quoted) return std::nullopt;
  return ledger::to_usd(money.amount, *quoted);
}

const ledger::ListPublished* Context::list_on(std::string_view list, ledger::Date day) const {
  const ledger::ListPublished* found = nullptr;
  for (const auto* version : lists_) {
    if (version->body.effective > day) break;
    if (version->body.list.text() == list) found = &version->body;
  }
  return found;
}

const ledger::ListItem* Context::item(std::string_view list, const ledger::ItemId& id) const {
  for (const auto* version : std::views::reverse(lists_)) {
    if (version->body.list.text() != list) continue;
    const auto found = std::ranges::find(version->body.items, id, &ledger::ListItem::id);
    if (found != version->body.items.end()) return &*found;
  }
  return nullptr;
}

std::vector<ledger::Country> Context::countries_of(std::string_view list,
                                                   const std::vector<ledger::ItemId>& items) const {
  std::vector<ledger::Country> countries;
  for (const auto* version : lists_) {
    if (version->body.list.text() != list) continue;
    for (const ledger::ListItem& item : version->body.items) {
      if (std::ranges::find(items, item.id) == items.end()) continue;
      for (const ledger::Country& country : item.members) {
        if (std::ranges::find(countries, country) == countries.end()) countries.push_back(country);
      }
    }
  }
  return countries;
}

const PartyVersion* Context::party(const ledger::PartyId& id) const {
  const auto found = background_->parties.find(id);
  if (found == background_->parties.end()) return nullptr;
  for (const PartyVersion& version : std::views::reverse(found->second)) {
    if (moment_.knows(version.index)) return &version;
  }
  return nullptr;
}

bool Context::is_disputed(const std::vector<KeyNumber>& keys, ledger::Index record) const {
  return std::ranges::any_of(keys, [&](KeyNumber key) { return is_disputed(key, record); });
}

bool Context::is_disputed(KeyNumber key, ledger::Index record) const {
  return std::ranges::any_of(disputes_, [&](const Dispute& dispute) {
    return dispute.since <= record && dispute.key == key;
  });
}

bool Context::is_recovered(const std::vector<KeyNumber>& keys) const {
  return std::ranges::any_of(keys,
                             [&](KeyNumber key) { return background_->recovered.contains(key); });
}

}  // namespace pledgebook::projections

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
  const auto known = [&](const ledger::Publicity& published) {
    return moment_.includes(published.index, published.at);
  };
  for (const auto& table : background_->governance->rates) {
    if (known(table.published)) rates_.push_back(&table);
  }
  std::ranges::sort(rates_, {}, [](const auto* table) { return table->body.effective; });
  for (const auto& list : background_->governance->lists) {
    if (known(list.published)) lists_.push_back(&list);
  }
  std::ranges::sort(lists_, {}, [](const auto* list) { return list->body.effective; });
  for (const Dispute& dispute : background_->disputes) {
    if (moment_.includes(dispute.known, dispute.known_at)) disputes_.push_back(dispute);
  }
}

std::optional<ledger::Rate> Context::rate(const ledger::Currency& currency, ledger::Date date,
                                          ledger::Index origin) const {
  const auto after = std::ranges::upper_bound(
      rates_, date, {}, [](const auto* table) { return table->body.effective; });
  const ledger::RateTable* later = nullptr;
  std::optional<ledger::Rate> later_rate;
  // From the greatest effective date down.
  for (auto at = after; at != rates_.begin();) {
    const ledger::RateTable& table = **--at;
    if (date - table.body.effective > kRateDaysMax) break;
    const auto quoted = table.body.rates.find(currency);
    if (quoted == table.body.rates.end()) continue;
    if (table.published.index < origin) return quoted->second;
    if (later == nullptr || table.published.index < later->published.index) {
      later = &table;
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
    if (moment_.includes(version.index, version.at)) return &version;
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

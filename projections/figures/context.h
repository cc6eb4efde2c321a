// SPDX-License-Identifier: Apache-2.0
// Context: the data besides a pledge that is needed to value it: rates, lists, parties and disputed
// keys, as known at a moment. Background has all of it, with the moment at which each part became
// known; Moment selects from it (domain.md, "As of").
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/domain/rules/registry.h"
#include "projections/figures/axis.h"
#include "projections/figures/version.h"

namespace pledgebook::projections {

// A party's data, valid from a record on.
struct PartyVersion {
  ledger::Index index{};
  ledger::RecordedAt recorded_at{};
  ledger::Instant at{};
  std::string name;
  ledger::Sector sector{};
  std::optional<ledger::Country> country;
  std::optional<ledger::ItuMembership> itu_membership;
  std::vector<ledger::Role> roles;
  std::optional<ledger::Index> suspended;  // the record that suspended it, until it is resumed
};
void members(auto& row, ledger::Is<PartyVersion> auto& v) {
  row(v.index, v.recorded_at, v.at, v.name, v.sector, v.country, v.itu_membership, v.roles,
      v.suspended);
}

// Everything that a key signed from `since` on is disputed; this is known from `known` on.
struct Dispute {
  KeyNumber key{};
  ledger::Index since{};
  ledger::Index known{};
  ledger::Instant known_at{};
};
void members(auto& row, ledger::Is<Dispute> auto& v) { row(v.key, v.since, v.known, v.known_at); }

struct Background {
  std::shared_ptr<const ledger::Governance> governance =
      std::make_shared<ledger::Governance>();  // shared by the versions of a background
  std::unordered_map<ledger::PartyId, std::vector<PartyVersion>> parties;  // in order of index
  std::vector<Dispute> disputes;
  std::unordered_set<KeyNumber> recovered;  // keys added without the party's own signature
};

// Two questions, joined where both are asked: what the ledger knew, of what had happened.
struct Moment {
  // What the ledger knew: the records below this index.
  ledger::Size bound{~std::uint64_t{0}};
  // What had happened by then, as parties state it: of a pledge's statements, attestations and
  // messages, those whose `at` is not later. Parties, keys, disputes, lists and rates are as known.
  std::optional<ledger::RecordedAt> until = {};

  [[nodiscard]] bool knows(ledger::Index index) const noexcept {
    return ledger::number(index) < ledger::number(bound);
  }
  [[nodiscard]] bool includes(ledger::Index index, ledger::Instant at) const noexcept {
    return knows(index) && (!until || at <= *until);
  }
};

// Immutable: any thread; cheap to make.
class Context {
 public:
  Context(std::shared_ptr<const Background> background, const Moment& moment);

  // In USD, by the table for `date` among those that quote the currency: the greatest effective
  // date not after it and at most 62 days older, at a lower index than `origin`; if there is none,
  // the first such appended later. Nothing if there is none at all. A correction stands in the
  // place of the table that it corrects, from its own index on.
  [[nodiscard]] std::optional<ledger::Decimal> usd(const ledger::Money& money, ledger::Date date,
                                                   ledger::Index origin) const;
  // The version in force on that day; null if there is none.
  [[nodiscard]] const ledger::ListPublished* list_on(std::string_view list, ledger::Date day) const;
  // The newest title of an item, in any list version known; null if no list has it.
  [[nodiscard]] const ledger::ListItem* item(std::string_view list, const ledger::ItemId& id) const;
  // The countries that any of the items has in any version of the list, each once.
  [[nodiscard]] std::vector<ledger::Country> countries_of(
      std::string_view list, const std::vector<ledger::ItemId>& items) const;
  // Null if the party was not yet registered.
  [[nodiscard]] const PartyVersion* party(const ledger::PartyId& id) const;

  [[nodiscard]] bool has_disputes() const noexcept { return !disputes_.empty(); }
  // Whether the value of a pledge can depend on who signed which record.
  [[nodiscard]] bool signers_matter() const noexcept {
    return has_disputes() || !background_->recovered.empty();
  }
  [[nodiscard]] bool is_disputed(const std::vector<KeyNumber>& keys, ledger::Index record) const;
  [[nodiscard]] bool is_disputed(KeyNumber key, ledger::Index record) const;
  [[nodiscard]] bool is_recovered(const std::vector<KeyNumber>& keys) const;

  [[nodiscard]] const Moment& moment() const noexcept { return moment_; }
  [[nodiscard]] const Background& background() const noexcept { return *background_; }

 private:
  void take_rates();
  void take_lists();
  [[nodiscard]] std::optional<ledger::Rate> rate(const ledger::Currency& currency,
                                                 ledger::Date date, ledger::Index origin) const;

  std::shared_ptr<const Background> background_;  // shared by all that read the same views
  Moment moment_;
  // A table of rates as known: its first version's place in the log, its last version's rates.
  struct KnownRates {
    ledger::Index published{};
    const ledger::RatesPublished* body = nullptr;
  };
  std::vector<KnownRates> rates_;                  // by effective date
  std::vector<const ledger::ListVersion*> lists_;  // in force as known, by effective date
  std::vector<Dispute> disputes_;                  // known
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// RandomLedger: statements of every kind that read models depend on, drawn from a seed and admitted
// by the real rules: pledges in several currencies, with shares, overlaps and targets, amended,
// reported on, corrected, reviewed, withdrawn; attested and talked about; rates and lists published
// late, and corrected; keys added, replaced, recovered, and revoked as compromised, long after they
// signed. Refused statements are drawn again.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/support/ledger_builder.h"

namespace pledgebook::projections {

class RandomLedger {
 public:
  // The profile's lists are long: a ledger of few statements has a few short ones.
  enum class Lists : std::uint8_t { of_profile, few };
  explicit RandomLedger(std::uint64_t seed, Lists lists = Lists::of_profile);
  // Continues until the ledger has this many statements.
  void grow_to(std::size_t statements);
  [[nodiscard]] const support::LedgerBuilder& ledger() const noexcept { return ledger_; }

 private:
  [[nodiscard]] static const std::vector<std::string>& members_with_keys();
  [[nodiscard]] static const std::vector<std::string>& named_countries();
  [[nodiscard]] std::uint64_t draw(std::uint64_t below) { return random_() % below; }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[draw(items.size())];
  }
  [[nodiscard]] bool chance(std::uint64_t percent) { return draw(100) < percent; }
  [[nodiscard]] std::string amount();
  [[nodiscard]] std::string day(int days);
  [[nodiscard]] boost::json::object body(const std::string& own_id);
  // Signed by the member, or on its behalf if it has no key.
  [[nodiscard]] support::Draft by_member(const std::string& member, std::string kind,
                                         const std::string& pledge, boost::json::object body);
  bool submit(const support::Draft& draft);

  void step();
  void step_pledge();
  void report(const std::string& pledge, const std::string& member);
  void review(const std::string& pledge);
  void amend(const std::string& pledge, const std::string& member);
  void answer_correction(const std::string& pledge);
  void talk(const std::string& pledge);
  void govern();
  void correct();
  void compromise();
  void add_key(const std::string& name);
  void publish_few_lists();
  [[nodiscard]] std::vector<std::string> active_keys(const std::string& party);

  struct Pledge {
    std::string id;
    std::string member;
  };

  struct Key {
    std::string name;
    std::string party;
  };

  std::mt19937_64 random_;
  support::LedgerBuilder ledger_;
  std::vector<Pledge> pledges_;
  std::vector<Key> keys_;  // the members' first ones first
};

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// The part of RandomLedger that publishes tables and lists, and that adds, replaces and revokes
// keys.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "tests/projections/random_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {

namespace json = boost::json;

void RandomLedger::govern() {
  if (chance(15)) {
    submit(support::by_registrar(
        "indicator.observed", "indicator/people-offline",
        json::object{
            {"objective", "people-offline"},
            {"source", fmt::format("observer {}", draw(100))},
            {"observations", json::array{json::object{{"date", day(-static_cast<int>(draw(20)))},
                                                      {"value", amount()}}}}}));
    return;
  }
  if (chance(35)) {
    correct();
    return;
  }
  if (chance(70)) {
    json::object rates{{"EUR", fmt::format("0.{}", 800 + draw(200))}};
    if (chance(60)) rates["JPY"] = fmt::format("{}.5", 100 + draw(60));
    submit(support::by_registrar("rates.published", "governance",
                                 json::object{{"effective", day(-static_cast<int>(draw(150)))},
                                              {"base", "USD"},
                                              {"rates", rates},
                                              {"source", "drawn"}}));
    return;
  }
  json::array members{json::value(pick(named_countries()))};
  submit(support::by_registrar(
      "list.published", "governance",
      json::object{{"list", "country-group"},
                   {"effective", day(static_cast<int>(draw(100)) - 50)},
                   {"items", json::array{json::object{{"id", "ldc"},
                                                      {"title", json::object{{"en", "LDC"}}},
                                                      {"members", members}}}},
                   {"source", "drawn"}}));
}

// Corrects a table of rates, sometimes to void it, or a list.
void RandomLedger::correct() {
  const auto& governance = ledger_.registry().governance();
  const bool is_list = governance.rates.empty() || chance(25);
  json::object body;
  if (is_list) {
    const auto& list = governance.lists[draw(governance.lists.size())];
    body = ledger::write_body(ledger::Body(list.body));
    body["source"] = "drawn again";
    body["corrects"] = list.published.sid.hex();
  } else {
    const auto& table = governance.rates[draw(governance.rates.size())];
    body = json::object{{"effective", ledger::to_text(table.body.effective)},
                        {"base", "USD"},
                        {"rates", json::object()},
                        {"source", "drawn again"},
                        {"corrects", table.published.sid.hex()}};
    if (chance(70)) body["rates"] = json::object{{"EUR", fmt::format("0.{}", 100 + draw(900))}};
  }
  submit(support::by_registrar(is_list ? "list.published" : "rates.published", "governance",
                               std::move(body))
             .signed_by({"registrar", "auditor"}));
}

// Adds a key, replaces one, or revokes one as compromised since some record after it was added. The
// members' first keys stay, so that there is always one that signs.
void RandomLedger::compromise() {
  const std::string name = fmt::format("key-{}", keys_.size());
  const std::uint64_t what = draw(100);
  if (what < 50) {
    add_key(name);
    return;
  }
  if (keys_.size() == members_with_keys().size()) return;
  const Key& key =
      keys_[members_with_keys().size() + draw(keys_.size() - members_with_keys().size())];
  if (what < 65) {
    const bool replaced =
        submit(support::by_party(key.party, "key.replaced", "keys/" + key.party,
                                 json::object{{"public_key", support::public_key_text(name)},
                                              {"label", "the next"}})
                   .signed_by({key.name, name}));
    if (replaced) keys_.push_back({name, key.party});
    return;
  }
  const ledger::Key* stolen = ledger_.registry().find(support::test_key_id(key.name));
  const std::uint64_t added = number(stolen->added);
  json::object body{{"key", stolen->id.hex()},
                    {"reason", "stolen"},
                    {"compromised_since", added + draw(ledger_.statements().size() - added)}};
  const bool is_officers = key.party == support::kOperator;
  submit(is_officers ? support::by_roots("key.revoked", "governance", std::move(body))
                     : support::by_registrar("key.revoked", "governance", std::move(body)));
}

// By one of the party's keys, or, as if they were lost, by a registrar.
void RandomLedger::add_key(const std::string& name) {
  const std::string& party = pick(members_with_keys());
  json::object body{{"public_key", support::public_key_text(name)},
                    {"label", "another"},
                    {"roles", json::array{"member"}}};
  support::Draft draft = support::by_party(party, "key.added", "keys/" + party, body)
                             .signed_by({pick(active_keys(party)), name});
  if (chance(15)) {
    body["recovered"] = true;
    draft =
        support::by_registrar("key.added", "keys/" + party, body).signed_by({"registrar", name});
  }
  if (submit(std::move(draft))) keys_.push_back({name, party});
}

}  // namespace pledgebook::projections

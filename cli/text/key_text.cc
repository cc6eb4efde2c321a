// SPDX-License-Identifier: Apache-2.0
#include "cli/text/key_text.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <utility>

namespace pledgebook::cli {

std::string roles_words(const ledger::Key& key) {
  if (key.root) return "root key";
  std::string text;
  for (const ledger::Role role : key.roles)
    text += (text.empty() ? "" : ", ") + std::string(ledger::name(role));
  return text;
}

std::string state_words(const ledger::Key& key) {
  if (key.revoked) return fmt::format("revoked by record {}", ledger::number(*key.revoked));
  if (key.replaced) return fmt::format("replaced by record {}", ledger::number(*key.replaced));
  return "active";
}

Table key_table(const std::vector<ledger::Key>& keys, Party party) {
  std::vector<Column> columns{
      {"label", Align::left, Fit::cut}, {"may"}, {"state"}, {"key", Align::left, Fit::cut}};
  if (party == Party::shown) columns.insert(columns.begin(), {"party", Align::left, Fit::cut});
  Table table(std::move(columns));
  for (const ledger::Key& key : keys) {
    std::vector<std::string> cells{key.label, roles_words(key), state_words(key), key.id.hex()};
    if (party == Party::shown) cells.insert(cells.begin(), key.party.text());
    table.add(std::move(cells));
  }
  return table;
}

boost::json::array keys_json(const std::vector<ledger::Key>& keys) {
  boost::json::array rows;
  for (const ledger::Key& key : keys) {
    boost::json::array roles;
    for (const ledger::Role role : key.roles) roles.emplace_back(ledger::name(role));
    rows.push_back(boost::json::object{{"party", key.party.text()},
                                       {"key", key.id.hex()},
                                       {"label", key.label},
                                       {"roles", std::move(roles)},
                                       {"root", key.root},
                                       {"active", key.is_active()}});
  }
  return rows;
}

std::string key_words(const ledger::Key& key) {
  return fmt::format("  {:<16}{}\n  {:<16}{} of {}\n  {:<16}{}\n", "label", one_line(key.label),
                     "may sign as", roles_words(key), key.party.text(), "state", state_words(key));
}

}  // namespace pledgebook::cli

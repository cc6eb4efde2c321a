// SPDX-License-Identifier: Apache-2.0
// KeyText: the keys of a ledger for people.
#pragma once

#include <boost/json/array.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/shell/table.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// "auditor", "member, verifier"; "root key".
[[nodiscard]] std::string roles_words(const ledger::Key& key);
// "active", "revoked by record 65", "replaced by record 70".
[[nodiscard]] std::string state_words(const ledger::Key& key);

// A row for each key: whose it is (Party::shown), its label, what it may sign, its state, its id.
enum class Party : std::uint8_t { shown, known };
[[nodiscard]] Table key_table(const std::vector<ledger::Key>& keys, Party party);

// The same as an array of {"party","key","label","roles","root","active"}.
[[nodiscard]] boost::json::array keys_json(const std::vector<ledger::Key>& keys);

// The lines shown before a key is revoked.
[[nodiscard]] std::string key_words(const ledger::Key& key);

}  // namespace pledgebook::cli

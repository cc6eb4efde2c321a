// SPDX-License-Identifier: Apache-2.0
// Registration: an organisation's request that the ledger add its key, and register it first if the
// ledger does not have it (docs/decisions/0050-browser-keys.md). Its proof of possession is a
// statement key.added that the new key has signed, and that lacks the signature of whoever may add
// it. Any thread.
#pragma once

#include <string_view>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::server {

inline constexpr std::size_t kRegistrationBytesMax = 16'384;

struct Registration {
  ledger::PartyId party;
  bool is_new = false;  // it says what party.registered needs
  ledger::Statement key_added;
  ledger::KeyId key;
};

// Refuses what is no such request of this ledger, or is not signed by the new key alone.
[[nodiscard]] ledger::Admitted<Registration> read_registration(std::string_view text,
                                                               std::string_view ledger_name);

}  // namespace pledgebook::server

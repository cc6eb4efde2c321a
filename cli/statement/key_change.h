// SPDX-License-Identifier: Apache-2.0
// KeyChange: statements that add, replace or revoke a key, of a member as of an officer: their
// options, and the way from them to the ledger.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"
#include "cli/shell/program.h"
#include "cli/statement/delivery.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// A key that a party gets.
struct NewKey {
  std::string party;
  std::string file;
  std::string label;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};
// Adds --party, --key-file and --label. `party` and `label` say whose key it is, and what a label
// may be.
void add_new_key_options(Command& command, NewKey& key, std::string_view party,
                         std::string_view label);
// Adds --at and the options of signing and delivery, which come last.
void add_signed_options(Command& command, std::optional<std::string>& at, SigningOptions& signing,
                        Delivery& delivery);

// Signs and delivers a statement of this kind, in the stream of the party's keys, with the key and
// its label and the members of `more`. A secret key signs too, which proves that its owner has it.
[[nodiscard]] Outcome<void> deliver_new_key(const Place& place, std::string_view kind,
                                            const NewKey& key, const boost::json::object& more);

// A key that is revoked.
struct Revocation {
  std::string key;  // its file, its id or the first characters of its id
  std::string reason;
  std::optional<std::uint64_t> compromised_since;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};
// Adds --reason and --compromised-since.
void add_revocation_options(Command& command, Revocation& revocation);
// The body of key.revoked.
[[nodiscard]] boost::json::object revocation_body(const Revocation& revocation,
                                                  const std::string& key);

// The id of a key that is given by its file, by its id, or by the first characters of its id among
// `known`. `whose` names those for an error: "sen-gov".
[[nodiscard]] Outcome<ledger::KeyId> find_key_id(const std::string& given,
                                                 const std::vector<ledger::Key>& known,
                                                 std::string_view whose,
                                                 const PassphraseSource& passphrase);

}  // namespace pledgebook::cli

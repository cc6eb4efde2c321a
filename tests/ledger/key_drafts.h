// SPDX-License-Identifier: Apache-2.0
// Drafts of key.added, key.replaced and key.revoked for the tests of keys.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/domain/rules/registry.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {

inline constexpr const char* kMember = R"({"roles":["member"]})";
inline constexpr const char* kRecovered = R"({"roles":["member"],"recovered":true})";
inline constexpr const char* kRoot = R"({"root":true})";

// key.added for the key `name`; `signers` sign with `keys`.
[[nodiscard]] inline support::Draft adding(std::string_view party, std::string_view name,
                                           std::vector<std::string> signers,
                                           std::vector<std::string> keys,
                                           std::string_view body = kMember) {
  support::Draft draft =
      support::by_registrar("key.added", "keys/" + std::string(party), support::object_of(body));
  draft.body["public_key"] = support::public_key_text(name);
  draft.body["label"] = name;
  draft.signers = std::move(signers);
  draft.keys = std::move(keys);
  draft.keys.emplace_back(name);
  return draft;
}
[[nodiscard]] inline support::Draft by_quorum(std::string_view party, std::string_view name,
                                              std::string_view body) {
  return adding(party, name, {"bdt"}, {"root-1", "root-2"}, body);
}

[[nodiscard]] inline support::Draft replacing(std::string_view party, std::string_view old,
                                              std::string_view name) {
  support::Draft draft =
      support::by_party(party, "key.replaced", "keys/" + std::string(party),
                        {{"public_key", support::public_key_text(name)}, {"label", name}});
  return draft.signed_by({std::string(old), std::string(name)});
}

// In governance, by the registrar.
[[nodiscard]] inline support::Draft revoking(std::string_view name) {
  return support::by_registrar("key.revoked", "governance",
                               {{"key", support::test_key_id(name).hex()}, {"reason", "lost"}});
}
[[nodiscard]] inline support::Draft revoking_by_roots(std::string_view name) {
  return revoking(name).signed_by({"root-1", "root-2"});
}
// In the party's own stream.
[[nodiscard]] inline support::Draft revoking_own(std::string_view party, std::string_view by,
                                                 std::string_view name) {
  return support::by_party(party, "key.revoked", "keys/" + std::string(party),
                           {{"key", support::test_key_id(name).hex()}, {"reason", "lost"}})
      .signed_by({std::string(by)});
}
[[nodiscard]] inline support::Draft since(support::Draft draft, Index index) {
  draft.body["compromised_since"] = number(index);
  return draft;
}

[[nodiscard]] inline const Key& key_of(support::LedgerBuilder& ledger, std::string_view name) {
  return *ledger.registry().find(support::test_key_id(name));
}

}  // namespace pledgebook::ledger

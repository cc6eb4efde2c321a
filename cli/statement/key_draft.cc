// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/key_draft.h"

#include <fmt/format.h>

#include "cli/statement/key_in_hand.h"
#include "crypto/base64.h"

namespace pledgebook::cli {

Outcome<Draft> key_draft(std::string_view kind, const std::string& party,
                         const std::optional<std::string>& at) {
  const auto id = ledger::PartyId::parse(party);
  if (!id) return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", party));
  LEDGER_TRY(const ledger::Instant instant, read_at(at));
  return Draft{.kind = std::string(kind),
               .stream = ledger::StreamId::keys(*id),
               .at = instant,
               .body = {},
               .signers = {}};
}

Outcome<void> bring_key(const std::string& file, const std::string& label, Draft& draft,
                        SigningOptions& signing) {
  LEDGER_TRY(const EitherKey brought, read_either(file, signing.passphrase_file));
  draft.body["public_key"] = crypto::to_base64(brought.public_key.bytes());
  draft.body["label"] = label;
  if (brought.is_secret) signing.keys.push_back(file);
  return {};
}

Outcome<std::string> key_id_of(const std::string& given,
                               const std::optional<std::string>& passphrase_file) {
  if (ledger::KeyId::from_hex(given)) return given;
  LEDGER_TRY(const EitherKey key, read_either(given, passphrase_file));
  return key.public_key.id().hex();
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/kinds/governance.h"

#include <algorithm>
#include <cstddef>

#include "crypto/base64.h"
#include "crypto/verifier_key.h"

namespace pledgebook::ledger {

std::optional<PublicKeyBytes> public_key_of(std::string_view verifier_key) {
  // <name>+<key id>+<base64>: only the base64 may have a + itself.
  const std::size_t after_name = verifier_key.find('+');
  if (after_name == verifier_key.npos) return std::nullopt;
  const std::size_t after_id = verifier_key.find('+', after_name + 1);
  if (after_id == verifier_key.npos) return std::nullopt;
  const auto bytes = crypto::from_base64(verifier_key.substr(after_id + 1));
  PublicKeyBytes key;
  if (!bytes || bytes->size() != 1 + key.bytes.size()) return std::nullopt;
  if (bytes->front() != std::byte{static_cast<unsigned char>(crypto::NoteKeyType::ed25519)})
    return std::nullopt;
  std::copy(bytes->begin() + 1, bytes->end(), key.bytes.begin());
  return key;
}

}  // namespace pledgebook::ledger

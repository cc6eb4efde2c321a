// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/kinds/party.h"

#include "crypto/sha256.h"

namespace pledgebook::ledger {

KeyId key_id(const PublicKeyBytes& key) { return KeyId{crypto::sha256(key.bytes)}; }

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Admission: from a signed statement to a verdict. `examine` is the part that does not depend on
// order and runs on any number of threads; the sequencer does the rest, one statement at a time.
#pragma once

#include <optional>
#include <variant>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/log/key_ring.h"

namespace pledgebook::ledger {

// A decoded statement whose signatures are valid, except for those by keys that the key ring did
// not have.
struct Candidate {
  SignedStatement signed_statement;
  Statement statement;
  Sid sid;
  bool verified = false;  // false: a key was not on the ring; the sequencer verifies it
};

// Decodes the statement and checks all that needs no registry. Pure; any thread.
[[nodiscard]] Admitted<Candidate> examine(SignedStatement signed_statement, const KeyRing& ring);

// The answers to a submitted statement.
struct Accepted {
  Index index{};
  Sid sid;
  crypto::Hash leaf_hash;
  RecordedAt recorded_at{};
  bool repeated = false;  // it was in the ledger already; this is the first answer again
};
struct Conflict {
  std::optional<Sid> head;  // the stream's last statement; none for a stream without records
};
struct Refused {
  Refusal refusal;
};
struct Unavailable {
  std::string reason;  // one sentence
  int retry_after_s = 1;
};
using Answer = std::variant<Accepted, Conflict, Refused, Unavailable>;

}  // namespace pledgebook::ledger

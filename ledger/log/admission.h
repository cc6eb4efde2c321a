// SPDX-License-Identifier: Apache-2.0
// Admission: from a signed statement to a verdict. `examine` is the part that needs no order, for
// any number of threads; the sequencer does the rest, one statement after another.
#pragma once

#include <optional>
#include <variant>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/log/key_ring.h"

namespace pledgebook::ledger {

// A statement that was decoded, and whose signatures verify, but for those by keys that the ring
// did not hold.
struct Candidate {
  SignedStatement signed_statement;
  Statement statement;
  Sid sid;
  bool verified = false;  // false: a key was not on the ring; the sequencer looks again
};

// Decodes and checks all that needs no registry. Pure; any thread.
[[nodiscard]] Admitted<Candidate> examine(SignedStatement signed_statement, const KeyRing& ring);

// The answers to a submission.
struct Accepted {
  Index index{};
  Sid sid;
  crypto::Hash leaf_hash;
  RecordedAt recorded_at{};
  bool repeated = false;  // it was in the ledger already: the first answer again
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

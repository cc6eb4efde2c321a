// SPDX-License-Identifier: Apache-2.0
// Witness: cosigns the checkpoints of logs, one history of each (c2sp.org/tlog-witness v1.0.0). It
// cosigns a checkpoint if a key of the log has signed it and it extends the one cosigned before,
// which is stored durably before the cosignature is returned (witness_memory.h). So two checkpoints
// with its cosignature always belong to one history.
//
// Threads: any. Checkpoints of one origin are judged one after another.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/verifier_key.h"
#include "ledger/clock.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

// An additional check: called with each checkpoint before it is cosigned, after all other checks,
// by one thread at a time for one origin. Errc::unproven or Errc::corrupt means that the log is
// wrong: answered with 422, and kept as evidence. Any other error means that it can't be decided
// now: 503.
using WitnessAudit = std::function<Result<void>(const CheckpointNote&)>;

// An HTTP answer.
struct WitnessAnswer {
  unsigned status = 200;
  std::string_view content_type;  // a literal
  std::string body;
};

class Witness {
 public:
  struct Options {
    crypto::VerifierKey key;   // of type 0x04; its name is the witness's
    crypto::SecretKey secret;  // of that key
    std::vector<crypto::VerifierKey>
        logs;                     // of type 0x01; a log may have several keys with one name
    std::filesystem::path state;  // made if it is absent
    WitnessAudit audit = {};      // none: it checks consistency only
  };
  // Clock and journal outlive the witness. The journal is told of each log when it begins to give
  // cause for doubt, or its checkpoints can't be stored, and not again until one is cosigned.
  // Errc::foreign for keys of a wrong type or the directory of another program, Errc::busy if
  // another witness holds the directory, Errc::corrupt if its files can't be read.
  [[nodiscard]] static Result<std::unique_ptr<Witness>> open(Options options, const Clock& clock,
                                                             Journal& journal);
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // POST <prefix>/add-checkpoint. The body of a refusal is a sentence, but for 409 a size:
  //   200  cosignature lines                    404  another origin than those of its logs
  //   400  not a valid request                  409  another old size than the witness's
  //   403  not signed by a key of the log       422  same size with another root, or consistency
  //   503  can't be stored, or audited, now          not proved
  [[nodiscard]] WitnessAnswer add_checkpoint(std::string_view body);
  // GET <prefix>/<origin_hex>/checkpoint: the newest cosigned checkpoint, with the signatures of
  // the log and the witness; nothing if there is none.
  [[nodiscard]] std::optional<std::string> checkpoint(std::string_view origin_hex) const;

  [[nodiscard]] const crypto::VerifierKey& key() const noexcept;

  struct Counters {
    std::uint64_t cosigned = 0;        // since start
    std::uint64_t refused = 0;         // with any status but 200
    std::uint64_t contradictions = 0;  // of the log, or records that the audit refused: evidence
    std::uint64_t doubts = 0;          // of the refused: not proved to extend what was cosigned
  };
  [[nodiscard]] Counters counters() const;
  struct Seen {
    std::string origin;
    Size size{};  // of the newest checkpoint; 0 if there is none
  };
  [[nodiscard]] std::vector<Seen> logs() const;

 private:
  class Impl;
  explicit Witness(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::ledger

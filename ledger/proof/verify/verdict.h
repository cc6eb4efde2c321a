// SPDX-License-Identifier: Apache-2.0
// Verdict: the result of verifying an export: five independent answers (docs/VERIFYING.md says what
// each means and does not mean), and the first fault.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/export/selection.h"

namespace pledgebook::ledger {

// `open`: not answered, because of an earlier fault.
enum class Reply : std::uint8_t { yes, no, open };

// The evidence that nothing was left out.
enum class Word : std::uint8_t {
  // The operator's word: its log key has signed the heads record, and no auditor-witness has
  // cosigned.
  of_operator,
  // Also the word of an auditor-witness, which replays the log before it cosigns.
  of_auditor,
  // Nobody's word: the export has every record, and the streams were recomputed from them.
  replayed
};

// The statements that a party has signed.
struct SignerReport {
  PartyId party;
  std::string name;                             // as the ledger had it last
  std::map<std::string, std::uint64_t> rights;  // statements by the right used
  std::map<std::string, std::uint64_t> behalf;  // statements by the member on whose behalf
  std::uint64_t statements = 0;
  std::uint64_t recovered =
      0;  // signed by a key that a registrar added after the party lost its keys
  std::uint64_t disputed = 0;  // by a key that was compromised by then
};

// A selected stream, and how much of it the export has.
struct StreamReport {
  std::string stream;
  std::uint64_t records = 0;  // 0: there is no such stream
};

// A pledge of which the export has all records.
struct PledgeReport {
  PledgeId pledge;
  PartyId owner;
  std::string title;
  std::uint64_t records = 0;
  std::uint64_t reports = 0;
  // Statements that a registrar entered on the owner's behalf and that the owner has not endorsed.
  std::uint64_t entered = 0;
};

// The first fault.
struct Fault {
  std::string place;  // "the file", "the checkpoint", "record 17", "stream keys/gha-gov"
  std::string what;   // one sentence, lower case
  friend bool operator==(const Fault&, const Fault&) = default;
};

struct Verdict {
  // 1. Every record is in the log that the reader pinned, in canonical form, and signed by the
  // parties that it names.
  Reply authentic = Reply::open;
  // 2. Nothing that was selected is left out, nor anything that its signatures depend on.
  Reply complete = Reply::open;
  Word word = Word::of_operator;      // if complete
  std::vector<std::string> auditors;  // the witnesses of Word::of_auditor
  // 3. Who signed, and with which right. Empty unless authentic and complete.
  std::vector<SignerReport> signers;
  // 4. As of when: the log's size, the time by the operator's clock, and when the policy's quorum
  // had seen it.
  std::string origin;
  Size size{};
  std::optional<RecordedAt> recorded_at;
  std::optional<Instant> quorum_at;
  // 5. Which witnesses of the policy have cosigned.
  std::vector<WitnessCosignature> witnesses;

  std::optional<Fault> fault;

  // The contents of the export.
  std::optional<Selection> selection;
  std::uint64_t records = 0;
  std::vector<StreamReport> selected;
  std::vector<PledgeReport> pledges;

  [[nodiscard]] bool is_good() const noexcept {
    return authentic == Reply::yes && complete == Reply::yes && !fault;
  }
};

}  // namespace pledgebook::ledger

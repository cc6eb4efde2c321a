// SPDX-License-Identifier: Apache-2.0
// Verdict: what an export was found to be, as five answers that stand each for itself
// (docs/VERIFYING.md says what each means and what none of them says), and the first thing wrong.
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

// `open`: not answered, since something was wrong before it could be.
enum class Reply : std::uint8_t { yes, no, open };

// On whose word nothing was left out.
enum class Word : std::uint8_t {
  // The operator's: its log key has signed the heads record, and nobody named in the policy says to
  // have replayed the log.
  of_operator,
  // Besides an auditor-witness's, who replays the log before it cosigns.
  of_auditor,
  // Nobody's: the export holds every record, and the streams were made from them again.
  replayed
};

// What a party has signed.
struct SignerReport {
  PartyId party;
  std::string name;                             // as the ledger had it last
  std::map<std::string, std::uint64_t> rights;  // by what right, and how many statements
  std::map<std::string, std::uint64_t> behalf;  // for which members, and how many statements
  std::uint64_t statements = 0;
  std::uint64_t recovered = 0;  // signed by a key that a registrar had added after a loss of keys
  std::uint64_t disputed = 0;   // by a key that was compromised by then
};

// A stream that was selected, and what the export has of it.
struct StreamReport {
  std::string stream;
  std::uint64_t records = 0;  // 0: there is no such stream
};

// A pledge in the export: all of its records are.
struct PledgeReport {
  PledgeId pledge;
  PartyId owner;
  std::string title;
  std::uint64_t records = 0;
  std::uint64_t reports = 0;
  // Statements that a registrar entered on the owner's behalf, and the owner has not endorsed.
  std::uint64_t entered = 0;
};

// The first thing wrong.
struct Fault {
  std::string place;  // "the file", "the checkpoint", "record 17", "stream keys/gha-gov"
  std::string what;   // one sentence, lower case
  friend bool operator==(const Fault&, const Fault&) = default;
};

struct Verdict {
  // 1. Everything in it is in the log that the reader pinned, in canonical form, and signed by who
  // is said to have.
  Reply authentic = Reply::open;
  // 2. Nothing that was selected is left out, and nothing that its signatures hang on.
  Reply complete = Reply::open;
  Word word = Word::of_operator;      // where complete
  std::vector<std::string> auditors;  // the witnesses that are meant by of_auditor
  // 3. Who signed, with which right. Empty unless authentic and complete.
  std::vector<SignerReport> signers;
  // 4. As of when: so long was the log, at this time by the operator's clock, and the policy's
  // quorum had seen it by then.
  std::string origin;
  Size size{};
  std::optional<RecordedAt> recorded_at;
  std::optional<Instant> quorum_at;
  // 5. Which witnesses of the policy have cosigned.
  std::vector<WitnessCosignature> witnesses;

  std::optional<Fault> fault;

  // What it holds.
  std::optional<Selection> selection;
  std::uint64_t records = 0;
  std::vector<StreamReport> selected;
  std::vector<PledgeReport> pledges;

  [[nodiscard]] bool is_good() const noexcept {
    return authentic == Reply::yes && complete == Reply::yes && !fault;
  }
};

}  // namespace pledgebook::ledger

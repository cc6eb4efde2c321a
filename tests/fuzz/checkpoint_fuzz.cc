// SPDX-License-Identifier: Apache-2.0
// Checkpoints, as text and as a note; and what a policy makes of the note.
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/witness_policy.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

namespace {

// Of tests/vectors/proof.json.
constexpr std::string_view kPolicy =
    "log ledger.example/p2c+6e2201e8+ASftgFf+j3r/UWzWIk0jPXb1eDp6U5bIXdyN4i71eAy1\n"
    "witness w1 witness.example/w1+05faab4a+BApze/7hwqckkeCHDiWNUs65aSl5q0vo9bOBtJ8vXYAI\n"
    "witness w2 witness.example/w2+40b60f6f+BEYQCHBBS8z19kXwqOu4tWxgDFpPVXFfzsft4NokG9Ba\n"
    "group both any w1 w2\nquorum both\n";

void check_note(std::string_view text, const ledger::WitnessPolicy& policy) {
  const auto checkpoint = ledger::parse_checkpoint_note(text);
  if (!checkpoint) return fuzz::promise_sentence(checkpoint.error().detail);
  fuzz::promise(crypto::encode_note(checkpoint->note) == text);
  if (const auto verdict = ledger::judge_checkpoint(*checkpoint, policy); !verdict)
    fuzz::promise_sentence(verdict.error().detail);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto policy = ledger::WitnessPolicy::parse(kPolicy);
  fuzz::promise(policy.has_value());
  const std::string_view text = fuzz::text_of(data, size);
  check_note(text, *policy);
  const auto checkpoint = ledger::parse_checkpoint(text);
  if (!checkpoint) {
    fuzz::promise_sentence(checkpoint.error().detail);
  } else {
    fuzz::promise(text.starts_with(ledger::checkpoint_text(*checkpoint)));
  }
  return 0;
}

}  // namespace pledgebook

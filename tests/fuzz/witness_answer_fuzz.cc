// SPDX-License-Identifier: Apache-2.0
// A witness's answers to a log: cosignatures of the checkpoint, or the size that it has seen.
#include "ledger/proof/witness_request.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

namespace {

// The checkpoint and the witness of `answers` in tests/vectors/proof.json.
constexpr std::string_view kNote =
    "ledger.example/p2c\n20852163\n9M7pQyVm5qTEMR0pGeC/6igxvWV34iOqLmTht5PLxhs=\n\n"
    "— ledger.example/p2c "
    "biIB6P5AKt2Z5A+VSp/6nyc5LVi7FXBQnT5Y7rpYRAR9fJZx9ISMSkIU1noFK3MFhheGgiHUwuB4TFtzy3K/2HkYgAA="
    "\n";
constexpr std::string_view kWitness =
    "witness.example/w1+05faab4a+BApze/7hwqckkeCHDiWNUs65aSl5q0vo9bOBtJ8vXYAI";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto checkpoint = ledger::parse_checkpoint_note(kNote);
  static const auto witness = crypto::VerifierKey::parse(kWitness);
  fuzz::promise(checkpoint && witness);
  const std::string_view body = fuzz::text_of(data, size);
  if (const auto lines = ledger::decode_cosignatures(body, *checkpoint, *witness)) {
    fuzz::promise(!lines->empty());
    for (const crypto::NoteSignature& line : *lines) fuzz::promise(crypto::is_of(line, *witness));
  } else {
    fuzz::promise_sentence(lines.error().detail);
  }
  if (const auto old = ledger::decode_witness_size(body)) {
    fuzz::promise(ledger::encode_witness_size(*old) == body);
  } else {
    fuzz::promise_sentence(old.error().detail);
  }
  return 0;
}

}  // namespace pledgebook

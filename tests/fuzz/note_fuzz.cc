// SPDX-License-Identifier: Apache-2.0
// Signed notes, verifier keys and checkpoints have one spelling: what is read is written the same.
#include "crypto/signed_note.h"
#include "crypto/verifier_key.h"
#include "ledger/proof/checkpoint.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pledgebook;
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto note = crypto::parse_note(text))
    fuzz::promise(crypto::encode_note(*note) == text);
  if (const auto key = crypto::VerifierKey::parse(text)) fuzz::promise(key->text() == text);
  if (const auto checkpoint = ledger::parse_checkpoint_note(text))
    fuzz::promise(crypto::encode_note(checkpoint->note) == text);
  return 0;
}

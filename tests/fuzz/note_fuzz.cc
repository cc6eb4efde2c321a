// SPDX-License-Identifier: Apache-2.0
// Signed notes, and signature lines alone, have one encoding: after reading they are written the
// same.
#include "crypto/signed_note.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto note = crypto::parse_note(text)) {
    fuzz::promise(crypto::encode_note(*note) == text);
    fuzz::promise(crypto::is_note_text(note->text));
  } else {
    fuzz::promise_sentence(note.error());
  }
  if (const auto lines = crypto::parse_note_signatures(text)) {
    fuzz::promise(crypto::encode_note_signatures(*lines) == text);
  } else {
    fuzz::promise_sentence(lines.error());
  }
  return 0;
}

}  // namespace pledgebook

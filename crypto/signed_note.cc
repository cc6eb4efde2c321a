// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/base64.h"
#include "crypto/utf8.h"

namespace pledgebook::crypto {
namespace {

using Unexpected = std::unexpected<std::string>;

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space

Unexpected unreadable_line(std::size_t number, std::string_view what) {
  return Unexpected("signature line " + std::to_string(number) + " of the note " +
                    std::string(what));
}

// The line without its LF; `number` counts from 1, for the sentence.
std::expected<NoteSignature, std::string> parse_line(std::string_view line, std::size_t number) {
  if (!line.starts_with(kDash)) {
    return unreadable_line(number, "does not begin with a dash (U+2014) and a space");
  }
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  const std::string_view name = line.substr(0, space);
  if (space == line.npos || !is_key_name(name)) {
    return unreadable_line(number, "must have a dash, the key's name and base64");
  }
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= NoteKeyId::kSize) {
    return unreadable_line(
        number,
        "does not end with base64 of a key id and a signature: copy the note again, byte for byte");
  }
  NoteSignature signature{std::string(name), {}, {}};
  const Bytes id = Bytes(*bytes).first(NoteKeyId::kSize);
  std::ranges::copy(id, signature.key.bytes.begin());
  signature.bytes.assign(bytes->begin() + NoteKeyId::kSize, bytes->end());
  return signature;
}

}  // namespace

bool is_note_text(std::string_view text) noexcept {
  return text.ends_with('\n') &&
         is_utf8_without(text, [](char32_t c) { return c < 0x20 && c != U'\n'; });
}

std::expected<Note, std::string> parse_note(std::string_view bytes) {
  if (bytes.size() > kNoteBytesMax) {
    return Unexpected("the note is longer than " + std::to_string(kNoteBytesMax) + " bytes");
  }
  const std::size_t separator = bytes.rfind("\n\n");
  if (separator == bytes.npos) {
    return Unexpected("the note has no empty line between its text and its signatures");
  }
  const std::string_view text = bytes.substr(0, separator + 1);
  if (!is_note_text(text)) {
    return Unexpected("the note's text is not UTF-8, or contains control characters other than LF");
  }
  auto signatures = parse_note_signatures(bytes.substr(separator + 2));
  if (!signatures) return Unexpected(std::move(signatures).error());
  return Note{std::string(text), *std::move(signatures)};
}

std::string encode_note(const Note& note) {
  return note.text + "\n" + encode_note_signatures(note.signatures);
}

std::expected<std::vector<NoteSignature>, std::string> parse_note_signatures(
    std::string_view lines) {
  if (lines.empty()) return Unexpected("the note has no signature");
  if (lines.size() > kNoteBytesMax) {
    return Unexpected("the signatures are longer than " + std::to_string(kNoteBytesMax) + " bytes");
  }
  std::vector<NoteSignature> signatures;
  while (!lines.empty()) {
    const std::size_t number = signatures.size() + 1;
    if (number > kNoteSignaturesMax) {
      return Unexpected("the note has more than " + std::to_string(kNoteSignaturesMax) +
                        " signatures");
    }
    const std::size_t end = lines.find('\n');
    if (end == lines.npos)
      return unreadable_line(number, "does not end with LF: the note was cut off");
    auto signature = parse_line(lines.substr(0, end), number);
    if (!signature) return Unexpected(std::move(signature).error());
    signatures.push_back(*std::move(signature));
    lines.remove_prefix(end + 1);
  }
  return signatures;
}

std::string encode_note_signatures(std::span<const NoteSignature> signatures) {
  std::string lines;
  for (const NoteSignature& signature : signatures) {
    std::vector<std::byte> bytes(signature.key.bytes.begin(), signature.key.bytes.end());
    bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
    lines.append(kDash).append(signature.name).append(" ").append(to_base64(bytes)).append("\n");
  }
  return lines;
}

std::expected<NoteSignature, std::string> sign_text(std::string_view text, const VerifierKey& key,
                                                    const SecretKey& secret) {
  if (!is_note_text(text)) {
    return Unexpected(
        "a note to sign must be UTF-8 text that ends with LF and contains no other control "
        "character");
  }
  if (key.type() != NoteKeyType::ed25519) {
    return Unexpected("a cosignature key signs only checkpoints, with a time, and no other note");
  }
  if (key.public_key() != secret.public_key()) {
    return Unexpected("the secret key is not the one of " + key.name() + ": give the right one");
  }
  const Signature signature = secret.sign(as_bytes(text));
  return NoteSignature{key.name(), key.key_id(), {signature.bytes.begin(), signature.bytes.end()}};
}

bool is_of(const NoteSignature& signature, const VerifierKey& key) noexcept {
  return signature.key == key.key_id() && signature.name == key.name();
}

KeyVerdict check_note(const Note& note, const VerifierKey& key) noexcept {
  if (key.type() != NoteKeyType::ed25519) return KeyVerdict::absent;
  KeyVerdict verdict = KeyVerdict::absent;
  for (const NoteSignature& line : note.signatures) {
    if (!is_of(line, key)) continue;
    const auto signature = Signature::from_bytes(line.bytes);
    if (!signature || !verify(key.public_key(), as_bytes(note.text), *signature)) {
      return KeyVerdict::invalid;
    }
    verdict = KeyVerdict::valid;
  }
  return verdict;
}

}  // namespace pledgebook::crypto

// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/witness_request.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "ledger/proof/cosignature.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kOld = "old ";

std::unexpected<Error> failure(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

std::optional<std::uint64_t> parse_old_size(std::optional<std::string_view> line) {
  if (!line || !line->starts_with(kOld)) return std::nullopt;
  return parse_decimal(line->substr(kOld.size()));
}

}  // namespace

std::string encode_witness_request(const WitnessRequest& request) {
  return fmt::format("{}{}\n{}{}", kOld, number(request.old_size), encode_proof(request.proof),
                     crypto::encode_note(request.checkpoint.note));
}

Result<WitnessRequest> decode_witness_request(std::string_view body) {
  LineReader lines(body);
  const auto old_size = parse_old_size(lines.take());
  if (!old_size) {
    return failure(Errc::corrupt, "the request's first line must be `old <size in decimal>`");
  }
  LEDGER_TRY(std::vector<crypto::Hash> proof, take_proof(lines, "the request"));
  LEDGER_TRY(CheckpointNote checkpoint, parse_checkpoint_note(lines.rest()));
  if (*old_size > number(checkpoint.checkpoint.size)) {
    return failure(Errc::corrupt,
                   fmt::format("the request's old size, {}, is above its checkpoint's, {}: a log "
                               "never shrinks",
                               *old_size, number(checkpoint.checkpoint.size)));
  }
  return WitnessRequest{Size{*old_size}, std::move(proof), std::move(checkpoint)};
}

Result<std::vector<crypto::NoteSignature>> decode_cosignatures(std::string_view body,
                                                               const CheckpointNote& checkpoint,
                                                               const crypto::VerifierKey& witness) {
  auto lines = crypto::parse_note_signatures(body);
  if (!lines) {
    return failure(Errc::corrupt, fmt::format("the answer of witness {} is invalid: {}",
                                              witness.name(), lines.error()));
  }
  std::erase_if(*lines, [&witness](const crypto::NoteSignature& line) {
    return !crypto::is_of(line, witness);
  });
  LEDGER_TRY(const auto time, earliest_cosignature({checkpoint.note.text, *lines}, witness));
  if (!time) {
    return failure(Errc::unproven, fmt::format("the answer of witness {} has no cosignature by its "
                                               "key {}: give the key that it uses now",
                                               witness.name(), witness.text()));
  }
  return *std::move(lines);
}

std::string encode_witness_size(Size size) { return fmt::format("{}\n", number(size)); }

Result<Size> decode_witness_size(std::string_view body) {
  LineReader lines(body);
  const auto line = lines.take();
  const auto size = line ? parse_decimal(*line) : std::nullopt;
  if (!size || !lines.rest().empty()) {
    return failure(Errc::corrupt, "the witness's answer is not a size in decimal on one line");
  }
  return Size{*size};
}

}  // namespace pledgebook::ledger

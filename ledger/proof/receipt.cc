// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/receipt.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "crypto/base64.h"
#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
static_assert(kFirstLine.size() + 1 == kReceiptBeginBytes);
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

std::unexpected<Error> failure(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

Result<std::vector<std::byte>> parse_extra(std::string_view base64) {
  auto bytes = crypto::from_base64(base64);
  if (!bytes || bytes->empty()) {
    return failure(Errc::corrupt, "the receipt's line `extra` is not base64, or is empty");
  }
  return *std::move(bytes);
}

std::string cosigners_of(const CheckpointVerdict& verdict) {
  if (verdict.cosigned.empty()) return "none of its witnesses has";
  std::string names;
  for (const WitnessCosignature& cosignature : verdict.cosigned) {
    names += (names.empty() ? "" : ", ") + shown(cosignature.witness);
  }
  return "only " + names;
}

// Why a policy does not accept a checkpoint, as an error.
Result<void> check_valid(const CheckpointVerdict& verdict, const CheckpointNote& checkpoint,
                         const WitnessPolicy& policy) {
  if (!verdict.log_signed) {
    return failure(Errc::unproven,
                   fmt::format("the receipt's checkpoint, of {}, is not signed by a log that the "
                               "policy trusts: give the policy for that log",
                               shown(checkpoint.checkpoint.origin)));
  }
  if (!verdict.quorum_met) {
    return failure(Errc::unproven,
                   fmt::format("the policy's quorum {} has not cosigned the receipt's checkpoint, "
                               "{}: ask for the receipt again once it has",
                               shown(policy.quorum()), cosigners_of(verdict)));
  }
  return {};
}

}  // namespace

Result<Receipt> make_receipt(const Snapshot& snapshot, Index index,
                             const CheckpointNote& checkpoint) {
  LEDGER_TRY(const std::string_view bytes, snapshot.record(index));
  const crypto::Bytes record = crypto::as_bytes(bytes);
  const std::uint64_t size = number(checkpoint.checkpoint.size);
  StoredTree tree(snapshot);
  Receipt receipt{.index = index,
                  .path = crypto::prove_inclusion(number(index), size, tree.reader()),
                  .checkpoint = checkpoint,
                  .extra = {record.begin(), record.end()}};
  if (tree.damaged())
    return failure(Errc::corrupt, "a record can't be read: run `pledgebook audit`");
  if (!crypto::check_inclusion(leaf_hash_of(bytes), number(index), size, receipt.path,
                               checkpoint.checkpoint.root)) {
    return failure(Errc::foreign, "the checkpoint is not of this ledger");
  }
  return receipt;
}

bool begins_receipt(std::string_view bytes) noexcept { return bytes.starts_with(kFirstLine); }

Result<std::string_view> record_in(const Receipt& receipt) {
  if (!receipt.extra.empty()) return crypto::as_text(receipt.extra);
  return failure(Errc::corrupt,
                 "the receipt does not contain its record: get it with `pledgebook receipt`");
}

std::string encode_receipt(const Receipt& receipt) {
  std::string text = fmt::format("{}\n", kFirstLine);
  if (!receipt.extra.empty()) {
    text += fmt::format("{}{}\n", kExtra, crypto::to_base64(receipt.extra));
  }
  return text + fmt::format("{}{}\n{}{}", kIndex, number(receipt.index), encode_proof(receipt.path),
                            crypto::encode_note(receipt.checkpoint.note));
}

Result<Receipt> parse_receipt(std::string_view bytes) {
  if (bytes.size() > kReceiptBytesMax) {
    return failure(Errc::corrupt,
                   fmt::format("the receipt is longer than {} bytes", kReceiptBytesMax));
  }
  LineReader lines(bytes);
  if (lines.take() != kFirstLine) {
    return failure(Errc::corrupt, fmt::format("the receipt's first line is not {}: give a file of "
                                              "that format",
                                              kFirstLine));
  }
  Receipt receipt;
  auto line = lines.take();
  if (line && line->starts_with(kExtra)) {
    LEDGER_TRY(receipt.extra, parse_extra(line->substr(kExtra.size())));
    line = lines.take();
  }
  const auto index =
      line && line->starts_with(kIndex) ? parse_decimal(line->substr(kIndex.size())) : std::nullopt;
  if (!index) {
    return failure(Errc::corrupt,
                   "the receipt has no line `index` with a decimal where it is expected");
  }
  receipt.index = Index{*index};
  LEDGER_TRY(receipt.path, take_proof(lines, "the receipt"));
  LEDGER_TRY(receipt.checkpoint, parse_checkpoint_note(lines.rest()));
  const std::uint64_t size = number(receipt.checkpoint.checkpoint.size);
  if (*index >= size) {
    return failure(Errc::corrupt,
                   fmt::format("the receipt is for index {}, but its checkpoint ends before {}",
                               *index, size));
  }
  return receipt;
}

Result<CheckpointVerdict> check_receipt(const Receipt& receipt, std::string_view record,
                                        const WitnessPolicy& policy) {
  LEDGER_TRY(CheckpointVerdict verdict, judge_checkpoint(receipt.checkpoint, policy));
  LEDGER_CHECK(check_valid(verdict, receipt.checkpoint, policy));
  const auto decoded = decode_record(record);
  if (!decoded) {
    return failure(Errc::corrupt, "the receipt's record is invalid: " + decoded.error().detail);
  }
  // The root proves it too, unless the log has put the record in the wrong position.
  if (decoded->index != receipt.index) {
    return failure(Errc::unproven,
                   fmt::format("the receipt is for index {}, but the record is at {}",
                               number(receipt.index), number(decoded->index)));
  }
  const Checkpoint& checkpoint = receipt.checkpoint.checkpoint;
  if (!crypto::check_inclusion(leaf_hash_of(record), number(receipt.index), number(checkpoint.size),
                               receipt.path, checkpoint.root)) {
    return failure(
        Errc::unproven,
        fmt::format("the receipt does not match the record at index {}: one of the two was altered",
                    number(receipt.index)));
  }
  return verdict;
}

}  // namespace pledgebook::ledger

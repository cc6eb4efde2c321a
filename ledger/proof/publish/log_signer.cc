// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/log_signer.h"

#include <fmt/format.h>

#include <utility>

#include "crypto/merkle.h"
#include "ledger/log/ledger_reader.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {
namespace {

std::unexpected<Error> unproven(std::string why) {
  return std::unexpected(Error{Errc::unproven, std::move(why)});
}

}  // namespace

Result<void> check_extends(const Snapshot& snapshot, const Checkpoint& earlier) {
  const std::uint64_t size = number(snapshot.size());
  if (size < number(earlier.size)) {
    return unproven(
        fmt::format("the log has {} records, but a checkpoint of {} was signed: it is an older "
                    "copy. Sign nothing with it: use the newer directory again, or restore a "
                    "backup that has all {} records",
                    size, number(earlier.size), number(earlier.size)));
  }
  StoredTree tree(snapshot);
  const crypto::Hash root = crypto::root(number(earlier.size), tree.reader());
  if (tree.damaged())
    return std::unexpected(Error{Errc::corrupt, "a record can't be read: run `pledgebook audit`"});
  if (root == earlier.root) return {};
  return unproven(
      fmt::format("the log's first {0} records are not those of the checkpoint of {0} records that "
                  "was signed: the checkpoint is from another history. Sign nothing with it: keep "
                  "both, and use the directory again that the checkpoint belongs to",
                  number(earlier.size)));
}

Result<LogSigner> LogSigner::open(const Store& store, const crypto::VerifierKey& key,
                                  crypto::SecretKey secret) {
  LogSigner signer(store, key, std::move(secret));
  LEDGER_TRY(auto reader, LedgerReader::open(store));
  const std::string& named = reader.registry().governance().created.log_key;
  if (named != key.text()) {
    return std::unexpected(
        Error{Errc::foreign, fmt::format("the log's key is {}, but ledger.created names {}: "
                                         "restore the key that `pledgebook init` made",
                                         key.text(), named)});
  }
  LEDGER_TRY(const auto last, signer.files_.read_signed());
  if (last) {
    LEDGER_TRY(const bool is_ours, is_signed_by(*last, key));
    if (!is_ours) {
      return unproven(
          "DIR/signed-checkpoint is not signed by the log's key: it is damaged, or belongs to "
          "another log; restore it from a backup");
    }
    LEDGER_CHECK(check_extends(reader.snapshot(), last->checkpoint));
    signer.last_ = last->checkpoint;
  }
  return signer;
}

Result<CheckpointNote> LogSigner::sign(const Sequencer::Sealed& sealed) {
  const Checkpoint checkpoint{key_.name(), sealed.size, sealed.root};
  LEDGER_TRY(const Snapshot snapshot, store_->snapshot());
  LEDGER_CHECK(check_extends(snapshot, checkpoint));
  if (last_) {
    LEDGER_CHECK(check_extends(snapshot, *last_));
    if (checkpoint.size < last_->size) {
      return unproven(
          fmt::format("a checkpoint of {} records was signed already, so one of {} is not signed",
                      number(last_->size), number(checkpoint.size)));
    }
  }
  LEDGER_TRY(CheckpointNote note, sign_checkpoint(checkpoint, key_, secret_));
  LEDGER_CHECK(files_.write_signed(note));
  last_ = checkpoint;
  return note;
}

}  // namespace pledgebook::ledger

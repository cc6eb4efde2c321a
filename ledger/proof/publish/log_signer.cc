// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/log_signer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "crypto/merkle.h"
#include "ledger/log/ledger_reader.h"
#include "ledger/log/tree.h"
#include "ledger/proof/log_keys.h"

namespace pledgebook::ledger {
namespace {

std::unexpected<Error> unproven(std::string why) {
  return std::unexpected(Error{Errc::unproven, std::move(why)});
}

std::unexpected<Error> not_at_hand(const crypto::VerifierKey& key) {
  return std::unexpected(Error{
      Errc::foreign,
      fmt::format("the log's key in force is {}, and it is not in the ledger's directory: put "
                  "its file there, as log-key.pem or log-key-NAME.pem, and start again",
                  key.text())});
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
  std::vector<LogKeyAtHand> at_hand;
  at_hand.push_back({key, std::move(secret)});
  return open(store, std::move(at_hand));
}

Result<LogSigner> LogSigner::open(const Store& store, std::vector<LogKeyAtHand> at_hand) {
  LogSigner signer(store, std::move(at_hand));
  LEDGER_TRY(auto reader, LedgerReader::open(store));
  LEDGER_TRY(const LogKeys keys, LogKeys::of(reader.registry().governance()));
  if (signer.find(keys.in_force()) == nullptr) return not_at_hand(keys.in_force());
  LEDGER_TRY(const auto last, signer.files_.read_signed());
  if (last) {
    LEDGER_TRY(const bool is_ours, is_signed_by(*last, keys));
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
  LEDGER_TRY(const LogKeys keys, log_keys_of(*store_));
  const LogKeyAtHand* in_force = find(keys.in_force());
  if (in_force == nullptr) return not_at_hand(keys.in_force());
  const Checkpoint checkpoint{in_force->key.name(), sealed.size, sealed.root};
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
  LEDGER_TRY(CheckpointNote note, sign_checkpoint(checkpoint, in_force->key, in_force->secret));
  for (const crypto::VerifierKey& key : keys.all()) {
    const LogKeyAtHand* earlier = key == keys.in_force() ? nullptr : find(key);
    if (earlier == nullptr) continue;
    LEDGER_TRY(const CheckpointNote too,
               sign_checkpoint(checkpoint, earlier->key, earlier->secret));
    note.note.signatures.push_back(too.note.signatures.front());
  }
  LEDGER_CHECK(files_.write_signed(note));
  last_ = checkpoint;
  return note;
}

const LogKeyAtHand* LogSigner::find(const crypto::VerifierKey& key) const {
  const auto found = std::ranges::find(at_hand_, key, &LogKeyAtHand::key);
  return found == at_hand_.end() ? nullptr : &*found;
}

}  // namespace pledgebook::ledger

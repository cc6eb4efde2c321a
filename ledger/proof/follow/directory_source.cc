// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/directory_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/merkle.h"
#include "crypto/signed_note.h"
#include "ledger/log/tree.h"
#include "ledger/proof/checkpoint_files.h"

namespace pledgebook::ledger {
namespace {

// Refuses a store that is behind its own checkpoint.
Result<Snapshot> snapshot_of(const Store& store, Size size) {
  LEDGER_TRY(Snapshot snapshot, store.snapshot());
  if (size <= snapshot.size()) return snapshot;
  return std::unexpected(
      Error{Errc::corrupt,
            fmt::format("the ledger in {} has {} records, fewer than the {} of its "
                        "checkpoint: it is an older copy",
                        store.directory().string(), number(snapshot.size()), number(size))});
}

}  // namespace

Result<std::string> DirectorySource::checkpoint() {
  LEDGER_TRY(const auto note, CheckpointFiles(store_.directory()).read_released());
  if (note) return crypto::encode_note(note->note);
  return std::unexpected(
      Error{Errc::not_found, fmt::format("the ledger in {} has not published a checkpoint yet: "
                                         "serve it for a moment",
                                         store_.directory().string())});
}

Result<std::vector<std::string>> DirectorySource::records(Index first, Size size) {
  LEDGER_TRY(const Snapshot snapshot, snapshot_of(store_, size));
  const std::size_t wanted =
      std::min<std::uint64_t>(kSourceRecordsMax, number(size) - number(first));
  std::vector<std::string> records;
  records.reserve(wanted);
  LEDGER_CHECK(snapshot.for_each_record(first, [&](Index, std::string_view bytes) {
    records.emplace_back(bytes);
    return records.size() < wanted;
  }));
  return records;
}

Result<PrefixProof> DirectorySource::prefix(Size from, Size to) {
  LEDGER_TRY(const Snapshot snapshot, snapshot_of(store_, to));
  StoredTree tree(snapshot);
  PrefixProof proof{crypto::root(number(from), tree.reader()),
                    crypto::prove_consistency(number(from), number(to), tree.reader())};
  if (!tree.damaged()) return proof;
  return std::unexpected(Error{
      Errc::corrupt, fmt::format("a record of the ledger in {} can't be read: run `pledgebook "
                                 "audit` on it",
                                 store_.directory().string())});
}

}  // namespace pledgebook::ledger

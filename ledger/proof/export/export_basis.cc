// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/export/export_basis.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "ledger/log/streams.h"
#include "ledger/log/tree.h"
#include "ledger/proof/inclusion_prover.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kRowsMax = 20'000;  // of streams, a snapshot
constexpr unsigned kBytes = 256;

std::unexpected<Error> too_old(Size size) {
  return std::unexpected(
      Error{Errc::not_found,
            fmt::format("the ledger has the stream heads of its last two checkpoints only, and the "
                        "one of size {} is older: use the newest one",
                        number(size))});
}

// Reads the rows of streams whose key begins with this byte, as map leaves for the size.
Result<void> read_leaves(const Snapshot& snapshot, unsigned byte, Size size,
                         std::vector<MapLeaf>& leaves) {
  const std::string prefix{kStreamRowPrefix, static_cast<char>(byte)};
  bool is_damaged = false;
  const auto take = [&](std::string_view key, std::string_view value) {
    const auto hash = crypto::Hash::from_bytes(crypto::as_bytes(key.substr(1)));
    const auto row = decode_stream_row(value);
    is_damaged = !hash || !row;
    if (is_damaged) return false;
    if (const auto head = row->head_at(size)) leaves.push_back({{*hash}, *head});
    return true;
  };
  LEDGER_CHECK(snapshot.for_each_row(Table::streams, prefix, take));
  if (!is_damaged) return {};
  return std::unexpected(
      Error{Errc::corrupt, "derived rows of the streams can't be read: run `pledgebook audit`"});
}

}  // namespace

Result<std::shared_ptr<const ExportBasis>> ExportBasis::open(const Store& store,
                                                             std::string_view note) {
  std::shared_ptr<ExportBasis> basis(new ExportBasis);
  LEDGER_TRY(const CheckpointNote parsed, parse_checkpoint_note(note));
  basis->note_ = note;
  basis->checkpoint_ = parsed.checkpoint;
  LEDGER_CHECK(basis->read_heads(store));
  LEDGER_CHECK(basis->read_map(store));
  return basis;
}

Result<std::shared_ptr<const ExportBasis>> ExportBasis::open_newest(const Store& store,
                                                                    const NewestNote& newest) {
  LEDGER_TRY(const std::string note, newest());
  auto basis = open(store, note);
  if (basis || basis.error().code != Errc::not_found) return basis;
  LEDGER_TRY(const std::string newer, newest());
  return open(store, newer);
}

Result<void> ExportBasis::read_heads(const Store& store) {
  LEDGER_TRY(const Snapshot snapshot, store.snapshot());
  const std::uint64_t size = number(checkpoint_.size);
  if (size == 0 || size > number(snapshot.size())) {
    return std::unexpected(
        Error{Errc::foreign, fmt::format("the checkpoint is of {} records and the ledger has {}: "
                                         "it is not this ledger's, or the ledger is an old copy",
                                         size, number(snapshot.size()))});
  }
  StoredTree tree(snapshot);
  const crypto::Hash root = crypto::root(size, tree.reader());
  if (!tree.damaged() && root != checkpoint_.root) {
    return std::unexpected(
        Error{Errc::foreign, fmt::format("the checkpoint's root is not that of the ledger's first "
                                         "{} records: it is another ledger's",
                                         size)});
  }
  heads_.index = Index{size - 1};
  LEDGER_TRY(const std::string_view bytes, snapshot.record(heads_.index));
  heads_.bytes = bytes;
  heads_.proof = InclusionProver(checkpoint_.size).prove(heads_.index, tree);
  if (!tree.damaged()) return {};
  return std::unexpected(Error{Errc::corrupt, "a record can't be read: run `pledgebook audit`"});
}

Result<void> ExportBasis::read_map(const Store& store) {
  LEDGER_TRY(const Record record, decode_record(heads_.bytes));
  const auto* heads = std::get_if<Heads>(&record.content);
  if (heads == nullptr) {
    return std::unexpected(
        Error{Errc::corrupt, fmt::format("record {} before the checkpoint is not a heads record",
                                         number(record.index))});
  }
  std::vector<MapLeaf> leaves;
  std::optional<Snapshot> snapshot;
  std::size_t read_before = 0;
  for (unsigned byte = 0; byte < kBytes; ++byte) {
    if (!snapshot || leaves.size() - read_before > kRowsMax) {
      read_before = leaves.size();
      snapshot.reset();  // only one at a time
      LEDGER_TRY(snapshot, store.snapshot());
    }
    LEDGER_CHECK(read_leaves(*snapshot, byte, checkpoint_.size, leaves));
  }
  leaves_ = leaves;  // read in the order of their keys
  map_.put(std::move(leaves));
  if (map_.heads() != *heads) return too_old(checkpoint_.size);
  return {};
}

const MapLeaf& ExportBasis::leaf(const StreamKey& key) const {
  return *std::ranges::lower_bound(leaves_, key, {}, &MapLeaf::key);
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/audit_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log/derived_state.h"
#include "ledger/log/registry_row.h"

namespace pledgebook::ledger {
namespace {

AuditFinding finding(std::optional<Index> index, std::string reason) {
  return {index, std::move(reason)};
}

// The first record whose hash differs between the two rows.
Index first_difference(unsigned level, std::uint64_t chunk, std::string_view made,
                       std::string_view stored) {
  const auto [at, other] = std::ranges::mismatch(made, stored);
  const auto place = static_cast<std::uint64_t>(at - made.begin()) / crypto::Hash::kSize;
  return Index{(chunk * kTreeChunk + place) << level};
}

std::optional<AuditFinding> compare_tree_row(const Snapshot& snapshot, std::uint64_t position,
                                             const Row& made) {
  const auto [level, chunk] = parse_tree_row_key(made.key);
  const std::size_t bytes = tree_row_hashes(level, chunk, position) * crypto::Hash::kSize;
  const std::string_view stored = snapshot.row(Table::tree, made.key).value_or("");
  const std::size_t shared = std::min(bytes, made.value.size());
  const std::string_view expected = std::string_view(made.value).substr(0, shared);
  if (stored.size() == bytes && stored.substr(0, shared) == expected) return std::nullopt;
  return finding(first_difference(level, chunk, expected, stored),
                 "the tree that was stored when it was recorded has another hash in its place");
}

// The number of rows in the table.
Result<std::uint64_t> count_rows(const Snapshot& snapshot, Table table) {
  std::uint64_t count = 0;
  LEDGER_CHECK(snapshot.for_each_row(table, "", [&count](std::string_view, std::string_view) {
    ++count;
    return true;
  }));
  return count;
}

std::optional<AuditFinding> compare_count(const Snapshot& snapshot, Table table,
                                          std::uint64_t expected, std::string_view what) {
  const auto count = count_rows(snapshot, table);
  if (!count) return finding(std::nullopt, count.error().detail);
  if (*count == expected) return std::nullopt;
  return finding(std::nullopt, fmt::format("the records give {} rows of {}, but {} are stored",
                                           expected, what, *count));
}

// The last record that a row comes from, if the row names it.
std::optional<Index> index_of(const Governance&) { return std::nullopt; }
std::optional<Index> index_of(const Party& party) { return party.registered; }
std::optional<Index> index_of(const Key& key) { return key.revoked.value_or(key.added); }
std::optional<Index> index_of(const PledgeState& pledge) { return pledge.last; }
std::optional<Index> index_of(const Proposal&) { return std::nullopt; }
std::optional<Index> index_of(const StreamEnd&) { return std::nullopt; }
std::optional<Index> index_of(const EarlierStatement&) { return std::nullopt; }
std::optional<Index> index_of(const Allowance&) { return std::nullopt; }

}  // namespace

std::optional<AuditFinding> compare_tree_rows(const Snapshot& snapshot, std::uint64_t position,
                                              Tree& tree) {
  std::vector<Row> rows;
  tree.take_rows(rows);
  std::optional<AuditFinding> first;
  for (const Row& row : rows) {
    auto found = compare_tree_row(snapshot, position, row);
    if (found && (!first || found->index < first->index)) first = std::move(found);
  }
  return first;
}

std::optional<AuditFinding> count_tree_rows(const Snapshot& snapshot, std::uint64_t position) {
  std::uint64_t expected = 0;
  for (unsigned level = 0; level < 64; level += kTreeLevelStep) {
    const std::uint64_t complete = position >> level;
    expected += (complete + kTreeChunk - 1) / kTreeChunk;
  }
  return compare_count(snapshot, Table::tree, expected, "the tree");
}

std::optional<AuditFinding> compare_sid_row(const Snapshot& snapshot, const Sid& sid, Index index) {
  if (snapshot.row(Table::sids, sid_row_key(sid)) == sid_row(sid, index).value) return std::nullopt;
  return finding(index, "its statement is not found where it is looked for by its id");
}

std::optional<AuditFinding> compare_registry_rows(const Snapshot& snapshot, Registry& registry,
                                                  std::uint64_t statements) {
  std::uint64_t count = 0;
  std::optional<AuditFinding> first;
  registry.write_changes([&]<class Changed>(const Changed& value) {
    std::vector<Row> rows;
    if constexpr (std::is_same_v<Changed, Governance>) {
      GovernanceRows().take_rows(value, rows);
    } else {
      rows.push_back(registry_row(value));
    }
    count += rows.size();
    for (const Row& row : rows) {
      if (first || snapshot.row(Table::registry, row.key) == row.value) continue;
      first = finding(index_of(value), "a registry row derived from it differs from the records");
    }
  });
  if (!first) first = compare_count(snapshot, Table::registry, count, "the registry");
  if (!first) first = compare_count(snapshot, Table::sids, statements, "statement ids");
  return first;
}

std::optional<AuditFinding> compare_stream_rows(const Snapshot& snapshot, Size sealed,
                                                Streams& streams) {
  std::vector<Row> rows;
  streams.take_rows(rows);
  for (const Row& row : rows) {
    if (snapshot.row(Table::streams, row.key) == row.value) continue;
    return finding(std::nullopt, "a row of a stream is not what the records give");
  }
  if (sealed_size(snapshot) != sealed)
    return finding(std::nullopt, "the last heads record is not where a row says that it is");
  return compare_count(snapshot, Table::streams, rows.size(), "streams");
}

}  // namespace pledgebook::ledger

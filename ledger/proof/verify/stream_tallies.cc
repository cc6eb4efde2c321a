// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/stream_tallies.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/log/heads_map.h"

namespace pledgebook::ledger {
namespace {

Fault fault_of(const std::string& stream, std::string what) {
  return {"stream " + stream, std::move(what)};
}

}  // namespace

StreamTallies::Number StreamTallies::number_of(const std::string& stream) {
  const auto [found, is_new] = numbers_.try_emplace(stream, static_cast<Number>(tallies_.size()));
  if (is_new) tallies_.emplace_back().stream = stream;
  return found->second;
}

void StreamTallies::add(const ExaminedRecord& record) {
  const crypto::Hash leaf = stream_leaf_hash(record.index, record.leaf);
  const Number own = number_of(record.streams.front());
  for (const std::string& stream : record.streams) {
    const Number number = number_of(stream);
    tallies_[number].tree.append(leaf);
    if (number != own) tallies_[number].behind.insert(own);
  }
  if (!tallies_[own].first) tallies_[own].first = record.index;
  for (const std::string& stream : record.behind) {
    const Number number = number_of(stream);
    if (number != own) tallies_[own].behind.insert(number);
  }
}

std::optional<Fault> StreamTallies::ask_for(const Selection& selection) {
  std::vector<Number> waiting;
  const auto need = [&](Number number) {
    if (!std::exchange(tallies_[number].is_needed, true)) waiting.push_back(number);
  };
  for (const std::string& stream : selected_streams(selection)) need(number_of(stream));
  while (!waiting.empty()) {
    const Number asking = waiting.back();
    waiting.pop_back();
    for (const Number behind : tallies_[asking].behind) need(behind);
  }
  for (const Tally& tally : tallies_) {
    if (tally.is_needed || !tally.first) continue;
    return Fault{fmt::format("record {}", ledger::number(*tally.first)),
                 fmt::format("its stream, {}, does not belong in this export: a record that refers "
                             "to it is missing, or this record was added",
                             tally.stream)};
  }
  return std::nullopt;
}

std::optional<Fault> StreamTallies::show(const StreamProof& proof, const Heads& heads) {
  if (!last_shown_.empty() && proof.stream <= last_shown_) {
    return fault_of(proof.stream,
                    fmt::format("it comes after {}: streams must be in ascending order, each once",
                                last_shown_));
  }
  last_shown_ = proof.stream;
  const auto found = numbers_.find(proof.stream);
  if (found == numbers_.end() || !tallies_[found->second].is_needed)
    return fault_of(proof.stream,
                    "it does not belong in this export: a record that refers to it is missing, or "
                    "this stream was added");
  Tally& tally = tallies_[found->second];
  tally.is_shown = true;
  const auto* present = std::get_if<PresentStream>(&proof.shown);
  if (present != nullptr) return show_present(tally, *present, heads);
  return show_absent(tally, std::get<AbsentStream>(proof.shown), heads);
}

std::optional<Fault> StreamTallies::check_all_shown() const {
  for (const Tally& tally : tallies_) {
    if (tally.is_needed && !tally.is_shown)
      return fault_of(tally.stream,
                      "it is missing, although the selection or a record refers to it");
  }
  return std::nullopt;
}

std::optional<Fault> StreamTallies::show_present(const Tally& tally, const PresentStream& present,
                                                 const Heads& heads) const {
  const std::uint64_t count = tally.tree.size();
  if (count != present.count) {
    return fault_of(tally.stream,
                    fmt::format("the ledger has {} records of it, but the export has {}",
                                present.count, count));
  }
  const crypto::Hash leaf = map_leaf_hash({stream_key(tally.stream), {count, tally.tree.root()}});
  if (crypto::check_inclusion(leaf, present.place, heads.streams, present.path, heads.map_root))
    return std::nullopt;
  return fault_of(tally.stream,
                  "these are not all its records, or not its records: the proof is invalid");
}

std::optional<Fault> StreamTallies::show_absent(const Tally& tally, const AbsentStream& absent,
                                                const Heads& heads) const {
  if (tally.tree.size() > 0) {
    return fault_of(tally.stream, "it is stated not to exist, but the export has records of it");
  }
  const StreamKey key = stream_key(tally.stream);
  const auto stands = [&](const std::optional<NeighbourLeaf>& neighbour, std::uint64_t place) {
    return neighbour && crypto::check_inclusion(map_leaf_hash(neighbour->leaf), place,
                                                heads.streams, neighbour->path, heads.map_root);
  };
  const bool is_first = absent.place == 0;
  const bool is_last = absent.place == heads.streams;
  const bool left_holds =
      is_first ? !absent.left
               : stands(absent.left, absent.place - 1) && absent.left->leaf.key < key;
  const bool right_holds =
      is_last ? !absent.right : stands(absent.right, absent.place) && key < absent.right->leaf.key;
  if (left_holds && right_holds && absent.place <= heads.streams) return std::nullopt;
  return fault_of(tally.stream, "the proof that it does not exist is invalid");
}

std::uint64_t StreamTallies::records_of(std::string_view stream) const {
  const auto found = numbers_.find(std::string(stream));
  return found == numbers_.end() ? 0 : tallies_[found->second].tree.size();
}

}  // namespace pledgebook::ledger

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
  if (!tallies_[own].first) {
    tallies_[own].first = record.index;
    tallies_[own].has_former = record.statement->prev.has_value();
  }
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
  return find_not_needed();
}

std::optional<Fault> StreamTallies::find_not_needed() {
  for (const Tally& tally : tallies_) {
    if (tally.is_needed || !tally.first) continue;
    const auto fault = [&](std::string what) {
      return Fault{fmt::format("record {}", ledger::number(*tally.first)), std::move(what)};
    };
    if (tally.has_former) {
      return fault(
          fmt::format("at least one record of {} is missing (this one follows another that the "
                      "export does not have), or this record was added",
                      tally.stream));
    }
    if (later_) continue;
    later_ =
        fault(fmt::format("its stream, {}, does not belong in this export: a record that "
                          "refers to it is missing, or this record was added",
                          tally.stream));
  }
  return std::nullopt;
}

void StreamTallies::tell_later(Fault fault) {
  if (!later_) later_ = std::move(fault);
}

std::optional<Fault> StreamTallies::show(const StreamProof& proof, const Heads& heads) {
  if (!last_shown_.empty() && proof.stream <= last_shown_) {
    return fault_of(proof.stream,
                    fmt::format("it comes after {}: streams must be in ascending order, each once",
                                last_shown_));
  }
  last_shown_ = proof.stream;
  const auto found = numbers_.find(proof.stream);
  if (found == numbers_.end() || !tallies_[found->second].is_needed) {
    tell_later(fault_of(proof.stream,
                        "it does not belong in this export: a record that refers to it is missing, "
                        "or this stream was added"));
    return std::nullopt;
  }
  Tally& tally = tallies_[found->second];
  tally.is_shown = true;
  auto fault = check_shown(tally, proof, heads);
  // Without records of its own: the stream of the record that is missing says more.
  if (!fault || tally.first) return fault;
  tell_later(*std::move(fault));
  return std::nullopt;
}

std::optional<Fault> StreamTallies::check_shown(const Tally& tally, const StreamProof& proof,
                                                const Heads& heads) {
  const auto* present = std::get_if<PresentStream>(&proof.shown);
  const auto bucket = present != nullptr
                          ? bucket_with(tally, proof, *present)
                          : bucket_without(tally, proof, std::get<AbsentStream>(proof.shown));
  if (!bucket) return bucket.error();
  if (crypto::check_inclusion(bucket_leaf_hash(*bucket),
                              HeadsMap::bucket_of(stream_key(tally.stream)), HeadsMap::kBuckets,
                              proof.bucket_path, heads.map_root)) {
    return std::nullopt;
  }
  return fault_of(tally.stream,
                  present != nullptr
                      ? "these are not all its records, or not its records: the proof is invalid"
                      : "the proof that it does not exist is invalid");
}

std::optional<Fault> StreamTallies::check_all_shown() const {
  if (later_) return later_;
  for (const Tally& tally : tallies_) {
    if (tally.is_needed && !tally.is_shown)
      return fault_of(tally.stream,
                      "it is missing, although the selection or a record refers to it");
  }
  return std::nullopt;
}

std::expected<crypto::Hash, Fault> StreamTallies::bucket_with(const Tally& tally,
                                                              const StreamProof& proof,
                                                              const PresentStream& present) {
  const std::uint64_t count = tally.tree.size();
  if (count != present.count) {
    return std::unexpected(
        fault_of(tally.stream, fmt::format("the ledger has {} records of it, but the export has {}",
                                           present.count, count)));
  }
  const crypto::Hash leaf = map_leaf_hash({stream_key(tally.stream), {count, tally.tree.root()}});
  const auto root = crypto::root_of_inclusion(leaf, present.place, proof.bucket_size, present.path);
  if (root) return *root;
  return std::unexpected(fault_of(
      tally.stream, "these are not all its records, or not its records: the proof is invalid"));
}

std::expected<crypto::Hash, Fault> StreamTallies::bucket_without(const Tally& tally,
                                                                 const StreamProof& proof,
                                                                 const AbsentStream& absent) {
  if (tally.tree.size() > 0) {
    return std::unexpected(
        fault_of(tally.stream, "it is stated not to exist, but the export has records of it"));
  }
  const auto invalid = [&] {
    return std::unexpected(fault_of(tally.stream, "the proof that it does not exist is invalid"));
  };
  const auto root_of = [&](const NeighbourLeaf& neighbour, std::uint64_t place) {
    return crypto::root_of_inclusion(map_leaf_hash(neighbour.leaf), place, proof.bucket_size,
                                     neighbour.path);
  };
  const StreamKey key = stream_key(tally.stream);
  const auto& [place, left, right] = absent;
  if (place > proof.bucket_size || left.has_value() != (place > 0) ||
      right.has_value() != (place < proof.bucket_size)) {
    return invalid();
  }
  if ((left && left->leaf.key >= key) || (right && right->leaf.key <= key)) return invalid();
  if (!left && !right) return crypto::empty_root();
  const auto left_root = left ? root_of(*left, place - 1) : std::nullopt;
  const auto right_root = right ? root_of(*right, place) : std::nullopt;
  if (left && right && left_root != right_root) return invalid();
  const auto& root = left ? left_root : right_root;
  if (!root) return invalid();
  return *root;
}

std::uint64_t StreamTallies::records_of(std::string_view stream) const {
  const auto found = numbers_.find(std::string(stream));
  return found == numbers_.end() ? 0 : tallies_[found->second].tree.size();
}

}  // namespace pledgebook::ledger

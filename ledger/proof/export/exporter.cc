// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/export/exporter.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <utility>

#include "ledger/log/tree.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kPageBytes = 256'000;
constexpr std::uint64_t kPageRecords = 512;  // a few milliseconds

}  // namespace

Exporter::Exporter(const Store& store, std::shared_ptr<const ExportBasis> basis,
                   Selection selection)
    : store_(&store),
      basis_(std::move(basis)),
      selection_(std::move(selection)),
      prover_(basis_->size()) {}

Result<Exporter> Exporter::open(const Store& store, std::shared_ptr<const ExportBasis> basis,
                                Selection selection) {
  Exporter exporter(store, std::move(basis), std::move(selection));
  if (!exporter.is_everything()) {
    LEDGER_TRY(exporter.plan_, plan_export(store, *exporter.basis_, exporter.selection_));
  }
  return exporter;
}

std::uint64_t Exporter::records() const noexcept {
  return is_everything() ? number(basis_->size()) : plan_.records.size();
}

Result<bool> Exporter::next(std::string& out) {
  switch (part_) {
    case Part::head:
      write_head(out);
      part_ = Part::records;
      return true;
    case Part::records:
      LEDGER_CHECK(write_records(out));
      if (next_record_ < records()) return true;
      out += is_everything() ? "]}\n" : "],\n\"streams\":[";
      part_ = is_everything() ? Part::end : Part::streams;
      return true;
    case Part::streams:
      write_streams(out);
      return true;
    case Part::end:
      return false;
  }
  return false;
}

void Exporter::write_head(std::string& out) const {
  out += "{\"v\":" + std::to_string(kExportVersion);
  out += ",\n\"selection\":" + boost::json::serialize(write_selection(selection_));
  out += ",\n\"checkpoint\":" + boost::json::serialize(boost::json::string(basis_->note()));
  if (!is_everything()) {
    out += ",\n\"heads\":";
    write_record(out, basis_->heads(), WithProof::yes);
  }
  out += ",\n\"records\":[";
}

Result<void> Exporter::write_records(std::string& out) {
  LEDGER_TRY(const Snapshot snapshot, store_->snapshot());
  StoredTree tree(snapshot);
  const WithProof with_proof = is_everything() ? WithProof::no : WithProof::yes;
  const std::size_t full = out.size() + kPageBytes;
  const std::uint64_t end = std::min(records(), next_record_ + kPageRecords);
  for (; next_record_ < end && out.size() < full; ++next_record_) {
    ProvenRecord record;
    record.index = record_at(next_record_);
    LEDGER_TRY(const std::string_view bytes, snapshot.record(record.index));
    record.bytes = bytes;
    if (with_proof == WithProof::yes) record.proof = prover_.prove(record.index, tree);
    out += next_record_ == 0 ? "\n" : ",\n";
    write_record(out, record, with_proof);
  }
  LEDGER_CHECK(snapshot.check_rows());
  if (!tree.damaged()) return {};
  return std::unexpected(Error{Errc::corrupt, "a record can't be read: run `pledgebook audit`"});
}

void Exporter::write_streams(std::string& out) {
  const std::size_t full = out.size() + kPageBytes;
  auto stream = plan_.streams.lower_bound(next_stream_);
  for (; stream != plan_.streams.end() && out.size() < full; ++stream) {
    out += stream == plan_.streams.begin() ? "\n" : ",\n";
    write_stream(out, prove(stream->first, stream->second));
  }
  if (stream != plan_.streams.end()) {
    next_stream_ = stream->first;
    return;
  }
  out += "]}\n";
  part_ = Part::end;
}

StreamProof Exporter::prove(const std::string& stream, const HeadsMap::Position& place) const {
  const HeadsMap& map = basis_->map();
  const HeadsBucket& bucket = map.bucket(place.bucket);
  StreamProof proof{.stream = stream,
                    .bucket_size = bucket.size(),
                    .bucket_path = map.prove_bucket(place.bucket)};
  if (place.is_there) {
    proof.shown = PresentStream{place.at, basis_->leaf(stream_key(stream)).head.count,
                                bucket.prove(place.at)};
    return proof;
  }
  AbsentStream absent{place.at, {}, {}};
  const auto neighbour = [&](std::uint64_t at) {
    return NeighbourLeaf{basis_->leaf(bucket.key_at(at)), bucket.prove(at)};
  };
  if (place.at > 0) absent.left = neighbour(place.at - 1);
  if (place.at < bucket.size()) absent.right = neighbour(place.at);
  proof.shown = std::move(absent);
  return proof;
}

}  // namespace pledgebook::ledger

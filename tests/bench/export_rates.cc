// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/export_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/export/exporter.h"
#include "ledger/proof/verify/verify_export.h"
#include "ledger/proof/witness_policy.h"
#include "tests/bench/ceiling.h"
#include "tests/bench/give_up.h"
#include "tests/bench/stopwatch.h"

namespace pledgebook::bench {
namespace {

constexpr std::size_t kPage = 512;  // records a snapshot

using BasisPointer = std::shared_ptr<const ledger::ExportBasis>;  // as the exporter shares it

ledger::Selection selection() {
  return ledger::OfFocusArea{*ledger::ItemId::parse(kOtherFocusArea)};
}

struct Written {
  std::vector<ledger::Index> records;
  std::string bytes;
};

// Of a record, on average.
std::size_t record_bytes(const ledger::Store& store, const std::vector<ledger::Index>& records) {
  const auto snapshot = or_give_up(store.snapshot());
  std::size_t bytes = 0;
  for (const ledger::Index index : records) bytes += or_give_up(snapshot.record(index)).size();
  return bytes / records.size();
}

Written write_export(const ledger::Store& store, const BasisPointer& basis) {
  Written written;
  auto exporter = or_give_up(ledger::Exporter::open(store, basis, selection()));
  while (or_give_up(exporter.next(written.bytes))) {
  }
  written.records = exporter.plan().records;
  return written;
}

void read_and_hash(const ledger::Store& store, const std::vector<ledger::Index>& records) {
  for (std::size_t begin = 0; begin < records.size(); begin += kPage) {
    const auto snapshot = or_give_up(store.snapshot());
    for (std::size_t i = begin; i < std::min(records.size(), begin + kPage); ++i) {
      const crypto::Hash leaf = ledger::leaf_hash_of(or_give_up(snapshot.record(records[i])));
      if (leaf == crypto::Hash{}) give_up("a record hashes to zeros");
    }
  }
}

void verify(const std::string& bytes, const ledger::WitnessPolicy& policy) {
  const auto verdict = or_give_up(ledger::verify_export(ledger::bytes_of(bytes), policy));
  if (verdict.fault) give_up(fmt::format("{}: {}", verdict.fault->place, verdict.fault->what));
  if (!verdict.is_good()) give_up("an export is not verified");
}

}  // namespace

void bench_exports(const Figures& figures, const Officers& officers, const ledger::Store& store,
                   int rounds) {
  const auto policy = ledger::WitnessPolicy::of_log(log_key(officers));
  const auto released = or_give_up(ledger::CheckpointFiles(store.directory()).read_released());
  if (!released) give_up("no checkpoint was released");
  const std::string note = crypto::encode_note(released->note);
  std::vector<double> basis_ms;
  std::vector<double> exported;
  std::vector<double> reads;
  std::vector<double> verified;
  std::vector<double> ceilings;
  Written written;
  for (int round = 0; round < rounds; ++round) {
    BasisPointer basis;
    basis_ms.push_back(
        1e3 * seconds_of([&] { basis = or_give_up(ledger::ExportBasis::open(store, note)); }));
    const double export_seconds = seconds_of([&] { written = write_export(store, basis); });
    const auto records = static_cast<double>(written.records.size());
    exported.push_back(records / export_seconds);
    reads.push_back(records / seconds_of([&] { read_and_hash(store, written.records); }));
    verified.push_back(records / seconds_of([&] { verify(written.bytes, policy); }));
    const auto path_hashes = static_cast<double>(std::bit_width(number(basis->size())));
    ceilings.push_back(
        measure_verified_proof_on_all_cores(record_bytes(store, written.records), path_hashes));
  }
  figures.heading(fmt::format("An export of {} records of {}, {} bytes", written.records.size(),
                              number(released->checkpoint.size), written.bytes.size()));
  figures.time_ms("what exports share", basis_ms);
  figures.rate("export, records", exported, "read and hash", reads);
  figures.rate("verify, records", verified, "verify and hashes", ceilings);
}

}  // namespace pledgebook::bench

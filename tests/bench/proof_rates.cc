// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/proof_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/inclusion_prover.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/witness_policy.h"
#include "tests/bench/ceiling.h"
#include "tests/bench/give_up.h"
#include "tests/bench/stopwatch.h"

namespace pledgebook::bench {
namespace {

constexpr double kSeconds = 0.5;
constexpr std::size_t kSamples = 1'000;
constexpr std::uint64_t kPage = 512;  // records a snapshot, as in an export

// A random record of the log and an earlier size, with their proofs.
struct Sample {
  std::uint64_t index = 0;
  std::string record;
  std::vector<crypto::Hash> path;
  std::string receipt;
  std::uint64_t from = 0;
  crypto::Hash from_root;
  std::vector<crypto::Hash> extension;
};

struct Samples {
  const ledger::Store& store;
  ledger::CheckpointNote checkpoint;
  std::vector<Sample> all;
  // On average:
  double path_hashes = 0;
  double extension_hashes = 0;
  std::size_t record_bytes = 0;

  [[nodiscard]] std::uint64_t size() const { return number(checkpoint.checkpoint.size); }
  [[nodiscard]] const crypto::Hash& root() const { return checkpoint.checkpoint.root; }
};

Samples take_samples(const ledger::Store& store) {
  auto released = or_give_up(ledger::CheckpointFiles(store.directory()).read_released());
  if (!released) give_up("no checkpoint was released");
  Samples samples{store, *std::move(released), {}};
  const auto snapshot = or_give_up(store.snapshot());
  ledger::StoredTree tree(snapshot);
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::uint64_t> any_index(0, samples.size() - 1);
  for (std::size_t i = 0; i < kSamples; ++i) {
    Sample sample;
    sample.index = any_index(random);
    sample.record = or_give_up(snapshot.record(ledger::Index{sample.index}));
    sample.path = crypto::prove_inclusion(sample.index, samples.size(), tree.reader());
    sample.receipt =
        ledger::encode_receipt({ledger::Index{sample.index}, sample.path, samples.checkpoint, {}});
    sample.from = any_index(random) + 1;
    sample.from_root = crypto::root(sample.from, tree.reader());
    sample.extension = crypto::prove_consistency(sample.from, samples.size(), tree.reader());
    samples.path_hashes += static_cast<double>(sample.path.size()) / kSamples;
    samples.extension_hashes += static_cast<double>(sample.extension.size()) / kSamples;
    samples.record_bytes += sample.record.size();
    samples.all.push_back(std::move(sample));
  }
  samples.record_bytes /= kSamples;
  return samples;
}

// Goes round in the samples.
double rate_over(const Samples& samples, const std::function<void(const Sample&)>& work) {
  std::size_t next = 0;
  return rate_of(kSeconds, [&] { work(samples.all[next++ % samples.all.size()]); });
}

// Calls `use` with the stored tree, each time from another snapshot.
double rate_of_tree(const Samples& samples,
                    const std::function<void(const Sample&, ledger::StoredTree&)>& use) {
  return rate_over(samples, [&](const Sample& sample) {
    const auto snapshot = or_give_up(samples.store.snapshot());
    ledger::StoredTree tree(snapshot);
    use(sample, tree);
  });
}

double prove_inclusion(const Samples& samples) {
  return rate_of_tree(samples, [&](const Sample& sample, ledger::StoredTree& tree) {
    if (crypto::prove_inclusion(sample.index, samples.size(), tree.reader()) != sample.path)
      give_up("an inclusion proof is another one");
  });
}

double prove_consistency(const Samples& samples) {
  return rate_of_tree(samples, [&](const Sample& sample, ledger::StoredTree& tree) {
    if (crypto::prove_consistency(sample.from, samples.size(), tree.reader()) != sample.extension)
      give_up("a consistency proof is another one");
  });
}

// Rows of leaves, at the positions of the siblings in a proof of this many hashes.
double read_rows(const Samples& samples, std::vector<crypto::Hash> Sample::* proof) {
  return rate_over(samples, [&](const Sample& sample) {
    const auto snapshot = or_give_up(samples.store.snapshot());
    for (std::size_t i = 0; i < (sample.*proof).size(); ++i) {
      const std::uint64_t leaf =
          std::min(sample.index ^ (std::uint64_t{1} << i), samples.size() - 1);
      const auto row =
          snapshot.row(ledger::Table::tree, ledger::tree_row_key(0, leaf / ledger::kTreeChunk));
      if (!row) give_up("a row of the tree is missing");
    }
  });
}

double prove_in_order(const Samples& samples) {
  ledger::InclusionProver prover(samples.checkpoint.checkpoint.size);
  const double seconds = seconds_of([&] {
    for (std::uint64_t begin = 0; begin < samples.size(); begin += kPage) {
      const auto snapshot = or_give_up(samples.store.snapshot());
      ledger::StoredTree tree(snapshot);
      for (std::uint64_t i = begin; i < std::min(samples.size(), begin + kPage); ++i) {
        if (prover.prove(ledger::Index{i}, tree).empty()) give_up("a proof is missing");
      }
    }
  });
  return static_cast<double>(samples.size()) / seconds;
}

double check_inclusion(const Samples& samples) {
  return rate_over(samples, [&](const Sample& sample) {
    if (!crypto::check_inclusion(ledger::leaf_hash_of(sample.record), sample.index, samples.size(),
                                 sample.path, samples.root()))
      give_up("an inclusion proof does not hold");
  });
}

double check_consistency(const Samples& samples) {
  return rate_over(samples, [&](const Sample& sample) {
    if (!crypto::check_consistency(sample.from, sample.from_root, samples.size(), samples.root(),
                                   sample.extension))
      give_up("a consistency proof does not hold");
  });
}

double check_receipts(const Samples& samples, const ledger::WitnessPolicy& policy) {
  return rate_over(samples, [&](const Sample& sample) {
    const auto receipt = or_give_up(ledger::parse_receipt(sample.receipt));
    if (!or_give_up(ledger::check_receipt(receipt, sample.record, policy)).is_valid())
      give_up("a receipt does not hold");
  });
}

// The measurements, beside their ceilings of the same rounds.
struct Rates {
  std::vector<double> ours;
  std::vector<double> ceilings;
};
Rates measure(int rounds, const std::function<double()>& ours,
              const std::function<double()>& ceiling) {
  Rates rates;
  for (int round = 0; round < rounds; ++round) {
    rates.ours.push_back(ours());
    rates.ceilings.push_back(ceiling());
  }
  return rates;
}

}  // namespace

void bench_proofs(const Figures& figures, const Officers& officers, const ledger::Store& store,
                  int rounds) {
  const Samples samples = take_samples(store);
  const auto policy = ledger::WitnessPolicy::of_log(log_key(officers));
  const auto row = [&](std::string_view what, const std::function<double()>& ours,
                       std::string_view ceiling, const std::function<double()>& bare) {
    const Rates rates = measure(rounds, ours, bare);
    figures.rate(what, rates.ours, ceiling, rates.ceilings);
  };
  figures.heading(fmt::format("Proofs of {} records, made from the store", samples.size()));
  row(
      "inclusion of any record", [&] { return prove_inclusion(samples); }, "reads",
      [&] { return read_rows(samples, &Sample::path); });
  row(
      "inclusion of all, in order", [&] { return prove_in_order(samples); }, "node hashes",
      measure_node_hashes);
  row(
      "consistency of any two sizes", [&] { return prove_consistency(samples); }, "reads",
      [&] { return read_rows(samples, &Sample::extension); });
  figures.heading(fmt::format("Proofs checked, of {:.1f} hashes on average", samples.path_hashes));
  row(
      "inclusion", [&] { return check_inclusion(samples); }, "hashes",
      [&] { return measure_proof_hashes(samples.record_bytes, samples.path_hashes); });
  row(
      "consistency", [&] { return check_consistency(samples); }, "hashes",
      [&] { return measure_node_hashes() / samples.extension_hashes; });
  row(
      "receipt", [&] { return check_receipts(samples, policy); }, "verify and hashes",
      [&] { return measure_verified_proof(samples.record_bytes, samples.path_hashes); });
}

}  // namespace pledgebook::bench

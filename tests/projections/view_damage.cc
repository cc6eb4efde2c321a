// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/view_damage.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "projections/fold/decoder.h"
#include "projections/fold/rebuild.h"
#include "projections/query/view_state.h"
#include "tests/projections/random_ledger.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::projections {
namespace {

constexpr std::size_t kStatements = 250;
constexpr std::size_t kPageBytes = 4'096;
constexpr std::size_t kPageHeadBytes = 64;

}  // namespace

Digests fresh_digests(const ledger::Store& log, ledger::Size size) {
  const support::TemporaryDirectory directory;
  const Generations generations(directory.path());
  const auto lock = support::value_of(generations.lock());
  const auto builder =
      support::value_of(build_generation(log, generations, size, {0, nullptr, {}}));
  const Views views = support::value_of(look(log, builder->store(), nullptr, 0));
  return support::value_of(digests(views));
}

ledger::CommittedBatchPointer batch_from(const ledger::Store& log, std::uint64_t from) {
  auto batch = std::make_shared<ledger::CommittedBatch>();
  Decoder decoder(log, ledger::Size{from}, log.size(), 0);
  while (const auto chunk = support::value_of(decoder.take())) {
    batch->records.insert(batch->records.end(), chunk->records.begin(), chunk->records.end());
    batch->tail = chunk->tail;
  }
  return batch;
}

const std::vector<support::AcceptedStatement>& some_statements() {
  static const auto kDrawn = [] {
    RandomLedger random(7);
    random.grow_to(kStatements);
    return random.ledger().statements();
  }();
  return kDrawn;
}

std::filesystem::path views_file(const std::filesystem::path& ledger) {
  const auto number = Generations(ledger).current();
  return ledger / "views" / std::to_string(number.value_or(0)) / "data.mdb";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  EXPECT_TRUE(file.flush());
}

std::string with_a_bit_flipped(std::string bytes, std::uint64_t number, std::mt19937_64& random) {
  const std::size_t used = bytes.find_last_not_of('\0') + 1;  // slack follows
  std::size_t at = random() % used;
  if (number % 2 == 1) at = at / kPageBytes * kPageBytes + random() % kPageHeadBytes;
  bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << random() % 8));
  return bytes;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Shared steps of tests with damaged views.
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>

#include "ledger/log/committed_batch.h"
#include "ledger/log/store/store.h"
#include "projections/views/digest.h"
#include "tests/projections/written_log.h"

namespace pledgebook::projections {

// The digests of fresh views of the first `size` records.
[[nodiscard]] Digests fresh_digests(const ledger::Store& log, ledger::Size size);
// Records `from` to the log's end, as a sequencer passes them on.
[[nodiscard]] ledger::CommittedBatchPointer batch_from(const ledger::Store& log,
                                                       std::uint64_t from);

// A log of statements that the rules admitted, the same for each test.
[[nodiscard]] const std::vector<support::AcceptedStatement>& some_statements();

// The database of the views in use.
[[nodiscard]] std::filesystem::path views_file(const std::filesystem::path& ledger);
[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& bytes);
// One bit flipped: of any byte, or, for odd `number`, of the first bytes of a page.
[[nodiscard]] std::string with_a_bit_flipped(std::string bytes, std::uint64_t number,
                                             std::mt19937_64& random);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// A server's answers to a statement, and its digests of read models. The first byte chooses the
// status.
#include <array>

#include "cli/check/digests_parser.h"
#include "ledger/domain/values/timestamp.h"
#include "server/client/answer_parser.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

namespace {

constexpr std::array<unsigned, 6> kStatuses{200, 201, 403, 409, 422, 503};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body = fuzz::text_of(data + 1, size - 1);
  const unsigned status = kStatuses[data[0] % kStatuses.size()];
  if (const auto answer = server::parse_answer(status, body); !answer)
    fuzz::promise_sentence(answer.error());
  if (const auto digests = cli::parse_digests(body))
    fuzz::promise(digests->size() <= cli::kDigestsMax);
  (void)server::parse_recorded_at(body);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  if (size == 0 || size_max == 0) return 0;
  if (seed % kStatuses.size() == 0) data[0] = static_cast<std::uint8_t>(seed >> 8U);
  const std::string body =
      fuzz::mutated_json(fuzz::text_of(data + 1, size - 1), size_max - 1, seed);
  return 1 + fuzz::put(body, data + 1, size_max - 1);
}

}  // namespace pledgebook

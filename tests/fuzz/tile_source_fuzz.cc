// SPDX-License-Identifier: Apache-2.0
// A log that somebody serves as tiles: for any answers, we get records and proofs of the right
// size, or an error. The input is the answers one after the other, each after two bytes with its
// length; a length of FFFF means "not found". The first bytes are the requested sizes.
#include <algorithm>

#include "ledger/big_endian.h"
#include "ledger/proof/follow/tile_source.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// One answer after the other.
class Answers {
 public:
  explicit Answers(std::string_view rest) : rest_(rest) {}

  std::uint16_t take_number() {
    ledger::ByteReader reader(rest_);
    const auto number = reader.take<std::uint16_t>();
    if (!reader.ok()) {
      rest_ = {};
      return 0;
    }
    rest_.remove_prefix(sizeof(number));
    return number;
  }
  Result<std::string> take() {
    constexpr std::uint16_t kNothing = 0xFFFF;
    const std::uint16_t size = take_number();
    if (size == kNothing) return std::unexpected(Error{Errc::not_found, "there is nothing"});
    const std::string answer(rest_.substr(0, size));
    rest_.remove_prefix(answer.size());
    return answer;
  }

 private:
  std::string_view rest_;
};

template <class T>
void check(const Result<T>& result) {
  if (!result) fuzz::promise_sentence(result.error().detail);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Answers answers(fuzz::text_of(data, size));
  const std::uint64_t to = answers.take_number() + 1U;
  const std::uint64_t from = answers.take_number() % to;
  ledger::TileSource source("http://log.example",
                            [&answers](std::string_view, std::size_t) { return answers.take(); });
  const auto prefix = source.prefix(ledger::Size{from + 1}, ledger::Size{to});
  check(prefix);
  const auto records = source.records(ledger::Index{from}, ledger::Size{to});
  check(records);
  fuzz::promise(!records || (!records->empty() && records->size() <= to - from));
  check(source.checkpoint());
  return 0;
}

}  // namespace pledgebook

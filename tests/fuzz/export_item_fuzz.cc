// SPDX-License-Identifier: Apache-2.0
// The items of an export, each by itself: an item that is read is the same after it is written and
// read again.
#include "ledger/domain/json/canonical_json.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/verify/examined_record.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

namespace {

using ledger::WithProof;

void check_record(std::string_view text, const boost::json::value& value, WithProof with_proof) {
  const auto record = ledger::read_record(value, with_proof);
  const auto examined = ledger::examine_item(text, with_proof);
  if (!examined) fuzz::promise_sentence(examined.error().what);
  if (!record) return fuzz::promise_sentence(record.error().detail);
  std::string written;
  ledger::write_record(written, *record, with_proof);
  const auto again = ledger::read_record(*ledger::parse_json(written), with_proof);
  fuzz::promise(again && again->bytes == record->bytes && again->proof == record->proof);
  fuzz::promise(!examined || examined->index == record->index);
}

void check_stream(const boost::json::value& value) {
  const auto stream = ledger::read_stream(value);
  if (!stream) return fuzz::promise_sentence(stream.error().detail);
  std::string written;
  ledger::write_stream(written, *stream);
  const auto again = ledger::read_stream(*ledger::parse_json(written));
  fuzz::promise(again && again->stream == stream->stream);
  std::string twice;
  ledger::write_stream(twice, *again);
  fuzz::promise(twice == written);
}

void check_selection(const boost::json::value& value) {
  const auto selection = ledger::read_selection(value);
  if (!selection) return fuzz::promise_sentence(selection.error().detail);
  fuzz::promise(boost::json::value(ledger::write_selection(*selection)) == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto value = ledger::parse_json(text);
  if (!value) return 0;
  check_record(text, *value, WithProof::yes);
  check_record(text, *value, WithProof::no);
  check_stream(*value);
  check_selection(*value);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  return fuzz::put(fuzz::mutated_json(fuzz::text_of(data, size), size_max, seed), data, size_max);
}

}  // namespace pledgebook

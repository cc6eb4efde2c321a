// SPDX-License-Identifier: Apache-2.0
// Exports, compressed or not: every file gets a verdict, and if it is not good, a sentence with the
// error and its place. The policy is that of tests/vectors/exports.json, so that inputs made from
// them reach the last check.
#include <algorithm>
#include <string>
#include <utility>

#include "ledger/gzip.h"
#include "ledger/proof/verify/verify_export.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

namespace {

constexpr std::string_view kMagic = "\x1f\x8b";
constexpr std::size_t kUnpackedBytesMax = 262'144;
constexpr std::string_view kPolicy =
    "log test.example/pledges+bcfb7de5+AcIsOYS5tgLp6ukJS2eT2nN2coMWWd6ithtIYe6ffTVS\n"
    "witness ministry ministry+9ef15ad3+BN/mulMiBB/qSwYffK8hHHSh5V7g8vXzua15AsRaYtoJ\n"
    "witness audit audit+c2020163+BGm4kuOFvzUDwQDPomsRdyW6dkg4dldy2kzJGJ7XYf/n\n"
    "group auditors any audit\ngroup both all ministry auditors\nquorum both\n";

// Nothing if it is not compressed, is damaged, or is too large.
std::string unpacked(std::string_view bytes) {
  std::string text;
  if (!bytes.starts_with(kMagic)) return text;
  const ledger::ByteSource source = ledger::gunzipped(ledger::bytes_of(bytes));
  std::string room(65'536, '\0');
  while (text.size() < kUnpackedBytesMax) {
    const auto count = source(room);
    if (!count || *count == 0) return count ? text : std::string();
    text.append(room, 0, *count);
  }
  return {};
}

std::string packed(std::string_view text) {
  ledger::GzipPacker packer;
  std::string bytes;
  if (!packer.add(text, bytes) || !packer.finish(bytes)) return {};
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto policy = ledger::WitnessPolicy::parse(kPolicy);
  fuzz::promise(policy.has_value());
  ledger::VerifyOptions options;
  options.threads = 1;
  const auto verdict =
      ledger::verify_export(ledger::bytes_of(fuzz::text_of(data, size)), *policy, options);
  fuzz::promise(verdict.has_value());
  fuzz::promise(verdict->is_good() != verdict->fault.has_value());
  fuzz::promise(verdict->is_good() || verdict->signers.empty());
  if (verdict->fault) {
    fuzz::promise_sentence(verdict->fault->place);
    fuzz::promise_sentence(verdict->fault->what);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  const std::string_view bytes = fuzz::text_of(data, size);
  constexpr unsigned kOneInSo = 4;  // changed as bytes, not as JSON
  if (seed % kOneInSo == 0) return fuzz::put(fuzz::mutated_bytes(bytes, size_max), data, size_max);
  const std::string text = unpacked(bytes);
  if (text.empty()) return fuzz::put(fuzz::mutated_json(bytes, size_max, seed), data, size_max);
  return fuzz::put(packed(fuzz::mutated_json(text, kUnpackedBytesMax, seed)), data, size_max);
}

}  // namespace pledgebook

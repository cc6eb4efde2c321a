// SPDX-License-Identifier: Apache-2.0
// release_checkpoint DIR [WITNESS SECOND]...: seals a ledger, signs its checkpoint with the log's
// key, has it cosigned by witnesses with keys of tests, and writes it to DIR/checkpoint. Prints
// what a reader would pin: a line `log VKEY`, and a line `witness NAME VKEY` each.
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "crypto/key_file.h"
#include "ledger/log/clock.h"
#include "ledger/log/reader.h"
#include "ledger/log/sequencer.h"
#include "ledger/proof/checkpoint.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook {
namespace {

std::string sign(const std::filesystem::path& directory, const ledger::Checkpoint& checkpoint) {
  const auto secret = crypto::read_secret_key(directory / "log-key.pem", {});
  const auto key = crypto::VerifierKey::of(checkpoint.origin, secret->public_key(),
                                           crypto::NoteKeyType::ed25519);
  fmt::print("log {}\n", key->text());
  return crypto::encode_note(support::value_of(sign_checkpoint(checkpoint, *key, *secret)).note);
}

int run(const std::filesystem::path& directory, std::span<char*> witnesses) {
  const auto store = support::open_store(directory);
  const ledger::SystemClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);
  const auto sealed = support::seal(*sequencer);
  auto reader = support::value_of(ledger::LedgerReader::open(*store));
  const std::string origin = reader.registry().governance().created.origin;
  std::string note = sign(directory, {origin, sealed->size, sealed->root});
  for (std::size_t i = 0; i + 1 < witnesses.size(); i += 2) {
    const std::string_view second = witnesses[i + 1];
    std::int64_t time = 0;
    std::from_chars(second.data(), second.data() + second.size(), time);
    note = support::cosign_note(note, witnesses[i], time);
    fmt::print("witness {} {}\n", witnesses[i], support::witness_verifier_key(witnesses[i]).text());
  }
  std::ofstream(directory / "checkpoint", std::ios::binary) << note;
  return 0;
}

}  // namespace
}  // namespace pledgebook

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  return pledgebook::run(argv[1], std::span(argv, static_cast<std::size_t>(argc)).subspan(2));
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exported_ledger.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <span>
#include <utility>

#include "ledger/gzip.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/export/exporter.h"
#include "ledger/proof/verify/verify_export.h"

namespace pledgebook::support {

using crypto::NoteKeyType;
using crypto::VerifierKey;
using ledger::Verdict;

namespace {

constexpr std::string_view kLogKey = "log";

const char* text_of(ledger::Reply reply) {
  switch (reply) {
    case ledger::Reply::yes:
      return "yes";
    case ledger::Reply::no:
      return "no";
    case ledger::Reply::open:
      break;
  }
  return "open";
}

}  // namespace

VerifierKey log_verifier_key() {
  return VerifierKey::of(kTestOrigin, test_key(kLogKey).public_key(), NoteKeyType::ed25519).value();
}

VerifierKey witness_verifier_key(std::string_view name) {
  return VerifierKey::of(name, test_key(name).public_key(), NoteKeyType::cosignature).value();
}

std::string sign_note(const ledger::Checkpoint& checkpoint) {
  return crypto::encode_note(
      value_of(ledger::sign_checkpoint(checkpoint, log_verifier_key(), test_key(kLogKey))).note);
}

std::string cosign_note(const std::string& note, std::string_view witness, std::int64_t second) {
  crypto::Note parsed = value_of(ledger::parse_checkpoint_note(note)).note;
  parsed.signatures.push_back(
      value_of(ledger::cosign(parsed, ledger::Instant(std::chrono::seconds(second)),
                              witness_verifier_key(witness), test_key(witness))));
  return crypto::encode_note(parsed);
}

ledger::WitnessPolicy log_policy() { return ledger::WitnessPolicy::of_log(log_verifier_key()); }

std::string export_text(const ledger::Store& store, const std::string& note,
                        const ledger::Selection& selection) {
  auto basis = value_of(ledger::ExportBasis::open(store, note));
  auto exporter = value_of(ledger::Exporter::open(store, std::move(basis), selection));
  std::string text;
  while (value_of(exporter.next(text))) {
  }
  return text;
}

std::string unpacked(std::string_view packed) {
  const ledger::ByteSource source = ledger::gunzipped(ledger::bytes_of(packed));
  std::string text;
  std::array<char, 65'536> room{};
  while (const std::size_t count = value_of(source(room))) text.append(room.data(), count);
  return text;
}

ledger::Selection selection_of(std::string_view stream) {
  return ledger::StreamName::parse(stream).value();
}

Verdict verdict_on(std::string_view text, const ledger::WitnessPolicy& policy) {
  ledger::VerifyOptions options;
  options.threads = 1;
  return value_of(ledger::verify_export(ledger::bytes_of(text), policy, options));
}

Verdict verdict_on(std::string_view text) { return verdict_on(text, log_policy()); }

std::string text_of(const Verdict& verdict) {
  return fmt::format(
      "authentic {}, complete {}{}", text_of(verdict.authentic), text_of(verdict.complete),
      verdict.fault ? fmt::format("; {}: {}", verdict.fault->place, verdict.fault->what)
                    : std::string());
}

std::string ExportedLedger::release() {
  const std::vector<AcceptedStatement>& all = builder.statements();
  while (sent < all.size()) {
    const auto ahead = all[sent].recorded_at - test.clock.now();
    if (ahead.count() > 0) test.clock.advance(ahead);
    std::vector<AcceptedStatement> together;
    for (; sent < all.size() && all[sent].recorded_at <= test.clock.now(); ++sent)
      together.push_back(all[sent]);
    for (const ledger::Answer& answer : send_all(*test.sequencer, together))
      EXPECT_TRUE(std::holds_alternative<ledger::Accepted>(answer)) << text_of(answer);
  }
  const auto sealed = seal(*test.sequencer);
  EXPECT_TRUE(sealed.has_value());
  return sign_note({std::string(kTestOrigin), sealed->size, sealed->root});
}

}  // namespace pledgebook::support

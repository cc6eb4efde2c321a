// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "crypto/sha256.h"
#include "tests/bench/signing.h"

namespace pledgebook::bench {
namespace {

using namespace std::chrono_literals;
using ledger::Instant;
using ledger::PartyId;
using ledger::SignedStatement;

const Instant kBegin = first_day();

crypto::SecretKey key_from(std::string_view name) {
  return crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes(name)).bytes);
}

SignedStatement registration(const std::string& ledger, const Officers& officers,
                             const PartyId& party) {
  ledger::PartyRegistered registered;
  registered.party.name = fmt::format("Party {}", party.text());
  registered.party.sector = ledger::Sector::government;
  registered.party.roles = {ledger::Role::member};
  StreamSigner stream(ledger, ledger::StreamId::party(party));
  return stream.sign(std::move(registered), kBegin, {&officers.registrar});
}

ledger::PledgeSubmitted submission(const WorkloadOptions& options, std::size_t number) {
  ledger::PledgeSubmitted submitted;
  ledger::PledgeBody& pledge = submitted.pledge;
  pledge.behalf = {member_id(number % options.members), "a register made for measuring"};
  pledge.title = fmt::format("Pledge number {} of series {}", number, options.series);
  pledge.type = ledger::PledgeType::financial;
  pledge.focus_area = *ledger::ItemId::parse(options.focus_area);
  pledge.value = ledger::PledgeValue{
      {*ledger::Decimal::parse(fmt::format("{}.50", 1'000'000 + number)), ledger::Currency::usd()},
      std::nullopt};
  pledge.scope = ledger::Scope::countries;
  pledge.countries = {{*ledger::Country::parse("GHA"), std::nullopt},
                      {*ledger::Country::parse("KEN"), std::nullopt}};
  pledge.start = *ledger::parse_date("2024-01-01");
  pledge.end = *ledger::parse_date("2030-12-31");
  pledge.is_public = true;
  constexpr std::size_t kWithoutDescription = 560;
  pledge.description =
      std::string(std::max(options.payload_bytes, kWithoutDescription) - kWithoutDescription, 'd');
  return submitted;
}

ledger::ReportSubmitted report(const WorkloadOptions& options, std::size_t pledge,
                               std::size_t number) {
  ledger::ReportSubmitted submitted;
  submitted.behalf = {member_id(pledge % options.members), "a register made for measuring"};
  const ledger::Date from = ledger::date_of(kBegin) + std::chrono::days{30 * number};
  submitted.period = {from, from + std::chrono::days{29}};
  submitted.stage = ledger::Stage::in_progress;
  submitted.disbursed = ledger::Money{
      *ledger::Decimal::parse(fmt::format("{}", 10'000 * (number + 1))), ledger::Currency::usd()};
  constexpr std::size_t kWithoutNarrative = 480;
  submitted.narrative =
      std::string(std::max(options.payload_bytes, kWithoutNarrative) - kWithoutNarrative, 'n');
  return submitted;
}

}  // namespace

Officers make_officers() {
  return {key_from("bench root"), key_from("bench registrar"), key_from("bench reviewer")};
}

crypto::VerifierKey log_key(const Officers& officers) {
  return *crypto::VerifierKey::of(kOrigin, officers.root.public_key(),
                                  crypto::NoteKeyType::ed25519);
}

std::vector<SignedStatement> make_foundation(const Officers& officers, std::size_t members) {
  std::vector<SignedStatement> statements;
  StreamSigner governance = create_ledger(officers, "none", statements);
  const std::string name = governance.ledger();

  ledger::ListPublished areas;
  areas.list = *ledger::ListId::parse("focus-area");
  areas.effective = ledger::date_of(kBegin);
  areas.items = {{*ledger::ItemId::parse(kFocusArea), {{"en", "Access"}}, {}, {}},
                 {*ledger::ItemId::parse(kOtherFocusArea), {{"en", "Shelter"}}, {}, {}}};
  areas.source = "made for measuring";
  statements.push_back(governance.sign(std::move(areas), kBegin, {&officers.registrar}));

  for (std::size_t i = 0; i < members; ++i) {
    statements.push_back(registration(name, officers, member_id(i)));
  }
  return statements;
}

std::vector<std::vector<SignedStatement>> make_parties(const std::string& ledger,
                                                       const Officers& officers, std::size_t first,
                                                       std::size_t count) {
  std::vector<std::vector<SignedStatement>> streams(count);
  make_all(count, [&](std::size_t number) {
    const auto id = PartyId::parse(fmt::format("party-{:07}", first + number));
    streams[number].push_back(registration(ledger, officers, *id));
  });
  return streams;
}

std::vector<std::vector<SignedStatement>> make_streams(const std::string& ledger,
                                                       const Officers& officers,
                                                       const WorkloadOptions& options) {
  std::vector<std::vector<SignedStatement>> streams(options.pledges);
  const auto make = [&](std::size_t number) {
    const auto id = ledger::PledgeId::parse(fmt::format("bench-{}-{:07}", options.series, number));
    StreamSigner stream(ledger, ledger::StreamId::pledge(*id));
    auto& statements = streams[number];
    statements.push_back(stream.sign(submission(options, number), kBegin, {&officers.registrar}));
    statements.push_back(stream.sign(ledger::PledgePublished{}, kBegin, {&officers.reviewer}));
    for (std::size_t i = 0; i < options.reports; ++i) {
      const Instant at = kBegin + std::chrono::days{30 * (i + 1)};
      statements.push_back(stream.sign(report(options, number, i), at, {&officers.registrar}));
    }
  };
  make_all(options.pledges, make);
  return streams;
}

}  // namespace pledgebook::bench

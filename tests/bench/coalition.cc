// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/coalition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <utility>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/values/reference.h"
#include "tests/bench/give_up.h"
#include "tests/bench/signing.h"

namespace pledgebook::bench {
namespace {

using ledger::Instant;
using ledger::ItemId;
using ledger::SignedStatement;

constexpr auto kAreas = std::to_array<std::string_view>(
    {"access", "adoption", "value-creation", "accelerating-investments"});
constexpr auto kGroups =
    std::to_array<std::string_view>({"women-and-girls", "youth", "indigenous-peoples",
                                     "older-persons", "persons-with-disabilities"});
constexpr auto kVerbs = std::to_array<std::string_view>(
    {"Connect", "Train", "Équiper", "Extend", "Finance", "Подключить", "Conectar", "Support"});
constexpr auto kNouns = std::to_array<std::string_view>(
    {"rural schools", "health centres", "girls in science", "écoles primaires", "small businesses",
     "remote islands", "community networks", "школы", "hogares rurales", "public libraries",
     "emergency networks", "local content", "digital skills", "affordable devices"});
constexpr auto kWords = std::to_array<std::string_view>(
    {"fibre",     "satellite",  "villages", "teachers",   "spectrum",   "devices",  "students",
     "open",      "affordable", "training", "backbone",   "community",  "women",    "energy",
     "regulator", "tower",      "content",  "languages",  "health",     "payments", "mapping",
     "islands",   "borders",    "coverage", "households", "investment", "skills",   "safety"});

constexpr int kDaysBetweenReports = 50;

// The choices for one pledge: the same in every run.
class Dice {
 public:
  explicit Dice(std::size_t pledge) : engine_(static_cast<std::uint32_t>(pledge) + 1) {}
  [[nodiscard]] std::size_t below(std::size_t count) { return engine_() % count; }
  [[nodiscard]] bool one_in(std::size_t count) { return below(count) == 0; }
  [[nodiscard]] std::string_view of(std::span<const std::string_view> all) {
    return all[below(all.size())];
  }

 private:
  std::minstd_rand engine_;
};

std::string text(Dice& dice, std::size_t words) {
  std::string all;
  for (std::size_t i = 0; i < words; ++i) all += std::string(i == 0 ? "" : " ") += dice.of(kWords);
  return all;
}

ItemId item(std::string_view id) { return *ItemId::parse(id); }

ledger::Money money(std::size_t amount, std::string_view currency) {
  return {*ledger::Decimal::parse(std::to_string(amount)), *ledger::Currency::parse(currency)};
}

ledger::PledgeSubmitted submission(Dice& dice, const CoalitionScale& scale, std::size_t number) {
  ledger::PledgeSubmitted submitted;
  ledger::PledgeBody& pledge = submitted.pledge;
  // Some members have many pledges, most have few.
  const std::size_t owner = std::min(dice.below(scale.members), dice.below(scale.members));
  pledge.behalf = {member_id(owner), "a register made for measuring"};
  pledge.title = fmt::format("{} {} {}", dice.of(kVerbs), dice.of(kNouns), number);
  pledge.description = text(dice, 40);
  pledge.type = names_of(ledger::PledgeType{})[dice.below(4)].first;
  pledge.focus_area = item(dice.of(kAreas));
  if (pledge.type == ledger::PledgeType::financial || dice.one_in(2)) {
    pledge.value = ledger::PledgeValue{
        money(10'000 * (1 + dice.below(5'000)), dice.one_in(10) ? "EUR" : "USD"), std::nullopt};
  }
  pledge.scope = dice.one_in(8) ? ledger::Scope::global : ledger::Scope::countries;
  if (pledge.scope == ledger::Scope::countries) {
    const auto countries = ledger::countries();
    const std::size_t first = dice.below(countries.size());
    const std::size_t count = 1 + dice.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& country = countries[(first + i * 7) % countries.size()];
      pledge.countries.push_back({*ledger::Country::parse(country.iso3), std::nullopt});
    }
    std::ranges::sort(pledge.countries, {}, [](const auto& one) { return one.iso3.iso3(); });
  }
  pledge.start = ledger::date_of(first_day());
  if (!dice.one_in(5))
    pledge.end = *ledger::parse_date(fmt::format("{}-12-31", 2025 + dice.below(6)));
  if (dice.one_in(2)) pledge.beneficiaries = {{item(dice.of(kGroups)), 100 * (1 + dice.below(90))}};
  pledge.sdgs = {item(std::to_string(1 + dice.below(8))), item(std::to_string(9 + dice.below(8)))};
  std::ranges::sort(pledge.sdgs);
  if (dice.one_in(3)) pledge.wsis = {item(fmt::format("c{}", 1 + dice.below(9)))};
  if (dice.one_in(5)) pledge.event = item("wtdc-22");
  pledge.is_public = true;
  return submitted;
}

ledger::PledgeAmended amendment(Dice& dice, const ledger::PledgeBody& pledge) {
  ledger::PledgeAmended amended;
  amended.behalf = pledge.behalf;
  amended.category = ledger::AmendmentCategory::scope;
  amended.changes = {{"description", text(dice, 30)}};
  amended.reason = "more is known";
  return amended;
}

ledger::ReportSubmitted report(Dice& dice, const ledger::PledgeBody& pledge, std::size_t number,
                               Instant at) {
  ledger::ReportSubmitted submitted;
  submitted.behalf = pledge.behalf;
  const ledger::Date end = ledger::date_of(at);
  submitted.period = {end - std::chrono::days{kDaysBetweenReports - 1}, end};
  submitted.stage = ledger::Stage::in_progress;
  if (pledge.value)
    submitted.disbursed = money(2'000 * (number + 1), pledge.value->currency.code());
  submitted.narrative = text(dice, 25);
  return submitted;
}

struct Keys {
  const Officers& officers;
  [[nodiscard]] std::vector<const crypto::SecretKey*> registrar() const {
    return {&officers.registrar};
  }
  [[nodiscard]] std::vector<const crypto::SecretKey*> reviewer() const {
    return {&officers.reviewer};
  }
};

}  // namespace

std::vector<SignedStatement> make_coalition(const Officers& officers, const CoalitionScale& scale) {
  std::vector<SignedStatement> statements;
  StreamSigner governance = create_ledger(officers, "p2c", statements);
  for (const ledger::ProfileDocument& document : ledger::profile_documents("p2c")) {
    auto body = ledger::read_body(document.kind, *ledger::parse_json(document.json));
    if (!body) give_up("the profile is refused: " + body.error().rule);
    statements.push_back(governance.sign(*std::move(body), first_day(), {&officers.registrar}));
  }
  constexpr auto kSectors = names_of(ledger::Sector{});
  for (std::size_t i = 0; i < scale.members; ++i) {
    ledger::PartyRegistered registered;
    registered.party.name = fmt::format("Member {}", i);
    registered.party.sector = kSectors[i % kSectors.size()].first;
    registered.party.roles = {ledger::Role::member};
    StreamSigner stream(governance.ledger(), ledger::StreamId::party(member_id(i)));
    statements.push_back(stream.sign(std::move(registered), first_day(), {&officers.registrar}));
  }
  return statements;
}

CoalitionPledges make_coalition_pledges(const std::string& ledger, const Officers& officers,
                                        const CoalitionScale& scale) {
  CoalitionPledges all;
  all.streams.resize(scale.pledges);
  std::vector<std::vector<SignedStatement>> waiting(scale.pledges);
  const Keys keys{officers};
  make_all(scale.pledges, [&](std::size_t number) {
    Dice dice(number);
    const ledger::PledgeSubmitted submitted = submission(dice, scale, number);
    const auto id = ledger::PledgeId::parse(fmt::format("{}-{:05}", 2022 + number % 5, number));
    StreamSigner stream(ledger, ledger::StreamId::pledge(*id));
    auto& statements = all.streams[number];
    Instant at = first_day() + std::chrono::days{dice.below(600)};
    statements.push_back(stream.sign(submitted, at, keys.registrar()));
    if (dice.one_in(25)) return;  // nobody has reviewed it
    at += std::chrono::days{1 + dice.below(40)};
    statements.push_back(stream.sign(ledger::PledgePublished{}, at, keys.reviewer()));
    if (dice.one_in(4)) {
      statements.push_back(stream.sign(amendment(dice, submitted.pledge), at, keys.registrar()));
    }
    if (dice.one_in(40)) {
      statements.push_back(stream.sign(ledger::PledgeWithdrawn{submitted.pledge.behalf, "no funds"},
                                       at, keys.registrar()));
      return;
    }
    const std::size_t reports = dice.below(2 * scale.reports + 1);
    for (std::size_t i = 0; i <= reports; ++i) {
      at += std::chrono::days{kDaysBetweenReports};
      auto signed_report = stream.sign(report(dice, submitted.pledge, i, at), at, keys.registrar());
      (i < reports ? statements : waiting[number]).push_back(std::move(signed_report));
    }
  });
  for (auto& one : waiting) std::ranges::move(one, std::back_inserter(all.reports));
  return all;
}

}  // namespace pledgebook::bench

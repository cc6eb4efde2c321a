// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/random_ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::Draft;
using support::object_of;

const std::vector<std::string> kWithoutKeys{"old-donor", "paper-fund"};
const std::vector<std::string> kAreas{"access", "adoption", "value-creation"};
const std::vector<std::string> kCurrencies{"USD", "EUR", "JPY", "XDR"};

}  // namespace

const std::vector<std::string>& RandomLedger::members_with_keys() {
  static const std::vector<std::string> kMembers{"gha-gov", "ken-gov", "telco-one"};
  return kMembers;
}

const std::vector<std::string>& RandomLedger::named_countries() {
  static const std::vector<std::string> kCountries{"GHA", "KEN", "STP", "BTN", "UKR", "MDG"};
  return kCountries;
}

RandomLedger::RandomLedger(std::uint64_t seed, Lists lists)
    : random_(seed), ledger_(support::LedgerBuilder::NotBegun{}) {
  ledger_.set_clock("2023-10-01T00:00:00Z");
  ledger_.add(support::ledger_created());
  if (lists == Lists::of_profile) {
    ledger_.publish_profile("p2c");
  } else {
    publish_few_lists();
  }
  ledger_.add_key("bdt", "auditor-3", R"(["auditor"])");
  for (const auto& member : members_with_keys()) {
    ledger_.add_member(member);
    keys_.push_back({member, member});
  }
  keys_.push_back({"auditor-3", "bdt"});
  for (const auto& member : kWithoutKeys) ledger_.add_party(member);
}

void RandomLedger::publish_few_lists() {
  const auto publish = [this](const char* kind, const char* body) {
    ledger_.add(support::by_registrar(kind, "governance", object_of(body)));
  };
  publish("list.published", R"({"list":"focus-area","effective":"2023-01-01","source":"drawn",
      "items":[{"id":"access","title":{"en":"A"}},{"id":"adoption","title":{"en":"B"}},
      {"id":"value-creation","title":{"en":"C"}}]})");
  publish("list.published", R"({"list":"sdg","effective":"2023-01-01","source":"drawn",
      "items":[{"id":"9","title":{"en":"Industry"}}]})");
  publish("objective.set", R"({"id":"people-offline","title":"People","unit":"people",
      "source":"drawn","baseline":{"value":"2900000000","date":"2022-12-31"},
      "target":{"value":"0","date":"2030-12-31"}})");
}

void RandomLedger::grow_to(std::size_t statements) {
  while (ledger_.statements().size() < statements) step();
}

std::string RandomLedger::amount() {
  return fmt::format("{}", 1 + draw(1'000'000) * (chance(20) ? 1'000'000 : 1));
}

// Some days before or after the ledger's clock.
std::string RandomLedger::day(int days) {
  return ledger::to_text(ledger::date_of(ledger_.now()) + std::chrono::days(days));
}

bool RandomLedger::submit(const Draft& draft) {
  // Sometimes an earlier event is entered today.
  if (chance(30)) {
    const auto earlier = std::chrono::floor<std::chrono::seconds>(ledger_.now()) -
                         std::chrono::hours(draw(std::uint64_t{24} * 60));
    if (ledger_.submit(draft.dated(ledger::to_text(earlier)))) return true;
  }
  return ledger_.submit(draft).has_value();
}

Draft RandomLedger::by_member(const std::string& member, std::string kind,
                              const std::string& pledge, json::object body) {
  const std::string stream = "pledge/" + pledge;
  const std::vector<std::string> active = active_keys(member);
  if (active.empty()) return support::on_behalf(member, std::move(kind), stream, std::move(body));
  return support::by_party(member, std::move(kind), stream, std::move(body))
      .signed_by({pick(active)});
}

std::vector<std::string> RandomLedger::active_keys(const std::string& party) {
  std::vector<std::string> active;
  for (const Key& key : keys_) {
    if (key.party == party && ledger_.registry().find(support::test_key_id(key.name))->is_active())
      active.push_back(key.name);
  }
  return active;
}

void RandomLedger::step() {
  ledger_.advance(std::chrono::hours(1 + draw(60)));
  const std::uint64_t what = draw(100);
  if (what < 6) {
    govern();
  } else if (what < 10) {
    compromise();
  } else if (what < 24 || pledges_.empty()) {
    const std::string member = chance(70) ? pick(members_with_keys()) : pick(kWithoutKeys);
    const std::string id = fmt::format("p-{}", pledges_.size());
    if (submit(by_member(member, "pledge.submitted", id, body(id))))
      pledges_.push_back({id, member});
  } else {
    step_pledge();
  }
}

json::object RandomLedger::body(const std::string& own_id) {
  json::object body = support::pledge_body();
  body["title"] = "Pledge " + own_id;
  body["focus_area"] = pick(kAreas);
  body["start"] = day(-static_cast<int>(draw(100)));
  body["end"] = day(30 + static_cast<int>(draw(500)));
  body["targets"] = json::array{object_of(fmt::format(
      R"({{"id":"sites","title":"Sites","unit":"sites","baseline":"0","goal":"{}","due":"{}"}})",
      1 + draw(50), day(10)))};
  body["sdgs"] = json::array{json::value("9")};
  if (chance(75)) {
    body["value"] = json::object{{"amount", amount()}, {"currency", pick(kCurrencies)}};
    body["type"] = "financial";
  } else {
    body.erase("value");
    body["type"] = "policy";
  }
  const std::uint64_t scope = draw(4);
  body["countries"] = json::array();
  auto& countries = body["countries"].as_array();
  if (scope == 0) {
    body["scope"] = "global";
    body.erase("countries");
  } else if (scope == 1) {
    countries = {object_of(R"({"iso3":"KEN","share":"33.3"})"),
                 object_of(R"({"iso3":"GHA","share":"66.7"})")};
    body["scope"] = "countries";
    if (chance(50)) {
      // As people write a third.
      countries = {object_of(R"({"iso3":"UKR","share":"33.33"})"),
                   object_of(R"({"iso3":"BTN","share":"33.33"})"),
                   object_of(R"({"iso3":"MDG","share":"33.33"})")};
    }
  } else {
    body["scope"] = scope == 2 ? "countries" : "region";
    const std::size_t first = draw(named_countries().size());
    for (std::size_t i = 0; i < 1 + draw(3); ++i)
      countries.push_back(
          json::object{{"iso3", named_countries()[(first + i) % named_countries().size()]}});
  }
  if (!pledges_.empty() && chance(30)) {
    body["related"] = json::array{json::object{
        {"pledge", pick(pledges_).id},
        {"overlap", json::object{{"amount", amount()}, {"currency", pick(kCurrencies)}}}}};
  }
  return body;
}

void RandomLedger::step_pledge() {
  const Pledge& pledge = pick(pledges_);
  const std::string stream = "pledge/" + pledge.id;
  const json::object reason = object_of(R"({"reason":"because"})");
  switch (draw(22)) {
    case 0:
    case 1:
    case 2:
      submit(support::by_reviewer("pledge.published", stream, {}));
      break;
    case 3:
      submit(support::by_reviewer("pledge.returned", stream, {}));
      break;
    case 4:
      submit(by_member(pledge.member, "pledge.revised", pledge.id, body(pledge.id)));
      break;
    case 5:
    case 6:
      amend(pledge.id, pledge.member);
      break;
    case 7:
    case 8:
    case 9:
    case 10:
      report(pledge.id, pledge.member);
      break;
    case 11:
    case 12:
    case 19:
    case 20:
      review(pledge.id);
      break;
    case 13:
      submit(by_member(pledge.member, chance(50) ? "pledge.withdrawn" : "pledge.reinstated",
                       pledge.id, reason));
      break;
    case 14:
      submit(support::by_auditor(
          "fulfilment.determined", stream,
          object_of(chance(50) ? R"({"result":"fulfilled"})" : R"({"result":"queried"})")));
      break;
    case 15:
    case 16:
      answer_correction(pledge.id);
      break;
    case 17:
    case 18:
      talk(pledge.id);
      break;
    default:
      submit(support::by_registrar(
          "pledge.superseded", stream,
          json::object{{"successor", pick(pledges_).id}, {"reason", "merge"}}));
      break;
  }
}

void RandomLedger::report(const std::string& pledge, const std::string& member) {
  const auto& state = ledger_.pledge(pledge);
  json::object body = support::report_body(
      day(-static_cast<int>(draw(40))), day(0),
      pick(std::vector<std::string>{"in-progress", "stalled", "completed", "in-progress"}));
  if (!state.reports.empty() && chance(60)) {
    // The next days, and figures that continue.
    body["period"] = json::object{
        {"from", ledger::to_text(state.reports.back().period.to + std::chrono::days(1))},
        {"to", day(0)}};
  }
  if (!state.reports.empty() && chance(25)) body["corrects"] = state.reports.back().sid.hex();
  const std::string currency = pick(kCurrencies);
  if (chance(70)) body["disbursed"] = json::object{{"amount", amount()}, {"currency", currency}};
  if (chance(40)) body["committed"] = json::object{{"amount", amount()}, {"currency", currency}};
  if (chance(60)) body["correction"] = true;
  body["actuals"] =
      json::array{json::object{{"target", "sites"}, {"value", std::to_string(draw(60))}}};
  submit(by_member(member, "report.submitted", pledge, std::move(body)));
}

void RandomLedger::review(const std::string& pledge) {
  const auto& state = ledger_.pledge(pledge);
  if (state.reports.empty()) return;
  const auto& report = state.reports[draw(state.reports.size())];
  json::object body{{"report", report.sid.hex()}, {"finding", "accepted"}};
  body["assurance"] = pick(std::vector<std::string>{"verified", "reviewed", "verified"});
  if (chance(20)) {
    body["finding"] = "queried";
    body["assurance"] = "disputed";
  }
  submit(support::by_auditor("report.reviewed", "pledge/" + pledge, std::move(body))
             .signed_by({chance(50) ? "auditor" : "auditor-3"}));
}

void RandomLedger::amend(const std::string& pledge, const std::string& member) {
  const auto& state = ledger_.pledge(pledge);
  json::object changes{{"focus_area", pick(kAreas)}};
  std::string category = "scope";
  if (state.body.value && chance(60)) {
    const ledger::Decimal other = *ledger::Decimal::parse(amount());
    category = other > state.body.value->amount ? "increase" : "reduction";
    if (chance(40)) category = "correction";
    changes["value"] =
        json::object{{"amount", other.text()}, {"currency", state.body.value->currency.code()}};
  }
  submit(by_member(member, "pledge.amended", pledge,
                   json::object{{"category", category}, {"changes", changes}, {"reason", "so"}}));
}

void RandomLedger::answer_correction(const std::string& pledge) {
  const auto& correction = ledger_.pledge(pledge).correction;
  if (!correction) return;
  submit(support::by_reviewer(
      chance(75) ? "correction.accepted" : "correction.declined", "pledge/" + pledge,
      json::object{{"amendment", correction->sid.hex()}, {"reason", "because"}}));
}

// A member attests, or takes its word back; or it asks, or answers what was said first.
void RandomLedger::talk(const std::string& pledge) {
  const auto said = [&](const std::string& member, std::string kind, const std::string& stream,
                        json::object body) {
    submit(support::by_party(member, std::move(kind), stream + "/" + pledge, std::move(body))
               .signed_by({pick(active_keys(member))}));
  };
  const auto& all = ledger_.statements();
  const auto first_of = [&](const std::string& stream) {
    return std::ranges::find_if(all, [&](const auto& accepted) {
      return accepted.statement.stream.text() == stream + "/" + pledge;
    });
  };
  const std::string& member = pick(members_with_keys());
  if (chance(40)) {
    json::object message = object_of(R"({"text":"How far is it?","topic":"question"})");
    const auto asked = first_of("discussion");
    // No draw of its own, so that all else of the ledger stays as it was.
    if (asked != all.end() && all.size() % 2 == 0) {
      message["topic"] = all.size() % 8 == 0 ? "experience" : "answer";
      message["in_reply_to"] = asked->sid.hex();
    }
    said(member, "message.posted", "discussion", std::move(message));
    return;
  }
  const auto given = first_of("attestation");
  if (given != all.end() && chance(50)) {
    said(given->statement.signers.front().text(), "attestation.withdrawn", "attestation",
         {{"sid", given->sid.hex()}, {"reason", "an error"}});
  } else {
    said(member, "attestation.given", "attestation", {{"claim", "the sites work"}});
  }
}

}  // namespace pledgebook::projections

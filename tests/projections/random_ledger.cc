// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/random_ledger.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::Draft;
using support::object_of;

const std::vector<std::string> kWithKeys{"gha-gov", "ken-gov", "telco-one"};
const std::vector<std::string> kWithoutKeys{"old-donor", "paper-fund"};
const std::vector<std::string> kAreas{"access", "adoption", "value-creation"};
const std::vector<std::string> kCurrencies{"USD", "EUR", "JPY", "XDR"};
const std::vector<std::string> kCountries{"GHA", "KEN", "STP", "BTN", "UKR", "MDG"};

}  // namespace

RandomLedger::RandomLedger(std::uint64_t seed) : random_(seed) {
  ledger_.set_clock("2023-10-01T00:00:00Z");
  ledger_.publish_profile("p2c");
  ledger_.add_key("bdt", "auditor-3", R"(["auditor"])");
  for (const auto& member : kWithKeys) {
    ledger_.add_member(member);
    keys_.push_back({member, member});
  }
  keys_.push_back({"auditor-3", "bdt"});
  for (const auto& member : kWithoutKeys) ledger_.add_party(member);
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

bool RandomLedger::submit(Draft draft) {
  // Sometimes an earlier event is entered today.
  if (chance(30)) {
    const auto earlier =
        std::chrono::floor<std::chrono::seconds>(ledger_.now()) - std::chrono::hours(draw(24 * 60));
    if (ledger_.submit(draft.dated(ledger::to_text(earlier)))) return true;
  }
  return ledger_.submit(draft).has_value();
}

Draft RandomLedger::by_member(const std::string& member, std::string kind,
                              const std::string& pledge, json::object body) {
  const std::string stream = "pledge/" + pledge;
  std::vector<std::string> active;
  for (const Key& key : keys_) {
    if (key.party == member && !ledger_.registry().find(support::test_key_id(key.name))->revoked)
      active.push_back(key.name);
  }
  if (active.empty()) return support::on_behalf(member, std::move(kind), stream, std::move(body));
  return support::by_party(member, std::move(kind), stream, std::move(body))
      .signed_by({pick(active)});
}

void RandomLedger::step() {
  ledger_.advance(std::chrono::hours(1 + draw(60)));
  const std::uint64_t what = draw(100);
  if (what < 6) {
    govern();
  } else if (what < 10) {
    compromise();
  } else if (what < 24 || pledges_.empty()) {
    const std::string member = chance(70) ? pick(kWithKeys) : pick(kWithoutKeys);
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
  } else {
    body["scope"] = scope == 2 ? "countries" : "region";
    const std::size_t first = draw(kCountries.size());
    for (std::size_t i = 0; i < 1 + draw(3); ++i)
      countries.push_back(json::object{{"iso3", kCountries[(first + i) % kCountries.size()]}});
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
  switch (draw(16)) {
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
    changes["value"] =
        json::object{{"amount", other.text()}, {"currency", state.body.value->currency.code()}};
  }
  submit(by_member(member, "pledge.amended", pledge,
                   json::object{{"category", category}, {"changes", changes}, {"reason", "so"}}));
}

void RandomLedger::govern() {
  if (chance(70)) {
    json::object rates{{"EUR", fmt::format("0.{}", 800 + draw(200))}};
    if (chance(60)) rates["JPY"] = fmt::format("{}.5", 100 + draw(60));
    submit(support::by_registrar("rates.published", "governance",
                                 json::object{{"effective", day(-static_cast<int>(draw(150)))},
                                              {"base", "USD"},
                                              {"rates", rates},
                                              {"source", "drawn"}}));
    return;
  }
  json::array members{json::value(pick(kCountries))};
  submit(support::by_registrar(
      "list.published", "governance",
      json::object{{"list", "country-group"},
                   {"effective", day(static_cast<int>(draw(100)) - 50)},
                   {"items", json::array{json::object{{"id", "ldc"},
                                                      {"title", json::object{{"en", "LDC"}}},
                                                      {"members", members}}}},
                   {"source", "drawn"}}));
}

// Adds a key, or revokes one as compromised since some record after it was added.
void RandomLedger::compromise() {
  if (chance(60)) {
    const Key& adder = keys_[draw(kWithKeys.size())];
    const std::string name = fmt::format("{}.{}", adder.party, keys_.size());
    const bool added =
        submit(support::by_party(adder.party, "key.added", "keys/" + adder.party,
                                 json::object{{"public_key", support::public_key_text(name)},
                                              {"label", "another"}})
                   .signed_by({adder.name, name}));
    if (added) keys_.push_back({name, adder.party});
    return;
  }
  // The members' first keys stay, so that there is always one that signs.
  if (keys_.size() == kWithKeys.size()) return;
  const Key& stolen = keys_[kWithKeys.size() + draw(keys_.size() - kWithKeys.size())];
  const ledger::Key* key = ledger_.registry().find(support::test_key_id(stolen.name));
  const std::uint64_t added = number(key->added);
  submit(support::by_registrar(
      "key.revoked", "keys/" + stolen.party,
      json::object{{"key", key->id.hex()},
                   {"reason", "stolen"},
                   {"compromised_since", added + draw(ledger_.statements().size() - added)}}));
}

}  // namespace pledgebook::projections

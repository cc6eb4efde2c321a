// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/naive_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/domain/values/reference.h"
#include "tests/projections/naive_world.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Date;
using ledger::Decimal;
using ledger::Index;
using ledger::PledgeState;
using naive::happened;
using naive::is_disputed;
using naive::knows;
using naive::make_world;
using naive::to_usd;
using naive::World;
using support::AcceptedStatement;

struct Sum {
  std::map<std::string, Decimal> amounts;
  std::map<std::string, Decimal> disputed;
  std::map<std::string, Decimal> no_usd;
  std::int64_t no_usd_pledges = 0;
  Decimal usd;
  bool any_usd = false;
};
constexpr std::array kAmountNames{"announced", "committed", "disbursed", "verified"};

struct Row {
  std::int64_t pledges = 0;
  std::map<int, std::int64_t> states;
  std::map<int, std::int64_t> assurances;
  std::map<int, std::int64_t> timeliness;
  std::array<Sum, 4> sums;
  std::int64_t met = 0;
  std::int64_t targets = 0;
  std::int64_t on_behalf = 0;
  std::int64_t disputed = 0;
  std::int64_t recovered = 0;
  std::optional<Date> last_report;
  std::vector<const PledgeState*> members;
};

void add_amount(Sum& sum, const World& world, const ledger::Money& money, Date day, Index rate,
                bool disputed) {
  const std::string currency(money.currency.code());
  sum.amounts[currency] += money.amount;
  if (disputed) sum.disputed[currency] += money.amount;
  if (const auto usd = to_usd(world, money, day, rate)) {
    sum.usd += *usd;
    sum.any_usd = true;
  } else {
    sum.no_usd[currency] += money.amount;
    ++sum.no_usd_pledges;
  }
}

void add_amounts(Row& row, const World& world, const PledgeState& pledge) {
  if (pledge.body.value) {
    add_amount(row.sums[0], world, *pledge.body.value, ledger::date_of(pledge.publication->at),
               pledge.publication->index, is_disputed(world, pledge.valuation.index));
  }
  const auto add = [&](Sum& sum, const ledger::ReportState* report,
                       const std::optional<ledger::Money> ledger::ReportState::* money,
                       bool needs_review) {
    if (report == nullptr) return;
    const Index origin = report->origin.index;
    const bool disputed = is_disputed(world, origin) ||
                          (needs_review && is_disputed(world, world.reviews.at(origin)));
    add_amount(sum, world, *(report->*money), report->period.to, origin, disputed);
  };
  add(row.sums[1], ledger::committed_report(pledge), &ledger::ReportState::committed, false);
  add(row.sums[2], ledger::disbursed_report(pledge), &ledger::ReportState::disbursed, false);
  add(row.sums[3], ledger::verified_report(pledge), &ledger::ReportState::disbursed, true);
}

void add(Row& row, const World& world, const PledgeState& pledge, Date today) {
  row.members.push_back(&pledge);
  ++row.pledges;
  ++row.states[static_cast<int>(pledge.state)];
  ++row.assurances[static_cast<int>(ledger::assurance(pledge))];
  if (const auto activity = ledger::last_activity(pledge);
      activity && ledger::is_open(pledge.state))
    ++row.timeliness[static_cast<int>(ledger::timeliness(ledger::date_of(*activity), today))];
  if (!pledge.entered.empty()) ++row.on_behalf;
  if (const auto* report = ledger::last_report(pledge))
    row.last_report = std::max(row.last_report.value_or(Date{}), ledger::date_of(report->at));
  const bool any_disputed = std::ranges::any_of(
      world.streams.at(pledge.id), [&](Index record) { return is_disputed(world, record); });
  if (any_disputed) ++row.disputed;
  const bool any_recovered = std::ranges::any_of(world.streams.at(pledge.id), [&](Index record) {
    return std::ranges::any_of(world.signers.at(record), [&](const ledger::KeyId& key) {
      return world.recovered.contains(key);
    });
  });
  if (any_recovered) ++row.recovered;
  if (!ledger::counts_in_totals(pledge.state)) return;
  row.met += ledger::targets_met(pledge);
  row.targets += std::ssize(pledge.body.targets);
  add_amounts(row, world, pledge);
}

Decimal overlap_of(const World& world, const Row& row) {
  Decimal sum;
  const auto declared = [&](const PledgeState& one,
                            const PledgeState& other) -> std::optional<Decimal> {
    for (const auto& related : one.body.related) {
      if (related.pledge != other.id || !related.overlap) continue;
      return to_usd(world, *related.overlap, ledger::date_of(one.publication->at),
                    one.publication->index);
    }
    return std::nullopt;
  };
  for (std::size_t i = 0; i < row.members.size(); ++i) {
    for (std::size_t j = i + 1; j < row.members.size(); ++j) {
      const PledgeState& one = *row.members[i];
      const PledgeState& other = *row.members[j];
      if (!ledger::counts_in_totals(one.state) || !ledger::counts_in_totals(other.state)) continue;
      const auto there = declared(one, other);
      const auto back = declared(other, one);
      if (there && back) {
        sum += std::min(*there, *back);
      } else {
        sum += there.value_or(back.value_or(Decimal{}));
      }
    }
  }
  return sum;
}

template <class E>
json::object named(const std::map<int, std::int64_t>& counts) {
  json::object object;
  for (const auto& [value, count] : counts) object[ledger::name(static_cast<E>(value))] = count;
  return object;
}

json::object money_json(const std::map<std::string, Decimal>& amounts) {
  json::object object;
  for (const auto& [currency, amount] : amounts)
    object[currency] = amount.text(ledger::find_currency(currency)->minor_units);
  return object;
}

json::object row_json(const World& world, const Row& row) {
  json::object object;
  object["pledges"] = row.pledges;
  object["by_state"] = named<ledger::Lifecycle>(row.states);
  json::object usd;
  json::object no_usd;
  json::object disputed;
  for (std::size_t i = 0; i < kAmountNames.size(); ++i) {
    const Sum& sum = row.sums[i];
    object[kAmountNames[i]] = money_json(sum.amounts);
    if (sum.any_usd) usd[kAmountNames[i]] = sum.usd.text(2);
    if (!sum.disputed.empty()) disputed[kAmountNames[i]] = money_json(sum.disputed);
    if (sum.no_usd_pledges > 0)
      no_usd[kAmountNames[i]] =
          json::object{{"pledges", sum.no_usd_pledges}, {"amounts", money_json(sum.no_usd)}};
  }
  object["usd"] = usd;
  object["no_usd_value"] = no_usd;
  object["disputed"] = disputed;
  object["by_timeliness"] = named<ledger::Timeliness>(row.timeliness);
  object["by_assurance"] = named<ledger::Assurance>(row.assurances);
  object["targets"] = json::object{{"met", row.met}, {"total", row.targets}};
  object["last_report"] =
      row.last_report ? json::value(ledger::to_text(*row.last_report)) : json::value(nullptr);
  object["entered_on_behalf"] = row.on_behalf;
  object["disputed_pledges"] = row.disputed;
  object["recovered_key"] = row.recovered;
  const Decimal overlap = overlap_of(world, row);
  if (!overlap.is_zero()) object["overlap_usd"] = overlap.text(2);
  object["net_usd"] = (row.sums[0].usd - overlap).text(2);
  return object;
}

std::array<std::optional<ledger::Money>, 4> amounts_of(const PledgeState& pledge) {
  std::array<std::optional<ledger::Money>, 4> amounts;
  if (pledge.body.value) {
    const ledger::Money& announced = *pledge.body.value;
    amounts[0] = announced;
  }
  if (const auto* report = ledger::committed_report(pledge)) amounts[1] = report->committed;
  if (const auto* report = ledger::disbursed_report(pledge)) amounts[2] = report->disbursed;
  if (const auto* report = ledger::verified_report(pledge)) amounts[3] = report->disbursed;
  return amounts;
}

// Minor units are given out one by one: each goes to the country that is furthest below its part,
// and of several to the first by iso3. All of them would take long, so whole parts go first.
std::map<std::string, Decimal> shares_of(const ledger::PledgeBody& body,
                                         const ledger::Money& money) {
  if (body.scope != ledger::Scope::countries) return {{"", money.amount}};
  std::map<std::string, ledger::Int128> weights;
  const bool is_shared = std::ranges::any_of(
      body.countries, [](const auto& country) { return country.share.has_value(); });
  ledger::Int128 all = 0;
  for (const auto& country : body.countries) {
    const ledger::Int128 weight =
        !is_shared ? 1 : country.share.value_or(ledger::Share{}).millionths();
    weights[std::string(country.iso3.iso3())] = weight;
    all += weight;
  }
  const auto* currency = ledger::find_currency(money.currency.code());
  ledger::Int128 unit = Decimal::kUnit;
  for (int i = 0; i < currency->minor_units; ++i) unit /= 10;
  const ledger::Int128 units = money.amount.ten_thousandths() / unit;
  std::map<std::string, ledger::Int128> given;
  ledger::Int128 left = units;
  for (const auto& [country, weight] : weights) {
    given[country] = units * weight / all;
    left -= given[country];
  }
  for (; left > 0; --left) {
    const auto furthest = std::ranges::max_element(weights, {}, [&](const auto& entry) {
      return units * entry.second - given.at(entry.first) * all;
    });
    ++given[furthest->first];
  }
  std::map<std::string, Decimal> parts;
  for (const auto& [country, count] : given)
    parts[country] = Decimal::from_ten_thousandths(count * unit);
  return parts;
}

}  // namespace

json::array naive_commitments(const Statements& statements, const Query& query, Date today) {
  World world;
  make_world(world, statements, query);
  const auto moment = query.stated ? query.stated : query.recorded;
  const Date day = moment ? ledger::date_of(*moment) : today;
  std::map<std::pair<std::string, std::string>, Row> rows;
  Row total;
  for (const auto& id : world.pledges) {
    const PledgeState& pledge = *world.registry.find(id);
    add(rows[{pledge.owner.text(), pledge.body.focus_area.text()}], world, pledge, day);
    add(total, world, pledge, day);
  }
  json::array array;
  for (const auto& [key, row] : rows) {
    json::object object = row_json(world, row);
    object["member"] = key.first;
    object["focus_area"] = key.second;
    array.push_back(std::move(object));
  }
  array.push_back(row_json(world, total));
  return array;
}

json::object naive_shares(const Statements& statements, const Query& query) {
  World world;
  make_world(world, statements, query);
  std::map<std::string, std::array<std::map<std::string, Decimal>, 4>> countries;
  for (const auto& id : world.pledges) {
    const PledgeState& pledge = *world.registry.find(id);
    if (!ledger::counts_in_totals(pledge.state)) continue;
    const auto amounts = amounts_of(pledge);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      if (!amounts[i]) continue;
      for (const auto& [country, part] : shares_of(pledge.body, *amounts[i]))
        countries[country][i][std::string(amounts[i]->currency.code())] += part;
    }
  }
  json::object object;
  for (const auto& [country, amounts] : countries) {
    json::object parts;
    for (std::size_t i = 0; i < amounts.size(); ++i)
      parts[kAmountNames[i]] = money_json(amounts[i]);
    object[country] = std::move(parts);
  }
  return object;
}

json::array naive_observations(const Statements& statements, const Query& query,
                               const std::string& objective) {
  std::map<std::pair<std::string, std::string>, json::object> rows;  // by date and country
  for (const AcceptedStatement& accepted : statements) {
    const auto* body = std::get_if<ledger::IndicatorObserved>(&accepted.statement.body);
    if (body == nullptr || !knows(query, accepted) || body->objective.text() != objective) continue;
    for (const auto& observed : body->observations) {
      const std::string date = ledger::to_text(observed.date);
      json::object row{{"date", date}, {"value", observed.value.text()}, {"source", body->source}};
      if (observed.country) row["country"] = observed.country->iso3();
      rows[{date, observed.country ? std::string(observed.country->iso3()) : ""}] = row;
    }
  }
  json::array array;
  for (const auto& [key, row] : rows) array.push_back(row);
  return array;
}

json::array naive_attestations(const Statements& statements, const Query& query,
                               const std::string& pledge) {
  json::array array;
  for (const AcceptedStatement& accepted : statements) {
    if (accepted.statement.stream.text() != "attestation/" + pledge || !knows(query, accepted) ||
        !happened(query, accepted))
      continue;
    if (const auto* body = std::get_if<ledger::AttestationWithdrawn>(&accepted.statement.body)) {
      for (json::value& row : array) {
        if (row.at("sid") == json::value(body->sid.hex()))
          row.as_object()["withdrawn"] = accepted.sid.hex();
      }
    } else {
      array.push_back(json::object{{"sid", accepted.sid.hex()}, {"withdrawn", nullptr}});
    }
  }
  return array;
}

json::array naive_messages(const Statements& statements, const Query& query,
                           const std::string& pledge) {
  json::array array;
  for (const AcceptedStatement& accepted : statements) {
    if (accepted.statement.stream.text() == "discussion/" + pledge && knows(query, accepted) &&
        happened(query, accepted))
      array.push_back(json::object{{"sid", accepted.sid.hex()}});
  }
  return array;
}

// How many answers to a statement count.
std::size_t naive_answers(const Statements& statements, const Query& query,
                          const ledger::Sid& sid) {
  return static_cast<std::size_t>(std::ranges::count_if(statements, [&](const auto& accepted) {
    const auto* message = std::get_if<ledger::MessagePosted>(&accepted.statement.body);
    return message != nullptr && message->topic == ledger::Topic::answer &&
           message->in_reply_to == sid && knows(query, accepted) && happened(query, accepted);
  }));
}

json::array naive_talk_of(const Statements& statements, const Query& query,
                          const std::set<ledger::PledgeId>& pledges, const std::string& sort) {
  json::array array;
  for (auto accepted = statements.rbegin(); accepted != statements.rend(); ++accepted) {
    const auto pledge = accepted->statement.stream.about_pledge();
    if (!pledge || !pledges.contains(*pledge)) continue;
    if (accepted->statement.stream.text() != sort + "/" + pledge->text()) continue;
    const json::value sid(accepted->sid.hex());
    const json::array given = sort == "discussion"
                                  ? naive_messages(statements, query, pledge->text())
                                  : naive_attestations(statements, query, pledge->text());
    const auto* row =
        std::ranges::find(given, sid, [](const json::value& each) { return each.at("sid"); });
    if (row == given.end()) continue;
    json::object full = row->as_object();
    full["pledge"] = pledge->text();
    if (sort == "discussion") full["answers"] = naive_answers(statements, query, accepted->sid);
    array.push_back(std::move(full));
  }
  return array;
}

}  // namespace pledgebook::projections

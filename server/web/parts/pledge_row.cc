// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/pledge_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/web/frame/templates.h"
#include "server/web/parts/names.h"
#include "server/web/words/catalogue.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;
using projections::Facet;
using projections::ValuedPledge;

constexpr std::size_t kPlacesNamed = 3;

double share(Decimal part, Decimal whole) {
  if (whole.is_zero()) return 0;
  return std::clamp(
      static_cast<double>(part.ten_thousandths()) / static_cast<double>(whole.ten_thousandths()),
      0.0, 1.0);
}

void draw(Fields& progress, double part) {
  progress.add("drawn").set("width", fmt::format("{:.2f}", 100 * part));
}

// What has come of it: money spent, or a target, or that nothing was reported.
void set_progress(Fields& row, const ValuedPledge& pledge, Language language) {
  const Catalogue& words = Catalogue::of(language);
  const Figures figures(language);
  const auto& announced = pledge.amount(Amount::announced);
  const auto& disbursed = pledge.amount(Amount::disbursed);
  const projections::Facts& facts = *pledge.facts;
  Fields& progress = row.add("progress");
  if (announced && disbursed && announced->money.currency == disbursed->money.currency) {
    progress.set("text",
                 words.text("row.spent", {{"spent", shown_amount(language, *disbursed)},
                                          {"announced", shown_amount(language, *announced)}}));
    draw(progress, share(disbursed->money.amount, announced->money.amount));
    return;
  }
  if (!pledge.now().last_report) {
    progress.set("text", words.text("row.no_report"));
    return;
  }
  const auto& actuals = pledge.now().actuals;
  if (facts.targets.size() == 1 && !actuals.empty() && actuals.front()) {
    const auto& target = facts.targets.front();
    progress.set("text", words.text("row.target", {{"actual", figures.decimal(*actuals.front())},
                                                   {"goal", figures.decimal(target.goal)},
                                                   {"unit", target.unit}}));
    if (target.goal > target.baseline)
      draw(progress, share(*actuals.front() - target.baseline, target.goal - target.baseline));
    return;
  }
  if (!facts.targets.empty())
    progress.set("text", words.text("row.targets", {{"met", std::int64_t{pledge.now().targets_met}},
                                                    {"n", std::ssize(facts.targets)}}));
}

void set_amount(Fields& row, const ValuedPledge& pledge, Language language) {
  const auto& announced = pledge.amount(Amount::announced);
  if (!announced) return;
  const Catalogue& words = Catalogue::of(language);
  const std::string figure = shown_amount(language, *announced);
  if (!pledge.counts) {
    row.add("struck").set("figure", figure);
    row.add("note").set("text", words.text("row.not_counted"));
    return;
  }
  row.add("amount").set("figure", figure);
  if (!announced->usd) {
    row.add("note").set("text", words.text("row.no_usd"));
  } else if (announced->money.currency != ledger::Currency::usd()) {
    row.add("note").set("text", Figures(language).money(announced->money));
  }
}

void add_status(Fields& row, const projections::Context& context, Facet facet,
                std::string_view value, Language language) {
  row.add("status")
      .set("mark", value)
      .set("tone", tone_of(value))
      .set("label", value_name(context, facet, value, language));
}

}  // namespace

std::string shown_amount(Language language, const projections::ValuedAmount& amount) {
  const Figures figures(language);
  return amount.usd ? figures.usd(*amount.usd) : figures.money(amount.money);
}

std::string places_of(const projections::Facts& facts, Language language) {
  const Catalogue& words = Catalogue::of(language);
  if (facts.countries.empty())
    return std::string(words.text("scope." + std::string(ledger::name(facts.scope))));
  if (facts.countries.size() > kPlacesNamed)
    return words.text("row.countries", {{"n", std::ssize(facts.countries)}});
  std::string names;
  for (const auto& country : facts.countries) {
    if (!names.empty()) names += words.text("row.and_next");
    names += country_name(country.iso3.iso3(), language);
  }
  return names;
}

Html pledge_row(const projections::Context& context, const Address& address,
                const ValuedPledge& pledge, ledger::Date day) {
  const Language language = address.language();
  const projections::Facts& facts = *pledge.facts;
  const projections::Version& now = pledge.now();
  Fields row;
  row.set("address", address.of_time_only().at("pledges/" + facts.id.text()).text())
      .set("title", facts.title)
      .set("member", party_name(context, facts.owner))
      .set("number",
           now.published && now.published->number ? *now.published->number : facts.id.text())
      .set("area", facts.focus_area.text())
      .set("area_title", item_title(context, "focus-area", facts.focus_area, language))
      .set("places", places_of(facts, language));
  if (now.published)
    row.add("published").set("day", Figures(language).day(ledger::date_of(now.published->at)));
  set_amount(row, pledge, language);
  add_status(row, context, Facet::state, ledger::name(now.state), language);
  if (now.published) {
    add_status(row, context, Facet::assurance, ledger::name(now.assurance), language);
    const auto timeliness = pledge.timeliness(day);
    if (timeliness && *timeliness != ledger::Timeliness::current)
      add_status(row, context, Facet::timeliness, ledger::name(*timeliness), language);
    set_progress(row, pledge, language);
  }
  return render(language, "pledge_row", row);
}

}  // namespace pledgebook::server

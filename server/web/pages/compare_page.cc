// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/compare_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "projections/views/comparison.h"
#include "server/web/frame/sentence.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/filters.h"
#include "server/web/parts/names.h"
#include "server/web/parts/pager.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;
using projections::Comparison;
using projections::Difference;
using projections::Query;
using projections::Step;

constexpr std::size_t kShownMax = 50;  // pledges of a step; the list has all

ledger::RecordedAt end_of(ledger::Date day) {
  return ledger::RecordedAt(day + std::chrono::days(1)) - std::chrono::milliseconds(1);
}

struct Days {
  ledger::Date first;
  ledger::Date second;
  bool is_stated = false;
};

// The days asked for; the earlier one first.
Days days_of(const PageContext& context) {
  const auto day = [&](std::string_view name, ledger::Date otherwise) {
    const auto given = context.request.parameter(name);
    const auto date = given ? ledger::parse_date(*given) : std::nullopt;
    return std::min(date.value_or(otherwise), context.today);
  };
  Days days{.first = day("from", context.today - std::chrono::days(365)),
            .second = day("to", context.today),
            .is_stated = context.address.has("axis", "stated")};
  if (days.second < days.first) std::swap(days.first, days.second);
  return days;
}

Query at(const PageContext& context, ledger::Date day, bool is_stated) {
  Query query = context.query;
  query.from = std::nullopt;  // here, these say when, not which pledges
  query.to = std::nullopt;
  query.recorded = std::nullopt;
  query.stated = std::nullopt;
  if (day < context.today || is_stated) (is_stated ? query.stated : query.recorded) = end_of(day);
  return query;
}

std::string width_of(Decimal part, Decimal whole) {
  if (whole.is_zero()) return "0";
  const double ratio =
      static_cast<double>(part.ten_thousandths()) / static_cast<double>(whole.ten_thousandths());
  return fmt::format("{:.2f}", 100 * std::abs(ratio));
}

std::string signed_usd(const Figures& figures, Decimal change) {
  if (change < Decimal()) return "−" + figures.usd(Decimal() - change);
  return (change.is_zero() ? "" : "+") + figures.usd(change);
}

// The steps from the first total to the second, as bars on one scale.
void set_bridge(Fields& fields, const PageContext& context, const Comparison& comparison) {
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  const Decimal first = comparison.before.amounts.of(Amount::announced).usd;
  const Decimal second = comparison.after.amounts.of(Amount::announced).usd;
  const Decimal added = comparison.sum(Step::added, Amount::announced);
  const Decimal changed = comparison.sum(Step::changed, Amount::announced);
  const Decimal left = comparison.sum(Step::left, Amount::announced);
  const Decimal most = std::max({first, second, first + added, first + added + changed});
  const auto bar = [&](const std::string& label, Decimal from, Decimal to,
                       const std::string& figure, bool is_total) {
    Fields& row = fields.add("step");
    row.set("label", label)
        .set("figure", figure)
        .set("from", width_of(std::min(from, to), most))
        .set("width", width_of(std::max(from, to) - std::min(from, to), most));
    row.show_if(is_total, "total");
    row.set("kind", is_total ? "announced" : to < from ? "taken" : "done");
  };
  const auto day = [&](const projections::Standing& standing) {
    return figures.day(ledger::date_of(standing.as_of()));
  };
  bar(words.text("compare.total_on", {{"day", day(comparison.first)}}), Decimal(), first,
      figures.usd(first), true);
  bar(std::string(words.text("compare.added")), first, first + added, signed_usd(figures, added),
      false);
  bar(std::string(words.text("compare.changed")), first + added, first + added + changed,
      signed_usd(figures, changed), false);
  bar(std::string(words.text("compare.left")), first + added + changed,
      first + added + changed + left, signed_usd(figures, left), false);
  bar(words.text("compare.total_on", {{"day", day(comparison.second)}}), Decimal(), second,
      figures.usd(second), true);
}

void set_amounts(Fields& fields, const PageContext& context, const Comparison& comparison) {
  const Figures figures = context.figures();
  const auto row = [&](std::string_view label, const std::string& before, const std::string& after,
                       const std::string& change) {
    fields.add("amount")
        .set("label", label)
        .set("before", before)
        .set("after", after)
        .set("change", change);
  };
  row(context.words().text("nav.pledges"), figures.count(comparison.before.pledges),
      figures.count(comparison.after.pledges),
      figures.count(comparison.after.pledges - comparison.before.pledges));
  for (const auto& [amount, word] : names_of(Amount{})) {
    const Decimal before = comparison.before.amounts.of(amount).usd;
    const Decimal after = comparison.after.amounts.of(amount).usd;
    row(context.words().text("amount." + std::string(word)), figures.usd(before),
        figures.usd(after), signed_usd(figures, after - before));
  }
}

// What happened to a pledge besides its value.
std::string note_of(const PageContext& context, const projections::Context& known,
                    const Difference& difference) {
  const Catalogue& words = context.words();
  if (!difference.before) return std::string(words.text("compare.new"));
  if (!difference.after) return std::string(words.text("compare.not_selected"));
  if (difference.before->state != difference.after->state) {
    return value_name(known, projections::Facet::state, ledger::name(difference.before->state),
                      context.language()) +
           " → " +
           value_name(known, projections::Facet::state, ledger::name(difference.after->state),
                      context.language());
  }
  return words.text(
      "compare.records",
      {{"n", static_cast<std::int64_t>(difference.after->records - difference.before->records)}});
}

void set_steps(Fields& fields, const PageContext& context, const projections::Context& known,
               const Comparison& comparison, const Days& days) {
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  for (const auto& [step, name] : names_of(Step{})) {
    const Amount amount = step == Step::same ? Amount::disbursed : Amount::announced;
    std::size_t count = 0;
    Fields* group = nullptr;
    for (const Difference& difference : comparison.differences) {
      if (difference.step != step) continue;
      if (group == nullptr) group = &fields.add("group");
      if (++count > kShownMax) continue;
      Address there =
          context.address.of_time_only().without("axis").at("pledges/" + difference.pledge.text());
      if (days.second < context.today)
        there = there.with("as_of", ledger::to_text(days.second))
                    .with("axis", days.is_stated ? "stated" : "recorded");
      group->add("pledge")
          .set("address", there.text())
          .set("id", difference.pledge.text())
          .set("title", difference.title)
          .set("member", party_name(known, difference.member))
          .set("note", note_of(context, known, difference))
          .set("change", signed_usd(figures, difference.change(amount)));
    }
    if (group == nullptr) continue;
    group->set("title", words.text("compare." + std::string(name)))
        .set("sum", signed_usd(figures, comparison.sum(step, amount)))
        .set("sum_label", words.text(step == Step::same ? "amount.disbursed" : "amount.announced"))
        .set("count", words.text("value.pledges", {{"n", static_cast<std::int64_t>(count)}}));
    if (count > kShownMax)
      group->add("more").set(
          "text",
          words.text("compare.more", {{"n", static_cast<std::int64_t>(count - kShownMax)}}));
  }
}

}  // namespace

ledger::Result<Page> compare_page(const PageContext& context) {
  const Days days = days_of(context);
  const Query first = at(context, days.first, days.is_stated);
  const Query second = at(context, days.second, days.is_stated);
  LEDGER_TRY(const Comparison comparison,
             projections::compare(context.views, first, second, context.now));
  LEDGER_TRY(const auto selection,
             projections::Selection::make(context.views, second, context.now));
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  Fields fields;
  fields.set("action", Address(context.language(), "compare").text())
      .set("from", ledger::to_text(days.first))
      .set("to", ledger::to_text(days.second))
      .set("today", ledger::to_text(context.today))
      .set("first_day", context.figures().day(days.first))
      .set("second_day", context.figures().day(days.second));
  fields.show(days.is_stated ? "by_stated" : "by_recorded");
  for (const QueryParameter& given : context.address.query()) {
    if (ledger::from_name<projections::Facet>(given.name) || given.name == "q")
      fields.add("kept").set("name", given.name).set("value", given.value);
  }
  const Decimal before = comparison.before.amounts.of(Amount::announced).usd;
  const Decimal after = comparison.after.amounts.of(Amount::announced).usd;
  fields.set("headline",
             words.text(before == after  ? "compare.headline_same"
                        : before < after ? "compare.headline_more"
                                         : "compare.headline_less",
                        {{"change", figures.usd(before < after ? after - before : before - after)},
                         {"first", figures.long_day(days.first)},
                         {"second", figures.long_day(days.second)}}));
  if (context.life && end_of(days.first) < context.life->first && !days.is_stated)
    fields.add("before_first")
        .set("text", words.text("band.before_first",
                                {{"day", figures.long_day(ledger::date_of(context.life->first))}}));
  const Html beyond = beyond_end(context, kOnePage);
  fields.set("beyond", beyond);
  fields.show_if(beyond.empty(), "tables");
  set_bridge(fields, context, comparison);
  set_amounts(fields, context, comparison);
  set_steps(fields, context, selection.context(), comparison, days);
  fields.show_if(comparison.differences.empty(), "nothing");
  Page page{.title = std::string(words.text("nav.compare")), .nav = "compare"};
  page.body = render(context.language(), "compare", fields);
  return page;
}

}  // namespace pledgebook::server

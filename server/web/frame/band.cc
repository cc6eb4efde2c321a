// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/band.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "ledger/domain/json/statement.h"
#include "server/routes/record_json.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

using projections::Standing;
using std::chrono::year_month;

constexpr double kBarsHeight = 34;

std::string percent(double part) { return fmt::format("{:.2f}", part * 100); }

std::int64_t months_between(year_month first, year_month last) { return (last - first).count(); }

year_month month_of(ledger::Date day) {
  const std::chrono::year_month_day date{day};
  return date.year() / date.month();
}

// Bars of the records per month, and where the years begin.
void set_ruler(Fields& fields, const PageContext& context, ledger::Date day) {
  if (!context.life) return;
  const Life& life = *context.life;
  const year_month first = life.first_month();
  const auto last = std::max<std::int64_t>(std::ssize(life.months) - 1,
                                           months_between(first, month_of(context.today)));
  const auto count = static_cast<double>(last + 1);
  const std::int64_t at = std::clamp<std::int64_t>(months_between(first, month_of(day)), 0, last);
  const auto most = static_cast<double>(std::max<std::uint64_t>(1, std::ranges::max(life.months)));
  for (std::size_t i = 0; i < life.months.size(); ++i) {
    if (life.months[i] == 0) continue;
    // By the square root: a month of an import must not flatten all others.
    const double height =
        std::max(2.0, kBarsHeight * std::sqrt(static_cast<double>(life.months[i]) / most));
    const double step = 100 / count;
    Fields& month = fields.add("month");
    month.set("x", fmt::format("{:.2f}", step * (static_cast<double>(i) + 0.08)))
        .set("width", fmt::format("{:.2f}", step * 0.84))
        .set("y", fmt::format("{:.1f}", kBarsHeight - height))
        .set("height", fmt::format("{:.1f}", height));
    month.show_if(static_cast<std::int64_t>(i) > at, "later");
  }
  for (auto year = first.year();; ++year) {
    const std::int64_t from = std::max<std::int64_t>(0, months_between(first, year / 1));
    if (from > last) break;
    // No room for the name of a year of a month or two at the end.
    if (count > 24 && last - from < 3) break;
    fields.add("year")
        .set("x", percent(static_cast<double>(from) / count))
        .set("label", static_cast<std::int64_t>(static_cast<int>(year)));
  }
  fields.set("last_month", last)
      .set("at_month", at)
      .set("first_month", fmt::format("{:04}-{:02}", static_cast<int>(first.year()),
                                      static_cast<unsigned>(first.month())))
      .set("first", ledger::to_text(ledger::date_of(life.first)));
}

// What the record and the checkpoint behind the page are.
void set_proof(Fields& fields, const PageContext& context, const Standing& standing) {
  const Figures figures = context.figures();
  const auto count = [&](ledger::Size size) {
    return figures.count(static_cast<std::int64_t>(ledger::number(size)));
  };
  if (standing.stated) {
    fields.show("may_change");
  } else if (covers(context.released, standing.size)) {
    fields.show("provable");
  } else {
    fields.show("not_yet");
  }
  if (!covers(context.released, standing.size)) {
    fields.set("behind", context.words().text("band.behind_unpublished",
                                              {{"record", count(standing.size)},
                                               {"size", count(context.views.size())}}));
    return;
  }
  fields.add("checkpoint")
      .set("address", checkpoint_address(context, context.released->note.checkpoint.size));
  // The log's own signature is the first.
  const auto cosigned =
      static_cast<std::int64_t>(context.released->note.note.signatures.size()) - 1;
  fields.set("behind",
             context.words().text("band.behind",
                                  {{"record", count(standing.size)},
                                   {"size", count(context.views.size())},
                                   {"checkpoint", count(context.released->note.checkpoint.size)},
                                   {"witnesses", cosigned}}));
}

// What the server's events are called: the kinds of statements, and the log's own records.
const std::string& kinds() {
  static const std::string all = [] {
    std::string text = "heads";
    for (const std::string_view kind : ledger::statement_kinds()) text += " " + std::string(kind);
    return text;
  }();
  return all;
}

void set_past(Fields& fields, const PageContext& context, const Standing& standing) {
  if (!context.query.is_past()) return;
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  const ledger::Date day = ledger::date_of(standing.as_of());
  const std::string long_day = figures.long_day(day);
  std::string shows;
  if (context.life && standing.recorded < context.life->first) {
    shows = words.text("band.before_first",
                       {{"day", figures.long_day(ledger::date_of(context.life->first))}});
  } else if (standing.stated && context.query.recorded) {
    shows = words.text(
        "band.shows_both",
        {{"stated", long_day}, {"recorded", figures.long_day(ledger::date_of(standing.recorded))}});
  } else {
    const auto later = static_cast<std::int64_t>(ledger::number(context.views.size()) -
                                                 ledger::number(standing.size));
    shows = words.text(standing.stated ? "band.shows_stated" : "band.shows",
                       {{"day", long_day}, {"records", later}});
  }
  const Address now = context.address.of_no_time();
  Address compare = now.at("compare").with("from", ledger::to_text(day));
  if (standing.stated) compare = compare.with("axis", "stated");
  fields.add("past").set("shows", shows).set("now", now.text()).set("compare", compare.text());
}

}  // namespace

Html band_of(const PageContext& context, const Standing& standing) {
  const ledger::Date day =
      context.query.is_past() ? ledger::date_of(standing.as_of()) : context.today;
  Fields fields;
  const Figures figures = context.figures();
  fields.set("action", Address(context.language(), context.address.path()).text())
      .set("day", figures.day(day))
      .set("date", ledger::to_text(day))
      .set("today", ledger::to_text(context.today))
      .set("folded", context.words().text("band.folded", {{"day", figures.day(day)}}))
      .set("verify", context.address.of_time_only().at("verify").text());
  const Address what = context.address.of_no_time();
  for (const QueryParameter& kept : what.query())
    fields.add("kept").set("name", kept.name).set("value", kept.value);
  if (context.query.is_past()) fields.add("to_today").set("address", what.text());
  fields.show(standing.stated ? "by_stated" : "by_recorded");
  set_ruler(fields, context, day);
  set_proof(fields, context, standing);
  set_past(fields, context, standing);
  // Of a page about now: another day does not change.
  if (!context.query.is_past()) {
    fields.add("live")
        .set("message", context.words().text("live.added"))
        .set("kinds", kinds())
        .set("size", static_cast<std::int64_t>(ledger::number(context.views.size())))
        .set("address", context.address.text());
  }
  return render(context.language(), "band", fields);
}

}  // namespace pledgebook::server

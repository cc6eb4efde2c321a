// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/due_feeds.h"

#include <algorithm>

#include "projections/views/due_days.h"
#include "server/web/frame/xml.h"
#include "server/web/parts/names.h"
#include "server/web/parts/tag_uri.h"

namespace pledgebook::server {

namespace {

using ledger::Result;
using projections::DueDay;
using projections::Duty;
using projections::Selection;

struct Due {
  Selection selection;
  std::string member;  // its name
  std::vector<DueDay> days;
};

// Of the member named in the path. `query` becomes that of the selection, and outlives it.
Result<Due> due_of(const PageContext& context, projections::Query& query) {
  const auto id = ledger::PartyId::parse(context.request.captures.at(1));
  if (id) query.members = {*id};
  LEDGER_TRY(auto selection, Selection::make(context.views, query, context.now));
  if (!id || selection.context().party(*id) == nullptr) {
    return std::unexpected(ledger::Error{ledger::Errc::not_found,
                                         std::string(context.words().text("refusal.no_value"))});
  }
  LEDGER_TRY(auto days, projections::due_days(selection));
  std::string name = party_name(selection.context(), *id);
  return Due{std::move(selection), std::move(name), std::move(days)};
}

std::string words_of(const PageContext& context, const DueDay& due) {
  return context.words().text(due.duty == Duty::report ? "due.report" : "due.end",
                              {{"title", due.title}});
}

// Where it is done: the report of a pledge that has ended is its last one.
std::string address_of(const PageContext& context, const DueDay& due) {
  return Address(context.language(), "my/pledges/" + due.pledge.text() + "/report").text();
}

std::string name_of(const DueDay& due) {
  return "due/" + due.pledge.text() + "/" + std::string(ledger::name(due.duty)) + "/" +
         ledger::to_text(due.day);
}

// "20261231".
std::string calendar_day(ledger::Date day) {
  std::string text = ledger::to_text(day);
  std::erase(text, '-');
  return text;
}

// A line of a calendar: no longer than 75 bytes, cut between characters (RFC 5545, section 3.1).
void add_line(std::string& calendar, std::string_view name, std::string_view value) {
  constexpr std::size_t kLineMax = 75;
  const std::string line = std::string(name) + ":" + std::string(value);
  std::string_view rest = line;
  std::size_t room = kLineMax;
  while (rest.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(rest[cut]) & 0xC0U) == 0x80U) --cut;
    calendar.append(rest.substr(0, cut)).append("\r\n ");
    rest.remove_prefix(cut);
    room = kLineMax - 1;
  }
  calendar.append(rest).append("\r\n");
}

// Commas, semicolons and line ends mean something in a text (RFC 5545, section 3.3.11).
std::string calendar_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') escaped += '\\';
    if (c == '\n') {
      escaped += "\\n";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

Result<std::string> due_calendar(const PageContext& context) {
  projections::Query query;
  LEDGER_TRY(const Due due, due_of(context, query));
  std::string calendar;
  add_line(calendar, "BEGIN", "VCALENDAR");
  add_line(calendar, "VERSION", "2.0");
  add_line(calendar, "PRODID", "-//Pledgebook//Due days//EN");
  add_line(calendar, "METHOD", "PUBLISH");
  add_line(calendar, "X-WR-CALNAME",
           calendar_text(context.words().text("due.of", {{"name", due.member}})));
  // The same as long as the ledger says the same.
  const ledger::RecordedAt head = context.life ? context.life->last : ledger::RecordedAt{};
  std::string stamp = ledger::to_text(std::chrono::floor<std::chrono::seconds>(head));
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  for (const DueDay& each : due.days) {
    add_line(calendar, "BEGIN", "VEVENT");
    add_line(calendar, "UID", calendar_text(tag_uri(due.selection, context, name_of(each))));
    add_line(calendar, "DTSTAMP", stamp);
    add_line(calendar, "DTSTART;VALUE=DATE", calendar_day(each.day));
    add_line(calendar, "SUMMARY", calendar_text(words_of(context, each)));
    add_line(calendar, "URL", context.site + address_of(context, each));
    add_line(calendar, "TRANSP", "TRANSPARENT");
    add_line(calendar, "END", "VEVENT");
  }
  add_line(calendar, "END", "VCALENDAR");
  return calendar;
}

Result<std::string> due_feed(const PageContext& context) {
  constexpr std::chrono::days kBefore{30};
  projections::Query query;
  LEDGER_TRY(const Due due, due_of(context, query));
  const std::string& member = context.request.captures.at(1);
  const Address page(context.language(), "members/" + member);
  // Newest first: what falls due last has come last.
  std::vector<DueDay> shown;
  for (const DueDay& each : due.days) {
    if (each.day - kBefore <= context.today) shown.insert(shown.begin(), each);
  }
  const ledger::Date began = context.life ? ledger::date_of(context.life->first) : ledger::Date{};
  const auto said = [&](ledger::Date day) { return ledger::to_text(day) + "T00:00:00Z"; };
  Xml xml;
  const std::string language(tag(context.language()));
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", language}})
      .text("id", tag_uri(due.selection, context, "due" + page.text()))
      .text("title", context.words().text("due.of", {{"name", due.member}}))
      .text("updated", said(shown.empty() ? began : shown.front().day - kBefore))
      .empty("link", {{"rel", "self"},
                      {"type", "application/atom+xml"},
                      {"href", context.site + context.address.text()}})
      .empty("link",
             {{"rel", "alternate"}, {"type", "text/html"}, {"href", context.site + page.text()}})
      .open("author")
      .text("name", "Pledgebook")
      .close("author");
  for (const DueDay& each : shown) {
    xml.open("entry")
        .text("id", tag_uri(due.selection, context, name_of(each)))
        .text("title", context.figures().long_day(each.day) +
                           std::string(context.words().text("frame.colon")) +
                           words_of(context, each))
        .text("updated", said(each.day - kBefore))
        .empty("link", {{"rel", "alternate"},
                        {"type", "text/html"},
                        {"href", context.site + address_of(context, each)}})
        .close("entry");
  }
  xml.close("feed");
  return std::move(xml).take();
}

Result<void> set_due_days(Fields& fields, const PageContext& context, const Selection& selection,
                          std::string_view member) {
  constexpr std::size_t kShown = 10;
  LEDGER_TRY(const auto days, projections::due_days(selection));
  if (days.empty()) return {};
  const Address of(context.language(), "members/" + std::string(member));
  Fields& due = fields.add("due");
  due.set("calendar", of.text() + "/due.ics").set("feed", of.text() + "/due.atom");
  for (std::size_t i = 0; i < std::min(kShown, days.size()); ++i) {
    due.add("duty")
        .set("address", address_of(context, days[i]))
        .set("day", context.figures().long_day(days[i].day))
        .set("tone", days[i].day < selection.day() ? "warning" : "")
        .set("text", words_of(context, days[i]));
  }
  if (days.size() > kShown) {
    due.add("more").set(
        "text",
        context.words().text("due.more", {{"n", static_cast<std::int64_t>(days.size() - kShown)}}));
  }
  return {};
}

}  // namespace pledgebook::server

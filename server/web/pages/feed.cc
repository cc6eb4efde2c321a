// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/feed.h"

#include <variant>
#include <vector>

#include "projections/views/latest_records.h"
#include "projections/views/messages.h"
#include "projections/views/pledge_history.h"
#include "server/web/frame/xml.h"
#include "server/web/parts/happenings.h"
#include "server/web/parts/names.h"
#include "server/web/parts/tag_uri.h"

namespace pledgebook::server {
namespace {

using ledger::Index;
using ledger::Result;
using projections::Facet;
using projections::Selection;

constexpr std::size_t kEntriesMax = 50;

// What a feed is of.
struct Subject {
  std::string name;
  Address page;                    // that the feed follows
  std::string_view sort = "feed";  // another feed of the same page has another
};

void add_entry(Xml& xml, const PageContext& context, const Selection& selection,
               const ledger::DecodedRecord& record) {
  const ledger::Statement& statement = *record.statement;
  const Address here(context.language(), "");
  const std::string number = std::to_string(ledger::number(record.index));
  xml.open("entry")
      .text("id", tag_uri(selection, context, "sid/" + record.sid.hex()))
      .text("title", happening_text(selection.context(), context.language(), record))
      .text("updated", ledger::to_text(record.recorded_at))
      .text("published", ledger::to_text(statement.at))
      .empty("link", {{"rel", "alternate"},
                      {"type", "text/html"},
                      {"hreflang", tag(context.language())},
                      {"href", context.site + here.at("records/" + number).text()}});
  if (const auto pledge = statement.stream.about_pledge())
    xml.empty("link", {{"rel", "related"},
                       {"href", context.site + here.at("pledges/" + pledge->text()).text()}});
  xml.empty("category", {{"term", statement.kind()}});
  if (const auto* message = std::get_if<ledger::MessagePosted>(&statement.body))
    xml.text("summary", message->text);
  xml.open("author")
      .text("name", party_name(selection.context(), speaker_of(statement)))
      .close("author");
  xml.close("entry");
}

Result<std::string> feed(const PageContext& context, const Selection& selection,
                         const Subject& subject, const std::vector<Index>& indices) {
  std::vector<ledger::DecodedRecord> records;
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  for (const Index index : indices) {
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement) return std::unexpected(projections::damaged_views());
    records.push_back(std::move(record));
  }
  // Of an empty feed: when the ledger began.
  const ledger::RecordedAt began = context.life ? context.life->first : ledger::RecordedAt{};
  const ledger::RecordedAt updated = records.empty() ? began : records.front().recorded_at;
  const std::string language(tag(context.language()));
  Xml xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", language}})
      .text("id", tag_uri(selection, context, std::string(subject.sort) + subject.page.text()))
      .text("title", context.words().text("feed.title", {{"name", subject.name}}))
      .text("updated", ledger::to_text(updated))
      .empty("link", {{"rel", "self"},
                      {"type", "application/atom+xml"},
                      {"href", context.site + context.address.text()}})
      .empty("link", {{"rel", "alternate"},
                      {"type", "text/html"},
                      {"href", context.site + subject.page.text()}})
      .text("generator", "Pledgebook")
      .open("author")
      .text("name", context.life && !context.life->title.empty() ? context.life->title
                                                                 : std::string("Pledgebook"))
      .close("author");
  for (const ledger::DecodedRecord& record : records) add_entry(xml, context, selection, record);
  xml.close("feed");
  return std::move(xml).take();
}

// What the filters say, in words where it is one value: "Kenya".
Subject subject_of(const PageContext& context, const Selection& selection) {
  const Address list = context.address.at("pledges");
  Subject subject{.name = std::string(context.words().text("feed.all")), .page = list};
  const auto& filters = list.query();
  if (filters.size() != 1) return subject;
  for (const auto& [facet, name] : names_of(Facet{})) {
    if (name == filters.front().name)
      subject.name =
          value_name(selection.context(), facet, filters.front().value, context.language());
  }
  return subject;
}

}  // namespace

Result<std::string> feed_of_pledges(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto indices, projections::latest_records(selection, kEntriesMax));
  return feed(context, selection, subject_of(context, selection), indices);
}

Result<std::string> feed_of_messages(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto latest, projections::latest_messages(selection, kEntriesMax));
  std::vector<Index> indices;
  for (const auto& posted : latest) indices.push_back(posted.message.said.index);
  Subject subject = subject_of(context, selection);
  subject.name = context.words().text("feed.messages", {{"name", subject.name}});
  subject.sort = "messages";
  return feed(context, selection, subject, indices);
}

Result<std::string> feed_of_pledge(const PageContext& context) {
  const auto id = ledger::PledgeId::parse(context.request.captures.at(1));
  if (!id)
    return std::unexpected(ledger::Error{ledger::Errc::not_found,
                                         std::string(context.words().text("refusal.bad_id"))});
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto indices, projections::latest_records_of(selection, *id, kEntriesMax));
  auto reader = selection.reader();
  const auto pledge = reader.find(*projections::find_ordinal(selection.rows(), *id));
  if (!pledge) return std::unexpected(projections::damaged_views());
  const Subject subject{.name = pledge->facts->title,
                        .page = context.address.of_time_only().at("pledges/" + id->text())};
  return feed(context, selection, subject, indices);
}

std::string feed_address(const PageContext& context, Facet facet, std::string_view value) {
  return Address(context.language(), "feed.atom").with(ledger::name(facet), value).text();
}

std::string messages_feed_address(const PageContext& context, Facet facet, std::string_view value) {
  return Address(context.language(), "messages.atom").with(ledger::name(facet), value).text();
}

}  // namespace pledgebook::server

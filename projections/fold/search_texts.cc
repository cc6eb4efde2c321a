// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/search_texts.h"

#include <system_error>
#include <utility>
#include <variant>

#include "ledger/log/store/directory.h"
#include "projections/figures/version.h"
#include "projections/fold/background_rows.h"
#include "projections/fold/view_registry.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

void add(SearchDocument& document, const std::optional<std::string>& text, SearchWeight weight) {
  if (text && !text->empty()) document.texts.push_back({*text, weight});
}

SearchDocument document_of(const ledger::Entry& entry, const ledger::PledgeState& pledge) {
  SearchDocument document;
  document.index = entry.index;
  document.at = entry.statement.at;
  document.subject.pledge = Ordinal{ledger::number(pledge.first)};
  return document;
}

// The index of the record that stated the pledge's facts before; nothing if this one is the first.
std::optional<ledger::Index> facts_before(const ReadRows& rows, Ordinal ordinal) {
  std::optional<ledger::Index> before;
  Cursor cursor(rows, ViewTable::facts);
  cursor.seek(point_key(ordinal, ledger::Index{}));
  for (; cursor.valid() && ordinal_of(cursor.key()) == ordinal; cursor.next())
    before = index_of(cursor.key());
  return before;
}

SearchDocument party_document(ledger::Index index, ledger::Instant at, const ledger::PartyId& id,
                              const std::string& name) {
  SearchDocument document;
  document.index = index;
  document.at = at;
  document.subject.party = id.text();
  add(document, name, SearchWeight::name);
  add(document, id.text(), SearchWeight::name);
  document.names = {id.text()};
  return document;
}

}  // namespace

Result<SearchTexts> SearchTexts::open_fitting(const std::filesystem::path& directory,
                                              const ledger::Store& log, const Position& position,
                                              SearchWriter::Pace pace) {
  LEDGER_TRY(auto writer, SearchWriter::open(directory, pace));
  const SearchPosition& found = writer->position();
  if (found.size < position.search)
    return std::unexpected(Error{Errc::corrupt, "the search index is behind the read models"});
  Position of_index;
  of_index.size = found.size;
  of_index.last_leaf = found.last_leaf;
  LEDGER_TRY(const bool fitting, fits(of_index, log));
  if (!fitting)
    return std::unexpected(Error{Errc::corrupt, "the search index is not of this log's records"});
  return SearchTexts(std::move(writer));
}

Result<SearchTexts> SearchTexts::open(const ledger::Store& log, const ViewStore& store,
                                      const ReadRows& rows, const Position& position,
                                      SearchWriter::Pace pace) {
  const std::filesystem::path directory = store.directory() / kSearchFolder;
  auto opened = open_fitting(directory, log, position, pace);
  if (opened || opened.error().code != Errc::corrupt) return opened;
  std::error_code failed;
  std::filesystem::remove_all(directory, failed);
  if (failed) {
    return std::unexpected(
        ledger::system_error("can't remove " + directory.string(), failed.value()));
  }
  LEDGER_TRY(auto writer, SearchWriter::open(directory, SearchWriter::Pace::rebuild));
  SearchTexts made(std::move(writer));
  LEDGER_CHECK(made.add_all(log, rows));
  LEDGER_CHECK(made.writer_->commit({position.size, position.last_leaf}));
  made.rebuilt_ = opened.error().detail;
  return made;
}

// The texts of all records that the rows cover.
Result<void> SearchTexts::add_all(const ledger::Store& log, const ReadRows& rows) {
  LEDGER_TRY(const auto background, read_background(rows));
  for (const auto& [id, versions] : background->parties) {
    for (const PartyVersion& version : versions)
      writer_->put(party_document(version.index, version.at, id, version.name));
  }
  Cursor cursor(rows, ViewTable::by_id);
  for (cursor.seek({}); cursor.valid(); cursor.next()) {
    const Ordinal ordinal{get_number(cursor.value())};
    const auto add_record = [&](const DecodedRecord& record, std::string_view,
                                const ledger::PledgeState& pledge) {
      apply_pledge(
          {*record.statement, record.sid, record.signatures, record.index, record.recorded_at},
          pledge, rows);
    };
    LEDGER_CHECK(fold_pledge(log, rows, ordinal, ledger::Index{~std::uint64_t{0}}, add_record));
    end_batch();
  }
  return rows.status();
}

void SearchTexts::apply_pledge(const ledger::Entry& entry, const ledger::PledgeState& pledge,
                               const ReadRows& rows) {
  const ledger::Body& body = entry.statement.body;
  if (changes_facts(body)) return replace_facts(entry, pledge, rows);
  SearchDocument document = document_of(entry, pledge);
  if (const auto* published = std::get_if<ledger::PledgePublished>(&body)) {
    if (!published->number) return;
    add(document, published->number, SearchWeight::name);
    document.names = {*published->number};
  } else if (const auto* report = std::get_if<ledger::ReportSubmitted>(&body)) {
    add(document, report->narrative, SearchWeight::text);
    add(document, report->lessons, SearchWeight::text);
    add(document, report->next_steps, SearchWeight::text);
    for (const std::string& barrier : report->barriers) add(document, barrier, SearchWeight::text);
    document.shown = report->narrative.value_or("");
  }
  if (!document.texts.empty()) writer_->put(document);
}

void SearchTexts::replace_facts(const ledger::Entry& entry, const ledger::PledgeState& pledge,
                                const ReadRows& rows) {
  SearchDocument document = document_of(entry, pledge);
  const ledger::PledgeBody& body = pledge.body;
  add(document, body.title, SearchWeight::title);
  add(document, pledge.id.text(), SearchWeight::name);
  add(document, body.description, SearchWeight::text);
  for (const ledger::Target& target : body.targets) add(document, target.title, SearchWeight::text);
  for (const ledger::Partner& partner : body.partners)
    add(document, partner.name, SearchWeight::text);
  document.names = {pledge.id.text()};
  document.shown = body.description.value_or("");
  writer_->put(document);

  std::optional<ledger::Index> before;
  if (const auto stated = stated_.find(pledge.id); stated != stated_.end()) {
    before = stated->second;
  } else if (pledge.first != entry.index) {
    before = facts_before(rows, Ordinal{ledger::number(pledge.first)});
  }
  if (before) writer_->end(*before, entry.index, entry.statement.at);
  stated_[pledge.id] = entry.index;
}

void SearchTexts::apply_other(const ledger::Entry& entry, ledger::Registry& registry) {
  const auto put = [&](const ledger::PartyId& id) {
    const auto* party = registry.find(id);
    if (party == nullptr) return;
    writer_->put(party_document(entry.index, entry.statement.at, id, party->body.name));
  };
  if (const auto* created = std::get_if<ledger::LedgerCreated>(&entry.statement.body))
    put(created->operating_party.id);
  if (entry.statement.stream.kind() == ledger::StreamKind::party)
    put(*entry.statement.stream.party_id());
}

Result<void> SearchTexts::commit(Position& position) {
  LEDGER_CHECK(writer_->commit({position.size, position.last_leaf}));
  position.search = position.size;
  return {};
}

}  // namespace pledgebook::projections

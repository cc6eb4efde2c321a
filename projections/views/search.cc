// SPDX-License-Identifier: Apache-2.0
#include "projections/views/search.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "crypto/bytes.h"
#include "crypto/hex.h"
#include "ledger/domain/values/reference.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/decoded_record.h"
#include "projections/query/selection.h"
#include "projections/query/text_search.h"
#include "projections/search/terms.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

// Of each kind but pledges, so that a frequent word leaves room for all kinds.
constexpr std::size_t kOfAKindMax = 4;
constexpr std::size_t kSidDigitsMin = 8;
constexpr std::uint64_t kNewestRead = 1'000;  // records, for a statement's id that has no row yet
constexpr std::size_t kSidRowsMax = 16;       // looked at for one beginning of an id

using Hits = std::vector<SearchHit>;

void append(Hits& hits, Hits more, std::size_t most) {
  for (SearchHit& hit : more) {
    if (most-- == 0 || hits.size() == kSearchHitsMax) return;
    hits.push_back(std::move(hit));
  }
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

// Finds for one question at one moment.
class Finding {
 public:
  Finding(const Views& views, const Selection& selection, const Query& query)
      : views_(views), selection_(selection), question_(query.q), words_(terms_.parse(query.q)) {}

  Result<SearchAnswer> find(ledger::Date day) {
    LEDGER_TRY(auto texts, search_texts(views_.state(), selection_.context(), question_));
    SearchAnswer answer;
    answer.members = keep_members(texts.parties);
    LEDGER_TRY(Hits records, records_by_id());
    LEDGER_TRY(auto pledges, pledges_of(texts));
    answer.pledges = pledges.total;
    append(answer.hits, std::move(pledges.by_name), kOfAKindMax);
    append(answer.hits, std::move(records), kOfAKindMax);
    append(answer.hits, countries(), kOfAKindMax);
    append(answer.hits, focus_areas(day), kOfAKindMax);
    append(answer.hits, members(texts.parties), kOfAKindMax);
    LEDGER_TRY(Hits record, record_by_index());
    append(answer.hits, std::move(pledges.others),
           kSearchHitsMax - std::min(kSearchHitsMax, answer.hits.size() + record.size()));
    append(answer.hits, std::move(record), kOfAKindMax);
    return answer;
  }

 private:
  struct PledgeHits {
    Hits by_name;
    Hits others;
    std::size_t total = 0;
  };

  // The most relevant pledges that existed at the moment.
  Result<PledgeHits> pledges_of(TextHits& texts) {
    PledgeHits found;
    PledgeReader reader = selection_.reader();
    // Whether a pledge existed at a time that parties state, its own records tell.
    if (selection_.query().stated) {
      std::erase_if(texts.pledges,
                    [&](const PledgeHit& hit) { return !reader.find(hit.pledge).has_value(); });
    }
    found.total = texts.pledges.size();
    std::ranges::sort(texts.pledges, [](const PledgeHit& a, const PledgeHit& b) {
      return a.relevance != b.relevance ? a.relevance > b.relevance : a.pledge < b.pledge;
    });
    const auto first = std::span(texts.pledges).first(std::min(found.total, kSearchHitsMax));
    std::vector<ledger::Index> records;
    for (const PledgeHit& hit : first) records.push_back(hit.text);
    LEDGER_TRY(auto parts, excerpts(views_.state(), records, question_));
    std::size_t at = 0;
    for (const PledgeHit& hit : first) {
      const auto pledge = reader.find(hit.pledge);
      if (!pledge) return std::unexpected(damaged_views());
      const PartyVersion* owner = selection_.context().party(pledge->facts->owner);
      SearchHit shown{HitKind::pledge,
                      pledge->facts->id.text(),
                      pledge->facts->title,
                      owner == nullptr ? pledge->facts->owner.text() : owner->name,
                      {}};
      shown.excerpt = std::move(parts[at++]);
      (hit.is_by_name ? found.by_name : found.others).push_back(std::move(shown));
    }
    if (reader.damaged()) return std::unexpected(damaged_views());
    return found;
  }

  // Drops parties that are not members.
  std::size_t keep_members(std::vector<PartyHit>& parties) const {
    std::erase_if(parties, [&](const PartyHit& hit) {
      const auto& roles = selection_.context().party(hit.party)->roles;
      return std::ranges::find(roles, ledger::Role::member) == roles.end();
    });
    return parties.size();
  }
  [[nodiscard]] Hits members(std::vector<PartyHit>& parties) const {
    std::ranges::stable_sort(parties, std::ranges::greater{}, &PartyHit::relevance);
    Hits hits;
    for (const PartyHit& hit : parties) {
      hits.push_back(
          {HitKind::member, hit.party.text(), selection_.context().party(hit.party)->name, {}, {}});
    }
    return hits;
  }

  Hits countries() {
    Hits hits;
    for (const ledger::CountryEntry& country : ledger::countries()) {
      const bool is_by_code = words_.whole == in_small_letters(country.iso3);
      if (!is_by_code && !terms_.holds(country.name, words_)) continue;
      hits.insert(is_by_code ? hits.begin() : hits.end(),
                  {HitKind::country, std::string(country.iso3), std::string(country.name), {}, {}});
    }
    return hits;
  }

  Hits focus_areas(ledger::Date day) {
    Hits hits;
    const auto* list = selection_.context().list_on("focus-area", day);
    if (list == nullptr) return hits;
    for (const ledger::ListItem& item : list->items) {
      const bool is_found = terms_.holds(item.id.text(), words_) ||
                            std::ranges::any_of(item.title, [&](const auto& title) {
                              return terms_.holds(title.second, words_);
                            });
      if (!is_found) continue;
      const auto english = item.title.find("en");
      hits.push_back({HitKind::focus_area,
                      item.id.text(),
                      english == item.title.end() ? item.id.text() : english->second,
                      {},
                      {}});
    }
    return hits;
  }

  Result<Hits> record_by_index() {
    Hits hits;
    std::uint64_t index = 0;
    const std::string& digits = words_.whole;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (digits.empty() || code != std::errc() || end != digits.data() + digits.size()) return hits;
    if (!selection_.context().moment().knows(ledger::Index{index})) return hits;
    LEDGER_TRY(const auto snapshot, selection_.log().snapshot());
    LEDGER_CHECK(add_record(snapshot, ledger::Index{index}, {}, hits));
    return hits;
  }

  // The records of statements whose id begins with the question.
  Result<Hits> records_by_id() {
    Hits hits;
    const std::string& digits = words_.whole;
    const auto bytes = crypto::from_hex(digits.substr(0, digits.size() / 2 * 2));
    if (!bytes || digits.size() < kSidDigitsMin || digits.size() > 2 * sizeof(crypto::Hash))
      return hits;
    const std::string_view prefix = crypto::as_text(*bytes).substr(0, ledger::kSidKeyBytes);
    LEDGER_TRY(const auto snapshot, selection_.log().snapshot());
    std::vector<ledger::Index> found;
    LEDGER_CHECK(snapshot.for_each_row(ledger::Table::sids, prefix,
                                       [&](std::string_view, std::string_view value) {
                                         found.push_back(ledger::Index{get_number(value)});
                                         return found.size() < kSidRowsMax;
                                       }));
    LEDGER_CHECK(snapshot.check_rows());
    for (const ledger::Index index : found) {
      if (selection_.context().moment().knows(index))
        LEDGER_CHECK(add_record(snapshot, index, digits, hits));
    }
    if (!hits.empty()) return hits;
    // The rows may be behind the log.
    const std::uint64_t size = ledger::number(selection_.context().moment().bound);
    for (std::uint64_t back = 0; back < std::min(size, kNewestRead) && hits.empty(); ++back)
      LEDGER_CHECK(add_record(snapshot, ledger::Index{size - 1 - back}, digits, hits));
    return hits;
  }

  static Result<void> add_record(const ledger::Snapshot& snapshot, ledger::Index index,
                                 std::string_view digits, Hits& hits) {
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    if (!digits.empty() && !record.sid.hex().starts_with(digits)) return {};
    SearchHit hit{HitKind::record, std::to_string(ledger::number(index)), "heads", {}, {}};
    if (record.statement) {
      hit.title = record.statement->kind();
      hit.about = record.statement->stream.text();
    }
    hits.push_back(std::move(hit));
    return {};
  }

  const Views& views_;
  const Selection& selection_;
  const std::string& question_;
  TermMaker terms_;
  const SearchWords words_;
};

}  // namespace

Result<SearchAnswer> find_anything(const Views& views, const Query& query, ledger::RecordedAt now) {
  // Filters of pledges would not concern the others.
  const Query all = query.at_its_moment();
  LEDGER_TRY(const auto selection, Selection::make(views, all, now));
  return Finding(views, selection, query).find(selection.day());
}

Result<json::object> search(const Views& views, const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto found, find_anything(views, query, now));
  const Query all = query.at_its_moment();
  LEDGER_TRY(const auto selection, Selection::make(views, all, now));
  json::array hits;
  for (const SearchHit& hit : found.hits) {
    hits.push_back(json::object{{"kind", ledger::name(hit.kind)},
                                {"id", hit.id},
                                {"title", hit.title},
                                {"about", hit.about},
                                {"excerpt", hit.excerpt}});
  }
  json::object answer = selection.heading();
  answer["pledges"] = found.pledges;
  answer["members"] = found.members;
  answer["hits"] = std::move(hits);
  return answer;
}

}  // namespace pledgebook::projections

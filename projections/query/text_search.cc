// SPDX-License-Identifier: Apache-2.0
#include "projections/query/text_search.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "projections/figures/value_sets.h"
#include "projections/query/word_search.h"
#include "projections/search/excerpt.h"
#include "projections/search/search_reader.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// An id or number that is the question is more relevant than any words.
constexpr double kNameRelevance = 1'000'000;

// A damaged index is rebuilt with the rows.
Error noted(const Views::State& views, Error error) {
  if (error.code == Errc::corrupt) views.store->report_damage();
  return error;
}

Result<SearchReader> open_index(const Views::State& views) {
  auto reader = SearchReader::open(views.store->directory() / kSearchFolder);
  if (!reader) {
    std::error_code failed;
    if (!std::filesystem::exists(views.store->directory(), failed))
      return std::unexpected(Error{Errc::busy, "the read models were just replaced: ask again"});
    return std::unexpected(noted(views, std::move(reader).error()));
  }
  if (reader->position().size < views.position.search) {
    return std::unexpected(noted(
        views,
        {Errc::corrupt, "the search index is behind the read models: run `pledgebook rebuild`"}));
  }
  return reader;
}

// Both are sorted by `key`; those of `hits` that `more` has too, with the sum of their relevance.
template <class Hit, class Key>
void keep_common(std::vector<Hit>& hits, const std::vector<Hit>& more, Key key) {
  auto kept = hits.begin();
  auto other = more.begin();
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    while (other != more.end() && (*other).*key < (*hit).*key) ++other;
    if (other == more.end()) break;
    if ((*hit).*key < (*other).*key) continue;
    hit->relevance += other->relevance;
    *kept++ = std::move(*hit);
  }
  hits.erase(kept, hits.end());
}

// Of several hits with the same key the most relevant one, in order of keys.
template <class Hit, class Key>
void keep_best(std::vector<Hit>& hits, Key key) {
  std::ranges::sort(hits, [&](const Hit& a, const Hit& b) {
    if (a.*key != b.*key) return a.*key < b.*key;
    return a.relevance > b.relevance;
  });
  const auto repeated = std::ranges::unique(hits, {}, key);
  hits.erase(repeated.begin(), repeated.end());
}

// One search, part by part.
class Searching {
 public:
  Searching(const Views::State& views, const Context& context, SearchReader& reader)
      : views_(views), context_(context), reader_(reader) {}

  Result<TextHits> search(const SearchWords& words) {
    std::optional<TextHits> all;
    for (const SearchPart& part : words.parts) {
      LEDGER_TRY(const auto texts, reader_.find(part, context_.moment()));
      TextHits found = hits_of(texts);
      if (!all) {
        all = std::move(found);
      } else {
        keep_common(all->pledges, found.pledges, &PledgeHit::pledge);
        keep_common(all->parties, found.parties, &PartyHit::party);
      }
      if (all->pledges.empty() && all->parties.empty()) break;
    }
    if (!all) return TextHits{};
    LEDGER_CHECK(raise_named(words, *all));
    if (!is_whole_) return std::unexpected(damaged_views());
    return *std::move(all);
  }

 private:
  [[nodiscard]] TextHits hits_of(const std::vector<FoundText>& texts) {
    TextHits hits;
    for (const FoundText& text : texts) {
      if (text.subject.pledge) {
        hits.pledges.push_back({*text.subject.pledge, text.weight, text.index, false});
      } else if (const auto party = named_now(text)) {
        add_pledges_of(*party, text, hits.pledges);
        hits.parties.push_back({*party, text.weight, false});
      }
    }
    keep_best(hits.pledges, &PledgeHit::pledge);
    keep_best(hits.parties, &PartyHit::party);
    return hits;
  }

  // The party whose name at the moment the text is.
  [[nodiscard]] std::optional<ledger::PartyId> named_now(const FoundText& text) const {
    auto id = ledger::PartyId::parse(text.subject.party);
    const PartyVersion* version = id ? context_.party(*id) : nullptr;
    if (version == nullptr || version->index != text.index) return std::nullopt;
    return id;
  }

  void add_pledges_of(const ledger::PartyId& owner, const FoundText& text,
                      std::vector<PledgeHit>& hits) {
    PledgeSet owned;
    is_whole_ = add_set(views_.rows, trait_of(Facet::member), owner.text(), owned) && is_whole_;
    for (const Ordinal pledge : owned.ordinals()) {
      if (context_.moment().knows(ledger::Index{std::to_underlying(pledge)}))
        hits.push_back({pledge, text.weight, text.index, false});
    }
  }

  // Where the question is an id or a number, what it names is the most relevant.
  Result<void> raise_named(const SearchWords& words, TextHits& hits) {
    LEDGER_TRY(const auto named, reader_.find_name(words.whole, context_.moment()));
    for (const FoundText& text : named) {
      if (text.subject.pledge) {
        raise(std::ranges::lower_bound(hits.pledges, *text.subject.pledge, {}, &PledgeHit::pledge),
              hits.pledges.end(),
              [&](const PledgeHit& hit) { return hit.pledge == *text.subject.pledge; });
      } else if (const auto party = named_now(text)) {
        raise(std::ranges::lower_bound(hits.parties, *party, {}, &PartyHit::party),
              hits.parties.end(), [&](const PartyHit& hit) { return hit.party == *party; });
      }
    }
    return {};
  }
  static void raise(auto hit, auto end, auto is_it) {
    if (hit == end || !is_it(*hit) || hit->is_by_name) return;
    hit->is_by_name = true;
    hit->relevance += kNameRelevance;
  }

  const Views::State& views_;
  const Context& context_;
  SearchReader& reader_;
  bool is_whole_ = true;  // no row was damaged
};

}  // namespace

const PledgeHit* TextHits::find(Ordinal pledge) const noexcept {
  const auto hit = std::ranges::lower_bound(pledges, pledge, {}, &PledgeHit::pledge);
  return hit != pledges.end() && hit->pledge == pledge ? &*hit : nullptr;
}

Result<TextHits> search_texts(const Views::State& views, const Context& context,
                              std::string_view question) {
  LEDGER_TRY(auto reader, open_index(views));
  const SearchWords words = TermMaker().parse(question);
  auto hits = Searching(views, context, reader).search(words);
  if (!hits) return std::unexpected(noted(views, std::move(hits).error()));
  LEDGER_CHECK(views.rows.status());
  return hits;
}

Result<std::vector<std::vector<Ordinal>>> pledges_with_words(const Views::State& views,
                                                             const Context& context,
                                                             std::span<const std::string> words) {
  LEDGER_TRY(auto reader, open_index(views));
  TermMaker terms;
  std::vector<std::vector<Ordinal>> found;
  for (const std::string& word : words) {
    std::vector<Ordinal>& pledges = found.emplace_back();
    SearchWords parsed = terms.parse(word);
    if (parsed.empty()) continue;
    SearchPart& part = parsed.parts.front();
    part.prefix.clear();  // the whole word, not its beginning
    auto texts = reader.find(part, context.moment());
    if (!texts) return std::unexpected(noted(views, std::move(texts).error()));
    for (const FoundText& text : *texts) {
      if (text.subject.pledge) pledges.push_back(*text.subject.pledge);
    }
    std::ranges::sort(pledges);
    pledges.erase(std::ranges::unique(pledges).begin(), pledges.end());
  }
  return found;
}

Result<std::vector<std::string>> excerpts(const Views::State& views,
                                          std::span<const ledger::Index> texts,
                                          std::string_view question) {
  LEDGER_TRY(auto reader, open_index(views));
  TermMaker terms;
  const SearchWords words = terms.parse(question);
  std::vector<std::string> found;
  for (const ledger::Index text : texts) {
    auto shown = reader.shown(text);
    if (!shown) return std::unexpected(noted(views, std::move(shown).error()));
    found.push_back(excerpt_of(*shown, words, terms));
  }
  return found;
}

}  // namespace pledgebook::projections

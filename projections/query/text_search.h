// SPDX-License-Identifier: Apache-2.0
// Text search: the pledges and parties that hold the words of a question at a moment, with their
// relevance. A pledge holds a word if its title, id, description, number, a report on it, or its
// owner's name does; all words of the question must be held, each anywhere.
//
// Threads: as the views.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "projections/figures/context.h"
#include "projections/query/view_state.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

struct PledgeHit {
  Ordinal pledge{};
  double relevance = 0;     // greater: more relevant
  ledger::Index text{};     // the record whose text is the most relevant one
  bool is_by_name = false;  // the question is its id or number
};
struct PartyHit {
  ledger::PartyId party;
  double relevance = 0;
  bool is_by_name = false;
};

struct TextHits {
  std::vector<PledgeHit> pledges;  // in order of ordinal, each once
  std::vector<PartyHit> parties;   // in order of id, each once

  // Null if the pledge does not hold the words.
  [[nodiscard]] const PledgeHit* find(Ordinal pledge) const noexcept;
};

// Nobody holds a question without a word. Some pledges may not have existed at a stated time: read
// them as of the moment. Errc::corrupt if the index is damaged; then the views are rebuilt.
[[nodiscard]] ledger::Result<TextHits> search_texts(const Views::State& views,
                                                    const Context& context,
                                                    std::string_view question);

// Of each text, by the record that states it, the part around the question's words; empty where
// they are in its title, or it is a name.
[[nodiscard]] ledger::Result<std::vector<std::string>> excerpts(
    const Views::State& views, std::span<const ledger::Index> texts, std::string_view question);

}  // namespace pledgebook::projections

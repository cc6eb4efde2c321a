// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/pledge_ties.h"

#include <algorithm>
#include <string>

#include "projections/query/overlaps.h"
#include "projections/views/matches.h"
#include "server/web/frame/sentence.h"
#include "server/web/parts/names.h"
#include "server/web/parts/said_line.h"

namespace pledgebook::server {
namespace {

using ledger::Result;
using projections::PledgeStory;
using projections::Said;

constexpr std::size_t kMatchesMax = 50;

class Ties {
 public:
  Ties(Fields& fields, const PageContext& context, const PledgeStory& story)
      : fields_(fields), context_(context), story_(story) {}

  Result<void> set_matches() const;
  Result<void> set_overlaps() const;
  void set_lessons() const;

 private:
  [[nodiscard]] std::string day(ledger::Instant at) const {
    return context_.figures().day(ledger::date_of(at));
  }
  [[nodiscard]] std::string name(const ledger::PartyId& party) const {
    return party_name(story_.selection.context(), party);
  }
  void set_other(Fields& line, const ledger::PledgeId& id, const std::string& title) const {
    line.set("address", context_.address.of_time_only().at("pledges/" + id.text()).text())
        .set("title", title.empty() ? id.text() : title)
        .set("pledge", id.text());
  }
  // Who did something, when and in which record.
  [[nodiscard]] Html step(std::string_view key, const Said& said) const {
    const std::string number =
        context_.figures().count(static_cast<std::int64_t>(ledger::number(said.index)));
    return sentence(context_.words().text(key),
                    {{"who", isolated(name(said.by))},
                     {"day", plain(day(said.at))},
                     {"record", link(record_address(context_, said.index), number)}});
  }

  Fields& fields_;
  const PageContext& context_;
  const PledgeStory& story_;
};

Result<void> Ties::set_matches() const {
  LEDGER_TRY(const auto matches, projections::matches_of(story_.selection, story_.state.id));
  // Whoever holds its member's key may propose one now.
  const bool can_match = !context_.query.is_past() && ledger::is_open(story_.state.state);
  if (matches.empty() && !can_match) return {};
  Fields& section = fields_.add("matches");
  if (can_match) {
    const std::string path = "my/pledges/" + story_.state.id.text() + "/match";
    section.add("find_match").set("address", Address(context_.language(), path).text());
  }
  if (matches.empty()) return {};
  Fields& list = section.add("match_list");
  const std::size_t shown = std::min(matches.size(), kMatchesMax);
  for (auto match = matches.rbegin(); match != matches.rbegin() + std::ptrdiff_t(shown); ++match) {
    Fields& line = list.add("match");
    set_other(line, match->other, match->title);
    line.set("status", context_.words().text(match->accepted ? "match.accepted" : "match.open"));
    line.add("step").set("what", step("match.proposed_by", match->proposed));
    if (match->accepted) line.add("step").set("what", step("match.accepted_by", *match->accepted));
    set_marks(line, context_, match->accepted.value_or(match->proposed), "match_mark");
  }
  if (shown < matches.size())
    section.add("more_matches")
        .set("text", context_.words().text("match.more",
                                           {{"n", std::ssize(matches) - std::ptrdiff_t(shown)}}));
  return {};
}

Result<void> Ties::set_overlaps() const {
  LEDGER_TRY(const auto shared, projections::shared_amounts(story_.selection, story_.state.id));
  if (shared.empty()) return {};
  const Catalogue& words = context_.words();
  const Figures figures = context_.figures();
  Fields& section = fields_.add("overlaps");
  for (const projections::SharedAmount& amount : shared) {
    Fields& line = section.add("overlap");
    set_other(line, amount.other, amount.title);
    line.set("member", name(amount.owner))
        .set("here", amount.here ? figures.money(*amount.here) : "–")
        .set("there", amount.there ? figures.money(*amount.there) : "–")
        .set("once", amount.usd ? figures.money({*amount.usd, ledger::Currency::usd()})
                                : std::string(words.text("overlap.not_counted")));
  }
  return {};
}

void Ties::set_lessons() const {
  if (story_.lessons.empty()) return;
  Fields& section = fields_.add("lessons");
  const Figures figures = context_.figures();
  for (const projections::Lesson& lesson : story_.lessons) {
    Fields& line = section.add("lesson");
    line.set("day", day(lesson.at))
        .set("text", lesson.text)
        .set("period",
             context_.words().text("lesson.of_period", {{"from", figures.day(lesson.period.from)},
                                                        {"to", figures.day(lesson.period.to)}}));
    set_record(line, context_, lesson.index);
  }
}

}  // namespace

Result<void> set_ties(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const Ties ties(fields, context, story);
  LEDGER_CHECK(ties.set_matches());
  LEDGER_CHECK(ties.set_overlaps());
  ties.set_lessons();
  return {};
}

}  // namespace pledgebook::server

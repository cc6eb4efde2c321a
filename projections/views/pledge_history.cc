// SPDX-License-Identifier: Apache-2.0
#include "projections/views/pledge_history.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>
#include <string>

#include "ledger/log/record/record.h"
#include "projections/figures/pledge_walk.h"
#include "projections/fold/view_registry.h"
#include "projections/query/json_diff.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"
#include "projections/views/attestations.h"
#include "projections/views/matches.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::PledgeState;
using ledger::Result;

json::value body_json(const ledger::PledgeBody& body) {
  ledger::FieldWriter fields;
  describe(fields, body);
  return std::move(fields).take();
}

Told told(const Context& context, const DecodedRecord& record, std::string_view bytes,
          const std::vector<KeyNumber>& numbers) {
  const ledger::OnBehalf* behalf = ledger::behalf_of(record.statement->body);
  return {.record = record,
          .leaf_hash = ledger::leaf_hash_of(bytes),
          .entered_on_behalf = behalf != nullptr && behalf->on_behalf_of.has_value(),
          .recovered_key = context.is_recovered(numbers),
          .disputed = context.is_disputed(numbers, record.index),
          .differences = {}};
}

json::object record_json(const Told& told) {
  const DecodedRecord& record = told.record;
  const ledger::Statement& statement = *record.statement;
  json::array signers;
  for (const auto& signer : statement.signers) signers.emplace_back(signer.text());
  json::array keys;
  for (const auto& signature : record.signatures) keys.emplace_back(signature.key.hex());
  json::object row{{"index", ledger::number(record.index)},
                   {"sid", record.sid.hex()},
                   {"leaf_hash", told.leaf_hash.hex()},
                   {"recorded_at", ledger::to_text(record.recorded_at)},
                   {"at", ledger::to_text(statement.at)},
                   {"kind", statement.kind()},
                   {"signers", std::move(signers)},
                   {"keys", std::move(keys)},
                   {"entered_on_behalf", told.entered_on_behalf},
                   {"recovered_key", told.recovered_key},
                   {"disputed", told.disputed},
                   {"body", ledger::write_body(statement.body)}};
  if (told.differences) row["diff"] = *told.differences;
  return row;
}

json::array actuals_json(const std::vector<ledger::Actual>& actuals) {
  json::array array;
  for (const auto& actual : actuals)
    array.push_back(json::object{{"target", actual.target.text()}, {"value", actual.value.text()}});
  return array;
}

json::array reports_json(std::span<const ledger::ReportState> reports) {
  json::array array;
  for (const ledger::ReportState& report : reports) {
    json::object row{{"sid", report.sid.hex()},
                     {"index", ledger::number(report.origin.index)},
                     {"at", ledger::to_text(report.at)},
                     {"period", ledger::write(report.period)},
                     {"stage", ledger::name(report.stage)},
                     {"actuals", actuals_json(report.actuals)},
                     {"assurance", ledger::name(report.assurance)},
                     {"replaced", report.replaced},
                     {"correction", report.correction}};
    if (report.committed) row["committed"] = to_json(*report.committed);
    if (report.disbursed) row["disbursed"] = to_json(*report.disbursed);
    array.push_back(std::move(row));
  }
  return array;
}

json::array progress_json(const PledgeState& pledge) {
  json::array array;
  for (const ledger::Target& target : pledge.body.targets) {
    auto row = ledger::write(target).as_object();
    const auto actual = ledger::last_actual(pledge, target.id);
    row["actual"] = actual ? json::value(actual->text()) : json::value(nullptr);
    if (actual) {
      const bool falls = target.goal < target.baseline;
      row["exceeds_goal"] = falls ? *actual < target.goal : *actual > target.goal;
    }
    array.push_back(std::move(row));
  }
  return array;
}

// Pledges with an accepted match, in the stream of either, in the order of their ids.
Result<void> write_matches(json::object& row, const Selection& selection, const Query& query,
                           const ledger::PledgeId& id) {
  LEDGER_TRY(const auto matches, matches_of(selection, id));
  std::set<std::string> accepted;
  for (const Match& match : matches) {
    if (match.accepted) accepted.insert(match.other.text());
  }
  json::array shown;
  std::size_t total = 0;
  for (const std::string& other : accepted) {
    if (query.shows(total++)) shown.emplace_back(other);
  }
  row["matches"] = std::move(shown);
  row["matches_total"] = total;
  return {};
}

Result<void> write_attestations(json::object& row, const Selection& selection, const Query& query,
                                const ledger::PledgeId& id) {
  LEDGER_TRY(const auto given, attestations_of(selection, id));
  json::array shown;
  for (const Attestation& attestation : query.page_of(std::span(given)))
    shown.push_back(to_json(attestation));
  row["attestations"] = std::move(shown);
  row["attestations_total"] = given.size();
  return {};
}

void write_state(json::object& row, const Query& query, const PledgeState& pledge) {
  row["body"] = body_json(pledge.body);
  row["head"] = pledge.head.hex();
  row["targets"] = json::object{{"met", ledger::targets_met(pledge)},
                                {"total", pledge.body.targets.size()},
                                {"rows", progress_json(pledge)}};
  row["reports"] = reports_json(query.page_of(std::span(pledge.reports)));
  row["reports_total"] = pledge.reports.size();
  row["successor"] =
      pledge.successor ? json::value(pledge.successor->text()) : json::value(nullptr);
  row["open_correction"] =
      pledge.correction ? json::value(pledge.correction->sid.hex()) : json::value(nullptr);
  row["notice"] = pledge.notice ? json::value(ledger::to_text(pledge.notice->at)) : nullptr;
  row["determination"] = nullptr;
  if (pledge.determination) {
    row["determination"] = json::object{{"sid", pledge.determination->sid.hex()},
                                        {"result", ledger::name(pledge.determination->result)},
                                        {"achieved", actuals_json(pledge.determination->achieved)}};
  }
  json::array entered;
  for (const ledger::Sid& sid : query.page_of(std::span(pledge.entered)))
    entered.emplace_back(sid.hex());
  row["not_endorsed"] = std::move(entered);
  row["not_endorsed_total"] = pledge.entered.size();
}

// Builds a page of a pledge's history while its records are folded, oldest first.
class HistoryPage {
 public:
  HistoryPage(const Context& context, const Query& query, std::span<const Version> versions)
      : context_(context), versions_(versions) {
    const std::size_t newer = std::min((query.page - 1) * query.per_page, versions.size());
    end_ = versions.size() - newer;
    begin_ = end_ - std::min(query.per_page, end_);
  }

  void add(const DecodedRecord& record, std::string_view bytes, const PledgeState& state) {
    if (auto lesson = lesson_in(record)) lessons_.push_back(*std::move(lesson));
    const std::size_t at = at_++;
    const bool is_shown = at >= begin_ && at < end_;
    Told row;
    if (is_shown) row = told(context_, record, bytes, versions_[at].keys);
    if (changes_facts(record.statement->body)) {
      json::value body = body_json(state.body);
      if (is_shown && !body_.is_null()) row.differences = diff(body_, body);
      body_ = std::move(body);
    }
    if (is_shown) rows_.push_back(std::move(row));
  }
  // Newest first.
  [[nodiscard]] std::vector<Told> take() && {
    std::ranges::reverse(rows_);
    return std::move(rows_);
  }

  // Newest first, without those of reports that `state` has as replaced.
  [[nodiscard]] std::vector<Lesson> lessons(const PledgeState& state) const {
    std::vector<Lesson> kept;
    for (const Lesson& lesson : lessons_) {
      const ledger::ReportState* report = ledger::find_report(state, lesson.report);
      if (report != nullptr && !report->replaced) kept.push_back(lesson);
    }
    std::ranges::reverse(kept);
    return kept;
  }

 private:
  const Context& context_;
  const std::span<const Version> versions_;
  std::size_t begin_ = 0;  // of the page, counted from the oldest
  std::size_t end_ = 0;
  std::size_t at_ = 0;
  json::value body_;  // after the last record that changed it
  std::vector<Told> rows_;
  std::vector<Lesson> lessons_;
};

}  // namespace

Result<void> tell_pledge(const Views& views, const ledger::PledgeId& id, const Query& query,
                         ledger::RecordedAt now, const Tell& tell) {
  Query at;
  at.recorded = query.recorded;
  at.stated = query.stated;
  LEDGER_TRY(const auto selection, Selection::make(views, at, now));
  const Context& context = selection.context();
  const auto ordinal = find_ordinal(selection.rows(), id);
  PledgeWalk walk(selection.rows(), context.moment(), Unpack::all);
  if (!ordinal || !walk.find(*ordinal)) {
    if (walk.damaged()) return std::unexpected(damaged_views());
    return std::unexpected(no_pledge(id, ordinal ? Existence::later : Existence::never));
  }
  const ValuedPledge valued = value_pledge(context, *ordinal, walk.facts(), walk.versions());
  HistoryPage page(context, query, walk.versions());
  LEDGER_TRY(const PledgeState state,
             fold_pledge(views.state().log, selection.rows(), *ordinal, valued.now().index,
                         [&page](const DecodedRecord& record, std::string_view bytes,
                                 const PledgeState& pledge) { page.add(record, bytes, pledge); }));
  std::vector<Lesson> lessons = page.lessons(state);
  PledgeStory story{.selection = selection,
                    .pledge = valued,
                    .state = state,
                    .history = std::move(page).take(),
                    .records = walk.versions().size(),
                    .lessons = std::move(lessons)};
  return tell(story);
}

Result<json::object> pledge(const Views& views, const ledger::PledgeId& id, const Query& query,
                            ledger::RecordedAt now) {
  json::object answer;
  const Result<void> outcome =
      tell_pledge(views, id, query, now, [&](PledgeStory& story) -> Result<void> {
        const Selection& selection = story.selection;
        json::object row = pledge_row(selection.context(), story.pledge, selection.day());
        write_state(row, query, story.state);
        LEDGER_CHECK(write_matches(row, selection, query, id));
        LEDGER_CHECK(write_attestations(row, selection, query, id));
        answer = selection.heading();
        answer["pledge"] = std::move(row);
        write_page(answer, query, story.records);
        json::array history;
        for (const Told& told : story.history) history.push_back(record_json(told));
        answer["history"] = std::move(history);
        return {};
      });
  if (!outcome) return std::unexpected(outcome.error());
  return answer;
}

}  // namespace pledgebook::projections

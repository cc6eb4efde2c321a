// SPDX-License-Identifier: Apache-2.0
#include "tests/interop/rule_story.h"

#include <fmt/format.h>

#include <utility>

#include "tests/support/export_examples.h"
#include "tests/support/json.h"

namespace pledgebook {

using support::by_auditor;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::by_roots;
using support::Draft;
using support::object_of;

void RuleStory::keep_admitted() {
  const auto& all = ledger_.statements();
  for (; kept_ < all.size(); ++kept_)
    steps_.push_back({all[kept_].signed_statement, all[kept_].recorded_at, {}, {}});
}

ledger::Sid RuleStory::admit(const Draft& draft) {
  auto sid = ledger_.submit(draft);
  if (sid) return *sid;
  faults_.push_back(fmt::format("{} in {} is refused: {}", draft.kind, draft.stream,
                                support::text_of(sid.error())));
  return {};
}

void RuleStory::refuse(const Draft& draft, std::string_view code) {
  refuse(ledger_.sign(draft), code);
}

void RuleStory::refuse(const ledger::SignedStatement& signed_statement, std::string_view code) {
  keep_admitted();
  const ledger::RecordedAt now = ledger_.now();
  const auto answer = ledger_.submit(signed_statement);
  const std::string found = answer ? "admitted" : answer.error().code;
  if (found != code) {
    faults_.push_back(fmt::format("{} instead of {} for {}{}", found, code,
                                  signed_statement.payload.substr(0, 600),
                                  answer ? "" : "\n    " + support::text_of(answer.error())));
  }
  if (answer) return;
  steps_.push_back({signed_statement, now, answer.error().code, answer.error().pointer});
}

const std::vector<RuleStep>& RuleStory::steps() {
  keep_admitted();
  return steps_;
}

Draft by_member(std::string_view party, std::string kind, std::string stream,
                std::string_view body) {
  return by_party(party, std::move(kind), std::move(stream), object_of(body))
      .signed_by({fmt::format("{}-2", party)});
}

void tell_all(RuleStory& story) {
  tell_beginning(story);
  tell_governance(story);
  tell_parties(story);
  tell_submissions(story);
  tell_lives(story);
  tell_reports(story);
  tell_talk(story);
  tell_ends(story);
}

void tell_beginning(RuleStory& story) {
  story.refuse(by_registrar("rules.adopted", "governance", object_of(R"({"rules":2})")),
               "key_unknown");
  const auto begun_with = [](std::string_view changes) {
    Draft draft = support::ledger_created();
    draft.body = support::changed(draft.body, changes);
    return draft;
  };
  story.refuse(begun_with(R"({"root_quorum":4})"), "root_quorum_wrong");
  story.refuse(begun_with(R"({"rules":2})"), "rules_unknown");
  story.refuse(begun_with(R"({"profile":"p3c"})"), "profile_unknown");
  story.refuse(begun_with(R"({"origin":"another.example"})"), "ledger_wrong");
  story.refuse(support::ledger_created().signed_by(
                   {"root-1", "root-2", "registrar", "reviewer", "auditor", "auditor-2"}),
               "signature_missing");
  story.admit(support::ledger_created());
  support::add_events(story.ledger());
  story.refuse(support::ledger_created(), "ledger_exists");
}

}  // namespace pledgebook

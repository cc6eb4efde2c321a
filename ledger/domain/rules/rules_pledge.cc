// SPDX-License-Identifier: Apache-2.0
// Rules of a pledge's life: submission, review, withdrawal, lapse, succession, matches.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_pledge_body.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

constexpr std::chrono::days kNoticeDaysMin{60};

Objection in_body(Objection objection) {
  if (objection) objection->pointer.insert(0, "/body");
  return objection;
}

Objection check_last_notice(const Case& c, const PledgeLapsed& b) {
  if (c.pledge->notice && c.pledge->notice->sid == b.notice) return std::nullopt;
  return object("notice_unknown", "/body/notice", "this is not the pledge's last notice",
                c.pledge->notice ? fmt::format("the notice {}", c.pledge->notice->sid.hex())
                                 : "the sid of a notice.given; give the notice first");
}

Objection check_inactive(const Case& c, const PledgeLapsed&) {
  const Date today = date_of(c.at());
  const auto last = last_activity(*c.pledge);
  if (!last || timeliness(date_of(*last), today) == Timeliness::inactive) return std::nullopt;
  return object("pledge_not_inactive", "/at",
                fmt::format("the pledge is {}: its last activity was on {}",
                            name(timeliness(date_of(*last), today)), to_text(date_of(*last))),
                fmt::format("a time later than {}", to_text(date_of(*last) + kDueDaysMax)));
}

// After the member has reported, an earlier notice cannot lead to a lapse.
Objection check_notice_open(const Case& c, const PledgeLapsed&) {
  const auto last = last_activity(*c.pledge);
  if (!last || c.pledge->notice->at >= *last) return std::nullopt;
  return object("notice_outdated", "/body/notice",
                "the pledge was published or reported on after the notice", "a later notice");
}

// By both clocks: neither the registrar's nor the ledger's alone takes a pledge away.
Objection check_notice_age(const Case& c, const PledgeLapsed&) {
  const Instant earliest = c.pledge->notice->at + kNoticeDaysMin;
  if (c.at() < earliest) {
    return object("notice_too_recent", "/at",
                  fmt::format("the notice was given on {}, less than {} days before",
                              to_text(c.pledge->notice->at), kNoticeDaysMin.count()),
                  fmt::format("{} or later", to_text(earliest)));
  }
  const RecordedAt recorded = c.pledge->notice->recorded_at;
  if (c.entry.recorded_at >= recorded + kNoticeDaysMin) return std::nullopt;
  return object("notice_too_recent", "/body/notice",
                fmt::format("the notice was recorded on {}, less than {} days ago",
                            to_text(recorded), kNoticeDaysMin.count()),
                fmt::format("the same from {} on", to_text(recorded + kNoticeDaysMin)));
}

// A successor continues the pledge, so it must be published and open, or have been so until it was
// superseded in turn.
Objection check_successor(const Case& c, const PledgeSuperseded& b) {
  if (b.successor == c.pledge->id) {
    return object("successor_is_itself", "/body/successor", "a pledge can't supersede itself",
                  "another pledge");
  }
  const PledgeState* successor = c.registry.find(b.successor);
  if (successor == nullptr) {
    return object("pledge_unknown", "/body/successor", "the ledger has no pledge with this id",
                  "the id of a published pledge");
  }
  switch (successor->state) {
    case Lifecycle::submitted:
    case Lifecycle::returned:
    case Lifecycle::rejected:
    case Lifecycle::withdrawn:
      return object("successor_not_published", "/body/successor",
                    fmt::format("the successor is {}", name(successor->state)),
                    "a pledge that was published and is not withdrawn");
    default:
      return std::nullopt;
  }
}

Objection check_acyclic(const Case& c, const PledgeSuperseded& b) {
  const PledgeState* next = c.registry.find(b.successor);
  while (next != nullptr && next->successor) {
    if (*next->successor == c.pledge->id) {
      return object(
          "succession_circular", "/body/successor",
          fmt::format("the successor {} is itself superseded by this pledge", next->id.text()),
          "a pledge that this one does not supersede");
    }
    next = c.registry.find(*next->successor);
  }
  return std::nullopt;
}

Objection check_other_open(const Case& c, const PledgeId& id, const std::string& pointer) {
  const PledgeState* other = c.registry.find(id);
  if (other == nullptr) {
    return object("pledge_unknown", pointer, "the ledger has no pledge with this id",
                  "the id of a published pledge");
  }
  if (is_open(other->state)) return std::nullopt;
  return object("pledge_not_open", pointer,
                fmt::format("the other pledge is {}", name(other->state)),
                "a pledge that is published and open");
}

// A judgement of another text than the one in force is none.
Objection check_submission(const Case& c, const std::optional<Sid>& submission) {
  if (!submission || *submission == c.pledge->submission) return std::nullopt;
  return object("submission_outdated", "/body/submission",
                "the pledge was revised since: this is not the submission in force",
                c.pledge->submission.hex());
}

// Each comment names a field of a pledge, or a place within one: "value", "/countries/0/share".
Objection check_comments(const std::vector<FieldComment>& comments) {
  static const std::vector<std::string> kNames = field_names<PledgeBody>();
  for (std::size_t i = 0; i < comments.size(); ++i) {
    std::string_view field = comments[i].field;
    if (field.starts_with('/')) field = field.substr(1, field.find('/', 1) - 1);
    if (std::ranges::find(kNames, field) != kNames.end()) continue;
    return object("field_unknown", fmt::format("/body/comments/{}/field", i),
                  "a pledge has no such field", fmt::format("one of {}", fmt::join(kNames, ", ")));
  }
  return std::nullopt;
}

}  // namespace

Objection judge(const Case& c, const PledgeSubmitted& b) {
  const auto owner = pledge_owner(b.pledge, c.statement().signers);
  return in_body(check_pledge_body(c, b.pledge, owner.value_or(PartyId{})));
}

Objection judge(const Case& c, const PledgeRevised& b) {
  if (auto objection = check_state(c, {Lifecycle::submitted, Lifecycle::returned}))
    return objection;
  return in_body(check_pledge_body(c, b.pledge, c.pledge->owner));
}

Objection judge(const Case& c, const PledgePublished& b) {
  if (auto objection = check_state(c, {Lifecycle::submitted})) return objection;
  if (b.number && is_blank(*b.number)) return blank_text("/body/number");
  return check_submission(c, b.submission);
}
Objection judge(const Case& c, const PledgeReturned& b) {
  if (auto objection = check_state(c, {Lifecycle::submitted})) return objection;
  if (auto objection = check_submission(c, b.submission)) return objection;
  return check_comments(b.comments);
}
Objection judge(const Case& c, const PledgeRejected& b) {
  if (auto objection = check_state(c, {Lifecycle::submitted})) return objection;
  return check_submission(c, b.submission);
}

Objection judge(const Case& c, const PledgeEndorsed& b) {
  if (std::ranges::find(c.pledge->entered, b.sid) != c.pledge->entered.end()) return std::nullopt;
  return object("nothing_to_endorse", "/body/sid",
                "no statement with this sid awaits the member's endorsement",
                c.pledge->entered.empty() ? "nothing: the member has signed or endorsed everything"
                                          : c.pledge->entered.back().hex());
}

Objection judge(const Case& c, const PledgeWithdrawn&) {
  return check_state(
      c, {Lifecycle::submitted, Lifecycle::returned, Lifecycle::published, Lifecycle::in_progress,
          Lifecycle::stalled, Lifecycle::completion_claimed, Lifecycle::lapsed});
}
Objection judge(const Case& c, const PledgeReinstated&) {
  return check_state(c, {Lifecycle::withdrawn});
}

Objection judge(const Case& c, const NoticeGiven&) {
  return check_state(c, {Lifecycle::published, Lifecycle::in_progress, Lifecycle::stalled});
}

Objection judge(const Case& c, const PledgeLapsed& b) {
  if (auto objection =
          check_state(c, {Lifecycle::published, Lifecycle::in_progress, Lifecycle::stalled})) {
    return objection;
  }
  return first_objection<PledgeLapsed>(
      c, b, {check_last_notice, check_inactive, check_notice_open, check_notice_age});
}

Objection judge(const Case& c, const PledgeSuperseded& b) {
  if (auto objection = check_open(c)) return objection;
  return first_objection<PledgeSuperseded>(c, b, {check_successor, check_acyclic});
}

Objection judge(const Case& c, const MatchProposed& b) {
  if (auto objection = check_open(c)) return objection;
  if (b.pledge == c.pledge->id) {
    return object("match_with_itself", "/body/pledge", "a pledge can't be matched with itself",
                  "another pledge");
  }
  return check_other_open(c, b.pledge, "/body/pledge");
}

Objection judge(const Case& c, const MatchAccepted& b) {
  if (auto objection = check_open(c)) return objection;
  const Proposal* proposal = c.registry.find_proposal(b.sid);
  if (proposal == nullptr || proposal->to != c.pledge->id) {
    return object("proposal_unknown", "/body/sid",
                  "no match with this sid was proposed to this pledge",
                  "the sid of a match.proposed that names this pledge");
  }
  if (proposal->accepted) {
    return object("proposal_accepted", "/body/sid", "the match is already accepted",
                  "a proposal that is open");
  }
  if (std::ranges::find(c.pledge->matches, proposal->from) != c.pledge->matches.end()) {
    return object("already_matched", "/body/sid",
                  fmt::format("the pledge is already matched with {}", proposal->from.text()),
                  "a proposal by another pledge");
  }
  return check_other_open(c, proposal->from, "/body/sid");
}

}  // namespace pledgebook::ledger

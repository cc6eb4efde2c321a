// SPDX-License-Identifier: Apache-2.0
// A pledge's life: every kind in every state, and the next state.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <string>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_auditor;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;
using support::report_body;
using enum Lifecycle;

constexpr const char* kStream = "pledge/p-1";
constexpr const char* kOwner = "gha-gov";
constexpr std::array kStates{
    submitted, returned,         rejected,    published, in_progress, stalled,   completion_claimed,
    fulfilled, partly_fulfilled, unfulfilled, withdrawn, lapsed,      superseded};

Draft report(std::string_view from, std::string_view to, std::string_view stage) {
  return by_party(kOwner, "report.submitted", kStream, report_body(from, to, stage));
}

// The last statement of a kind in the pledge's stream, or some sid.
std::string last_sid(const LedgerBuilder& ledger, std::string_view kind) {
  std::string sid = support::test_key_id("no statement").hex();
  for (const auto& accepted : ledger.statements()) {
    if (accepted.statement.kind() == kind) sid = accepted.sid.hex();
  }
  return sid;
}

Draft determination(std::string_view result) {
  return by_auditor("fulfilment.determined", kStream, {{"result", result}});
}

Draft withdrawal() { return by_party(kOwner, "pledge.withdrawn", kStream, {{"reason", "r"}}); }

Draft succession() {
  return by_registrar("pledge.superseded", kStream, {{"successor", "p-2"}, {"reason", "merge"}})
      .also(kOwner, kOwner);
}

Draft lapse(const LedgerBuilder& ledger) {
  return by_registrar("pledge.lapsed", kStream, {{"notice", last_sid(ledger, "notice.given")}});
}

// The statements that bring p-1 from PUBLISHED to `state`, except LAPSED.
std::optional<Draft> step_to(Lifecycle state) {
  switch (state) {
    case in_progress:
      return report("2026-05-01", "2026-05-10", "in-progress");
    case stalled:
      return report("2026-05-01", "2026-05-10", "stalled");
    case completion_claimed:
    case fulfilled:
    case partly_fulfilled:
    case unfulfilled:
      return report("2026-05-01", "2026-05-10", "completed");
    case withdrawn:
      return withdrawal();
    case superseded:
      return succession();
    default:
      return std::nullopt;
  }
}

// A ledger with a pledge p-1 in this state, ended in 2027, and a published p-2 of ken-gov. It is
// the middle of 2026; 2029 for LAPSED.
LedgerBuilder with_pledge_in(Lifecycle state) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-2", "ken-gov");
  ledger.add(by_party(kOwner, "pledge.submitted", kStream, pledge_body()));
  if (state == submitted) return ledger;
  if (state == returned) {
    ledger.add(by_reviewer("pledge.returned", kStream, {}));
    return ledger;
  }
  if (state == rejected) {
    ledger.add(by_reviewer("pledge.rejected", kStream, {{"reason", "r"}}));
    return ledger;
  }
  ledger.add(by_reviewer("pledge.published", kStream, {}));
  if (const auto step = step_to(state)) ledger.add(*step);
  if (state == fulfilled) ledger.add(determination("fulfilled"));
  if (state == partly_fulfilled) ledger.add(determination("partly-fulfilled"));
  if (state == unfulfilled) ledger.add(determination("unfulfilled"));
  if (state == lapsed) {
    ledger.add(by_registrar("notice.given", kStream, {{"text", "t"}}));
    ledger.set_clock("2028-07-01T00:00:00Z");
    ledger.add(lapse(ledger));
  }
  return ledger;
}

using Steps = std::map<Lifecycle, Lifecycle>;  // from, to

// `make(ledger)` is admitted exactly in the states of `steps`, and leads to their next states.
template <class Make>
void check_steps(Make make, const Steps& steps) {
  for (const Lifecycle state : kStates) {
    LedgerBuilder ledger = with_pledge_in(state);
    ASSERT_EQ(name(ledger.pledge("p-1").state), name(state)) << "the test's own preparation";
    const Draft draft = make(ledger);
    const auto step = steps.find(state);
    if (step == steps.end()) {
      ledger.expect_refused(draft, "state_not_allowed", "/kind");
      EXPECT_EQ(name(ledger.pledge("p-1").state), name(state));
    } else {
      ledger.add(draft);
      EXPECT_EQ(name(ledger.pledge("p-1").state), name(step->second))
          << draft.kind << " in " << name(state);
    }
  }
}

TEST(Lifecycle, OfRevisions) {
  check_steps(
      [](const LedgerBuilder&) {
        return by_party(kOwner, "pledge.revised", kStream, pledge_body());
      },
      {{submitted, submitted}, {returned, submitted}});
}

TEST(Lifecycle, OfPublications) {
  check_steps([](const LedgerBuilder&) { return by_reviewer("pledge.published", kStream, {}); },
              {{submitted, published}});
}

TEST(Lifecycle, OfReturns) {
  check_steps([](const LedgerBuilder&) { return by_reviewer("pledge.returned", kStream, {}); },
              {{submitted, returned}});
}

TEST(Lifecycle, OfRejections) {
  check_steps(
      [](const LedgerBuilder&) {
        return by_reviewer("pledge.rejected", kStream, {{"reason", "r"}});
      },
      {{submitted, rejected}});
}

TEST(Lifecycle, OfAmendments) {
  check_steps(
      [](const LedgerBuilder&) {
        return by_party(kOwner, "pledge.amended", kStream,
                        object_of(R"({"category":"scope","changes":{"title":"N"},"reason":"r"})"));
      },
      {{published, published}, {in_progress, in_progress}, {stalled, stalled}, {lapsed, lapsed}});
}

TEST(Lifecycle, OfWithdrawals) {
  check_steps([](const LedgerBuilder&) { return withdrawal(); }, {{submitted, withdrawn},
                                                                  {returned, withdrawn},
                                                                  {published, withdrawn},
                                                                  {in_progress, withdrawn},
                                                                  {stalled, withdrawn},
                                                                  {completion_claimed, withdrawn},
                                                                  {lapsed, withdrawn}});
}

TEST(Lifecycle, OfReinstatements) {
  const auto reinstated = [](const LedgerBuilder&) {
    return by_party(kOwner, "pledge.reinstated", kStream, {{"reason", "r"}});
  };
  check_steps(reinstated, {{withdrawn, published}});

  for (const Lifecycle state :
       {submitted, returned, published, in_progress, stalled, completion_claimed, lapsed}) {
    LedgerBuilder ledger = with_pledge_in(state);
    ledger.add(withdrawal());
    ledger.add(reinstated(ledger));
    EXPECT_EQ(name(ledger.pledge("p-1").state), name(state)) << "back to the state before";
  }
}

TEST(Lifecycle, OfNotices) {
  check_steps(
      [](const LedgerBuilder&) { return by_registrar("notice.given", kStream, {{"text", "t"}}); },
      {{published, published}, {in_progress, in_progress}, {stalled, stalled}});
}

TEST(Lifecycle, OfLapses) {
  check_steps(
      [](LedgerBuilder& ledger) {
        const Lifecycle state = ledger.pledge("p-1").state;
        if (state == published || state == in_progress || state == stalled)
          ledger.add(by_registrar("notice.given", kStream, {{"text", "t"}}));
        if (state != lapsed) ledger.set_clock("2028-07-01T00:00:00Z");
        return lapse(ledger);
      },
      {{published, lapsed}, {in_progress, lapsed}, {stalled, lapsed}});
}

TEST(Lifecycle, OfSuccessions) {
  check_steps([](const LedgerBuilder&) { return succession(); }, {{published, superseded},
                                                                  {in_progress, superseded},
                                                                  {stalled, superseded},
                                                                  {completion_claimed, superseded},
                                                                  {lapsed, superseded}});
}

TEST(Lifecycle, OfReports) {
  const auto reporting = [](const char* stage) {
    return [stage](const LedgerBuilder&) { return report("2026-05-11", "2026-05-20", stage); };
  };
  const auto all_to = [](Lifecycle to) {
    return Steps{
        {published, to}, {in_progress, to}, {stalled, to}, {lapsed, to}, {completion_claimed, to}};
  };

  check_steps(reporting("in-progress"), all_to(in_progress));
  check_steps(reporting("stalled"), all_to(stalled));
  check_steps(reporting("completed"), all_to(completion_claimed));
}

TEST(Lifecycle, OfReportsThatPlan) {
  const Draft planning = report("2026-05-11", "2026-05-20", "planning");
  for (const Lifecycle state : {in_progress, stalled, lapsed, completion_claimed})
    with_pledge_in(state).expect_refused(planning, "stage_not_allowed", "/body/stage");
  for (const Lifecycle state : {submitted, returned, rejected, fulfilled, withdrawn, superseded})
    with_pledge_in(state).expect_refused(planning, "state_not_allowed", "/kind");

  LedgerBuilder ledger = with_pledge_in(published);
  ledger.add(planning);
  EXPECT_EQ(ledger.pledge("p-1").state, published);
}

TEST(Lifecycle, OfDeterminationsOnceTheEndHasPassed) {
  const auto determining = [](const char* result) {
    return [result](LedgerBuilder& ledger) {
      ledger.set_clock("2029-01-01T12:00:00Z");
      return determination(result);
    };
  };
  const auto all_to = [](Lifecycle to) {
    return Steps{
        {published, to}, {in_progress, to}, {stalled, to}, {lapsed, to}, {completion_claimed, to}};
  };

  check_steps(determining("fulfilled"), all_to(fulfilled));
  check_steps(determining("partly-fulfilled"), all_to(partly_fulfilled));
  check_steps(determining("unfulfilled"), all_to(unfulfilled));
  check_steps(determining("queried"), all_to(in_progress));
}

// The last day of 2028 ends last in UTC-12, at noon of the next day.
TEST(Lifecycle, OfDeterminationsBeforeTheEnd) {
  for (const Lifecycle state : {published, in_progress, stalled, lapsed}) {
    LedgerBuilder ledger = with_pledge_in(state);
    ledger.set_clock("2029-01-01T11:59:59Z");
    ledger.expect_refused(determination("fulfilled"), "end_not_passed", "/at");
    ledger.set_clock("2029-01-01T12:00:00Z");
    EXPECT_TRUE(ledger.submit(determination("fulfilled")));
  }
  LedgerBuilder ledger = with_pledge_in(completion_claimed);
  EXPECT_TRUE(ledger.submit(determination("fulfilled")));
}

TEST(Lifecycle, OfDeterminationsWithoutAnEnd) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", kOwner, support::changed(pledge_body(), R"({"end":null})"));

  ledger.expect_refused(determination("fulfilled"), "end_not_passed", "/at");
  ledger.add(report("2026-05-01", "2026-05-10", "completed"));
  EXPECT_TRUE(ledger.submit(determination("fulfilled")));
}

TEST(Lifecycle, OfReversals) {
  check_steps(
      [](const LedgerBuilder& ledger) {
        return by_auditor("fulfilment.reversed", kStream,
                          {{"reason", "r"}, {"sid", last_sid(ledger, "fulfilment.determined")}})
            .signed_by({"auditor", "auditor-2"});
      },
      {{fulfilled, completion_claimed},
       {partly_fulfilled, completion_claimed},
       {unfulfilled, completion_claimed}});
}

TEST(Lifecycle, OfReversalsGoesBackToTheStateBefore) {
  LedgerBuilder ledger = with_pledge_in(stalled);
  ledger.set_clock("2029-02-01T00:00:00Z");
  ledger.add(determination("unfulfilled"));
  ledger.add(by_auditor("fulfilment.reversed", kStream,
                        {{"reason", "r"}, {"sid", last_sid(ledger, "fulfilment.determined")}})
                 .signed_by({"auditor", "auditor-2"}));

  EXPECT_EQ(ledger.pledge("p-1").state, stalled);
  EXPECT_FALSE(ledger.pledge("p-1").determination);
}

}  // namespace
}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Notices and lapses: a pledge that nobody reports on leaves the totals, after a warning.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::report_body;

constexpr const char* kStream = "pledge/p-1";

LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  return ledger;
}

Sid give_notice(LedgerBuilder& ledger, const char* time) {
  ledger.set_clock(time);
  return ledger.add(by_registrar("notice.given", kStream, {{"text", "t"}}));
}

Draft lapsing(const Sid& notice) {
  return by_registrar("pledge.lapsed", kStream, {{"notice", notice.hex()}});
}

// p-1 is published on 2026-06-01: INACTIVE from 2028-06-01 on.
TEST(Lapse, NeedsMoreThanTwoYearsWithoutActivity) {
  LedgerBuilder ledger = with_pledge();
  const Sid notice = give_notice(ledger, "2028-01-01T00:00:00Z");
  ledger.set_clock("2028-05-31T23:59:59Z");

  ledger.expect_refused(lapsing(notice), "pledge_not_inactive", "/at");
  ledger.set_clock("2028-06-01T00:00:00Z");
  EXPECT_TRUE(ledger.submit(lapsing(notice)));
}

TEST(Lapse, CountsFromTheLastReport) {
  LedgerBuilder ledger = with_pledge();
  ledger.set_clock("2027-06-01T00:00:00Z");
  ledger.add(
      by_party("gha-gov", "report.submitted", kStream, report_body("2027-01-01", "2027-05-31")));
  const Sid notice = give_notice(ledger, "2028-01-01T00:00:00Z");
  ledger.set_clock("2028-06-01T00:00:00Z");

  ledger.expect_refused(lapsing(notice), "pledge_not_inactive", "/at");
}

TEST(Lapse, NeedsANoticeOfSixtyDays) {
  LedgerBuilder ledger = with_pledge();
  ledger.set_clock("2028-09-30T00:00:00Z");
  ledger.expect_refused(lapsing(Sid{}), "notice_unknown", "/body/notice");

  const Sid notice = give_notice(ledger, "2028-10-01T12:00:00Z");
  ledger.set_clock("2028-11-30T11:59:59Z");
  ledger.expect_refused(lapsing(notice), "notice_too_recent", "/at");
  ledger.set_clock("2028-11-30T12:00:00Z");
  EXPECT_TRUE(ledger.submit(lapsing(notice)));
}

// By the ledger's clock too: a registrar can date its statements as it likes.
TEST(Lapse, NeedsSixtyDaysByTheLedgersClockToo) {
  LedgerBuilder ledger = with_pledge();
  ledger.set_clock("2028-10-01T12:00:00Z");
  const Sid notice = ledger.add(
      by_registrar("notice.given", kStream, {{"text", "t"}}).dated("2028-07-01T00:00:00Z"));
  ledger.set_clock("2028-11-30T11:59:59Z");
  ledger.expect_refused(lapsing(notice), "notice_too_recent", "/body/notice");
  ledger.set_clock("2028-11-30T12:00:00Z");
  EXPECT_TRUE(ledger.submit(lapsing(notice)));
}

TEST(Lapse, NamesTheLastNotice) {
  LedgerBuilder ledger = with_pledge();
  const Sid first = give_notice(ledger, "2028-07-01T00:00:00Z");
  const Sid last = give_notice(ledger, "2028-08-01T00:00:00Z");
  ledger.set_clock("2028-12-01T00:00:00Z");

  ledger.expect_refused(lapsing(first), "notice_unknown", "/body/notice");
  EXPECT_TRUE(ledger.submit(lapsing(last)));
}

TEST(Lapse, NeedsANoticeThatNoReportHasAnswered) {
  LedgerBuilder ledger = with_pledge();
  const Sid notice = give_notice(ledger, "2028-07-01T00:00:00Z");
  ledger.set_clock("2028-08-01T00:00:00Z");
  ledger.add(
      by_party("gha-gov", "report.submitted", kStream, report_body("2028-01-01", "2028-07-31")));
  ledger.set_clock("2031-01-01T00:00:00Z");

  ledger.expect_refused(lapsing(notice), "notice_outdated", "/body/notice");
}

// A report brings a lapsed pledge back, and it must be warned anew.
TEST(Lapse, EndsWithAReport) {
  LedgerBuilder ledger = with_pledge();
  const Sid notice = give_notice(ledger, "2028-07-01T00:00:00Z");
  ledger.set_clock("2028-09-01T00:00:00Z");
  ledger.add(lapsing(notice));
  EXPECT_EQ(ledger.pledge("p-1").state, Lifecycle::lapsed);

  ledger.add(
      by_party("gha-gov", "report.submitted", kStream, report_body("2028-01-01", "2028-07-31")));
  EXPECT_EQ(ledger.pledge("p-1").state, Lifecycle::in_progress);
  ledger.expect_refused(lapsing(notice), "pledge_not_inactive", "/at");
}

}  // namespace
}  // namespace pledgebook::ledger

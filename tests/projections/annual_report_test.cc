// SPDX-License-Identifier: Apache-2.0
// The figures of an annual report, worked out by hand: what the ledger knew on 2025-01-15 of what
// had happened by 2024-06-30 (domain.md, "As of"). Ten pledges, of which several were reported on
// late; and what each of the two questions alone would answer.
#include <gtest/gtest.h>

#include "projections/views/summary.h"
#include "tests/projections/example_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::object_of;

ledger::RecordedAt end_of(std::chrono::year_month_day day) {
  return ledger::RecordedAt(std::chrono::sys_days(day) + std::chrono::days(1)) -
         std::chrono::milliseconds(1);
}
const ledger::RecordedAt kReported = end_of(std::chrono::year(2024) / 6 / 30);
const ledger::RecordedAt kKnown = end_of(std::chrono::year(2025) / 1 / 15);

// Each step says when the ledger recorded it; and, if it is entered late, when it took place.
class AnnualReport {
 public:
  AnnualReport() : example_("2024-01-02T00:00:00Z") {
    rates("2024-01-02T00:00:00Z", R"({"effective":"2024-01-01","rates":{"EUR":"0.8"}})");
    for (const auto& [id, amount] : {std::pair{"p1", "1000 USD"},
                                     {"p2", "2000 USD"},
                                     {"p3", "3000 USD"},
                                     {"p4", "4000 USD"},
                                     {"p5", "800 EUR"},
                                     {"p8", "8000 USD"}})
      publish("2024-02-01T00:00:00Z", id, amount);
    publish("2024-02-01T00:00:00Z", "p9", "9000 USD", "ken-gov");
    publish("2024-03-10T00:00:00Z", "p6", "13000 JPY");
    submit("2024-06-01T00:00:00Z", "p10", "10000 USD");
    rates("2024-06-02T00:00:00Z", R"({"effective":"2024-06-01","rates":{"EUR":"0.5"}})");
    report("2024-06-20T00:00:00Z", "p1", "400 USD");
    report("2024-07-01T00:00:00Z", "p4", "600 USD");  // a day too late for the report
    review("2024-07-02T00:00:00Z", "p10");
    amend_late("2024-08-01T00:00:00Z", "2024-06-10T00:00:00Z", "increase", "9500");
    amend_late("2024-08-02T00:00:00Z", "2024-07-05T00:00:00Z", "reduction", "100");
    step("2024-09-01T00:00:00Z",
         by_party("gha-gov", "pledge.withdrawn", "pledge/p8", {{"reason", "the programme ended"}})
             .dated("2024-06-29T00:00:00Z"));
    report("2024-10-01T00:00:00Z", "p5", "100 EUR", "2024-06-15T00:00:00Z");
    report("2024-12-01T00:00:00Z", "p2", "500 USD", "2024-06-30T23:59:59Z");
    rates("2024-12-10T00:00:00Z", R"({"effective":"2024-03-01","rates":{"JPY":"130"}})");
    revoke_since_the_increase("2025-01-10T00:00:00Z");

    // Known too late.
    report("2025-01-16T00:00:00Z", "p3", "700 USD", "2024-06-25T00:00:00Z");
    publish("2025-01-20T00:00:00Z", "p7", "7000 USD", "gha-gov", "2024-05-01T00:00:00Z");
    correct_rates("2025-02-01T00:00:00Z");
  }

  json::value totals(std::optional<ledger::RecordedAt> recorded,
                     std::optional<ledger::RecordedAt> stated) {
    Query query;
    query.recorded = recorded;
    query.stated = stated;
    return at(example_.ask(&summary, query), "/totals");
  }

 private:
  ledger::Sid step(std::string_view recorded, const support::Draft& draft) {
    example_.ledger().set_clock(recorded);
    return example_.ledger().add(draft);
  }
  void submit(std::string_view recorded, std::string_view id, std::string_view amount,
              std::string_view member = "gha-gov", std::string_view took_place = {}) {
    json::object body = support::pledge_body();
    body["value"] = money(amount);
    body["start"] = "2024-01-01";
    step(recorded, by_party(member, "pledge.submitted", "pledge/" + std::string(id), body)
                       .dated(took_place.empty() ? recorded : took_place));
  }
  void review(std::string_view recorded, std::string_view id, std::string_view took_place = {}) {
    step(recorded, by_reviewer("pledge.published", "pledge/" + std::string(id), {})
                       .dated(took_place.empty() ? recorded : took_place));
  }
  void publish(std::string_view recorded, std::string_view id, std::string_view amount,
               std::string_view member = "gha-gov", std::string_view took_place = {}) {
    submit(recorded, id, amount, member, took_place);
    review(recorded, id, took_place);
  }
  void report(std::string_view recorded, std::string_view id, std::string_view disbursed,
              std::string_view took_place = {}) {
    const std::string_view time = took_place.empty() ? recorded : took_place;
    json::object body = support::report_body("2024-01-01", time.substr(0, 10));
    body["disbursed"] = money(disbursed);
    step(recorded,
         by_party("gha-gov", "report.submitted", "pledge/" + std::string(id), body).dated(time));
  }
  void amend_late(std::string_view recorded, std::string_view took_place, std::string_view category,
                  std::string_view amount) {
    step(recorded, by_party("ken-gov", "pledge.amended", "pledge/p9",
                            {{"category", category},
                             {"changes", json::object{{"value", json::object{{"amount", amount}}}}},
                             {"reason", "the budget changed"}})
                       .dated(took_place));
  }
  ledger::Sid rates(std::string_view recorded, std::string_view table) {
    json::object body = object_of(table);
    body["base"] = "USD";
    body["source"] = "made up";
    return step(recorded, by_registrar("rates.published", "governance", body));
  }
  void correct_rates(std::string_view recorded) {
    const auto& tables = example_.ledger().registry().governance().rates;
    json::object body = object_of(R"({"effective":"2024-06-01","rates":{"EUR":"0.4"},
        "base":"USD","source":"a typing error"})");
    body["corrects"] = tables.at(1).published.sid.hex();
    step(recorded,
         by_registrar("rates.published", "governance", body).signed_by({"registrar", "auditor"}));
  }
  // From the record that set p9's value in the first half of the year.
  void revoke_since_the_increase(std::string_view recorded) {
    const auto& all = example_.ledger().statements();
    const auto increase = std::ranges::find_if(
        all, [](const auto& accepted) { return accepted.statement.kind() == "pledge.amended"; });
    step(recorded, by_registrar("key.revoked", "governance",
                                {{"key", support::test_key_id("ken-gov").hex()},
                                 {"reason", "stolen"},
                                 {"compromised_since", ledger::number(increase->index)}}));
  }

  ExampleLedger example_;
};

void expect_totals(const json::value& totals, std::string_view expected) {
  for (const auto& [pointer, value] : support::object_of(expected))
    EXPECT_EQ(at(totals, std::string_view(pointer)), value) << pointer;
}

TEST(AnnualReport, SaysWhatWasKnownOfTheFirstHalfOf2024) {
  AnnualReport report;

  // Of ten pledges the ledger did not know p7 yet.
  //   p1, p2, p5   reported on by 06-30; that p2's and p5's reports came later does not matter
  //   p3           its report was recorded a day too late: PUBLISHED
  //   p4           its report took place on 07-01: PUBLISHED
  //   p6, p9       PUBLISHED: the amendments of p9 change no state
  //   p8           withdrawn on 06-29, as the ledger knew since September
  //   p10          published on 07-02: SUBMITTED
  // Announced USD: 1000 + 2000 + 3000 + 4000 + 9500 = 19500. p8 and p10 don't count; p9 was
  //   increased on 06-10, and reduced only in July.
  // In USD: 19500 + 800 EUR / 0.8 + 13000 JPY / 130 = 19500 + 1000 + 100 = 20600. The table for JPY
  //   came in December, and serves as the first that did.
  // Disbursed USD: 400 + 500 = 900; in USD: 900 + 100 EUR / 0.5 = 900 + 200 = 1100: the table of
  //   the period's end, not yet corrected.
  // Disputed: p9's value, since the ledger knew on 01-10 that the key was stolen.
  expect_totals(report.totals(kKnown, kReported), R"({
      "/pledges": 9,
      "/by_state": {"SUBMITTED": 1, "PUBLISHED": 4, "IN_PROGRESS": 3, "WITHDRAWN": 1},
      "/announced": {"EUR": "800.00", "JPY": "13000", "USD": "19500.00"},
      "/usd": {"announced": "20600.00", "disbursed": "1100.00"},
      "/disbursed": {"EUR": "100.00", "USD": "900.00"},
      "/disputed": {"announced": {"USD": "9500.00"}},
      "/disputed_pledges": 1,
      "/no_usd_value": {},
      "/last_report": "2024-06-30"})");
}

TEST(AnnualReport, DiffersFromWhatWasKnownOfAllTime) {
  AnnualReport report;

  // With what happened in July: p4's report of 600, p9 reduced to 100, p10 published.
  // Announced USD: 1000 + 2000 + 3000 + 4000 + 100 + 10000 = 20100; in USD + 1000 + 100 = 21200.
  // Disbursed USD: 400 + 500 + 600 = 1500; in USD + 200 = 1700.
  expect_totals(report.totals(kKnown, std::nullopt), R"({
      "/pledges": 9,
      "/by_state": {"PUBLISHED": 4, "IN_PROGRESS": 4, "WITHDRAWN": 1},
      "/announced/USD": "20100.00",
      "/usd": {"announced": "21200.00", "disbursed": "1700.00"},
      "/disbursed/USD": "1500.00",
      "/disputed": {"announced": {"USD": "100.00"}},
      "/last_report": "2024-07-01"})");
}

TEST(AnnualReport, DiffersFromWhatIsKnownToday) {
  AnnualReport report;

  // With p3's report of 700 and the pledge p7, and with the corrected table.
  // Announced USD: 19500 + 7000 = 26500; in USD + 1000 + 100 = 27600.
  // Disbursed USD: 900 + 700 = 1600; in USD + 100 EUR / 0.4 = 1600 + 250 = 1850.
  expect_totals(report.totals(std::nullopt, kReported), R"({
      "/pledges": 10,
      "/by_state": {"SUBMITTED": 1, "PUBLISHED": 4, "IN_PROGRESS": 4, "WITHDRAWN": 1},
      "/announced/USD": "26500.00",
      "/usd": {"announced": "27600.00", "disbursed": "1850.00"},
      "/disbursed/USD": "1600.00"})");
}

TEST(AnnualReport, DiffersFromWhatWasKnownOnTheDay) {
  AnnualReport report;

  // p1's report of 400 alone was recorded in time; p8 was not withdrawn, p9 not increased yet, and
  // there was no rate for JPY.
  // Announced USD: 1000 + 2000 + 3000 + 4000 + 8000 + 9000 = 27000; in USD + 1000 = 28000.
  expect_totals(report.totals(kReported, kReported), R"({
      "/pledges": 9,
      "/by_state": {"SUBMITTED": 1, "PUBLISHED": 7, "IN_PROGRESS": 1},
      "/announced/USD": "27000.00",
      "/usd": {"announced": "28000.00", "disbursed": "400.00"},
      "/no_usd_value": {"announced": {"pledges": 1, "amounts": {"JPY": "13000"}}},
      "/disputed": {}})");
}

}  // namespace
}  // namespace pledgebook::projections

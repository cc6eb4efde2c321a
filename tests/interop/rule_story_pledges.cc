// SPDX-License-Identifier: Apache-2.0
// What is refused of pledges: their bodies, and the steps of their lives.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <utility>

#include "tests/interop/rule_story.h"
#include "tests/support/json.h"

namespace pledgebook {
namespace {

namespace json = boost::json;
using support::by_auditor;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::Draft;
using support::object_of;
using support::on_behalf;

constexpr std::string_view kNoSid =
    "0000000000000000000000000000000000000000000000000000000000000000";
constexpr const char* kPledge = "pledge/p-4";

json::object body_with(std::string_view changes) {
  return support::changed(support::pledge_body(), changes);
}

Draft submits(const json::object& body, std::string_view pledge = kPledge) {
  return by_party("gha-gov", "pledge.submitted", std::string(pledge), body)
      .signed_by({"gha-gov-2"});
}

Draft says(std::string kind, std::string_view body, std::string_view stream = kPledge) {
  return by_member("gha-gov", std::move(kind), std::string(stream), body);
}

Draft reviews(std::string kind, std::string_view body) {
  return by_reviewer(std::move(kind), kPledge, object_of(body));
}

Draft with_sid(Draft draft, std::string_view field, const ledger::Sid& sid) {
  draft.body[field] = sid.hex();
  return draft;
}

void tell_bodies(RuleStory& story) {
  constexpr std::string_view kCases[][2] = {
      {R"({"value":null})", "value_missing"},
      {R"({"value":{"amount":"0","currency":"USD"}})", "amount_not_positive"},
      {R"({"value":{"amount":"1.234","currency":"USD"}})", "too_many_decimals"},
      {R"({"value":{"amount":"1","currency":"XXQ"}})", "currency_unknown"},
      {R"({"value":{"amount":"1,000","currency":"USD"}})", "amount_invalid"},
      {R"({"public":false})", "consent_required"},
      {R"({"title":" "})", "text_empty"},
      {R"({"title":"A\nB"})", "text_invalid"},
      {R"({"focus_area":"none"})", "item_unknown"},
      {R"({"secondary_focus_areas":["access"]})", "focus_area_twice"},
      {R"({"event":"none"})", "item_unknown"},
      {R"({"frameworks":["none"]})", "item_unknown"},
      {R"({"beneficiaries":[{"group":"none","count":1}]})", "item_unknown"},
      {R"({"sdgs":["17"]})", "item_unknown"},
      {R"({"countries":[{"iso3":"XXX"}]})", "country_unknown"},
      {R"({"countries":[{"iso3":"GHA"},{"iso3":"GHA"}]})", "country_twice"},
      {R"({"countries":null})", "countries_missing"},
      {R"({"scope":"global"})", "countries_unexpected"},
      {R"({"countries":[{"iso3":"GHA","share":"60"},{"iso3":"KEN","share":"39.89"}]})",
       "shares_not_100"},
      {R"({"end":"2025-12-31"})", "end_before_start"},
      {R"({"targets":[{"id":"a","title":"A","unit":"b","baseline":"0","goal":"1",
           "due":"2029-01-01"}]})",
       "due_outside_term"},
      {R"({"partners":[{"party":"audit-firm"}]})", "partner_must_sign"},
      {R"({"partners":[{"share":"100"}]})", "partner_ambiguous"},
      {R"({"partners":[{"party":"ken-gov"},{"party":"ken-gov"}]})", "partner_twice"},
      {R"({"partners":[{"party":"gha-gov"}]})", "owner_ambiguous"},
      {R"({"partners":[{"party":"nobody"}]})", "party_unknown"},
      {R"({"related":[{"pledge":"p-4"}]})", "related_to_itself"},
      {R"({"related":[{"pledge":"none"}]})", "pledge_unknown"},
      {R"({"source":"a letter"})", "on_behalf_incomplete"},
      {R"({"colour":"blue"})", "member_unknown"},
      {R"({"start":null})", "member_missing"},
      {R"({"start":"2026-02-30"})", "date_invalid"},
      {R"({"type":"gift"})", "not_one_of"},
  };
  for (const auto& [changes, code] : kCases) story.refuse(submits(body_with(changes)), code);
  story.refuse(submits(support::pledge_body(), "pledge/p-1"), "pledge_exists");
  story.refuse(submits(support::pledge_body()).signed_by({"registrar"}), "signature_unexpected");
  story.refuse(on_behalf("ken-gov", "pledge.submitted", kPledge, support::pledge_body()),
               "member_has_key");
  story.refuse(on_behalf("audit-firm", "pledge.submitted", kPledge, support::pledge_body()),
               "not_a_member");
  story.refuse(by_reviewer("pledge.submitted", kPledge, support::pledge_body()), "role_missing");
}

// What no statement may be, whatever it says.
void tell_envelopes(RuleStory& story) {
  const Draft draft = submits(support::pledge_body());
  const auto with = [&draft](std::string_view members) {
    Draft other = draft;
    other.members = object_of(members);
    return other;
  };
  story.refuse(with(R"({"kind":"pledge.forgotten"})"), "kind_unknown");
  story.refuse(with(R"({"v":2})"), "version_unknown");
  story.refuse(with(fmt::format(R"({{"prev":"{}"}})", kNoSid)), "prev_not_head");
  story.refuse(with(R"({"stream":"party/p-4"})"), "stream_wrong");
  story.refuse(with(R"({"ledger":"test.example/pledges#0123456789abcdef0123456789abcdef"})"),
               "ledger_wrong");
  story.refuse(with(R"({"signers":["ken-gov","gha-gov"]})"), "signers_invalid");
  story.refuse(draft.dated("1989-12-31T23:59:59Z"), "at_too_early");
  story.refuse(draft.dated("2036-01-01T00:00:00Z"), "at_ahead_of_clock");
  story.refuse(draft.dated("2026-06-01"), "time_invalid");
  story.refuse(draft.signed_by({"nobody"}), "key_unknown");
  story.refuse(draft.signed_by({"gha-gov"}), "key_revoked");
  story.refuse(draft.signed_by({"root-1", "root-2"}), "signature_unexpected");
  story.refuse(by_member("ken-gov", "pledge.submitted", "pledge/p-4", "{}").signed_by({"ken-gov"}),
               "member_missing");
  story.refuse(by_party("ken-gov", "pledge.submitted", kPledge, support::pledge_body()),
               "key_replaced");
  story.refuse(
      by_registrar("notice.given", "pledge/p-1", object_of(R"({"text":"report"})")).with_roots(),
      "root_key_misused");
  ledger::SignedStatement forged = story.ledger().sign(draft);
  forged.signatures.front().signature.bytes[0] ^= std::byte{1};
  story.refuse(forged, "signature_invalid");
  ledger::SignedStatement spaced = story.ledger().sign(draft);
  spaced.payload = "{ " + spaced.payload.substr(1);
  story.refuse(spaced, "not_canonical");
}

void tell_review(RuleStory& story) {
  story.refuse(says("pledge.revised", json::serialize(support::pledge_body())), "pledge_unknown");
  const ledger::Sid first =
      story.admit(submits(body_with(R"({"partners":[{"party":"ken-gov","share":"40"},
                                                    {"name":"Ours","share":"59.9"}]})"))
                      .also("ken-gov", "ken-gov-2"));
  const ledger::Sid revision =
      story.admit(says("pledge.revised", json::serialize(support::pledge_body())));
  story.refuse(says("pledge.revised", json::serialize(body_with(R"({"start":"2030-01-01"})"))),
               "end_before_start");
  story.refuse(with_sid(reviews("pledge.published", "{}"), "submission", first),
               "submission_outdated");
  story.refuse(reviews("pledge.published", "{}").signed_by({"auditor"}), "role_missing");
  story.refuse(reviews("pledge.returned", R"({"comments":[{"field":"colour","comment":"?"}]})"),
               "field_unknown");
  story.refuse(reviews("pledge.rejected", "{}"), "member_missing");
  story.refuse(says("pledge.rejected", R"({"reason":"ours"})"), "role_missing");
  story.refuse(says("pledge.amended", R"({"category":"scope","changes":{"title":"B"},
                                          "reason":"r"})"),
               "state_not_allowed");
  story.refuse(says("pledge.reinstated", R"({"reason":"r"})"), "state_not_allowed");
  story.refuse(by_registrar("notice.given", kPledge, object_of(R"({"text":"report"})")),
               "state_not_allowed");
  story.refuse(says("match.proposed", R"({"pledge":"p-1"})"), "state_not_allowed");
  story.refuse(says("attestation.given", R"({"claim":"it is good"})", "attestation/p-4"),
               "judge_has_interest");
  story.refuse(by_party("both", "attestation.given", "attestation/p-4",
                        object_of(R"({"claim":"it is good"})")),
               "pledge_not_published");
  story.refuse(says("message.posted", R"({"text":"a word","topic":"answer"})", "discussion/p-4"),
               "pledge_not_published");
  story.admit(with_sid(reviews("pledge.published", "{}"), "submission", revision));
  for (const auto& [kind, body] :
       {std::pair{"pledge.published", "{}"},
        {"pledge.rejected", R"({"reason":"r"})"},
        {"pledge.returned", R"({"comments":[{"field":"title","comment":"?"}]})"}})
    story.refuse(reviews(kind, body), "state_not_allowed");
  story.refuse(says("pledge.revised", json::serialize(support::pledge_body())),
               "state_not_allowed");
}

void tell_amendments(RuleStory& story) {
  const auto amends = [](std::string_view category, std::string_view changes) {
    return says("pledge.amended",
                fmt::format(R"({{"category":"{}","changes":{},"reason":"r"}})", category, changes));
  };
  story.refuse(amends("scope", R"({"title":"Connect 2,016 rural sites"})"),
               "change_without_effect");
  story.refuse(amends("scope", R"({"event":null})"), "change_without_effect");
  story.refuse(amends("scope", R"({"colour":null})"), "member_unknown");
  story.refuse(amends("scope", R"({"public":false})"), "change_forbidden");
  story.refuse(amends("scope", R"({"end":"2029-12-31"})"), "category_wrong");
  story.refuse(amends("reduction", R"({"value":{"amount":"2000000"}})"), "category_wrong");
  story.refuse(amends("increase", R"({"value":{"currency":"XXQ"}})"), "currency_unknown");
  story.refuse(amends("scope", R"({"title":"B"})").signed_by({"registrar"}),
               "signature_unexpected");
  story.admit(amends("extension", R"({"end":"2027-12-31","event":null})"));
  story.refuse(with_sid(reviews("correction.accepted", "{}"), "amendment", {}),
               "correction_not_open");
  const ledger::Sid proposal = story.admit(amends("correction", R"({"value":{"amount":"9"}})"));
  story.refuse(with_sid(reviews("correction.accepted", "{}"), "amendment", {}),
               "correction_not_open");
  story.refuse(
      with_sid(reviews("correction.accepted", "{}").signed_by({"auditor"}), "amendment", proposal),
      "role_missing");
  story.refuse(with_sid(reviews("correction.declined", "{}"), "amendment", proposal),
               "member_missing");
  story.admit(with_sid(reviews("correction.declined", R"({"reason":"r"})"), "amendment", proposal));
  story.refuse(with_sid(reviews("correction.declined", R"({"reason":"r"})"), "amendment", proposal),
               "correction_not_open");
}

void tell_matches(RuleStory& story) {
  story.refuse(says("match.proposed", R"({"pledge":"p-4"})"), "match_with_itself");
  story.refuse(says("match.proposed", R"({"pledge":"none"})"), "pledge_unknown");
  story.refuse(says("match.proposed", R"({"pledge":"p-3"})"), "pledge_not_open");
  story.refuse(by_member("ken-gov", "match.proposed", kPledge, R"({"pledge":"p-1"})"),
               "not_the_owner");
  story.refuse(with_sid(says("match.accepted", "{}", "pledge/p-1"), "sid", {}), "proposal_unknown");
  const ledger::Sid proposal = story.admit(says("match.proposed", R"({"pledge":"p-1"})"));
  story.admit(with_sid(says("match.accepted", "{}", "pledge/p-1"), "sid", proposal));
  story.refuse(with_sid(says("match.accepted", "{}", "pledge/p-1"), "sid", proposal),
               "proposal_accepted");
  const ledger::Sid again = story.admit(says("match.proposed", R"({"pledge":"p-1"})"));
  story.refuse(with_sid(says("match.accepted", "{}", "pledge/p-1"), "sid", again),
               "already_matched");
}

}  // namespace

void tell_submissions(RuleStory& story) {
  tell_bodies(story);
  tell_envelopes(story);
  tell_review(story);
}

void tell_lives(RuleStory& story) {
  tell_amendments(story);
  tell_matches(story);
  story.refuse(with_sid(says("pledge.endorsed", "{}"), "sid", {}), "nothing_to_endorse");
  story.refuse(by_member("ken-gov", "pledge.withdrawn", kPledge, R"({"reason":"r"})"),
               "not_the_owner");
  story.refuse(says("pledge.withdrawn", R"({"reason":"r"})").dated("2026-06-01T00:00:00Z"),
               "at_decreases");
  story.admit(says("pledge.withdrawn", R"({"reason":"r"})"));
  story.refuse(says("pledge.withdrawn", R"({"reason":"r"})"), "state_not_allowed");
  story.admit(says("pledge.reinstated", R"({"reason":"r"})"));
  const auto supersedes = [](std::string_view successor, std::string_view stream = kPledge) {
    return by_registrar("pledge.superseded", std::string(stream),
                        json::object{{"successor", successor}, {"reason", "duplicate"}});
  };
  story.refuse(supersedes("p-4"), "successor_is_itself");
  story.refuse(supersedes("none"), "pledge_unknown");
  story.refuse(supersedes("p-3"), "signature_missing");
  story.refuse(supersedes("p-3").also("gha-gov", "gha-gov-2"), "successor_not_published");
  story.refuse(supersedes("p-2", "pledge/p-1").also("gha-gov", "gha-gov-2"), "succession_circular");
  story.refuse(supersedes("p-1", "pledge/p-2").also("tgo-gov", "tgo-gov"), "state_not_allowed");
}

void tell_reports(RuleStory& story) {
  const auto reports = [](std::string_view from, std::string_view to, std::string_view rest,
                          std::string_view stage = "in-progress") {
    return says("report.submitted",
                fmt::format(R"({{"period":{{"from":"{}","to":"{}"}},"stage":"{}"{}}})", from, to,
                            stage, rest));
  };
  story.refuse(reports("2026-02-01", "2026-01-31", ""), "period_backwards");
  story.refuse(reports("2026-01-01", "2026-12-31", ""), "period_in_future");
  story.refuse(reports("2026-01-01", "2026-01-31", R"(,"actuals":[{"target":"x","value":"1"}])"),
               "target_unknown");
  story.refuse(
      reports("2026-01-01", "2026-01-31", R"(,"disbursed":{"amount":"1","currency":"XXQ"})"),
      "currency_unknown");
  story.refuse(reports("2026-01-01", "2026-01-31", fmt::format(R"(,"corrects":"{}")", kNoSid)),
               "report_unknown");
  const ledger::Sid report = story.admit(
      reports("2026-01-01", "2026-01-31", R"(,"disbursed":{"amount":"5","currency":"USD"})"));
  story.refuse(reports("2026-01-31", "2026-02-28", ""), "periods_overlap");
  story.refuse(reports("2026-02-01", "2026-02-28", "", "planning"), "stage_not_allowed");
  story.refuse(
      reports("2026-02-01", "2026-02-28", R"(,"disbursed":{"amount":"4","currency":"USD"})"),
      "figure_falls");
  story.refuse(
      reports("2026-02-01", "2026-02-28", R"(,"disbursed":{"amount":"5","currency":"EUR"})"),
      "figure_changes_currency");
  const auto examines = [](std::string_view sid, std::string_view rest) {
    return by_auditor("report.reviewed", kPledge,
                      object_of(fmt::format(R"({{"report":"{}",{}}})", sid, rest)));
  };
  story.refuse(examines(kNoSid, R"("finding":"accepted","assurance":"reviewed")"),
               "report_unknown");
  story.refuse(examines(report.hex(), R"("finding":"queried","assurance":"verified")"),
               "assurance_contradicts_finding");
  story.refuse(examines(report.hex(), R"("finding":"accepted","assurance":"verified")")
                   .signed_by({"reviewer"}),
               "role_missing");
  const auto determines = [](std::string_view body, std::string_view stream) {
    return by_auditor("fulfilment.determined", std::string(stream), object_of(body));
  };
  story.refuse(determines(R"({"result":"fulfilled","achieved":[]})", kPledge), "end_not_passed");
  story.refuse(
      determines(R"({"result":"fulfilled","achieved":[{"target":"x","value":"1"}]})", "pledge/p-1"),
      "target_unknown");
  const ledger::Sid determined = story.admit(determines(
      R"({"result":"fulfilled","achieved":[{"target":"sites","value":"2016"}]})", "pledge/p-1"));
  const auto reverses = [](std::string_view sid) {
    return by_auditor("fulfilment.reversed", "pledge/p-1",
                      json::object{{"sid", sid}, {"reason", "counted twice"}});
  };
  story.refuse(reverses(determined.hex()), "signature_missing");
  story.refuse(reverses(kNoSid).signed_by({"auditor", "auditor-2"}), "determination_unknown");
  story.refuse(reverses(determined.hex()).signed_by({"auditor", "reviewer"}), "role_missing");
  story.admit(reverses(determined.hex()).signed_by({"auditor", "auditor-2"}));
}

void tell_talk(RuleStory& story) {
  const auto attests = [](std::string_view party, std::string_view stream) {
    return by_party(party, "attestation.given", std::string(stream),
                    object_of(R"({"claim":"the sites are on air"})"));
  };
  // It has signed as a partner once, and no longer stands in the pledge.
  story.refuse(attests("ken-gov", "attestation/p-4").signed_by({"ken-gov-2"}),
               "judge_has_interest");
  story.refuse(attests("audit-firm", "attestation/p-4"), "role_missing");
  const ledger::Sid given = story.admit(attests("both", "attestation/p-4"));
  const auto takes_back = [](std::string_view party, const ledger::Sid& sid) {
    return by_party(party, "attestation.withdrawn", "attestation/p-4",
                    json::object{{"sid", sid.hex()}, {"reason", "a mistake"}});
  };
  story.refuse(takes_back("both", {}), "attestation_unknown");
  story.refuse(takes_back("tgo-gov", given), "attestation_of_another");
  story.admit(takes_back("both", given));
  story.refuse(takes_back("both", given), "attestation_withdrawn");
  constexpr int kAllowed = 20;
  for (int i = 1; i < kAllowed; ++i) story.admit(attests("both", "attestation/p-4"));
  story.refuse(attests("both", "attestation/p-4"), "allowance_used");
  Draft reply = by_party("both", "message.posted", "discussion/p-4",
                         object_of(R"({"text":"Yes.","topic":"answer"})"));
  reply.body["in_reply_to"] = kNoSid;
  story.refuse(reply, "message_unknown");
}

// The last years of p-4, of which nobody hears.
void tell_ends(RuleStory& story) {
  const auto lapses = [](const ledger::Sid& notice) {
    return by_registrar("pledge.lapsed", kPledge, json::object{{"notice", notice.hex()}});
  };
  const Draft notice =
      by_registrar("notice.given", kPledge, object_of(R"({"text":"report, please"})"));
  story.refuse(lapses({}), "notice_unknown");
  const ledger::Sid early = story.admit(notice);
  story.refuse(lapses(early), "pledge_not_inactive");
  story.ledger().advance(std::chrono::days(100));
  story.refuse(lapses(early), "pledge_not_inactive");
  story.ledger().advance(std::chrono::days(731));
  const ledger::Sid last = story.admit(notice);
  story.refuse(lapses(early), "notice_unknown");
  story.refuse(lapses(last), "notice_too_recent");
  story.ledger().advance(std::chrono::days(60));
  story.admit(lapses(last));
  story.refuse(lapses(last), "state_not_allowed");
  story.admit(by_auditor("fulfilment.determined", kPledge,
                         object_of(R"({"result":"unfulfilled","achieved":[]})")));
}

}  // namespace pledgebook

// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/pledge_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "projections/views/pledge_history.h"
#include "server/web/charts/steps.h"
#include "server/web/frame/sentence.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/names.h"
#include "server/web/parts/pager.h"
#include "server/web/parts/pledge_row.h"
#include "server/web/parts/pledge_talk.h"
#include "server/web/parts/pledge_ties.h"
#include "server/web/parts/told.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using ledger::PledgeState;
using projections::Amount;
using projections::Facet;
using projections::PledgeStory;
using projections::ValuedPledge;
using projections::Version;

std::string number_of(const PledgeStory& story) {
  const auto& published = story.pledge.now().published;
  return published && published->number ? *published->number : story.state.id.text();
}

void add_answer(Fields& fields, const PageContext& context, const PledgeStory& story, Facet facet,
                std::string_view value, const std::string& note) {
  fields.add("answer")
      .set("title", context.words().text("how." + std::string(ledger::name(facet))))
      .set("mark", value)
      .set("tone", tone_of(value))
      .set("label", value_name(story.selection.context(), facet, value, context.language()))
      .set("note", note);
}

// The three axes.
void set_answers(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const Version& now = story.pledge.now();
  add_answer(fields, context, story, Facet::state, ledger::name(now.state),
             words.text("pledge.since", {{"day", figures.day(ledger::date_of(now.at))}}));
  const auto timeliness = story.pledge.timeliness(story.selection.day());
  std::string fresh(words.text("pledge.never_reported"));
  if (now.last_report)
    fresh = words.text("pledge.last_report", {{"day", figures.day(*now.last_report)}});
  add_answer(fields, context, story, Facet::timeliness,
             timeliness ? ledger::name(*timeliness) : projections::kClosed, fresh);
  add_answer(fields, context, story, Facet::assurance, ledger::name(now.assurance),
             std::string(words.text("assurance_note." + std::string(ledger::name(now.assurance)))));
}

void set_warnings(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const Catalogue& words = context.words();
  const auto warn = [&](const std::string& text) { fields.add("warning").set("text", text); };
  if (!story.state.entered.empty()) {
    const auto& source = story.state.body.behalf.source;
    warn(source ? words.text("pledge.entered_from", {{"source", *source}})
                : std::string(words.text("pledge.entered")));
  }
  if (story.pledge.recovered) warn(std::string(words.text("pledge.recovered_key")));
  if (story.pledge.disputed) warn(std::string(words.text("pledge.disputed")));
  if (story.state.state == ledger::Lifecycle::superseded && story.state.successor)
    warn(words.text("pledge.successor", {{"pledge", story.state.successor->text()}}));
  if (story.state.notice && ledger::is_open(story.state.state))
    warn(words.text("pledge.notice",
                    {{"day", context.figures().day(ledger::date_of(story.state.notice->at))}}));
}

double ratio(Decimal part, Decimal whole) {
  if (whole.is_zero()) return 0;
  return std::clamp(
      static_cast<double>(part.ten_thousandths()) / static_cast<double>(whole.ten_thousandths()),
      0.0, 1.0);
}

// Promised against delivered, for each target: a bar from zero, and a row of the table.
void set_targets(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const PledgeState& state = story.state;
  if (state.body.targets.empty()) return;
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  Fields& section = fields.add("targets");
  for (const ledger::Target& target : state.body.targets) {
    const auto actual = ledger::last_actual(state, target.id);
    Fields& row = section.add("target");
    row.set("title", target.title)
        .set("unit", target.unit)
        .set("baseline", figures.decimal(target.baseline))
        .set("goal", figures.decimal(target.goal))
        .set("due", figures.day(target.due))
        .set("actual", actual ? figures.decimal(*actual) : "–");
    const ledger::Int128 way = (target.goal - target.baseline).ten_thousandths();
    std::string share = "–";
    if (actual && way != 0) {
      const auto percent =
          static_cast<std::int64_t>((*actual - target.baseline).ten_thousandths() * 100 / way);
      share = figures.percent(percent, 100);
    }
    row.set("share", share);
    row.set("share_words", actual ? words.text("pledge.share", {{"percent", share}})
                                  : std::string(words.text("row.no_report")));
    const Decimal scale = std::max({target.baseline, target.goal, actual.value_or(Decimal())});
    const double base = ratio(target.baseline, scale);
    const double at = actual ? ratio(*actual, scale) : base;
    row.set("rest", fmt::format("{:.2f}", 100 * std::min(base, at)))
        .set("from", fmt::format("{:.2f}", 100 * std::min(base, at)))
        .set("width", fmt::format("{:.2f}", 100 * std::abs(at - base)))
        .set("tick", fmt::format("{:.2f}", 100 * ratio(target.goal, scale)))
        .set("shift", target.goal == scale ? "-3" : "0");
  }
}

void set_money(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const ValuedPledge& pledge = story.pledge;
  const bool has_money =
      std::ranges::any_of(pledge.amounts, [](const auto& amount) { return amount.has_value(); });
  if (!has_money) return;
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  Fields& section = fields.add("money");
  const auto steps = steps_of(pledge.versions);
  if (!steps.empty()) {
    std::string unit;
    for (const auto& amount : pledge.amounts) {
      if (amount && unit.empty()) unit = amount->money.currency.code();
    }
    section.set("chart", steps_chart(context.language(), steps, story.selection.day(), unit));
    section.set("unit", unit);
  }
  for (const auto& [amount, word] : names_of(Amount{})) {
    const auto& valued = pledge.amount(amount);
    Fields& row = section.add("amount");
    row.set("label", words.text("amount." + std::string(word)))
        .set("money", valued ? figures.money(valued->money) : "–");
    std::string usd = "–";
    if (valued && valued->usd) usd = figures.money({*valued->usd, ledger::Currency::usd()});
    if (valued && !valued->usd) usd = words.text("money.no_usd_value");
    row.set("usd", usd);
  }
}

std::string item_names(const PledgeStory& story, std::string_view list,
                       const std::vector<ledger::ItemId>& items, Language language) {
  std::string names;
  for (const ledger::ItemId& item : items) {
    if (!names.empty()) names += Catalogue::of(language).text("frame.semicolon");
    names += item_title(story.selection.context(), list, item, language);
  }
  return names;
}

class Facts {
 public:
  Facts(Fields& fields, const Catalogue& words) : fields_(fields), words_(words) {}
  void add(std::string_view key, const std::string& value) {
    if (!value.empty())
      fields_.add("fact").set("name", words_.text("field." + std::string(key))).set("value", value);
  }

 private:
  Fields& fields_;
  const Catalogue& words_;
};

// The pledge's own words and what it refers to.
void set_pledged(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const ledger::PledgeBody& body = story.state.body;
  const Language language = context.language();
  if (body.description) fields.add("description").set("text", *body.description);
  fields.set("area", body.focus_area.text())
      .set("area_title", value_name(story.selection.context(), Facet::focus_area,
                                    body.focus_area.text(), language));
  Facts facts(fields, words);
  facts.add("type",
            value_name(story.selection.context(), Facet::type, ledger::name(body.type), language));
  if (body.value) facts.add("value", figures.money(*body.value));
  if (body.nature)
    facts.add("nature",
              std::string(words.text("nature." + std::string(ledger::name(*body.nature)))));
  facts.add("term", body.end ? words.text("value.from_to", {{"from", figures.day(body.start)},
                                                            {"to", figures.day(*body.end)}})
                             : words.text("value.from", {{"from", figures.day(body.start)}}));
  std::string countries;
  for (const auto& country : body.countries) {
    if (!countries.empty()) countries += words.text("frame.semicolon");
    countries += country_name(country.iso3.iso3(), language);
    if (country.share) countries += " " + country.share->text() + "\u00a0%";
  }
  facts.add("countries", countries.empty() ? places_of(*story.pledge.facts, language) : countries);
  facts.add("secondary_focus_areas",
            item_names(story, "focus-area", body.secondary_focus_areas, language));
  facts.add("sdgs", item_names(story, "sdg", body.sdgs, language));
  facts.add("wsis", item_names(story, "wsis-action-line", body.wsis, language));
  std::string goals;
  for (const ledger::ItemId& goal : body.goals) {
    if (!goals.empty()) goals += words.text("frame.semicolon");
    goals += value_name(story.selection.context(), Facet::goal, goal.text(), language);
  }
  facts.add("goals", goals);
  facts.add("frameworks", item_names(story, "framework", body.frameworks, language));
  if (body.event) facts.add("event", item_names(story, "pledging-event", {*body.event}, language));
  std::string beneficiaries;
  for (const auto& [group, count] : body.beneficiaries) {
    if (!beneficiaries.empty()) beneficiaries += words.text("frame.semicolon");
    beneficiaries += item_title(story.selection.context(), "beneficiary-group", group, language) +
                     std::string(words.text("frame.colon")) +
                     figures.count(static_cast<std::int64_t>(count));
  }
  facts.add("beneficiaries", beneficiaries);
  std::string partners;
  for (const ledger::Partner& partner : body.partners) {
    if (!partners.empty()) partners += words.text("frame.semicolon");
    partners += partner.party ? party_name(story.selection.context(), *partner.party)
                              : partner.name.value_or("");
  }
  facts.add("partners", partners);
  std::string related;
  for (const ledger::RelatedPledge& other : body.related) {
    if (!related.empty()) related += words.text("frame.semicolon");
    related += other.pledge.text();
    if (other.overlap)
      related += std::string(words.text("row.and_next")) +
                 words.text("pledge.overlap", {{"money", figures.money(*other.overlap)}});
  }
  facts.add("related", related);
}

ledger::Result<void> fill(Fields& fields, const PageContext& context, PledgeStory& story) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const auto& published = story.pledge.now().published;
  const Address time = context.address.of_time_only();
  const projections::PartyVersion* owner = story.selection.context().party(story.state.owner);
  fields.set("my", Address(context.language(), "my/pledges/" + story.state.id.text()).text())
      .set("list", time.at("pledges").text())
      .set("number", number_of(story))
      .set("title", story.state.body.title)
      .set("member", party_name(story.selection.context(), story.state.owner))
      .set("member_address", time.at("members/" + story.state.owner.text()).text())
      .set("sector", owner == nullptr ? std::string()
                                      : value_name(story.selection.context(), Facet::sector,
                                                   ledger::name(owner->sector), context.language()))
      .set("when",
           published
               ? words.text("pledge.published_on",
                            {{"day", figures.long_day(ledger::date_of(published->at))}})
               : words.text("pledge.submitted_on",
                            {{"day", figures.long_day(ledger::date_of(story.pledge.submitted))}}));
  set_answers(fields, context, story);
  set_warnings(fields, context, story);
  set_targets(fields, context, story);
  set_money(fields, context, story);
  set_pledged(fields, context, story);
  LEDGER_CHECK(set_ties(fields, context, story));
  LEDGER_CHECK(set_talk(fields, context, story));
  fields.set("beyond", beyond_end(context, story.records));
  fields.show_if(!story.history.empty(), "entries");
  for (const projections::Told& told : story.history)
    set_told(fields.add("told"), context, story, told);
  const auto shown = context.query.page * context.query.per_page;
  if (shown < story.records)
    fields.add("earlier").set(
        "address",
        context.address.with("page", std::to_string(context.query.page + 1)).text() + "#history");
  if (context.query.page > 1 && !story.history.empty())
    fields.add("later").set(
        "address",
        context.address.with("page", std::to_string(context.query.page - 1)).text() + "#history");
  return {};
}

}  // namespace

ledger::Result<Page> pledge_page(const PageContext& context) {
  const auto id = ledger::PledgeId::parse(context.request.captures.at(1));
  if (!id)
    return std::unexpected(ledger::Error{ledger::Errc::not_found,
                                         std::string(context.words().text("refusal.bad_id"))});
  Page page{.title = {}, .nav = "pledges"};
  Fields fields;
  const auto outcome = projections::tell_pledge(context.views, *id, context.query, context.now,
                                                [&](PledgeStory& story) -> ledger::Result<void> {
                                                  page.title = story.state.body.title;
                                                  page.standing = story.selection.standing();
                                                  return fill(fields, context, story);
                                                });
  if (!outcome && outcome.error().code == ledger::Errc::not_found) {
    const std::string_view key =
        context.query.is_past() ? "refusal.no_pledge_then" : "refusal.no_pledge";
    return std::unexpected(
        ledger::Error{ledger::Errc::not_found, context.words().text(key, {{"id", id->text()}})});
  }
  if (!outcome) return std::unexpected(outcome.error());
  page.files = {{std::string(context.words().text("about.export")),
                 "/api/v1/exports?stream=pledge/" + id->text()},
                {"JSON", context.address.of_time_only().api("pledges/" + id->text())}};
  page.feed = Address(context.language(), "pledges/" + id->text() + "/feed.atom").text();
  page.files.push_back({std::string(context.words().text("feed.label")), page.feed});
  for (const PageFile& file : page.files)
    fields.add("file").set("address", file.address).set("label", file.label);
  page.body = render(context.language(), "pledge", fields);
  return page;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/practice_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "projections/query/selection.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/practice_band.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

// A page and what it is good for. `{}` in the path is the key's pledge.
struct Try {
  std::string_view path;
  std::string_view words;
};

constexpr Try kMakePledge{"my/pledges/new", "training.try.pledge"};
constexpr Try kReport{"my/pledges/{}/report", "training.try.report"};
constexpr Try kMatch{"my/pledges/{}/match", "matching.link"};
constexpr Try kVerify{"verify", "training.try.verify"};

struct Role {
  std::string_view name;
  std::array<Try, 3> tries;
};
constexpr auto kRoles = std::to_array<Role>({
    {"ministry", {kMakePledge, kReport, {"my/pledges/{}/change#amend", "training.try.amend"}}},
    {"company", {kMakePledge, {"my/pledges/{}/change#endorse", "training.try.endorse"}, kMatch}},
    {"verifier",
     {{{"my/pledges/{}/attest", "talking.attest.title"},
       {"pledges?status=IN_PROGRESS", "training.try.attestable"},
       kVerify}}},
    {"reviewer",
     {{{"desk#review", "training.try.review"},
       {"desk#corrections", "training.try.corrections"},
       {"pledges?status=SUBMITTED", "training.try.submitted"}}}},
    {"registrar",
     {{{"desk#admit", "training.try.admit"},
       {"desk#inactive", "training.try.notice"},
       {"my/keys", "training.try.keys"}}}},
    {"auditor",
     {{{"desk#reports", "training.try.reports"},
       {"desk#fulfilment", "training.try.fulfilment"},
       {"desk#undocumented", "training.try.undocumented"}}}},
    {"second-auditor",
     {{{"desk#determined", "training.try.reverse"},
       {"desk#second", "training.try.second"},
       {"desk#disputed", "training.try.disputed"}}}},
});

// What to do in ten minutes, one after another; `{}` in the path is the ministry.
struct Step {
  std::string_view path;
  std::string_view text;
  std::string_view link;
};
constexpr auto kSteps = std::to_array<Step>({
    {"practice#role-ministry", "training.step.key", "training.step.key_link"},
    {"my/pledges/new", "training.step.pledge", "training.step.pledge_link"},
    {"practice#role-reviewer", "training.step.reviewer", "training.step.reviewer_link"},
    {"desk#review", "training.step.publish", "training.step.publish_link"},
    {"members/{}", "training.step.report", "training.step.report_link"},
    {"practice#role-auditor", "training.step.auditor", "training.step.auditor_link"},
    {"desk#reports", "training.step.review", "training.step.review_link"},
    {"verify", "training.step.verify", "training.step.verify_link"},
});

// Of a page of this site, in the reader's language. `id` stands in for the `{}` of the path.
std::string address_of(const PageContext& context, std::string_view path, std::string_view id) {
  return fmt::format("/{}/{}", tag(context.language()), fmt::format(fmt::runtime(path), id));
}

void add_role(Fields& fields, const PageContext& context, const projections::Context& parties,
              const PracticeKey& key) {
  const Catalogue& words = context.words();
  const std::string name(key.role);
  const auto party = ledger::PartyId::parse(key.party);
  Fields& role = fields.add("role");
  role.set("name", name)
      .set("party", key.party)
      .set("key", key.id)
      .set("title", words.text("training.role." + name))
      .set("note", words.text("training.role_note." + name))
      .set("who", party ? party_name(parties, *party) : key.party)
      .set("address", practice_key_address(key));
  const auto found = std::ranges::find(kRoles, key.role, &Role::name);
  if (found == kRoles.end()) return;
  for (const Try& each : found->tries)
    role.add("try")
        .set("address", address_of(context, each.path, key.pledge))
        .set("label", words.text(each.words));
}

}  // namespace

ledger::Result<Page> practice_page(const PageContext& context, const Practice& practice) {
  const Catalogue& words = context.words();
  LEDGER_TRY(const auto selection,
             projections::Selection::make(context.views, context.query, context.now));
  Fields fields;
  fields.set("reset", reset_words(context.language(), practice));
  for (const PracticeKey& key : practice.keys) add_role(fields, context, selection.context(), key);
  const PracticeKey* ministry = practice.find("ministry");
  for (const Step& step : kSteps)
    fields.add("step")
        .set("address", address_of(context, step.path, ministry == nullptr ? "" : ministry->party))
        .set("text", words.text(step.text))
        .set("label", words.text(step.link));
  Page page{.title = std::string(words.text("training.title")), .nav = "-"};
  page.assets = {"my.css", "my_practice.js"};
  fields.show_if(!asset_address(page.assets.back()), "no_scripts");
  page.body = render(context.language(), "practice", fields);
  return page;
}

}  // namespace pledgebook::server

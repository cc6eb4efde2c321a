// SPDX-License-Identifier: Apache-2.0
#include "server/web/front_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/reference.h"
#include "ledger/log/record/record.h"
#include "projections/views/commitments.h"
#include "projections/views/summary.h"
#include "server/http/problem.h"
#include "server/routes/filters.h"
#include "server/routes/record_json.h"
#include "server/routes/view_etag.h"
#include "server/routes/view_serving.h"
#include "server/web/embedded_style.h"
#include "server/web/html.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using projections::Query;
using projections::Views;

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kCss = "text/css; charset=utf-8";

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t count_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? 0 : value->to_number<std::int64_t>();
}

// "USD 18 250 000.50", "JPY 5 000 000": with the decimals of the currency.
std::string money(std::string_view currency, std::string_view amount) {
  const auto value = ledger::Decimal::parse(amount);
  const ledger::CurrencyEntry* entry = ledger::find_currency(currency);
  const std::string digits =
      value && entry != nullptr ? value->text(entry->minor_units) : std::string(amount);
  return fmt::format("{} {}", escape_html(currency), group_digits(digits));
}

// {"EUR": "1.00", "USD": "2.00"} as lines; empty if there is none.
std::string lines_of(const json::object& amounts) {
  std::string lines;
  for (const auto& [currency, amount] : amounts) {
    if (!lines.empty()) lines += "<br>";
    lines += money(currency, std::string_view(amount.as_string()));
  }
  return lines;
}

// The same of a row's member; a dash if there is none.
std::string amounts(const json::object& row, std::string_view name) {
  const std::string lines = lines_of(row.at(name).as_object());
  return lines.empty() ? "–" : lines;
}

// {"IN_PROGRESS": 2} as words.
std::string counts(const json::object& by_state) {
  std::string words;
  for (const auto& [state, count] : by_state) {
    if (!words.empty()) words += ", ";
    std::string word(state);
    for (char& c : word)
      c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    words += fmt::format("{} {}", count.to_number<std::int64_t>(), escape_html(word));
  }
  return words;
}

std::string figure(std::string_view label, std::string_view value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", label, value);
}

// What is missing in a total in USD, so that nobody takes the total for all.
std::string figure_without_usd(const json::object& totals, std::string_view name,
                               std::string_view label) {
  const json::value* without = totals.at("no_usd_value").as_object().if_contains(name);
  if (without == nullptr) return {};
  return figure(label, lines_of(without->at("amounts").as_object()));
}

std::string figures(const json::object& summary) {
  const json::object& totals = summary.at("totals").as_object();
  const json::object& usd = totals.at("usd").as_object();
  const auto in_usd = [&usd](std::string_view name) {
    const std::string amount = text_of(usd, name);
    return amount.empty() ? std::string("–") : "USD " + group_digits(amount);
  };
  return "<dl>\n" + figure("Pledges", std::to_string(count_of(totals, "pledges"))) +
         figure("Members", std::to_string(count_of(summary, "members"))) +
         figure("Countries", std::to_string(count_of(summary, "countries"))) +
         figure("Announced (pledges with a USD value)", in_usd("announced")) +
         figure_without_usd(totals, "announced", "Also announced: no exchange rate to USD") +
         figure("Disbursed (pledges with a USD value)", in_usd("disbursed")) +
         figure_without_usd(totals, "disbursed", "Also disbursed: no exchange rate to USD") +
         figure("Entered by the registrar, not signed by the member",
                std::to_string(count_of(totals, "entered_on_behalf"))) +
         "</dl>\n";
}

std::string row_of(const json::object& row) {
  const std::string member = text_of(row, "member");
  const std::string name = text_of(row, "member_name");
  return fmt::format(
      "<tr><td><a href=\"/api/v1/members/{}\">{}</a></td><td>{}</td><td "
      "class=figure>{}</td><td>{}</td>"
      "<td class=figure>{}</td><td class=figure>{}</td><td class=figure>{}</td></tr>\n",
      escape_html(member), escape_html(name.empty() ? member : name),
      escape_html(text_of(row, "focus_area")), count_of(row, "pledges"),
      counts(row.at("by_state").as_object()), amounts(row, "announced"), amounts(row, "committed"),
      amounts(row, "disbursed"));
}

std::string table(const json::object& commitments) {
  std::string rows;
  for (const json::value& row : commitments.at("rows").as_array()) rows += row_of(row.as_object());
  return "<div class=scroll><table>\n<caption>Pledges that are unpublished, withdrawn, lapsed or "
         "superseded are counted, but their amounts are not.</caption>\n<thead><tr><th "
         "scope=col>Member</th><th scope=col>Focus area</th><th scope=col "
         "class=figure>Pledges</th><th scope=col>Status</th><th scope=col "
         "class=figure>Announced</th><th scope=col class=figure>Committed</th><th scope=col "
         "class=figure>Disbursed</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody></table></div>\n";
}

std::string page_button(std::size_t number, std::string_view words) {
  return fmt::format("\n<button name=page value={}>{}</button>", number, words);
}

// Which page is shown, and the way to its neighbours; nothing if there is no other. A form, since
// it keeps the filters as they were given.
std::string page_form(const Request& request, const Query& query, std::size_t total) {
  const std::size_t pages = std::max<std::size_t>(1, (total + query.per_page - 1) / query.per_page);
  if (pages == 1 && query.page == 1) return {};
  std::string form =
      fmt::format("<form method=get action=\"/\"><span>Page {} of {}, {} rows</span>", query.page,
                  pages, total);
  for (const QueryParameter& given : request.target.query) {
    if (given.name == "page") continue;
    form += fmt::format("\n<input type=hidden name=\"{}\" value=\"{}\">", escape_html(given.name),
                        escape_html(given.value));
  }
  if (query.page > 1) form += page_button(std::min(query.page - 1, pages), "Previous page");
  if (query.page < pages) form += page_button(query.page + 1, "Next page");
  return form + "</form>\n";
}

std::string day_of(const std::optional<ledger::RecordedAt>& moment) {
  return moment ? ledger::to_text(ledger::date_of(*moment)) : std::string();
}

std::string past_form(const Query& query) {
  return fmt::format(
      "<form method=get action=\"/\"><label>What the ledger knew by<input type=date name=recorded "
      "value=\"{}\"></label>\n<label>What had happened by (dates that parties state)<input "
      "type=date "
      "name=stated value=\"{}\"></label>\n<button>Show</button></form>\n",
      day_of(query.recorded), day_of(query.stated));
}

// The time for which the figures are, and when the ledger knew them if that is another.
std::string moment_of(const json::object& summary) {
  const std::string stated = text_of(summary, "stated");
  const std::string recorded = text_of(summary, "recorded");
  return stated.empty() ? recorded : stated + ", as the ledger knew it at " + recorded;
}

std::string page(const Request& request, const Query& query, const std::string& title,
                 const json::object& summary, const json::object& commitments) {
  return fmt::format(
      "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
      "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}</title><link rel=stylesheet "
      "href=\"/front-page.css\"></head>\n<body>\n<main>\n<h1>{0}</h1>\n"
      "<p class=quiet>Every figure is replayed from {1} signed records, as of {2}.</p>\n{3}{4}"
      "<h2>Commitments by member and focus area</h2>\n{5}"
      "<h2>Check it yourself</h2>\n<p>The same figures for programs: <a "
      "href=\"/api/v1/commitments\">commitments</a>, "
      "<a href=\"/api/v1/pledges\">pledges</a>, <a href=\"/api/v1/records\">every signed "
      "record</a>; all routes in "
      "<a href=\"/api/v1/openapi.json\">the OpenAPI document</a>.</p>\n</main>\n</body></html>\n",
      escape_html(title), count_of(summary, "size"), escape_html(moment_of(summary)),
      figures(summary), past_form(query),
      table(commitments) +
          page_form(request, query, static_cast<std::size_t>(count_of(commitments, "total"))));
}

// As in ledger.created; it never changes.
std::string ledger_title(const Services& services) {
  const auto snapshot = services.store.snapshot();
  const auto bytes =
      snapshot ? snapshot->record(ledger::Index{0}) : std::unexpected(snapshot.error());
  const auto record = bytes ? ledger::decode_record(*bytes) : std::unexpected(bytes.error());
  if (!record || record->statement() == nullptr) return "An empty ledger";
  const auto statement = ledger::decode_admitted_statement(record->statement()->payload);
  if (!statement) return "A ledger of an unknown version";
  const auto* created = std::get_if<ledger::LedgerCreated>(&statement->body);
  return created == nullptr ? std::string() : created->title;
}

Response render(const Services& services, const Request& request) {
  const auto query = parse_filters(request);
  if (!query) return to_response(problem_of(query.error(), 400));
  const auto views = services.projector.views();
  if (!views) return to_response(problem_of(views.error()));
  const ledger::RecordedAt now = services.now();
  const auto totals = projections::summary(*views, *query, now);
  if (!totals) return to_response(problem_of(totals.error()));
  const auto rows = projections::commitments(*views, *query, now);
  if (!rows) return to_response(problem_of(rows.error()));
  const std::string title = ledger_title(services);
  Response response{.content_type = kHtml, .body = page(request, *query, title, *totals, *rows)};
  response.caching = Caching::revalidate;
  response.etag =
      make_etag({views->size(), size_of(services.released()), now}, question_of(request.target));
  return response;
}

}  // namespace

std::vector<Route> front_page_routes(const Services& services) {
  return {view_route(
              services,
              {.pattern = "/",
               .operation = "getFrontPage",
               .group = "pages",
               .summary = "The figures as a web page",
               .parameters = filter_parameters(),
               .responses = {{200, kHtml, "", "A page."},
                             {400, kProblemJson, "Problem", "A parameter is invalid."}},
               .handler = [&services](const Request& request) { return render(services, request); },
               .lane_with_query = Lane::heavy_reads}),
          {.pattern = "/front-page.css",
           .operation = "getFrontPageStyle",
           .group = "pages",
           .summary = "The page's style sheet",
           .responses = {{200, kCss, "", "CSS."}},
           .handler = [](const Request&) {
             Response response{.content_type = kCss, .body = std::string(embedded::kFrontPageCss)};
             response.caching = Caching::revalidate;
             return response;
           }}};
}

}  // namespace pledgebook::server

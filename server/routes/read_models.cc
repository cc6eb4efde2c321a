// SPDX-License-Identifier: Apache-2.0
#include "server/routes/read_models.h"

#include <boost/json/serialize.hpp>
#include <utility>

#include "crypto/base64.h"
#include "projections/query/known_filters.h"
#include "projections/views/attestations.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/discussion.h"
#include "projections/views/focus_areas.h"
#include "projections/views/frameworks.h"
#include "projections/views/groups.h"
#include "projections/views/latest_attestations.h"
#include "projections/views/members.h"
#include "projections/views/messages.h"
#include "projections/views/objectives.h"
#include "projections/views/parties.h"
#include "projections/views/pledge_history.h"
#include "projections/views/pledges.h"
#include "projections/views/queues.h"
#include "projections/views/reference_lists.h"
#include "projections/views/search.h"
#include "projections/views/suggestions.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"
#include "server/http/problem.h"
#include "server/routes/filters.h"
#include "server/routes/message_filter.h"
#include "server/routes/notes.h"
#include "server/routes/record_json.h"
#include "server/routes/view_etag.h"
#include "server/routes/view_serving.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using projections::Query;
using projections::Views;
using JsonResult = ledger::Result<json::object>;

// A query of projections/ with the shared filters.
using ListQuery = JsonResult (*)(const Views&, const Query&, ledger::RecordedAt);

// Read models know nothing of checkpoints; the answer says of how many records it was made.
void add_checkpoint(json::object& answer, const ledger::ReleasedPointer& released) {
  const json::value* size = answer.if_contains("size");
  if (size == nullptr || !covers(released, ledger::Size{size->to_number<std::uint64_t>()})) return;
  const ledger::Checkpoint& checkpoint = released->note.checkpoint;
  answer["checkpoint"] = json::object{{"origin", checkpoint.origin},
                                      {"size", ledger::number(checkpoint.size)},
                                      {"root", crypto::to_base64(checkpoint.root.bytes)}};
}

// Computes an answer at one position of the log; `compute(views, query, now)`.
template <class Compute>
Response answer(const Services& services, const Request& request, Compute compute) {
  const auto query = parse_filters(request);
  if (!query) return to_response(problem_of(query.error(), 400));
  const auto views = services.projector.views();
  if (!views) return to_response(problem_of(views.error()));
  const ledger::RecordedAt now = services.now();
  const ledger::ReleasedPointer released = services.released();
  const auto known = projections::check_filters(*views, *query, ledger::date_of(now));
  JsonResult found = known ? compute(*views, *query, now) : std::unexpected(known.error());
  if (const auto whole = views->check(); !whole) return to_response(problem_of(whole.error()));
  if (!found) return to_response(problem_of(found.error()));
  add_checkpoint(*found, released);
  Response response = json_response(200, json::serialize(*found));
  response.caching = Caching::revalidate;
  response.etag = make_etag({views->size(), size_of(released), now}, question_of(request.target));
  return response;
}

struct Listing {
  std::string_view pattern;
  std::string_view operation;
  std::string_view schema;
  std::string_view summary;
  ListQuery query;
};

constexpr Listing kListings[] = {
    {"/api/v1/summary", "getSummary", "Summary", "Figures of all pledges", projections::summary},
    {"/api/v1/pledges", "listPledges", "Pledges", "Pledges, a page at a time",
     projections::pledges},
    {"/api/v1/members", "listMembers", "Members", "Figures per member", projections::members},
    {"/api/v1/parties", "listParties", "Parties",
     "Everybody who is registered, with or without pledges", projections::parties},
    {"/api/v1/commitments", "listCommitments", "Commitments",
     "The status of commitments per member and focus area", projections::commitments},
    {"/api/v1/focus-areas", "listFocusAreas", "FocusAreas", "Figures per focus area",
     projections::focus_areas},
    {"/api/v1/countries", "listCountries", "Countries",
     "Figures per country, in full and apportioned", projections::countries},
    {"/api/v1/groups", "listGroups", "Groups", "Figures per group of countries",
     projections::groups},
    {"/api/v1/timeline", "getTimeline", "Timeline", "Figures per month", projections::timeline},
    {"/api/v1/frameworks", "listFrameworks", "Frameworks",
     "Figures per goal, SDG and WSIS action line", projections::frameworks},
    {"/api/v1/objectives", "listObjectives", "Objectives",
     "Objectives: pledged, reported and observed", projections::objectives},
    {"/api/v1/attestations", "listLatestAttestations", "LatestAttestations",
     "What others attest of pledges, the newest first", projections::latest_attestations},
    {"/api/v1/queues", "getQueues", "Queues", "Pledges that need somebody's attention",
     projections::queues},
};

const ResponseNote kBadRequest{400, kProblemJson, "Problem",
                               "A parameter is unknown or malformed."};
const ResponseNote kUnknown{404, kProblemJson, "Problem",
                            "A filter names a member, a focus area or a group that there is not."};
const ResponseNote kTooEarly{503, kProblemJson, "Problem",
                             "The read models do not cover `min_size` yet."};

Route list_route(const Services& services, const Listing& listing) {
  return view_route(
      services,
      {.pattern = listing.pattern,
       .operation = listing.operation,
       .group = "read models",
       .summary = listing.summary,
       .parameters = filter_parameters(),
       .responses = {{200, kJson, listing.schema, "The figures, at one position of the log."},
                     kNotModified,
                     kBadRequest,
                     kUnknown,
                     kTooEarly},
       .handler = [&services, query = listing.query](
                      const Request& request) { return answer(services, request, query); },
       .lane_with_query = Lane::heavy_reads});
}

Response bad_id(std::string_view what) {
  return to_response(Problem{.status = 400,
                             .code = "id_invalid",
                             .detail = "the path has no valid id of a " + std::string(what),
                             .accepted = "1 to 64 characters of a-z, 0-9 and -"});
}

// A query of projections/ about one pledge.
using PledgeQuery = JsonResult (*)(const Views&, const ledger::PledgeId&, const Query&,
                                   ledger::RecordedAt);

Response of_pledge(const Services& services, const Request& request, PledgeQuery ask) {
  const auto id = ledger::PledgeId::parse(request.captures.at(0));
  if (!id) return bad_id("pledge");
  return answer(services, request,
                [&](const Views& views, const Query& query, ledger::RecordedAt now) {
                  return ask(views, *id, query, now);
                });
}

Response get_member(const Services& services, const Request& request) {
  const auto id = ledger::PartyId::parse(request.captures.at(0));
  if (!id) return bad_id("party");
  return answer(services, request,
                [&](const Views& views, const Query& query, ledger::RecordedAt now) {
                  return projections::member(views, *id, query, now);
                });
}

Response get_reference(const Services& services, const Request& request) {
  return answer(services, request, [&](const Views& views, const Query&, ledger::RecordedAt now) {
    return projections::reference(views, request.parameter("language").value_or(""), now);
  });
}

const ResponseNote kNotFound{404, kProblemJson, "Problem", "Not found at this position."};

struct AboutPledge {
  std::string_view pattern;
  std::string_view operation;
  std::string_view schema;
  std::string_view summary;
  std::string_view answer;
  PledgeQuery query;
};

constexpr AboutPledge kAboutPledges[] = {
    {"/api/v1/pledges/{id}", "getPledge", "Pledge", "One pledge with its history",
     "The pledge and its history.", projections::pledge},
    {"/api/v1/pledges/{id}/attestations", "listAttestations", "Attestations",
     "What other parties attest of a pledge, a page at a time",
     "The attestations, oldest first, the withdrawn ones too.", projections::attestations},
    {"/api/v1/pledges/{id}/discussion", "listMessages", "Discussion",
     "The messages that parties posted about a pledge, a page at a time",
     "The messages, oldest first.", projections::discussion},
};

Route pledge_route(const Services& services, const AboutPledge& about) {
  return view_route(services, {.pattern = about.pattern,
                               .operation = about.operation,
                               .group = "read models",
                               .summary = about.summary,
                               .parameters = time_parameters(),
                               .responses = {{200, kJson, about.schema, about.answer},
                                             kNotModified,
                                             kBadRequest,
                                             kNotFound,
                                             kTooEarly},
                               .handler =
                                   [&services, ask = about.query](const Request& request) {
                                     return of_pledge(services, request, ask);
                                   },
                               .lane_with_query = Lane::heavy_reads});
}

Route messages_route(const Services& services) {
  return view_route(
      services,
      {.pattern = "/api/v1/messages",
       .operation = "listLatestMessages",
       .group = "read models",
       .summary = "Messages about pledges, the newest first",
       .parameters = message_parameters(),
       .responses = {{200, kJson, "Messages", "A page of them, at one position of the log."},
                     kNotModified,
                     kBadRequest,
                     kUnknown,
                     kTooEarly},
       .handler =
           [&services](const Request& request) {
             return answer(services, request,
                           [&](const Views& views, const Query& query, ledger::RecordedAt now) {
                             return projections::messages(views, query,
                                                          parse_message_filter(request), now);
                           });
           },
       .lane_with_query = Lane::heavy_reads});
}

}  // namespace

std::vector<Route> read_model_routes(const Services& services) {
  std::vector<Route> routes;
  for (const Listing& listing : kListings) routes.push_back(list_route(services, listing));
  for (const AboutPledge& about : kAboutPledges) routes.push_back(pledge_route(services, about));
  routes.push_back(messages_route(services));
  routes.push_back(view_route(
      services,
      {.pattern = "/api/v1/pledges/{id}/suggestions",
       .operation = "listSuggestions",
       .group = "read models",
       .summary = "Pledges of other members that this one might be matched with, and why",
       .parameters = time_parameters(),
       .responses = {{200, kJson, "Suggestions",
                      "At most 20, the likeliest first; and the matches that stand already."},
                     kNotModified,
                     kBadRequest,
                     kNotFound,
                     kTooEarly},
       .handler =
           [&services](const Request& request) {
             return of_pledge(services, request, projections::suggestions);
           },
       .lane = Lane::heavy_reads}));
  routes.push_back(view_route(
      services,
      {.pattern = "/api/v1/members/{id}",
       .operation = "getMember",
       .group = "read models",
       .summary = "One party: its figures per focus area, its pledges and its keys",
       .parameters = time_parameters(),
       .responses =
           {{200, kJson, "Member", "The party."}, kNotModified, kBadRequest, kNotFound, kTooEarly},
       .handler = [&services](const Request& request) { return get_member(services, request); },
       .lane = Lane::heavy_reads}));
  routes.push_back(view_route(
      services,
      {.pattern = "/api/v1/search",
       .operation = "search",
       .group = "read models",
       .summary = "Pledges, members, countries, focus areas and records, for a search box",
       .parameters = search_parameters(),
       .responses = {{200, kJson, "Search", "At most 20 of each question, the best first."},
                     kNotModified,
                     kBadRequest,
                     kTooEarly},
       .handler =
           [&services](const Request& request) {
             return answer(services, request, projections::search);
           },
       .lane = Lane::heavy_reads}));
  routes.push_back(view_route(
      services,
      {.pattern = "/api/v1/reference",
       .operation = "getReference",
       .group = "read models",
       .summary = "The published lists, countries, currencies and other choices for forms",
       .parameters = reference_parameters(),
       .responses = {{200, kJson, "Reference", "The lists in force today."},
                     kNotModified,
                     kBadRequest,
                     kTooEarly},
       .handler = [&services](const Request& request) {
         return get_reference(services, request);
       }}));
  return routes;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ledger/proof/export/exporter.h"
#include "server/http/download_serving.h"
#include "server/http/etag.h"
#include "server/http/problem.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kAccepted =
    "one of stream, member, focus_area and all=1, as in ?member=gha-gov";
constexpr std::string_view kIdAccepted = "1 to 64 characters of a-z, 0-9 and -";

Problem bad_selection(std::string pointer, std::string detail, std::string_view accepted) {
  return {.status = 400,
          .code = "parameter_invalid",
          .detail = std::move(detail),
          .pointer = std::move(pointer),
          .accepted = std::string(accepted)};
}

// The query's only selection.
std::expected<ledger::Selection, Problem> selection_of(const Request& request) {
  std::optional<QueryParameter> given;
  for (const QueryParameter& parameter : request.target.query) {
    if (parameter.value.empty()) continue;
    if (given) {
      return std::unexpected(bad_selection("?" + parameter.name,
                                           "an export has one selection, and several are given: "
                                           "request each by itself",
                                           kAccepted));
    }
    given = parameter;
  }
  if (!given) {
    return std::unexpected(bad_selection("?member",
                                         "there is no selection: give one of "
                                         "stream, member, focus_area and all=1",
                                         kAccepted));
  }
  if (given->name == "all") return ledger::Everything{};
  if (given->name == "member") {
    if (auto id = ledger::PartyId::parse(given->value)) return ledger::OfMember{*std::move(id)};
    return std::unexpected(
        bad_selection("?member", "not a member's id: see /api/v1/members", kIdAccepted));
  }
  if (given->name == "focus_area") {
    if (auto id = ledger::ItemId::parse(given->value)) return ledger::OfFocusArea{*std::move(id)};
    return std::unexpected(bad_selection(
        "?focus_area", "not a focus area's id: see /api/v1/focus-areas", kIdAccepted));
  }
  if (auto name = ledger::StreamName::parse(given->value)) return *std::move(name);
  return std::unexpected(bad_selection("?stream", "not a stream: write its kind, a slash and an id",
                                       "governance, or one of pledge/, attestation/, "
                                       "discussion/, party/, keys/, indicator/, by/, of/ and area/ "
                                       "with an id, as in ?stream=pledge/2026-0017"));
}

// "member-gha-gov": the selection, for the file's name. Ids have only characters that a file's name
// may have.
std::string name_of(const ledger::Selection& selection) {
  if (const auto* stream = std::get_if<ledger::StreamName>(&selection)) {
    std::string name = stream->text();
    std::ranges::replace(name, '/', '-');
    return name;
  }
  if (const auto* of = std::get_if<ledger::OfMember>(&selection))
    return "member-" + of->member.text();
  if (const auto* of = std::get_if<ledger::OfFocusArea>(&selection))
    return "focus-area-" + of->focus_area.text();
  return "all";
}

// These two determine an export's bytes.
std::string etag_of(const std::string& note, const ledger::Selection& selection) {
  return make_etag(note + boost::json::serialize(ledger::write_selection(selection)));
}

Problem not_published() {
  return {.status = 404,
          .code = "not_published",
          .detail =
              "no checkpoint has been published yet, and an export needs one: ask again in a "
              "moment",
          .retry_after_s = 1};
}

// An error of the bases. Errc::not_found: newer checkpoints were published meanwhile.
Problem problem_of_basis(const ledger::Error& error) {
  if (error.code != ledger::Errc::not_found) return problem_of(error);
  return {.status = 503,
          .code = "checkpoint_moved",
          .detail = "newer checkpoints were published while the export began: ask again",
          .retry_after_s = 1};
}

Response head_of(const ledger::ExportBasis& basis, const ledger::Selection& selection,
                 std::uint64_t records) {
  return {.status = 200,
          .content_type = ledger::kExportMediaType,
          .caching = Caching::revalidate,
          .etag = etag_of(basis.note(), selection),
          .headers = {{"Content-Disposition",
                       fmt::format("attachment; filename=\"pledgebook-export-{}-{}.json\"",
                                   name_of(selection), ledger::number(basis.size()))},
                      {kRecordsField, std::to_string(records)}}};
}

Download begin_export(ExportBases& bases, const Request& request) {
  const auto selection = selection_of(request);
  if (!selection) return {to_response(selection.error())};
  const ledger::ReleasedPointer released = bases.released();
  if (!released) return {to_response(not_published())};
  const std::string etag = etag_of(released->bytes, *selection);
  if (none_match_names(request.if_none_match, etag))
    return {Response{.status = 304, .caching = Caching::revalidate, .etag = etag}};
  auto basis = bases.basis();
  if (!basis) return {to_response(problem_of_basis(basis.error()))};
  auto exporter = ledger::Exporter::open(bases.store(), *basis, *selection);
  if (!exporter) return {to_response(problem_of(exporter.error()))};
  Response head = head_of(**basis, *selection, exporter->records());
  return {std::move(head), [exporter = *std::move(exporter)](std::string& page) mutable {
            return exporter.next(page);
          }};
}

}  // namespace

std::vector<Route> export_routes(ExportBases& bases) {
  return {
      {.pattern = "/api/v1/exports",
       .operation = "getExport",
       .group = "proofs",
       .summary = "All selected records, with proofs that nothing was left out, as of the "
                  "newest checkpoint, to keep and to verify offline. Give exactly one parameter.",
       .parameters = {{.name = "stream",
                       .description = "One stream: pledge/{id}, attestation/{pledge}, "
                                      "discussion/{pledge}, party/{id}, keys/{party}, "
                                      "indicator/{objective}, by/{party}, of/{member}, area/{focus "
                                      "area} or governance.",
                       .pattern =
                           "^(governance|(pledge|attestation|discussion|party|keys|indicator|"
                           "by|of|area)/[a-z0-9-]{1,64})$"},
                      {.name = "member",
                       .type = ParameterType::id,
                       .description = "A member, with all of its pledges and their reports."},
                      {.name = "focus_area",
                       .type = ParameterType::id,
                       .description = "A focus area, with all pledges that were ever in it."},
                      {.name = "all",
                       .type = ParameterType::choice,
                       .description = "Every record of the ledger.",
                       .choices = "1"}},
       .responses =
           {{200, ledger::kExportMediaType, "Export",
             "The export, in chunks. `Pledgebook-Records` is the number of its records. If "
             "the last chunk is missing, the export is incomplete."},
            {304, "", "", "The checkpoint has not changed."},
            {400, kProblemJson, "Problem", "The selection is missing, repeated or invalid."},
            {404, kProblemJson, "Problem", "No checkpoint has been published yet."},
            {503, kProblemJson, "Problem", "Too many downloads are under way; see Retry-After."}},
       .serving = std::make_shared<DownloadServing>(
           [&bases](const Request& request) { return begin_export(bases, request); }),
       .lane = Lane::downloads}};
}

}  // namespace pledgebook::server

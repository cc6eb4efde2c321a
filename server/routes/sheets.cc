// SPDX-License-Identifier: Apache-2.0
#include "server/routes/sheets.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "crypto/base64.h"
#include "crypto/bytes.h"
#include "crypto/utf8.h"
#include "ledger/domain/values/timestamp.h"
#include "projections/query/query.h"
#include "projections/views/parties.h"
#include "server/http/problem.h"
#include "server/sheet/mapping_draft.h"
#include "server/sheet/sheet_lines.h"
#include "server/sheet/sheet_words.h"
#include "server/writing/ledger_problem.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using ledger::Result;

constexpr std::size_t kNameBytesMax = 300;
constexpr std::size_t kIdBytesMax = 48;  // of a pledge's id, before the row
constexpr std::size_t kUploadedPartBytesMax = std::size_t{16} * 1'024 * 1'024;
constexpr std::size_t kMappingBytesMax = std::size_t{256} * 1'024;
// In base64, with the mapping and the name.
constexpr std::size_t kBodyBytesMax =
    (kUploadedSheetBytesMax + 2) / 3 * 4 + kMappingBytesMax + 4'096;

struct Upload {
  std::string name;
  std::string bytes;
  std::optional<std::string> mapping;  // JSON, as it was sent
};

std::optional<Upload> read_upload(std::string_view body) {
  boost::system::error_code error;
  const json::value value = json::parse(body, error, {}, {.max_depth = 16});
  const json::object* const object = error ? nullptr : value.if_object();
  if (object == nullptr) return std::nullopt;
  const json::value* const name = object->if_contains("name");
  const json::value* const file = object->if_contains("file");
  const json::value* const mapping = object->if_contains("mapping");
  if (name == nullptr || !name->is_string() || file == nullptr || !file->is_string())
    return std::nullopt;
  const auto bytes = crypto::from_base64(file->get_string());
  const std::string_view called = name->get_string();
  if (!bytes || called.empty() || called.size() > kNameBytesMax) return std::nullopt;
  Upload upload{.name = crypto::one_line(called),
                .bytes = std::string(crypto::as_text(*bytes)),
                .mapping = std::nullopt};
  if (mapping != nullptr && !mapping->is_null()) upload.mapping = json::serialize(*mapping);
  return upload;
}

// Whoever has just registered a sheet's members reads the sheet again: the read models know them in
// a moment.
Result<void> wait_for_views(const Services& services) {
  constexpr std::chrono::seconds kWaitMax{2};
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  const auto covered = std::make_shared<std::promise<void>>();
  const auto ticket =
      services.projector.when_covered(snapshot.size(), [covered] { covered->set_value(); });
  if (ticket && covered->get_future().wait_for(kWaitMax) != std::future_status::ready)
    services.projector.cancel(*ticket);
  return {};
}

Result<std::vector<KnownParty>> known_parties(const Services& services) {
  LEDGER_CHECK(wait_for_views(services));
  LEDGER_TRY(const projections::Views views, services.projector.views());
  projections::Query query;
  query.per_page = projections::kPerPageMax;
  std::vector<KnownParty> known;
  for (query.page = 1; known.size() == (query.page - 1) * query.per_page; ++query.page) {
    LEDGER_TRY(const json::object answer, projections::parties(views, query, services.now()));
    const json::array& rows = answer.at("rows").as_array();
    if (rows.empty()) break;
    for (const json::value& row : rows) {
      known.push_back(
          {std::string(row.at("party").as_string()), std::string(row.at("name").as_string())});
    }
  }
  return known;
}

// How the file was read: of a workbook the sheet, of CSV the encoding and the sign between cells.
json::object reading_json(const Sheet& sheet) {
  if (sheet.name.empty()) {
    return {{"encoding", sheet.encoding}, {"delimiter", std::string(1, sheet.delimiter)}};
  }
  json::array others;
  for (const std::string& other : sheet.others) others.emplace_back(other);
  return {{"sheet", sheet.name}, {"others", std::move(others)}};
}

json::object understood_json(const SheetLines& lines) {
  json::array statements;
  for (std::size_t i = 0; i < lines.lines.size(); ++i) {
    statements.push_back(
        json::object{{"row", lines.rows[i]}, {"statement", json::parse(lines.lines[i])}});
  }
  json::array bad;
  for (const CellFault& fault : lines.faults) bad.push_back(to_json(fault));
  json::object announced;
  for (const auto& [currency, amount] : lines.announced) announced[currency] = amount.text();
  json::object areas;
  for (const auto& [area, count] : lines.areas) areas[area] = count;
  json::array members;
  for (const std::string& name : lines.new_members) members.emplace_back(name);
  return {{"rows", lines.rows_read},           {"pledges", lines.pledges},
          {"announced", std::move(announced)}, {"focus_areas", std::move(areas)},
          {"new_members", std::move(members)}, {"known_members", lines.known_members},
          {"bad_cells", std::move(bad)},       {"statements", std::move(statements)}};
}

Response misread_problem(const Misread& misread) {
  return to_response(Problem{.status = 422,
                             .code = "sheet_misread",
                             .detail = misread.sentence,
                             .accepted = "a table in CSV, or a workbook of Excel (.xlsx)"});
}

// The mapping that was sent, or a draft of one with what a person should look at.
Reading<MappingDraft> mapping_for(const Upload& upload, const Sheet& sheet,
                                  ledger::RecordedAt now) {
  if (upload.mapping) {
    LEDGER_TRY(Mapping mapping, read_mapping("mapping", *upload.mapping));
    return MappingDraft{.mapping = std::move(mapping), .remarks = {}};
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  LEDGER_TRY(MappingDraft draft, draft_mapping(sheet, upload.name, ledger::to_text(seconds)));
  // Whoever brings a list does not publish: a reviewer does, who has read each pledge.
  draft.mapping.publish = false;
  // Ids of another file's rows would be those of its pledges.
  const std::string name = id_of_name(upload.name.substr(0, upload.name.rfind('.')));
  if (!name.empty()) draft.mapping.ids = name.substr(0, kIdBytesMax) + "-{row}";
  return draft;
}

Result<Response> understand(const Services& services, const Request& request) {
  const auto upload = read_upload(request.body);
  if (!upload) {
    return to_response(Problem{
        .status = 400,
        .code = "sheet_malformed",
        .detail = "the request is no sheet",
        .accepted = R"({"name": "list.csv", "file": base64, "mapping": an object or null})"});
  }
  if (upload->bytes.size() > kUploadedSheetBytesMax) {
    return to_response(
        Problem{.status = 413,
                .code = "sheet_too_large",
                .detail = fmt::format("the file has {} bytes", upload->bytes.size()),
                .accepted = fmt::format("at most {} bytes; larger files: pledgebook import",
                                        kUploadedSheetBytesMax)});
  }
  const auto sheet = read_sheet(upload->name, upload->bytes, std::nullopt, kUploadedPartBytesMax);
  if (!sheet) return misread_problem(sheet.error());
  const auto draft = mapping_for(*upload, *sheet, services.now());
  if (!draft) return misread_problem(draft.error());
  LEDGER_TRY(const auto known, known_parties(services));
  json::array remarks;
  for (const std::string& remark : draft->remarks) remarks.emplace_back(remark);
  json::object answer{{"reading", reading_json(*sheet)},
                      {"mapping", to_json(draft->mapping)},
                      {"remarks", std::move(remarks)},
                      {"misread", nullptr},
                      {"understood", nullptr}};
  const auto lines = lines_of(*sheet, draft->mapping, known);
  if (lines) {
    answer["understood"] = understood_json(*lines);
  } else {
    answer["misread"] = lines.error().sentence;
  }
  return json_response(200, json::serialize(answer));
}

}  // namespace

std::vector<Route> sheet_routes(const Services& services) {
  return {
      {.method = Method::post,
       .pattern = "/api/v1/desk/sheets",
       .operation = "understandSheet",
       .group = "desk",
       .summary = "What the ledger understands of a spreadsheet: a mapping of its columns, the "
                  "statements that its rows make, and each cell that is not understood; nothing "
                  "is kept",
       .bodies = {{.content_type = kJson,
                   .schema = "SheetUpload",
                   .description = "A file of at most 1 MiB, and how to read it; without a mapping "
                                  "one is drafted."}},
       .responses = {{200, kJson, "UnderstoodSheet", "Unsigned statements, in order."},
                     {400, kProblemJson, "Problem", "The request is malformed."},
                     {413, kProblemJson, "Problem", "The file is too large."},
                     {422, kProblemJson, "Problem", "The file is no table, or the mapping none."}},
       .body_name = "sheet",
       .body_bytes_max = kBodyBytesMax,
       .handler =
           [&services](const Request& request) {
             return to_response(understand(services, request));
           },
       .lane = Lane::heavy_reads}};
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/desk/evidence_files.h"
#include "projections/views/named_evidence.h"
#include "server/http/download_serving.h"
#include "server/http/json_text.h"
#include "server/http/problem.h"

namespace pledgebook::server {
namespace {

using ledger::EvidenceFiles;
using ledger::EvidenceHash;
using projections::NamedEvidence;

// How much of a file has arrived.
constexpr std::string_view kReceivedField = "Pledgebook-Received";
constexpr std::size_t kPageBytes = std::size_t{256} << 10U;

// "bytes FIRST-LAST/SIZE".
struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t size = 0;
};
std::optional<Range> parse_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  Range range;
  const auto take = [&text](std::uint64_t& number, char after) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (after == '\0') return text.empty();
    if (!text.starts_with(after)) return false;
    text.remove_prefix(1);
    return true;
  };
  if (!take(range.first, '-') || !take(range.last, '/') || !take(range.size, '\0'))
    return std::nullopt;
  if (range.first > range.last || range.last >= range.size) return std::nullopt;
  return range;
}

Problem bad_hash() {
  return {.status = 400,
          .code = "digest_invalid",
          .detail = "the path does not end with a SHA-256",
          .accepted = "64 lower-case hex digits"};
}

Problem not_named() {
  return {.status = 404,
          .code = "evidence_unknown",
          .detail =
              "no statement in the ledger names a file with this SHA-256: sign and submit "
              "the report that names it first"};
}

Problem bad_range(std::uint64_t size) {
  return {.status = 400,
          .code = "range_invalid",
          .detail = "Content-Range does not fit the body, or the size that the statement gives",
          .accepted = fmt::format("bytes FIRST-LAST/{}", size)};
}

Problem not_kept() {
  return {.status = 503,
          .code = "evidence_unavailable",
          .detail = "this server keeps no files: ask the server that writes the ledger"};
}

// The file as the ledger names it; or why there is none.
std::expected<NamedEvidence, Problem> find(const Services& services, const Request& request) {
  const auto sha256 = EvidenceHash::from_hex(request.captures.at(0));
  if (!sha256) return std::unexpected(bad_hash());
  if (services.evidence == nullptr) return std::unexpected(not_kept());
  const auto views = services.projector.views();
  if (!views) return std::unexpected(problem_of(views.error()));
  auto named = projections::find_evidence(*views, *sha256);
  if (!named) return std::unexpected(problem_of(named.error()));
  if (*named) return **std::move(named);
  if (views->size() < services.store.size()) {
    return std::unexpected(Problem{.status = 503,
                                   .code = "views_behind",
                                   .detail = "the read models do not have the newest records yet: "
                                             "ask again in a moment",
                                   .retry_after_s = 1});
  }
  return std::unexpected(not_named());
}

Problem problem_of(const EvidenceFiles::Added& added, const NamedEvidence& named) {
  using Outcome = EvidenceFiles::Outcome;
  switch (added.outcome) {
    case Outcome::out_of_place:
      return {
          .status = 409,
          .code = "range_out_of_place",
          .detail = fmt::format("{} bytes of this file have arrived: go on there", added.received),
          .accepted = fmt::format("bytes {}-LAST/{}", added.received, named.file.size)};
    case Outcome::wrong_bytes:
      return {.status = 422,
              .code = "evidence_differs",
              .detail =
                  "the bytes that arrived have another SHA-256 than the statement names: "
                  "send the file that was signed, from its beginning"};
    case Outcome::too_large:
      return {.status = 413,
              .code = "evidence_too_large",
              .detail = "the file is too large, or its party has no room left",
              .accepted = fmt::format("files of at most {} bytes, {} bytes a party",
                                      ledger::kEvidenceBytesMax, ledger::kPartyEvidenceBytesMax)};
    default:
      return {.status = 503,
              .code = "uploads_full",
              .detail = "too many uploads are under way: try again later",
              .retry_after_s = 60};
  }
}

Response add_part(const Services& services, const Request& request) {
  const auto named = find(services, request);
  if (!named) return to_response(named.error());
  const std::uint64_t size = named->file.size;
  std::uint64_t first = 0;
  const bool is_whole_file = request.content_range.empty() && request.body.size() == size;
  if (!is_whole_file) {
    const auto range = parse_range(request.content_range);
    if (!range || range->size != size || range->last - range->first + 1 != request.body.size())
      return to_response(bad_range(size));
    first = range->first;
  }
  const auto added = services.evidence->add(
      {.sha256 = named->file.sha256, .size = size, .party = named->by}, first, request.body);
  if (!added) return to_response(server::problem_of(added.error()));
  using Outcome = EvidenceFiles::Outcome;
  const bool is_whole = added->outcome == Outcome::whole;
  Response response;
  if (is_whole || added->outcome == Outcome::part) {
    JsonText json;
    json.number("received", added->received).number("size", size).boolean("whole", is_whole);
    response = json_response(is_whole ? 201 : 202, std::move(json).take());
  } else {
    response = to_response(problem_of(*added, *named));
  }
  response.headers.push_back({kReceivedField, std::to_string(added->received)});
  return response;
}

// Types that a browser shows without running anything, and how such a file begins.
struct ShownType {
  std::string_view type;
  std::string_view begins;
};
constexpr auto kShown = std::to_array<ShownType>({{"image/png", "\x89PNG\r\n\x1A\n"},
                                                  {"image/jpeg", "\xFF\xD8\xFF"},
                                                  {"image/gif", "GIF8"},
                                                  {"application/pdf", "%PDF-"}});

// "attachment; filename*=UTF-8''…" (RFC 6266); every byte that is not plain is escaped.
std::string disposition(std::string_view how, std::string_view name) {
  std::string text = fmt::format("{}; filename*=UTF-8''", how);
  // A name with a path, as some programs write it.
  name = name.substr(name.find_last_of("/\\") + 1);
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                          (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    text += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text;
}

Response head_of(const NamedEvidence& named, std::string_view beginning) {
  const auto* shown = std::ranges::find(kShown, named.file.type, &ShownType::type);
  // A type that lies is not believed.
  const bool is_shown = shown != kShown.end() && beginning.starts_with(shown->begins);
  Response head{.content_type = is_shown ? shown->type : "application/octet-stream",
                .caching = Caching::forever,
                .etag = fmt::format("\"{}\"", named.file.sha256.hex())};
  head.headers.push_back(
      {"Content-Disposition", disposition(is_shown ? "inline" : "attachment", named.file.name)});
  return head;
}

Download begin_file(const Services& services, const Request& request) {
  const auto named = find(services, request);
  if (!named) return {to_response(named.error())};
  const EvidenceHash sha256 = named->file.sha256;
  const EvidenceFiles& files = *services.evidence;
  if (!files.has(sha256)) {
    const auto received = files.received(sha256);
    if (!received) return {to_response(server::problem_of(received.error()))};
    Response response = to_response(
        Problem{.status = 404,
                .code = "evidence_absent",
                .detail = fmt::format("the ledger names this file, but it has not arrived: {} of "
                                      "its {} bytes are here",
                                      *received, named->file.size)});
    response.headers.push_back({kReceivedField, std::to_string(*received)});
    return {std::move(response)};
  }
  auto beginning = files.read(sha256, 0, kPageBytes);
  if (!beginning) return {to_response(server::problem_of(beginning.error()))};
  Response head = head_of(*named, *beginning);
  return {
      std::move(head),
      [&files, sha256, at = std::uint64_t{0}](std::string& page) mutable -> ledger::Result<bool> {
        LEDGER_TRY(const std::string bytes, files.read(sha256, at, kPageBytes));
        page += bytes;
        at += bytes.size();
        return !bytes.empty();
      }};
}

}  // namespace

std::vector<Route> evidence_routes(const Services& services) {
  constexpr std::string_view kPattern = "/api/v1/blobs/{sha256}";
  return {
      {.pattern = kPattern,
       .operation = "getEvidence",
       .group = "evidence",
       .summary = "A file that a statement names as evidence",
       .responses = {{200, "application/octet-stream", "",
                      "The file; an image or a PDF under its own type."},
                     {404, kProblemJson, "Problem",
                      "No statement names it, or it has not arrived: `Pledgebook-Received` says "
                      "how much of it has."}},
       .serving = std::make_shared<DownloadServing>(
           [&services](const Request& request) { return begin_file(services, request); }),
       .lane = Lane::downloads},
      {.method = Method::put,
       .pattern = kPattern,
       .operation = "putEvidence",
       .group = "evidence",
       .summary = "Sends a part of a file that a statement names as evidence, the parts in order",
       .bodies = {{.content_type = "",
                   .schema = "",
                   .description = "The bytes that `Content-Range: bytes FIRST-LAST/SIZE` says."}},
       .responses = {{201, kJson, "Upload", "The whole file has arrived."},
                     {202, kJson, "Upload", "More is needed."},
                     {400, kProblemJson, "Problem", "The hash or the range is malformed."},
                     {404, kProblemJson, "Problem", "No statement names this file."},
                     {409, kProblemJson, "Problem", "Another part is next; the answer says which."},
                     {413, kProblemJson, "Problem", "The file is too large."},
                     {422, kProblemJson, "Problem", "The bytes have another SHA-256."}},
       .handler = [&services](const Request& request) { return add_part(services, request); },
       .lane = Lane::reads}};
}

}  // namespace pledgebook::server

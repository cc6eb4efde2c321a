// SPDX-License-Identifier: Apache-2.0
#include "server/routes/records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/domain/values/stream.h"
#include "ledger/log/record/record.h"
#include "ledger/log/stream_records.h"
#include "server/http/etag.h"
#include "server/http/json_text.h"
#include "server/http/router.h"
#include "server/routes/notes.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

constexpr std::uint64_t kPageItemsDefault = 100;

Response not_found(std::string detail) {
  return to_response(problem_of(ledger::Error{ledger::Errc::not_found, std::move(detail)}));
}

Response bad_request(std::string code, std::string pointer, std::string detail,
                     std::string accepted) {
  return to_response(Problem{.status = 400,
                             .code = std::move(code),
                             .detail = std::move(detail),
                             .pointer = std::move(pointer),
                             .accepted = std::move(accepted)});
}

// Builds a page of records: it ends with the item that exceeds the limit of bytes.
class Page {
 public:
  Page(std::uint64_t items_max, std::size_t bytes_max)
      : items_max_(items_max), bytes_max_(bytes_max) {}

  [[nodiscard]] bool is_full() const noexcept {
    return items_ == items_max_ || items_json_.size() >= bytes_max_;
  }
  [[nodiscard]] ledger::Result<void> add(ledger::Index index, std::string_view bytes) {
    LEDGER_TRY(const std::string json, record_json(bytes));
    if (items_++ > 0) items_json_.push_back(',');
    items_json_ += json;
    last_ = index;
    return {};
  }
  // `more` says whether there are records after the page; then `next` is the value for `after`.
  [[nodiscard]] Response answer(JsonText json, const LogPosition& position, bool more) && {
    add_position(json, position);
    if (more && last_) {
      json.number("next", ledger::number(*last_));
    } else {
      json.null("next");
    }
    json.raw("records", "[" + items_json_ + "]");
    Response response = json_response(200, std::move(json).take());
    response.caching = Caching::revalidate;
    return response;
  }

 private:
  std::uint64_t items_max_;
  std::size_t bytes_max_;
  std::string items_json_;
  std::uint64_t items_ = 0;
  std::optional<ledger::Index> last_;
};

std::uint64_t limit_of(const Services& services, const Request& request) {
  const auto limit = integer_parameter(request, "limit");
  return std::clamp<std::uint64_t>(limit.value_or(kPageItemsDefault), 1,
                                   services.limits.page_items_max);
}

ledger::Result<Response> list_records(const Services& services, const Request& request) {
  const auto after = integer_parameter(request, "after");
  const std::uint64_t begin = after ? *after + 1 : 0;
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  LEDGER_TRY(const LogPosition position, position_of(snapshot, services.released()));
  Page page(limit_of(services, request), services.limits.page_bytes_max);
  std::uint64_t next = begin;
  ledger::Result<void> outcome;
  if (begin < ledger::number(position.size)) {
    const auto visited = snapshot.for_each_record(ledger::Index{begin},
                                                  [&](ledger::Index index, std::string_view bytes) {
                                                    if (page.is_full()) return false;
                                                    outcome = page.add(index, bytes);
                                                    next = ledger::number(index) + 1;
                                                    return outcome.has_value();
                                                  });
    if (!visited) return std::unexpected(visited.error());
    if (!outcome) return std::unexpected(outcome.error());
  }
  return std::move(page).answer(JsonText(), position, next < ledger::number(position.size));
}

// Weak, as all our ETags: the same answer is also sent compressed (RFC 9110 §8.8.3).
std::string etag_of(std::string_view bytes) {
  return "W/\"" + ledger::leaf_hash_of(bytes).hex() + "\"";
}

ledger::Result<Response> get_record(const Services& services, const Request& request,
                                    std::uint64_t index) {
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  if (index >= ledger::number(snapshot.size())) {
    return not_found("there is no record " + std::to_string(index) + "; the ledger has " +
                     std::to_string(ledger::number(snapshot.size())) + ", counted from 0");
  }
  LEDGER_TRY(const std::string_view bytes, snapshot.record(ledger::Index{index}));
  std::string etag = etag_of(bytes);
  if (none_match_names(request.if_none_match, etag))
    return Response{.status = 304, .caching = Caching::forever, .etag = std::move(etag)};
  LEDGER_TRY(std::string json, record_json(bytes));
  Response response = json_response(200, std::move(json));
  response.caching = Caching::forever;
  response.etag = std::move(etag);
  return response;
}

ledger::Result<Response> list_statements(const Services& services, const Request& request,
                                         const ledger::StreamId& stream) {
  const auto after = integer_parameter(request, "after");
  std::optional<ledger::Index> beyond;
  if (after) beyond = ledger::Index{*after};
  const std::uint64_t limit = limit_of(services, request);
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  LEDGER_TRY(const ledger::StreamRecords part,
             ledger::find_stream_records(snapshot, stream.text(), beyond, limit));
  LEDGER_TRY(const LogPosition position, position_of(snapshot, services.released()));
  Page page(limit, services.limits.page_bytes_max);
  std::optional<ledger::Index> last;
  for (const ledger::Index index : part.records) {
    if (page.is_full()) break;
    LEDGER_TRY(const std::string_view bytes, snapshot.record(index));
    if (auto added = page.add(index, bytes); !added) return std::unexpected(added.error());
    last = index;
  }
  JsonText json;
  json.text("stream", stream.text()).number("count", part.count);
  return std::move(page).answer(std::move(json), position, last && last != part.last);
}

Response statements_of(const Services& services, const Request& request) {
  const auto stream = ledger::StreamId::parse(request.parameter("stream").value_or(""));
  if (!stream) {
    return bad_request("stream_invalid", "?stream", "the parameter is not a stream",
                       std::string(kStreamsAccepted));
  }
  return to_response(list_statements(services, request, *stream));
}

Response record_at(const Services& services, const Request& request) {
  const auto index = parse_integer(request.captures.at(0));
  if (!index) {
    return bad_request("index_invalid", "", "the path has no valid index", "an integer from 0");
  }
  return to_response(get_record(services, request, *index));
}

}  // namespace

std::vector<Route> record_routes(const Services& services) {
  const ResponseNote page{200, kJson, "RecordPage", "Records in the order of the log."};
  const ResponseNote bad{400, kProblemJson, "Problem", "A parameter is unknown or malformed."};
  return {
      {.pattern = "/api/v1/statements",
       .operation = "listStatements",
       .group = "log",
       .summary = "The records of one stream, in order",
       .parameters = {{.name = "stream",
                       .description = "`governance`, or the kind of a stream, a slash and an id.",
                       .required = true,
                       .pattern = kStreamPattern},
                      kAfter,
                      kLimit},
       .responses = {page, bad},
       .handler = [&services](const Request& request) { return statements_of(services, request); },
       .lane = Lane::heavy_reads},
      {.pattern = "/api/v1/records",
       .operation = "listRecords",
       .group = "log",
       .summary = "All records, in order",
       .parameters = {kAfter, kLimit},
       .responses = {page, bad},
       .handler =
           [&services](const Request& request) {
             return to_response(list_records(services, request));
           },
       .lane_with_query = Lane::heavy_reads},
      {.pattern = "/api/v1/records/{index}",
       .operation = "getRecord",
       .group = "log",
       .summary = "One record, decoded and as bytes",
       .responses = {{200, kJson, "Record", "The record."},
                     kNotModified,
                     bad,
                     {404, kProblemJson, "Problem", "The ledger has no such record yet."}},
       .handler = [&services](const Request& request) { return record_at(services, request); }},
  };
}

}  // namespace pledgebook::server

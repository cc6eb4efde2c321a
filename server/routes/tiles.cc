// SPDX-License-Identifier: Apache-2.0
#include "server/routes/tiles.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ledger/proof/tile.h"
#include "server/http/problem.h"
#include "server/routes/record_json.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kNote = "text/plain; charset=utf-8";
constexpr std::string_view kBytes = "application/octet-stream";

Response checkpoint(const Services& services) {
  const ledger::ReleasedPointer released = services.released();
  if (!released) {
    return to_response(Problem{.status = 404,
                               .code = "not_published",
                               .detail = "no checkpoint has been published yet: ask again in a "
                                         "moment",
                               .retry_after_s = 1});
  }
  return {.status = 200,
          .content_type = kNote,
          .body = released->bytes,
          .caching = Caching::revalidate};
}

// Witnesses read the records that a checkpoint covers before it is published.
ledger::Size readable(const Services& services) {
  const ledger::Size released = size_of(services.released());
  if (services.witnesses == nullptr) return released;
  return std::max(released, services.witnesses->offered());
}

ledger::Result<Response> read_tile(const Services& services, const ledger::Tile& tile) {
  LEDGER_TRY(const ledger::Snapshot snapshot, services.store.snapshot());
  LEDGER_TRY(std::string bytes, ledger::tile_bytes(snapshot, tile));
  return Response{
      .status = 200, .content_type = kBytes, .body = std::move(bytes), .caching = Caching::forever};
}

Response tile_at(const Services& services, const std::string& path) {
  const auto tile = ledger::parse_tile_path(path);
  if (!tile) {
    return to_response(Problem{.status = 400,
                               .code = "tile_invalid",
                               .detail = "the path is not a tile's",
                               .accepted = "<level>/<number>[.p/<width>] or "
                                           "entries/<number>[.p/<width>], as c2sp.org/tlog-tiles "
                                           "writes them"});
  }
  if (!ledger::has_tile(readable(services), *tile)) {
    return to_response(Problem{.status = 404,
                               .code = "not_published",
                               .detail = "the newest checkpoint does not cover this tile"});
  }
  return to_response(read_tile(services, *tile));
}

}  // namespace

std::vector<Route> tile_routes(const Services& services) {
  return {{.pattern = "/checkpoint",
           .operation = "getCheckpoint",
           .group = "proofs",
           .summary = "The newest checkpoint, a signed note for the tools of any transparency log",
           .responses = {{200, kNote, "", "A signed note (c2sp.org/tlog-checkpoint)."},
                         {404, kProblemJson, "Problem", "None has been published yet."}},
           .handler = [&services](const Request&) { return checkpoint(services); }},
          {.pattern = "/tile/{path+}",
           .operation = "getTile",
           .group = "proofs",
           .summary = "A tile of the log: hashes, or the bytes of records",
           .responses = {{200, kBytes, "", "The tile (c2sp.org/tlog-tiles); it never changes."},
                         {400, kProblemJson, "Problem", "The path is not a tile's."},
                         {404, kProblemJson, "Problem", "No checkpoint covers it."}},
           .handler = [&services](const Request& request) {
             return tile_at(services, request.captures.at(0));
           }}};
}

}  // namespace pledgebook::server

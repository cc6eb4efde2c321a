// SPDX-License-Identifier: Apache-2.0
#include "server/all_routes.h"

#include <iterator>
#include <utility>

#include "server/routes/desk.h"
#include "server/routes/digests.h"
#include "server/routes/evidence.h"
#include "server/routes/exports.h"
#include "server/routes/live_routes.h"
#include "server/routes/openapi.h"
#include "server/routes/operations.h"
#include "server/routes/practice.h"
#include "server/routes/proofs.h"
#include "server/routes/read_models.h"
#include "server/routes/records.h"
#include "server/routes/sheets.h"
#include "server/routes/signing.h"
#include "server/routes/tiles.h"
#include "server/routes/trials.h"
#include "server/web/web_routes.h"

namespace pledgebook::server {

std::vector<Route> all_routes(const Services& services, const Practice* practice) {
  std::vector<Route> routes;
  const auto add = [&routes](std::vector<Route> group) {
    routes.insert(routes.end(), std::make_move_iterator(group.begin()),
                  std::make_move_iterator(group.end()));
  };
  add(web_routes(services, practice));
  add(live_routes(services));
  add(trial_routes(services));
  add(record_routes(services));
  add(signing_routes(services, practice));
  add(practice_routes(practice));
  add(proof_routes(services));
  add(export_routes(services.exports));
  add(evidence_routes(services));
  add(desk_routes(services));
  add(sheet_routes(services));
  add(tile_routes(services));
  add(digest_routes(services));
  add(read_model_routes(services));
  add(operation_routes(services));
  // The OpenAPI document describes all routes, its own too, so its route is added last.
  add(openapi_routes(routes));
  return routes;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/assets.h"

#include <algorithm>

#include "server/http/problem.h"
#include "server/web/frame/embedded_assets.h"
#include "server/web/words/replaceable.h"

namespace pledgebook::server {
namespace {

using Assets = std::vector<Asset>;

Replaceable<Assets>& assets() {
  static Replaceable<Assets> all(Assets(embedded::assets().begin(), embedded::assets().end()));
  return all;
}

const Asset* find_by_name(std::string_view name) {
  const Assets& all = assets().now();
  const auto found = std::ranges::find(all, name, &Asset::name);
  return found == all.end() ? nullptr : &*found;
}

Response get_asset(const Request& request) {
  const Assets& all = assets().now();
  const std::string address = "/assets/" + request.captures.at(0);
  const auto found = std::ranges::find(all, std::string_view(address), &Asset::address);
  if (found == all.end()) {
    return to_response(
        Problem{.status = 404,
                .code = "not_found",
                .detail = "there is no such file: reload the page that asked for it"});
  }
  Response response{.content_type = found->content_type};
  response.caching = Caching::forever;
  if (request.accepts_brotli && !found->brotli.empty()) {
    response.body = found->brotli;
    response.encoding = "br";
  } else if (request.accepts_gzip && !found->gzip.empty()) {
    response.body = found->gzip;
    response.encoding = "gzip";
  } else {
    response.body = found->bytes;
  }
  return response;
}

}  // namespace

void use_assets(std::vector<Asset> given) { assets().replace(std::move(given)); }
std::vector<Asset> assets_in_use() { return assets().now(); }

std::optional<std::string> asset_address(std::string_view name) {
  const Asset* asset = find_by_name(name);
  if (asset == nullptr) return std::nullopt;
  return std::string(asset->address);
}

std::string_view asset_bytes(std::string_view name) {
  const Asset* asset = find_by_name(name);
  return asset == nullptr ? std::string_view() : asset->bytes;
}

std::vector<Route> asset_routes() {
  return {{.pattern = "/assets/{name}",
           .operation = "getAsset",
           .group = "pages",
           .summary = "A style sheet, a script or a picture of the pages",
           .responses = {{200, "", "", "Bytes that never change."},
                         {404, kProblemJson, "Problem", "There is no such file."}},
           .handler = &get_asset}};
}

}  // namespace pledgebook::server

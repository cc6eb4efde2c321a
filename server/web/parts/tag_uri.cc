// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/tag_uri.h"

namespace pledgebook::server {

// The ledger's name is "host/path#32 hex digits".
std::string tag_uri(const projections::Selection& selection, const PageContext& context,
                    std::string_view name) {
  const std::string& ledger = selection.context().background().governance->ledger;
  const std::size_t hash = ledger.find('#');
  const std::string origin = ledger.substr(0, hash);
  const std::size_t slash = origin.find('/');
  const std::string unique = hash == std::string::npos ? std::string() : ledger.substr(hash + 1);
  const ledger::Date began = context.life ? ledger::date_of(context.life->first) : ledger::Date{};
  return "tag:" + origin.substr(0, slash) + "," + ledger::to_text(began) + ":pledgebook/" + unique +
         "/" + std::string(name);
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/merge_patch.h"

#include <boost/json/object.hpp>
#include <utility>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// RFC 7396 §2.
void merge(json::value& target, const json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target.emplace_object();
  json::object& object = target.get_object();
  for (const auto& member : patch.get_object()) {
    if (member.value().is_null()) {
      object.erase(member.key());
    } else {
      merge(object[member.key()], member.value());
    }
  }
}

}  // namespace

json::value merge_patch(json::value target, const json::value& patch) {
  merge(target, patch);
  return target;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/trial.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <string>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/rules.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

constexpr std::size_t kFaultsMax = 20;

// Fields that a body must have, with values that no rule refuses.
struct Harmless {
  std::string_view field;
  std::string_view value;
};
constexpr std::array kHarmless{Harmless{"title", "-"},           Harmless{"type", "policy"},
                               Harmless{"scope", "global"},      Harmless{"start", "2020-01-01"},
                               Harmless{"stage", "in-progress"}, Harmless{"reason", "-"}};

std::optional<Refusal> judge(Registry& registry, const std::string& payload,
                             std::span<const KeyId> keys, Index next, RecordedAt now) {
  const auto statement = decode_statement(payload);
  if (!statement) return statement.error();
  std::vector<KeySignature> signatures;
  for (const KeyId& key : keys) signatures.push_back({.key = key, .signature = {}});
  std::ranges::sort(signatures, {}, &KeySignature::key);
  const Sid sid = statement_id(payload);
  const auto verdict = check_entry(registry, {*statement, sid, signatures, next, now});
  if (verdict) return std::nullopt;
  return verdict.error();
}

// The field that the refusal names: "value" of "/body/value/currency", "changes/value" of
// "/body/changes/value". Empty if it names none of the body's.
std::string field_of(std::string_view pointer) {
  constexpr std::string_view kBody = "/body/";
  constexpr std::string_view kChanges = "changes/";
  if (!pointer.starts_with(kBody)) return {};
  pointer.remove_prefix(kBody.size());
  const std::size_t begin = pointer.starts_with(kChanges) ? kChanges.size() : 0;
  return std::string(pointer.substr(0, pointer.find('/', begin)));
}

// The statement without the field, or with a harmless value for it. False if that can't be done.
bool mend(json::object& body, std::string_view field) {
  const std::size_t slash = field.find('/');
  if (slash != std::string_view::npos) {
    json::value* below = body.if_contains(field.substr(0, slash));
    return below != nullptr && below->is_object() &&
           mend(below->get_object(), field.substr(slash + 1));
  }
  // What another field asks for goes with it.
  if (field == "countries") body["scope"] = "global";
  if (field == "value") body["type"] = "policy";
  const auto harmless = std::ranges::find(kHarmless, field, &Harmless::field);
  if (harmless != kHarmless.end()) {
    body[field] = harmless->value;
    return true;
  }
  return body.erase(field) > 0;
}

}  // namespace

std::vector<Refusal> trial(Registry& registry, std::string_view payload,
                           std::span<const KeyId> keys, Index next, RecordedAt now) {
  auto parsed = parse_json(payload);
  if (!parsed) return {parsed.error()};
  std::vector<Refusal> found;
  std::set<std::string> fields;
  std::string tried(payload);
  while (found.size() < kFaultsMax) {
    auto refusal = judge(registry, tried, keys, next, now);
    if (!refusal) break;
    const std::string field = field_of(refusal->pointer);
    // A second fault of one field, or one that names none, comes from the mending.
    if (!found.empty() && (field.empty() || fields.contains(field))) break;
    found.push_back(*std::move(refusal));
    json::object* statement = parsed->if_object();
    json::value* body = statement == nullptr ? nullptr : statement->if_contains("body");
    const bool is_mended = !field.empty() && fields.insert(field).second && body != nullptr &&
                           body->is_object() && mend(body->get_object(), field);
    if (!is_mended) break;
    tried = canonical_json(*parsed);
  }
  return found;
}

}  // namespace pledgebook::ledger

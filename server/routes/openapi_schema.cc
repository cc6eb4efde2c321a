// SPDX-License-Identifier: Apache-2.0
#include "server/routes/openapi_schema.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/kinds/fields.h"
#include "server/routes/notes.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using ledger::Limit;

json::object text_schema(std::string_view pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

json::object integer_schema(std::uint64_t max) {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", max}};
}

// The schema of a field's value. Primary templates are left undefined, so that a field of a new
// type does not compile before it has a schema.
template <class T>
struct Schema;

template <class T>
json::object schema(Limit limit) {
  return Schema<T>::of(limit);
}

template <>
struct Schema<bool> {
  static json::object of(Limit) { return {{"type", "boolean"}}; }
};
template <>
struct Schema<std::uint64_t> {
  static json::object of(Limit) { return integer_schema(ledger::kIntegerMax); }
};
template <>
struct Schema<std::uint32_t> {
  static json::object of(Limit) {
    return integer_schema(std::numeric_limits<std::uint32_t>::max());
  }
};
template <>
struct Schema<ledger::Index> : Schema<std::uint64_t> {};
template <>
struct Schema<ledger::Size> : Schema<std::uint64_t> {};
template <>
struct Schema<std::string> {
  static json::object of(Limit limit) {
    return {{"type", "string"}, {"maxLength", limit.characters}};
  }
};
template <>
struct Schema<ledger::Date> {
  static json::object of(Limit) { return {{"type", "string"}, {"format", "date"}}; }
};
template <>
struct Schema<ledger::Instant> {
  static json::object of(Limit) {
    json::object schema = text_schema("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$");
    schema["format"] = "date-time";
    return schema;
  }
};
template <>
struct Schema<ledger::Decimal> {
  static json::object of(Limit) { return text_schema("^(0|[1-9]\\d{0,17})(\\.\\d{1,4})?$"); }
};
template <>
struct Schema<ledger::Share> {
  static json::object of(Limit) { return text_schema("^(0|[1-9]\\d{0,2})(\\.\\d{1,6})?$"); }
};
template <>
struct Schema<ledger::Rate> {
  static json::object of(Limit) { return text_schema("^(0|[1-9]\\d{0,17})(\\.\\d{1,10})?$"); }
};
template <>
struct Schema<ledger::Currency> {
  static json::object of(Limit) { return text_schema("^[A-Z]{3}$"); }
};
template <>
struct Schema<ledger::Country> {
  static json::object of(Limit) { return text_schema("^[A-Z]{3}$"); }
};
template <>
struct Schema<ledger::StreamId> {
  static json::object of(Limit) { return text_schema(kStreamPattern); }
};
template <>
struct Schema<ledger::PublicKeyBytes> {
  static json::object of(Limit) {
    json::object schema = text_schema("^[A-Za-z0-9+/]{43}=$");
    schema["contentEncoding"] = "base64";
    return schema;
  }
};
template <>
struct Schema<json::object> {
  static json::object of(Limit) { return {{"type", "object"}}; }
};
template <>
struct Schema<std::map<std::string, std::string>> {
  static json::object of(Limit limit) {
    return {{"type", "object"}, {"additionalProperties", schema<std::string>(limit)}};
  }
};
template <>
struct Schema<std::map<ledger::Currency, ledger::Rate>> {
  static json::object of(Limit limit) {
    return {{"type", "object"},
            {"propertyNames", schema<ledger::Currency>(limit)},
            {"additionalProperties", schema<ledger::Rate>(limit)}};
  }
};
template <class Tag>
struct Schema<ledger::Id<Tag>> {
  static json::object of(Limit) { return text_schema("^[a-z0-9-]{1,64}$"); }
};
template <class Tag>
struct Schema<ledger::Digest<Tag>> {
  static json::object of(Limit) { return text_schema("^[0-9a-f]{64}$"); }
};
template <class E>
  requires std::is_enum_v<E> && ledger::Named<E>
struct Schema<E> {
  static json::object of(Limit) {
    json::array words;
    for (const auto& [value, word] : names_of(E{})) words.emplace_back(word);
    return {{"type", "string"}, {"enum", std::move(words)}};
  }
};
template <class T>
struct Schema<std::optional<T>> : Schema<T> {};
template <class T>
struct Schema<std::vector<T>> {
  static json::object of(Limit limit) {
    return {{"type", "array"}, {"items", schema<T>(limit)}, {"maxItems", ledger::kArrayItemsMax}};
  }
};

// Collects the fields of a body as `describe` names them.
class SchemaWriter {
 public:
  template <class T>
  void operator()(std::string_view name, const T&, Limit limit = ledger::kName) {
    properties_.emplace(name, schema<T>(limit));
    if constexpr (!ledger::kMayBeAbsent<T>) required_.emplace_back(name);
  }
  json::object take() && {
    json::object schema{{"type", "object"},
                        {"properties", std::move(properties_)},
                        {"additionalProperties", false}};
    if (!required_.empty()) schema["required"] = std::move(required_);
    return schema;
  }

 private:
  json::object properties_;
  json::array required_;
};

template <ledger::Described T>
struct Schema<T> {
  static json::object of(Limit) {
    SchemaWriter writer;
    T body{};
    describe(writer, body);
    return std::move(writer).take();
  }
};

json::object reference(const std::string& component) {
  return {{"$ref", "#/components/schemas/" + component}};
}

// A statement of one kind: the fields that all statements have, and its own body.
json::object statement_schema(const std::string& kind) {
  json::object prev{{"description", "The sid of the stream's last statement; null for its first."},
                    {"type", json::array{"string", "null"}},
                    {"pattern", "^[0-9a-f]{64}$"}};
  json::object anchor{
      {"type", "object"},
      {"description", "The newest checkpoint that the signer has verified."},
      {"properties",
       {{"root", schema<ledger::PublicKeyBytes>({})}, {"size", schema<ledger::Size>({})}}},
      {"required", {"root", "size"}},
      {"additionalProperties", false}};
  json::object ledger_name{{"type", "string"},
                           {"description", "The value of `ledger` in /api/v1/ledger."}};
  return {
      {"type", "object"},
      {"properties",
       {{"anchor", std::move(anchor)},
        {"at", schema<ledger::Instant>({})},
        {"body", reference("body." + kind)},
        {"kind", {{"const", kind}}},
        {"ledger", std::move(ledger_name)},
        {"prev", std::move(prev)},
        {"signers", {{"type", "array"}, {"items", schema<ledger::PartyId>({})}, {"minItems", 1}}},
        {"stream", schema<ledger::StreamId>({})},
        {"v", {{"const", 1}}}}},
      {"required", {"at", "body", "kind", "ledger", "prev", "signers", "stream", "v"}},
      {"additionalProperties", false}};
}

template <class... Kinds>
void add_kinds(std::type_identity<std::variant<Kinds...>>, json::object& schemas,
               json::array& alternatives, json::object& by_kind) {
  const auto add = [&](const std::string& kind, json::object body) {
    schemas.emplace("body." + kind, std::move(body));
    schemas.emplace("statement." + kind, statement_schema(kind));
    alternatives.push_back(reference("statement." + kind));
    by_kind.emplace(kind, "#/components/schemas/statement." + kind);
  };
  (add(std::string(Kinds::kKind), Schema<Kinds>::of(ledger::kName)), ...);
}

}  // namespace

json::object statement_schemas() {
  json::object schemas;
  json::array alternatives;
  json::object by_kind;
  add_kinds(std::type_identity<ledger::Body>{}, schemas, alternatives, by_kind);
  json::object all{
      {"description",
       "A party's statement. Its bytes are signed: RFC 8785 canonical JSON, at most 32,768 bytes, "
       "nested at most " +
           std::to_string(ledger::kJsonDepthMax) + " deep; integers only."},
      {"oneOf", std::move(alternatives)},
      {"discriminator", {{"propertyName", "kind"}, {"mapping", std::move(by_kind)}}}};
  schemas.emplace("Statement", std::move(all));
  return schemas;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/openapi.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <utility>

#include "ledger/domain/kinds/fields.h"
#include "server/routes/embedded_schemas.h"
#include "server/routes/openapi_schema.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

json::object parameter_schema(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::integer:
      return {{"type", "integer"},
              {"minimum", parameter.min},
              {"maximum", parameter.max == 0 ? ledger::kIntegerMax : parameter.max}};
    case ParameterType::id:
      return {{"type", "string"}, {"pattern", "^[a-z0-9-]{1,64}$"}};
    case ParameterType::hash:
      return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}};
    case ParameterType::date:
      return {{"type", "string"}, {"format", "date"}};
    case ParameterType::country:
      return {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}};
    case ParameterType::choice: {
      json::array words;
      std::string_view rest = parameter.choices;
      while (!rest.empty()) {
        const std::size_t comma = rest.find(", ");
        words.emplace_back(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
      }
      return {{"type", "string"}, {"enum", std::move(words)}};
    }
    case ParameterType::time:
      return {{"type", "string"},
              {"pattern", R"(^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3})?Z)?$)"}};
    case ParameterType::text:
      break;
  }
  json::object schema{{"type", "string"}};
  if (!parameter.pattern.empty()) schema["pattern"] = parameter.pattern;
  return schema;
}

json::object query_parameter(const Parameter& parameter) {
  json::object schema = parameter_schema(parameter);
  if (parameter.repeats) schema = {{"type", "array"}, {"items", std::move(schema)}};
  return {{"name", parameter.name},
          {"in", "query"},
          {"required", parameter.required},
          {"description", parameter.description},
          {"schema", std::move(schema)}};
}

// The schema of a parameter in braces in a pattern, by its name.
json::object path_schema(std::string_view name) {
  if (name == "index")
    return {{"type", "integer"}, {"minimum", 0}, {"maximum", ledger::kIntegerMax}};
  json::object schema{{"type", "string"}};
  if (name == "kind")
    schema["enum"] = {"pledge", "attestation", "discussion", "party", "keys", "indicator"};
  if (name == "id") schema["pattern"] = "^[a-z0-9-]{1,64}$";
  if (name == "key" || name == "sha256") schema["pattern"] = "^[0-9a-f]{64}$";
  // A tile of c2sp.org/tlog-tiles: its level or `entries`, its number, and the width of a part.
  if (name == "path") schema["pattern"] = R"(^(\d{1,2}|entries)(/x\d{3})*/\d{3}(\.p/\d{1,3})?$)";
  return schema;
}

// The parameters in braces in the pattern.
json::array path_parameters(std::string_view pattern) {
  json::array parameters;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    std::string_view name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    if (name.ends_with('+')) name.remove_suffix(1);
    parameters.push_back(
        {{"name", name}, {"in", "path"}, {"required", true}, {"schema", path_schema(name)}});
  }
  return parameters;
}

json::object content(std::string_view type, std::string_view schema) {
  json::object media;
  if (schema.empty()) {
    media["schema"] = {{"type", type == kJson ? "object" : "string"}};
    if (type == "application/octet-stream") media["schema"].get_object()["format"] = "binary";
  } else {
    media["schema"] = {{"$ref", "#/components/schemas/" + std::string(schema)}};
  }
  json::object by_type;
  by_type.emplace(type, std::move(media));
  return by_type;
}

// Statuses that any route may answer with are described once, under `default`.
json::object responses(const Route& route) {
  json::object all;
  for (const ResponseNote& note : route.responses) {
    const std::string status = std::to_string(note.status);
    json::object& response =
        all[status].is_object() ? all[status].get_object() : all[status].emplace_object();
    if (!response.contains("description")) response["description"] = note.description;
    if (note.content_type.empty()) continue;
    json::object by_type = content(note.content_type, note.schema);
    if (response.contains("content")) {
      for (auto& media : by_type) response["content"].get_object().insert(media);
    } else {
      response["content"] = std::move(by_type);
    }
  }
  all["default"] = {{"description", "An error of the request or of the server."},
                    {"content", content(kProblemJson, "Problem")}};
  return all;
}

json::object operation(const Route& route) {
  json::array parameters = path_parameters(route.pattern);
  for (const Parameter& parameter : route.parameters) {
    parameters.push_back(query_parameter(parameter));
  }
  json::object operation{{"operationId", route.operation},
                         {"tags", {route.group}},
                         {"summary", route.summary},
                         {"responses", responses(route)}};
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!route.bodies.empty()) {
    json::object by_type;
    std::string description;
    for (const BodyNote& body : route.bodies) {
      for (auto& media : content(body.content_type, body.schema)) by_type.insert(media);
      description +=
          "`" + std::string(body.content_type) + "`: " + std::string(body.description) + " ";
    }
    operation["requestBody"] = {
        {"required", true}, {"description", description}, {"content", std::move(by_type)}};
  }
  return operation;
}

// The groups of routes, in the order in which they first appear.
json::array tags(std::span<const Route> routes) {
  json::array all;
  std::set<std::string_view> named;
  for (const Route& route : routes) {
    if (named.insert(route.group).second) all.push_back(json::object{{"name", route.group}});
  }
  return all;
}

// Of a path item.
std::string_view method_name(Method method) {
  switch (method) {
    case Method::post:
      return "post";
    case Method::put:
      return "put";
    default:
      return "get";
  }
}

}  // namespace

std::string openapi_document(std::span<const Route> routes) {
  json::object paths;
  for (const Route& route : routes) {
    std::string pattern(route.pattern);
    std::erase(pattern, '+');  // OpenAPI has no parameters of several segments
    json::value& path = paths[pattern];
    if (!path.is_object()) path.emplace_object();
    path.get_object().emplace(method_name(route.method), operation(route));
  }
  json::object schemas = statement_schemas();
  // Compiled in and tested, so it parses.
  const json::value own = json::parse(embedded::kSchemas);
  for (const auto& schema : own.get_object()) schemas.insert(schema);
  const json::object document{
      {"openapi", "3.1.0"},
      {"jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema"},
      {"info",
       {{"title", "Pledgebook"},
        {"version", "1"},
        {"summary", "A ledger of commitments that anybody can check"},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", {{{"url", "/"}}}},
      {"security", json::array()},  // reading is free, and statements are signed
      {"tags", tags(routes)},
      {"paths", std::move(paths)},
      {"components", {{"schemas", std::move(schemas)}}}};
  return json::serialize(document);
}

std::vector<Route> openapi_routes(std::vector<Route> others) {
  Route own{.pattern = "/api/v1/openapi.json",
            .operation = "getOpenApi",
            .group = "operations",
            .summary = "This document",
            .responses = {{200, kJson, "", "The document."}}};
  others.push_back(own);
  own.handler = [document = openapi_document(others)](const Request&) {
    Response response = json_response(200, document);
    response.caching = Caching::revalidate;
    return response;
  };
  return {std::move(own)};
}

}  // namespace pledgebook::server

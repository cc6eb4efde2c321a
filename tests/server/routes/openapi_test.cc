// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document: it matches the server's parameters, generators of clients can read it, and
// the check of answers against it finds errors.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "tests/server/served_ledger.h"
#include "tests/support/json.h"
#include "tests/support/json_schema.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

json::value document() {
  static const json::value kDocument = [] {
    const ServedLedger served(member_ledger());
    return support::json_of(served.get("/api/v1/openapi.json").body);
  }();
  return kDocument;
}

// Calls `visit(object)` for every object in it.
template <class Visit>
void for_each_object(const json::value& value, const Visit& visit) {
  if (const auto* object = value.if_object()) {
    visit(*object);
    for (const auto& member : *object) for_each_object(member.value(), visit);
  } else if (const auto* array = value.if_array()) {
    for (const json::value& item : *array) for_each_object(item, visit);
  }
}

json::value parameter(const json::value& all, std::string_view path, std::string_view name) {
  for (const json::value& each : all.at("paths").at(path).at("get").at("parameters").as_array()) {
    if (each.at("name").as_string() == name) return each;
  }
  return nullptr;
}

TEST(OpenApi, SaysWhichParametersAreRequiredAndTheirRanges) {
  const json::value all = document();

  EXPECT_TRUE(parameter(all, "/api/v1/statements", "stream").at("required").as_bool());
  EXPECT_TRUE(parameter(all, "/api/v1/proofs/consistency", "from").at("required").as_bool());
  EXPECT_FALSE(parameter(all, "/api/v1/proofs/consistency", "to").at("required").as_bool());
  const auto range = [&](std::string_view path, std::string_view name) {
    const json::value schema = parameter(all, path, name).at("schema");
    return std::pair(schema.at("minimum").to_number<std::uint64_t>(),
                     schema.at("maximum").to_number<std::uint64_t>());
  };
  EXPECT_EQ(range("/api/v1/pledges", "page"), std::pair(1UL, 1'000'000UL));
  EXPECT_EQ(range("/api/v1/pledges", "per_page"), std::pair(1UL, 1'000UL));
  EXPECT_EQ(range("/api/v1/records", "limit"), std::pair(1UL, 1'000UL));
  EXPECT_EQ(range("/api/v1/proofs/consistency", "from").first, 1U);
}

TEST(OpenApi, IsMadeForGenerators) {
  const json::value all = document();

  EXPECT_EQ(all.at("security"), json::array());
  EXPECT_EQ(all.at_pointer("/paths/~1tile~1{path}/get/responses/200/content/"
                           "application~1octet-stream/schema/format"),
            "binary");
  EXPECT_EQ(all.at_pointer("/components/schemas/Statement/discriminator/propertyName"), "kind");
  for_each_object(all.at("components"), [&](const json::object& object) {
    EXPECT_FALSE(object.contains("allOf") && object.contains("properties")) << object;
    const json::value* type = object.if_contains("type");
    EXPECT_FALSE(type != nullptr && type->is_array() && object.contains("properties")) << object;
    if (const json::value* reference = object.if_contains("$ref")) {
      boost::system::error_code error;
      EXPECT_NE(all.find_pointer(std::string_view(reference->as_string()).substr(1), error),
                nullptr)
          << object;
    }
  });
}

TEST(OpenApi, HoldsTheCheckOfAnswers) {
  const json::value all = document();
  const auto errors = [&](std::string_view path, unsigned status, std::string_view body) {
    return support::answer_errors(all, "get", path, status, "application/json", body).size();
  };

  EXPECT_EQ(errors("/healthz", 200, R"({"status":"alive"})"), 0U);
  EXPECT_EQ(errors("/healthz", 200, R"({"status":"asleep"})"), 1U);
  EXPECT_EQ(errors("/healthz", 200, R"({})"), 1U);
  EXPECT_EQ(errors("/healthz", 200, R"({"status":"alive","more":1})"), 1U);
  EXPECT_EQ(errors("/healthz", 200, R"([])"), 1U);
  EXPECT_EQ(errors("/healthz", 202, R"({"status":"alive"})"), 1U);
  EXPECT_EQ(errors("/healthz", 200, R"({"status":)"), 1U);
  const std::string answer =
      R"({"as_of":null,"size":1,"checkpoint":null,"stream":"governance","count":1,"last":0,)";
  EXPECT_EQ(errors("/api/v1/streams/pledge/p-1", 200, answer + R"("head":null})"), 0U);
  EXPECT_EQ(errors("/api/v1/streams/pledge/p-1", 200, answer + R"("head":7})"), 1U);
  EXPECT_EQ(errors("/api/v1/streams/pledge/p-1", 200, answer + R"("head":null,"x":{}})"), 1U);
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <gtest/gtest.h>

namespace pledgebook::server {
namespace {

std::vector<Route> sample_routes() {
  return {{.pattern = "/things",
           .operation = "list",
           .parameters = {{.name = "page", .type = ParameterType::integer, .max = 9},
                          {.name = "tag", .repeats = true},
                          {.name = "axis", .type = ParameterType::choice, .choices = "one, two"}}},
          {.method = Method::post, .pattern = "/things", .operation = "make"},
          {.pattern = "/things/{id}", .operation = "get"},
          {.pattern = "/things/all", .operation = "all"},
          {.pattern = "/{kind}/{id}/parts", .operation = "parts"},
          {.pattern = "/files/{path+}", .operation = "file"}};
}

std::string_view operation(const Routing& routing) {
  const auto* match = std::get_if<Match>(&routing);
  return match == nullptr ? "none" : match->route->operation;
}

Routing route(const Router& router, Method method, std::string_view target) {
  return router.route(method, parse_target(target)->path);
}

TEST(Router, FindsByMethodAndPath) {
  const Router router(sample_routes());

  EXPECT_EQ(operation(route(router, Method::get, "/things")), "list");
  EXPECT_EQ(operation(route(router, Method::head, "/things")), "list");
  EXPECT_EQ(operation(route(router, Method::post, "/things")), "make");
}

TEST(Router, PrefersTheSegmentThatIsGiven) {
  const Router router(sample_routes());

  EXPECT_EQ(operation(route(router, Method::get, "/things/all")), "all");
  EXPECT_EQ(operation(route(router, Method::get, "/things/any")), "get");
}

TEST(Router, CapturesWhatStandsForBraces) {
  const Router router(sample_routes());

  const Routing routing = route(router, Method::get, "/a%20b/7/parts");

  EXPECT_EQ(std::get<Match>(routing).captures, (std::vector<std::string>{"a b", "7"}));
}

TEST(Router, CapturesTheRestOfAPathWithItsSlashes) {
  const Router router(sample_routes());

  for (const char* path : {"a", "a/b", "a/b/c/d/e/f"}) {
    const Routing routing = route(router, Method::get, std::string("/files/") + path);
    EXPECT_EQ(operation(routing), "file");
    EXPECT_EQ(std::get<Match>(routing).captures, std::vector<std::string>{path});
  }
  EXPECT_EQ(operation(route(router, Method::get, "/files/7/parts")), "parts");
  EXPECT_EQ(operation(route(router, Method::get, "/files/")), "none");
  EXPECT_EQ(operation(route(router, Method::get, "/files")), "none");
  EXPECT_EQ(std::get<NoSuchMethod>(route(router, Method::post, "/files/a/b")).allow,
            "GET, HEAD, OPTIONS");
}

TEST(Router, KnowsNoOtherPaths) {
  const Router router(sample_routes());

  for (const char* target : {"/", "/thing", "/things/", "/things/a/b", "//7/parts", "/a/b/c/d/e"}) {
    EXPECT_TRUE(std::holds_alternative<NoSuchPath>(route(router, Method::get, target))) << target;
  }
}

TEST(Router, NamesTheMethodsOfAPath) {
  const Router router(sample_routes());

  const Routing things = route(router, Method::other, "/things");
  const Routing thing = route(router, Method::post, "/things/7");

  EXPECT_EQ(std::get<NoSuchMethod>(things).allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(std::get<NoSuchMethod>(thing).allow, "GET, HEAD, OPTIONS");
}

TEST(Router, ChecksParameters) {
  const Router router(sample_routes());
  const Route& list = router.routes()[0];
  const auto code = [&](std::string_view target) {
    const auto problem = check_parameters(list, *parse_target(target));
    return problem ? problem->code + " " + problem->pointer : "";
  };

  EXPECT_EQ(code("/things?page=9&tag=a&tag=b&axis=two"), "");
  EXPECT_EQ(code("/things?page="), "");
  EXPECT_EQ(code("/things?pages=1"), "parameter_unknown ?pages");
  EXPECT_EQ(code("/things?page=10"), "parameter_invalid ?page");
  EXPECT_EQ(code("/things?page=-1"), "parameter_invalid ?page");
  EXPECT_EQ(code("/things?page=1x"), "parameter_invalid ?page");
  EXPECT_EQ(code("/things?page=01"), "parameter_invalid ?page");
  EXPECT_EQ(code("/things?page=99999999999999999999"), "parameter_invalid ?page");
  EXPECT_EQ(code("/things?axis=three"), "parameter_invalid ?axis");
  EXPECT_EQ(code("/things?axis=one,"), "parameter_invalid ?axis");
  EXPECT_EQ(code("/things?page=1&page=2"), "parameter_repeated ?page");
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/view_etag.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/http/target.h"

namespace pledgebook::server {
namespace {

std::string form_of(std::string_view target) { return question_of(parse_target(target).value()); }

TEST(NormalForm, IsTheSameForEverySpellingOfARequest) {
  const std::string form = form_of("/api/v1/pledges?country=GHA&country=KEN&q=two+words");

  EXPECT_EQ(form_of("/api/v1/pledges?q=two%20words&country=GHA&country=KEN"), form);
  EXPECT_EQ(form_of("/api/v1/pledges?country=%47HA&q=two+words&country=KEN"), form);
  EXPECT_EQ(form_of("/api/v1/pledges?page=&country=GHA&country=KEN&q=two+words&region="), form);
  EXPECT_EQ(form_of("/api/v1/pledges?min_size=7&country=GHA&country=KEN&q=two+words"), form);
  EXPECT_EQ(form_of("/api/v1/pledges"), form_of("/api/v1/pledge%73?q="));
}

TEST(NormalForm, DiffersForOtherRequests) {
  const std::string form = form_of("/api/v1/pledges?q=a&sort=id");

  for (const char* other :
       {"/api/v1/pledges", "/api/v1/pledges?q=a", "/api/v1/pledges?q=A&sort=id",
        "/api/v1/pledges?q=id&sort=a", "/api/v1/members?q=a&sort=id", "/api/v1/pledges/q=a?sort=id",
        "/api/v1/pledges?q=a%26sort%3Did", "/api/v1/pledges?q=a&sort=id&page=2",
        "/api/v1%2Fpledges?q=a&sort=id"}) {
    EXPECT_NE(form_of(other), form) << other;
  }
}

}  // namespace
}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/filters.h"

#include <gtest/gtest.h>

#include "server/http/target.h"

namespace pledgebook::server {
namespace {

std::string form_of(std::string_view target) {
  Request request;
  request.target = parse_target(target).value();
  return normal_form(request);
}

TEST(NormalForm, IsTheSameHoweverTheSameIsAsked) {
  const std::string form = form_of("/api/v1/pledges?country=GHA&country=KEN&q=two+words");

  EXPECT_EQ(form_of("/api/v1/pledges?q=two%20words&country=KEN&country=GHA"), form);
  EXPECT_EQ(form_of("/api/v1/pledges?country=%47HA&q=two+words&country=KEN&country=GHA"), form);
  EXPECT_EQ(form_of("/api/v1/pledges?page=&country=KEN&country=GHA&q=two+words&region="), form);
  EXPECT_EQ(form_of("/api/v1/pledges?min_size=7&country=GHA&country=KEN&q=two+words"), form);
  EXPECT_EQ(form_of("/api/v1/pledges"), form_of("/api/v1/pledge%73?q="));
}

TEST(NormalForm, DiffersWhereSomethingElseIsAsked) {
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

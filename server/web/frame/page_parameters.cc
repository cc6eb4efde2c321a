// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/page_parameters.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/routes/filters.h"

namespace pledgebook::server {
namespace {

// Parameters that choose how a page looks, not what it is about.
constexpr auto kLooks =
    std::to_array<Parameter>({{.name = "where",
                               .type = ParameterType::choice,
                               .description = "How countries are shown.",
                               .choices = "map, table"},
                              {.name = "measure",
                               .type = ParameterType::choice,
                               .description = "What the map shows.",
                               .choices = "usd, pledges"},
                              {.name = "shares",
                               .type = ParameterType::choice,
                               .description = "How a pledge for several countries counts.",
                               .choices = "split, whole"},
                              {.name = "timeline",
                               .type = ParameterType::choice,
                               .description = "How the time line is shown.",
                               .choices = "new, cumulative, table"}});

}  // namespace

std::vector<Parameter> page_filters() {
  std::vector<Parameter> parameters = filter_parameters();
  parameters.insert(parameters.end(), kLooks.begin(), kLooks.end());
  return parameters;
}

ledger::Admitted<projections::Query> parse_question(const Request& request) {
  Request question;
  question.target = request.target;
  std::erase_if(question.target.query, [](const QueryParameter& given) {
    return std::ranges::find(kLooks, std::string_view(given.name), &Parameter::name) !=
           kLooks.end();
  });
  return parse_filters(question);
}

}  // namespace pledgebook::server

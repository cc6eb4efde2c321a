// SPDX-License-Identifier: Apache-2.0
#include "server/routes/message_filter.h"

#include "server/routes/filters.h"

namespace pledgebook::server {

std::vector<Parameter> message_parameters() {
  std::vector<Parameter> parameters = filter_parameters();
  parameters.insert(parameters.end(), {kTopic, kAnswered});
  return parameters;
}

projections::MessageFilter parse_message_filter(const Request& request) {
  projections::MessageFilter filter;
  for (const QueryParameter& given : request.target.query) {
    if (given.name == kAnswered.name)
      filter.answered = ledger::from_name<projections::Answered>(given.value);
    if (given.name != kTopic.name) continue;
    if (const auto topic = ledger::from_name<ledger::Topic>(given.value))
      filter.topics.push_back(*topic);
  }
  return filter;
}

}  // namespace pledgebook::server

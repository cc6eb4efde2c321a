// SPDX-License-Identifier: Apache-2.0
// MessageFilter: what else the list of messages is filtered by, beside what all lists share
// (filters.h).
#pragma once

#include <vector>

#include "projections/views/messages.h"
#include "server/http/request.h"
#include "server/http/route.h"

namespace pledgebook::server {

inline constexpr Parameter kTopic{.name = "topic",
                                  .type = ParameterType::choice,
                                  .description = "What the message is.",
                                  .repeats = true,
                                  .choices = "question, answer, experience, offer"};
inline constexpr Parameter kAnswered{
    .name = "answered",
    .type = ParameterType::choice,
    .description = "Questions alone: whether a message with the topic `answer` replies to them.",
    .choices = "yes, no"};

// Those of all lists, and these two.
[[nodiscard]] std::vector<Parameter> message_parameters();

// Of a checked request.
[[nodiscard]] projections::MessageFilter parse_message_filter(const Request& request);

}  // namespace pledgebook::server

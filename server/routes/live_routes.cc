// SPDX-License-Identifier: Apache-2.0
#include "server/routes/live_routes.h"

namespace pledgebook::server {

std::vector<Route> live_routes(const Services& services) {
  return {
      {.method = Method::post,
       .pattern = "/api/v1/statements",
       .operation = "submitStatement",
       .group = "log",
       .summary =
           "Submit a signed statement, or a stream of them; the answer means that it is durable",
       .bodies = {{.content_type = kDsse,
                   .schema = "Envelope",
                   .description = "One statement in a DSSE envelope."},
                  {.content_type = kJson, .schema = "Envelope", .description = "The same."},
                  {.content_type = kNdjson,
                   .schema = "Envelope",
                   .description =
                       "One envelope per line. Answers come line by line, in order, while "
                       "lines are sent; read them while sending.",
                   .is_stream = true}},
       .responses =
           {{201, kJson, "Acknowledgement", "It is recorded."},
            {200, kJson, "Acknowledgement", "It was already recorded: the first answer again."},
            {200, kNdjson, "LineAnswer", "For a stream: one line for each of its lines."},
            {400, kProblemJson, "Problem", "The body is not a DSSE envelope."},
            {403, kProblemJson, "Problem", "The signers have no right to make this statement."},
            {409, kProblemJson, "Problem", "`prev` is not the stream's last statement; `head` is."},
            {413, kProblemJson, "Problem", "The envelope is too large."},
            {415, kProblemJson, "Problem", "The body's Content-Type is not accepted."},
            {422, kProblemJson, "Problem", "A rule refuses the statement."},
            {503, kProblemJson, "Problem", "Statements can't be accepted now; see Retry-After."}},
       .body_name = "envelope",
       .serving = services.statements,
       .lane = Lane::statements},
      {.pattern = "/api/v1/events",
       .operation = "subscribe",
       .group = "log",
       .summary = "New records as server-sent events; `id` is a record's index",
       .parameters = {{.name = "after",
                       .type = ParameterType::integer,
                       .description =
                           "Begin after this index. Last-Event-ID takes precedence; without "
                           "both, begin with the next record."},
                      {.name = "from",
                       .type = ParameterType::integer,
                       .description = "Begin with this index; 0 for all records."}},
       .responses =
           {{200, kEventStream, "", "Events, as long as the connection lasts."},
            {400, kProblemJson, "Problem",
             "Last-Event-ID or a parameter is malformed, or beyond the end of the ledger."},
            {503, kProblemJson, "Problem", "Too many subscribers."}},
       .serving = services.events},
  };
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/routes/live_routes.h"

namespace pledgebook::server {

std::vector<Route> live_routes(const Services& services) {
  return {
      {.method = Method::post,
       .pattern = "/api/v1/statements",
       .operation = "submitStatement",
       .group = "log",
       .summary = "Submit a signed statement, or a stream of them; answered once it is durable",
       .bodies = {{.content_type = kDsse,
                   .schema = "Envelope",
                   .description = "One statement in a DSSE envelope."},
                  {.content_type = kJson, .schema = "Envelope", .description = "The same."},
                  {.content_type = kNdjson,
                   .schema = "Envelope",
                   .description = "One envelope a line. Answers come line by line, in order, while "
                                  "lines come in; read them while sending.",
                   .is_stream = true}},
       .responses = {{201, kJson, "Acknowledgement", "It is recorded."},
                     {200, kJson, "Acknowledgement",
                      "It was recorded already: the first answer again."},
                     {200, kNdjson, "LineAnswer", "To a stream: one line for each of its lines."},
                     {400, kProblemJson, "Problem", "The body is not a DSSE envelope."},
                     {403, kProblemJson, "Problem", "The signers have no right to say this."},
                     {409, kProblemJson, "Problem",
                      "`prev` is not the stream's last statement; `head` says what is."},
                     {413, kProblemJson, "Problem", "The envelope is too large."},
                     {415, kProblemJson, "Problem", "The body has another type."},
                     {422, kProblemJson, "Problem", "A rule refuses the statement."},
                     {503, kProblemJson, "Problem",
                      "No statements are taken now; see Retry-After."}},
       .body_name = "envelope",
       .serving = services.statements,
       .lane = Lane::statements},
      {.pattern = "/api/v1/events",
       .operation = "subscribe",
       .group = "log",
       .summary = "Records as they are made: server-sent events, `id` being a record's index",
       .parameters = {{.name = "after",
                       .type = ParameterType::integer,
                       .description =
                           "Begin beyond this index. Last-Event-ID goes before it; without "
                           "either, begin with the next record."},
                      {.name = "from",
                       .type = ParameterType::integer,
                       .description = "Begin with this index; 0 is everything."}},
       .responses = {{200, kEventStream, "", "Events, for as long as the connection lasts."},
                     {400, kProblemJson, "Problem",
                      "Last-Event-ID or a parameter is malformed or beyond the ledger."},
                     {503, kProblemJson, "Problem", "There are too many subscribers."}},
       .serving = services.events},
  };
}

}  // namespace pledgebook::server

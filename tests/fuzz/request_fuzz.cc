// SPDX-License-Identifier: Apache-2.0
// HTTP requests: for every split of the bytes into two parts, the parser ends, and its target is
// parsed or refused.
#include <string>

#include "server/http/request_parser.h"
#include "server/http/target.h"
#include "server/routes/filters.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

namespace {

// Like a session: unused bytes are kept until more come, and nothing is parsed after a refusal.
void parse(std::string_view first, std::string_view second) {
  server::RequestParser parser;
  std::string rest;
  for (const std::string_view part : {first, second}) {
    rest += part;
    while (!rest.empty()) {
      const auto used = parser.parse(rest);
      if (!used) return;
      fuzz::promise(*used <= rest.size());
      if (*used == 0) break;
      rest.erase(0, *used);
    }
  }
  const auto target = server::parse_target(parser.head().target);
  if (!target) return;
  fuzz::promise(target->path.size() <= parser.head().target.size() + 1);
  server::Request request;
  request.target = *target;
  if (const auto query = server::parse_filters(request); !query)
    fuzz::promise_sentence(query.error().rule);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const std::size_t cut = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]) % bytes.size();
  parse(bytes, {});
  parse(bytes.substr(0, cut), bytes.substr(cut));
  return 0;
}

}  // namespace pledgebook

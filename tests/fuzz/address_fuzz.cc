// SPDX-License-Identifier: Apache-2.0
// Addresses, of servers and of witnesses, as policies and command lines give them: what is read has
// a text that is read as the same place.
#include "server/client/server_path.h"
#include "server/client/witness_caller.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view url = fuzz::text_of(data, size);
  if (const auto server = server::ServerAddress::parse(url)) {
    const auto again = server::ServerAddress::parse(server->text());
    fuzz::promise(again && again->host == server->host && again->port == server->port);
  }
  if (const auto place = server::ServerPath::parse(url)) {
    const auto again = server::ServerPath::parse(place->text());
    fuzz::promise(again && again->path == place->path && again->server.host == place->server.host);
    // It becomes the target of a request: nothing in it may end that line.
    fuzz::promise(place->path.find_first_of(" \r\n") == std::string::npos);
    fuzz::promise(place->server.host.find_first_of("\r\n") == std::string::npos);
  }
  (void)server::parse_witness_url(url);
  return 0;
}

}  // namespace pledgebook

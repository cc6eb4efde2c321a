// SPDX-License-Identifier: Apache-2.0
// Addresses of servers and of witnesses, from policies and command lines: a parsed address has a
// text that is parsed as the same address.
#include "server/client/server_address.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view url = fuzz::text_of(data, size);
  if (const auto address = server::ServerAddress::parse(url)) {
    const auto again = server::ServerAddress::parse(address->text());
    fuzz::promise(again && *again == *address);
    // It becomes the head of a request: nothing in it may end a line.
    fuzz::promise(address->path.find_first_of(" \r\n") == std::string::npos);
    fuzz::promise(address->authority().find_first_of(" \r\n") == std::string::npos);
  }
  return 0;
}

}  // namespace pledgebook

// SPDX-License-Identifier: Apache-2.0
#include "cli/directory_book.h"
namespace pledgebook::cli {
Outcome<boost::json::object> DirectoryBook::ask(std::string_view, const Parameters&) {
  return unavailable("not yet");
}
}  // namespace pledgebook::cli

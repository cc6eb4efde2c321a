// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/temporary_directory.h"

#include <stdlib.h>

#include <string>
#include <system_error>

namespace pledgebook::cli {

namespace fs = std::filesystem;

Outcome<TemporaryDirectory> TemporaryDirectory::make() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "pledgebook-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    return unavailable(
        "a temporary directory can't be made: set TMPDIR to one with room for a copy of the "
        "ledger");
  }
  return TemporaryDirectory(std::move(name));
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

}  // namespace pledgebook::cli

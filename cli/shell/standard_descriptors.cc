// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/standard_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

namespace pledgebook::cli {

bool open_standard_descriptors() noexcept {
  for (;;) {
    // open() gives the lowest free number, so this fills the gaps below 3 first.
    const int descriptor = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    if (descriptor > STDERR_FILENO) return ::close(descriptor) == 0;
    // These three stay open in programs that this one starts.
    if (::fcntl(descriptor, F_SETFD, 0) != 0) return false;
  }
}

}  // namespace pledgebook::cli

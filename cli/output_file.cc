// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace pledgebook::cli {

Outcome<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") return OutputFile(path, STDOUT_FILENO);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor >= 0) return OutputFile(path, descriptor);
  const int error = errno;
  if (error == EEXIST) {
    return usage(fmt::format("{}: exists already and is not overwritten: give another name", path));
  }
  return unavailable(
      fmt::format("{}: can't be written: {}", path, std::generic_category().message(error)));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile::~OutputFile() {
  if (descriptor_ < 0 || is_standard_output()) return;
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

Outcome<void> OutputFile::write(std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t n = ::write(descriptor_, octets.data(), octets.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail();
    octets.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Outcome<void> OutputFile::finish() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (is_standard_output() || ::close(descriptor) == 0) return {};
  ::unlink(path_.c_str());
  return fail();
}

std::unexpected<Failure> OutputFile::fail() const {
  return unavailable(fmt::format("{}: can't be written: is the disk full?",
                                 is_standard_output() ? "the output" : path_));
}

}  // namespace pledgebook::cli

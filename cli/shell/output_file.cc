// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pledgebook::cli {
namespace {

constexpr mode_t kMode = 0644;  // less the umask

std::unexpected<Failure> name_taken(const std::string& path) {
  return usage(fmt::format("{}: exists already and is not overwritten: give another name", path));
}

// The path of a file without a name.
std::string link_of(int descriptor) { return fmt::format("/proc/self/fd/{}", descriptor); }

// A nameless file in the directory of `path`; negative if the system can't make one.
int open_nameless(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, kMode);
  if (descriptor < 0 || ::access(link_of(descriptor).c_str(), F_OK) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

Outcome<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") return OutputFile(path, STDOUT_FILENO, Name::given);
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored)))
    return name_taken(path);
  const int nameless = open_nameless(path);
  if (nameless >= 0) return OutputFile(path, nameless, Name::none_yet);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
  if (descriptor >= 0) return OutputFile(path, descriptor, Name::given);
  const int error = errno;
  if (error == EEXIST) return name_taken(path);
  return unavailable(
      fmt::format("{}: can't be written: {}", path, std::generic_category().message(error)));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      name_(other.name_) {}

OutputFile::~OutputFile() {
  if (descriptor_ < 0 || is_standard_output()) return;
  ::close(descriptor_);
  if (name_ == Name::given) ::unlink(path_.c_str());
}

Outcome<void> OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail();
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Outcome<void> OutputFile::finish() {
  if (is_standard_output()) {
    descriptor_ = -1;
    return {};
  }
  if (::fsync(descriptor_) != 0) return fail();
  if (name_ == Name::none_yet) LEDGER_CHECK(take_name());
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) == 0) return {};
  ::unlink(path_.c_str());
  return fail();
}

Outcome<void> OutputFile::take_name() {
  if (::linkat(AT_FDCWD, link_of(descriptor_).c_str(), AT_FDCWD, path_.c_str(),
               AT_SYMLINK_FOLLOW) == 0) {
    name_ = Name::given;
    return {};
  }
  return errno == EEXIST ? name_taken(path_) : fail();
}

std::unexpected<Failure> OutputFile::fail() const {
  return unavailable(fmt::format("{}: can't be written: is the disk full?",
                                 is_standard_output() ? "the output" : path_));
}

Outcome<void> write_new(const std::string& path, std::string_view text) {
  LEDGER_TRY(OutputFile file, OutputFile::create(path));
  LEDGER_CHECK(file.write(text));
  return file.finish();
}

}  // namespace pledgebook::cli

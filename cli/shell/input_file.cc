// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>

namespace pledgebook::cli {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

// A descriptor to read from: standard input for `-`.
Outcome<int> open_input(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) return descriptor;
  const int error = errno;
  if (error == ENOENT) return not_found(fmt::format("{}: there is no such file", path));
  return unavailable(fmt::format("{}: can't be read: {}", path, reason(error)));
}

// Closes its descriptor, unless that is standard input.
class Input {
 public:
  explicit Input(int descriptor) noexcept : descriptor_(descriptor) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

Outcome<std::string> read_whole(const std::string& path, std::size_t bytes_max) {
  LEDGER_TRY(const int descriptor, open_input(path));
  const Input input(descriptor);
  std::string text;
  std::array<char, 65'536> buffer{};
  int error = 0;
  while (text.size() <= bytes_max) {
    const ssize_t n = ::read(descriptor, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) error = errno;
    if (n <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  if (error != 0) return unavailable(fmt::format("{}: can't be read: {}", path, reason(error)));
  if (text.size() > bytes_max) {
    return usage(fmt::format("{}: larger than the limit of {} bytes", path, bytes_max));
  }
  return text;
}

Outcome<ledger::ByteSource> open_source(const std::string& path) {
  LEDGER_TRY(const int descriptor, open_input(path));
  // Shared only by the copies of the function.
  auto input = std::make_shared<const Input>(descriptor);
  return [input, path](std::span<char> room) -> ledger::Result<std::size_t> {
    while (true) {
      const ssize_t n = ::read(input->descriptor(), room.data(), room.size());
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno == EINTR) continue;
      return std::unexpected(ledger::Error{
          ledger::Errc::storage, fmt::format("{}: can't be read: {}", path, reason(errno))});
    }
  };
}

}  // namespace pledgebook::cli

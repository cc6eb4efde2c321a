// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/passphrase.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

// The terminal does not echo while this object exists.
class WithoutEcho {
 public:
  explicit WithoutEcho(int terminal) noexcept : terminal_(terminal) {
    changed_ = ::tcgetattr(terminal_, &before_) == 0;
    if (!changed_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;
  ~WithoutEcho() {
    if (changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }

 private:
  int terminal_;
  termios before_{};
  bool changed_ = false;
};

// A line without its end: at most `crypto::kPassphraseBytesMax` bytes, and one more to detect a
// longer line. It reads byte by byte: a buffer would keep a copy.
Secret read_line(int descriptor) {
  std::string line;
  line.reserve(crypto::kPassphraseBytesMax + 2);
  char c = 0;
  while (line.size() <= crypto::kPassphraseBytesMax) {
    const ssize_t n = ::read(descriptor, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || c == '\n') break;
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return Secret(std::move(line));
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

void Secret::wipe() noexcept { ::explicit_bzero(text_.data(), text_.size()); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = other.text_;
  other.wipe();
  return *this;
}

Outcome<std::optional<Secret>> passphrase_from_file(const std::optional<std::string>& file) {
  std::string path;
  if (file) {
    path = *file;
  } else if (const char* variable = std::getenv(kPassphraseVariable.data())) {
    path = variable;
  }
  if (path.empty()) return std::optional<Secret>();
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.number() < 0) {
    return unavailable(fmt::format("{}: the passphrase can't be read: {}", path,
                                   std::generic_category().message(errno)));
  }
  Secret secret = read_line(descriptor.number());
  if (secret.text().empty()) {
    return usage(fmt::format("{}: the first line is empty: it must be the passphrase", path));
  }
  return std::optional<Secret>(std::move(secret));
}

bool can_ask() { return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC)).number() >= 0; }

Outcome<Secret> ask_passphrase(const std::string& question) {
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (terminal.number() < 0) {
    return usage(
        "a passphrase is needed, but there is no terminal to ask for it: give --passphrase-file F");
  }
  write_all(terminal.number(), question);
  const WithoutEcho silent(terminal.number());
  Secret secret = read_line(terminal.number());
  write_all(terminal.number(), "\n");
  return secret;
}

Outcome<Secret> ask_new_passphrase(const std::string& question) {
  auto first = ask_passphrase(question);
  if (!first) return first;
  auto second = ask_passphrase("repeat it: ");
  if (!second) return second;
  if (first->text() != second->text()) {
    return usage("the two passphrases differ: run the command again");
  }
  if (first->text().empty()) {
    return usage("the passphrase is empty: give one, or --plain for an unencrypted key file");
  }
  return first;
}

}  // namespace pledgebook::cli

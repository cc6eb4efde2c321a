// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/passphrase.h"

#include <bsd/readpassphrase.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
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

// Warns as ssh does.
void warn_if_open(const std::string& path, int descriptor) {
  struct ::stat status{};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
  if ((status.st_mode & (S_IRGRP | S_IROTH)) == 0) return;
  fmt::print(stderr, "pledgebook: warning: others can read {}: run  chmod 600 {}\n", path, path);
}

Outcome<Secret> read_file(const std::string& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.number() < 0) {
    return unavailable(fmt::format("{}: the passphrase can't be read: {}", path,
                                   std::generic_category().message(errno)));
  }
  warn_if_open(path, descriptor.number());
  Secret secret = read_line(descriptor.number());
  if (secret.text().empty())
    return usage(fmt::format("{}: the first line is empty: it must be the passphrase", path));
  return secret;
}

// The first line that a shell's command prints.
Outcome<Secret> read_command(const std::string& command) {
  std::FILE* output = ::popen(command.c_str(), "re");
  if (output == nullptr) return unavailable("the passphrase's command can't be run");
  Secret secret = read_line(::fileno(output));
  if (const int status = ::pclose(output); status != 0) {
    return usage(fmt::format("the passphrase's command failed with status {}: {}",
                             WIFEXITED(status) ? WEXITSTATUS(status) : status, command));
  }
  if (secret.text().empty())
    return usage(fmt::format("the passphrase's command printed nothing: {}", command));
  return secret;
}

std::optional<std::string> variable(std::string_view name) {
  const char* value = std::getenv(name.data());
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional(std::string(value));
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

void add_passphrase_options(Command& command, PassphraseSource& source, std::string_view of) {
  command
      .option(source.file, {.names = "--passphrase-file",
                            .value = "FILE",
                            .description = fmt::format(
                                "the passphrase {} is this file's first line (default: ask)", of)})
      .option(source.command,
              {.names = "--passphrase-command",
               .value = "COMMAND",
               .description = fmt::format(
                   "the passphrase {} is the first line that this command prints", of)});
}

Outcome<std::optional<Secret>> given_passphrase(const PassphraseSource& source) {
  if (source.file && source.command)
    return usage("give --passphrase-file or --passphrase-command, not both");
  std::optional<std::string> file = source.file;
  std::optional<std::string> command = source.command;
  if (!file && !command) file = variable(kPassphraseVariable);
  if (!file && !command) command = variable(kPassphraseCommandVariable);
  if (!file && !command) return std::optional<Secret>();
  LEDGER_TRY(Secret secret, file ? read_file(*file) : read_command(*command));
  return std::optional<Secret>(std::move(secret));
}

bool can_ask() { return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC)).number() >= 0; }

Outcome<Secret> ask_passphrase(const std::string& question) {
  // One byte more to notice a passphrase that is too long, and the terminating zero.
  std::array<char, crypto::kPassphraseBytesMax + 2> buffer{};
  const char* answer =
      ::readpassphrase(question.c_str(), buffer.data(), buffer.size(), RPP_REQUIRE_TTY);
  const bool is_there = answer != nullptr;
  Secret secret(is_there ? std::string(answer) : std::string());
  ::explicit_bzero(buffer.data(), buffer.size());
  if (is_there) return secret;
  return usage(
      "a passphrase is needed, but there is no terminal to ask for it: give --passphrase-file F or "
      "--passphrase-command C");
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

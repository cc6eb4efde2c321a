// SPDX-License-Identifier: Apache-2.0
#include "cli/import/refused_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "crypto/base64.h"
#include "crypto/bytes.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

// Whether `text` is well-formed UTF-8; a JSON string must be.
bool is_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned first = byte(i);
    const std::size_t more = first < 0x80   ? 0
                             : first < 0xC2 ? 9
                             : first < 0xE0 ? 1
                             : first < 0xF0 ? 2
                             : first < 0xF5 ? 3
                                            : 9;
    if (more > 3 || i + more >= text.size() + (more == 0 ? 1 : 0)) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
    }
    const unsigned second = more > 0 ? byte(i + 1) : 0;
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    if (overlong || beyond) return false;
    i += more + 1;
  }
  return true;
}

// Checks the mode bits: root could write to a directory that is meant to be read-only.
bool is_writable(const fs::path& directory) {
  struct stat status{};
  constexpr mode_t kAnyWrite = S_IWUSR | S_IWGRP | S_IWOTH;
  return ::stat(directory.c_str(), &status) == 0 && (status.st_mode & kAnyWrite) != 0 &&
         ::access(directory.c_str(), W_OK) == 0;
}

// An empty file, one of refused lines, or no file at all but a device or a pipe.
bool may_be_emptied(int descriptor) {
  constexpr std::string_view kBegin = R"({"line":)";
  struct stat status{};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0)
    return true;
  std::array<char, kBegin.size()> begin{};
  const ssize_t n = ::pread(descriptor, begin.data(), begin.size(), 0);
  return n == static_cast<ssize_t>(begin.size()) &&
         std::string_view(begin.data(), begin.size()) == kBegin;
}

}  // namespace

RefusedPlace default_refused_place(const std::string& input) {
  constexpr std::string_view kEnding = ".jsonl";
  const bool is_stdin = input == "-";
  std::string stem = is_stdin ? "stdin" : input;
  if (stem.ends_with(kEnding)) stem.resize(stem.size() - kEnding.size());
  const fs::path path(stem + ".refused.jsonl");
  if (is_stdin) return {path.string(), false};
  const fs::path directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (is_writable(directory)) return {path.string(), false};
  return {path.filename().string(), true};
}

std::string refused_line(const SourceLine& line, const ledger::Refusal& refusal,
                         std::optional<std::uint64_t> depends_on) {
  boost::json::object object{{"line", line.number},
                             {"code", refusal.code},
                             {"pointer", refusal.pointer},
                             {"rule", refusal.rule},
                             {"accepted", refusal.accepted}};
  if (depends_on) object["depends_on"] = *depends_on;
  if (line.too_long) {
    object["bytes"] = line.bytes;
  } else if (is_utf8(line.text)) {
    object["text"] = line.text;
  } else {
    object["bytes_base64"] = crypto::to_base64(crypto::as_bytes(line.text));
  }
  return boost::json::serialize(object);
}

Outcome<RefusedFile> RefusedFile::create(const std::string& path) {
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const int error = errno;
  if (descriptor < 0 && error == ELOOP) {
    return usage(fmt::format(
        "{}: is a link, and refused lines follow none: remove it, or give another name with "
        "--refused F",
        path));
  }
  std::FILE* file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "w");
  if (file == nullptr) {
    return unavailable(fmt::format("{}: refused lines can't be written there: {}; give --refused F",
                                   path, std::generic_category().message(error)));
  }
  RefusedFile refused(path, file);
  if (!may_be_emptied(descriptor)) {
    return usage(fmt::format(
        "{}: exists, and is no file of refused lines: give another name with --refused F", path));
  }
  if (::ftruncate(descriptor, 0) != 0 && errno != EINVAL) {  // EINVAL: a device or a pipe
    return unavailable(
        fmt::format("{}: can't be emptied: {}", path, std::generic_category().message(errno)));
  }
  return refused;
}

Outcome<void> RefusedFile::add(const SourceLine& line, const ledger::Refusal& refusal,
                               std::optional<std::uint64_t> depends_on) {
  const std::string text = refused_line(line, refusal, depends_on) + "\n";
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), file_.get());
  if (written != text.size() || std::fflush(file_.get()) != 0) {
    return unavailable(fmt::format("{}: refused lines can't be written: is the disk full?", path_));
  }
  ++count_;
  return {};
}

Outcome<std::optional<std::string>> RefusedFile::close() {
  struct stat status{};
  const bool is_file = ::fstat(::fileno(file_.get()), &status) == 0 && S_ISREG(status.st_mode);
  if (std::fclose(file_.release()) != 0) {
    return unavailable(fmt::format("{}: refused lines can't be written: is the disk full?", path_));
  }
  if (count_ > 0) return std::optional(path_);
  // Never removes a device such as /dev/null.
  if (is_file) ::unlink(path_.c_str());
  return std::optional<std::string>();
}

}  // namespace pledgebook::cli

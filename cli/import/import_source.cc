// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pledgebook::cli {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} * 1'024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The format that the first bytes show, with the remedy; empty if they may be lines of JSON.
std::string foreign_format(std::string_view begin) {
  using namespace std::string_view_literals;
  if (begin.starts_with("\x1F\x8B"sv)) return "is compressed: unpack it with gunzip first";
  if (begin.starts_with("PK\x03\x04"sv))
    return "is a spreadsheet: make a mapping for it with pledgebook import --make-mapping FILE";
  const bool has_mark = begin.starts_with("\xFF\xFE"sv) || begin.starts_with("\xFE\xFF"sv);
  const bool is_wide = begin.size() > 1 && (begin[0] == '\0' || begin[1] == '\0');
  if (has_mark || is_wide)
    return "is UTF-16: convert it to UTF-8, with iconv -f UTF-16 -t UTF-8 FILE";
  if (begin.starts_with(kByteOrderMark)) begin.remove_prefix(kByteOrderMark.size());
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || begin[first] == '{') return {};
  if (begin[first] == '[')
    return "is one JSON array: make a line of each item, with jq -c '.[]' FILE";
  const std::string_view line = begin.substr(first, begin.find_first_of("\r\n", first) - first);
  if (line.find_first_of(",;\t") != std::string_view::npos && !line.contains('{'))
    return "looks like CSV: make a mapping for it with pledgebook import --make-mapping FILE";
  return {};
}

}  // namespace

Outcome<ImportSource> ImportSource::open(const std::string& path) {
  if (path == "-") return ImportSource("standard input", STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const int error = errno;
    if (error == ENOENT) return not_found(fmt::format("{}: there is no such file", path));
    return unavailable(
        fmt::format("{}: can't be read: {}", path, std::generic_category().message(error)));
  }
  ImportSource source(path, descriptor);
  struct stat status{};
  if (::fstat(descriptor, &status) == 0) {
    if (S_ISDIR(status.st_mode)) return usage(fmt::format("{}: is a directory, not a file", path));
    if (S_ISREG(status.st_mode)) source.size_ = static_cast<std::uint64_t>(status.st_size);
  }
  return source;
}

Outcome<ImportSource> ImportSource::of_text(std::string name, std::string_view text) {
  ImportSource source(std::move(name), ::memfd_create("import", MFD_CLOEXEC));
  const std::size_t size = text.size();
  while (source.descriptor_ >= 0 && !text.empty()) {
    const ssize_t n = ::write(source.descriptor_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  if (source.descriptor_ < 0 || !text.empty()) {
    return unavailable(fmt::format("{}: its lines can't be kept in memory: {}", source.path_,
                                   std::generic_category().message(errno)));
  }
  source.size_ = size;
  LEDGER_CHECK(source.rewind());
  return source;
}

ImportSource::ImportSource(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

ImportSource::ImportSource(ImportSource&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      position_(other.position_),
      number_(other.number_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_) {}

ImportSource::~ImportSource() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Outcome<void> ImportSource::check_format() {
  LEDGER_CHECK(fill());
  const std::string found = foreign_format(buffer_);
  if (found.empty()) return {};
  return usage(fmt::format("{} {}", path_, found));
}

Outcome<void> ImportSource::make_rereadable() {
  if (size_) return {};
  std::error_code error;
  const auto directory = std::filesystem::temp_directory_path(error);
  const int copy = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (copy < 0) {
    return unavailable(
        fmt::format("{}: standard input can't be copied there: {}; import from a "
                    "file instead",
                    directory.string(), std::generic_category().message(errno)));
  }
  std::uint64_t bytes = 0;
  bool more = true;
  while (more) {
    // What was read already, to see the format, comes first.
    std::string_view left = std::string_view(buffer_).substr(begin_);
    while (!left.empty()) {
      const ssize_t n = ::write(copy, left.data(), left.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        ::close(copy);
        return unavailable(fmt::format(
            "{}: standard input can't be copied there: is the disk full?", directory.string()));
      }
      left.remove_prefix(static_cast<std::size_t>(n));
    }
    bytes += buffer_.size() - begin_;
    begin_ = buffer_.size();
    LEDGER_TRY(more, fill());
  }
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = copy;
  size_ = bytes;
  return rewind();
}

Outcome<void> ImportSource::rewind() {
  if (::lseek(descriptor_, 0, SEEK_SET) != 0) {
    return unavailable(
        fmt::format("{}: can't be read twice: {}", path_, std::generic_category().message(errno)));
  }
  buffer_.clear();
  begin_ = 0;
  position_ = 0;
  number_ = 0;
  return {};
}

Outcome<bool> ImportSource::fill() {
  buffer_.erase(0, std::exchange(begin_, 0));
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kChunkBytes);
  ssize_t n = 0;
  do {
    n = ::read(descriptor_, buffer_.data() + kept, kChunkBytes);
  } while (n < 0 && errno == EINTR);
  const int error = errno;
  buffer_.resize(kept + static_cast<std::size_t>(n > 0 ? n : 0));
  if (n < 0) {
    return unavailable(
        fmt::format("{}: can't be read: {}", path_, std::generic_category().message(error)));
  }
  return n > 0;
}

Outcome<std::optional<SourceLine>> ImportSource::next_line() {
  SourceLine line;
  line.number = number_ + 1;
  std::size_t searched = begin_;
  bool at_end = false;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', searched)) == std::string::npos && !at_end) {
    const std::size_t held = buffer_.size() - begin_;
    if (line.too_long || held > kImportLineBytesMax) {
      // These bytes are only counted, not kept.
      line.too_long = true;
      line.bytes += held;
      begin_ = buffer_.size();
    }
    LEDGER_TRY(const bool more, fill());
    at_end = !more;
    searched = begin_ + (line.too_long ? 0 : held);
  }
  const bool has_end = end != std::string::npos;
  if (!has_end) end = buffer_.size();
  const std::size_t bytes = end - begin_;
  if (!has_end && bytes == 0 && line.bytes == 0) return std::optional<SourceLine>();
  line.too_long = line.too_long || bytes > kImportLineBytesMax;
  line.bytes += bytes;
  if (!line.too_long) line.text.assign(buffer_, begin_, bytes);
  begin_ = has_end ? end + 1 : end;
  position_ += line.bytes + (has_end ? 1 : 0);
  number_ = line.number;
  return line;
}

Outcome<std::optional<SourceLine>> ImportSource::next() {
  while (true) {
    LEDGER_TRY(auto line, next_line());
    if (!line) return line;
    if (line->number == 1 && line->text.starts_with(kByteOrderMark)) {
      line->text.erase(0, kByteOrderMark.size());
    }
    if (line->text.ends_with('\r')) line->text.pop_back();
    if (line->too_long || !is_blank(line->text)) return line;
  }
}

}  // namespace pledgebook::cli

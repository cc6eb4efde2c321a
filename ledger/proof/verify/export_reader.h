// SPDX-License-Identifier: Apache-2.0
// ExportReader: splits an export into its items, piece by piece (docs/FORMAT.md, "Export"). It
// knows the order of the members, and finds the end of each item; export_items.h parses the items.
// Memory holds one item and one piece of the file.
//
// One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/byte_source.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

// The size limit of an export without gzip: some ten million records.
inline constexpr std::uint64_t kExportBytesMax = std::uint64_t{1} << 34U;
// White space in a row, outside of strings. Gzip packs it a thousand times smaller; without this
// limit a small file could take minutes to read.
inline constexpr std::size_t kExportSpaceBytesMax = 256;

struct ExportItem {
  // In the order of the file; items of one kind are together.
  enum class Kind : std::uint8_t { version, selection, checkpoint, heads, record, stream, end };
  Kind kind = Kind::end;
  std::uint64_t offset = 0;  // position of its first byte in the uncompressed file
  std::string text;          // JSON, not yet parsed; empty for `end`
};

class ExportReader {
 public:
  explicit ExportReader(ByteSource source) : source_(std::move(source)) {}

  // The next item; after `end` it is `end` again. Errc::corrupt, with the position of the byte, if
  // the file has another form; an error of the source is returned unchanged.
  [[nodiscard]] Result<ExportItem> next();

 private:
  enum class State : std::uint8_t { begin, members, list, end };

  [[nodiscard]] Result<ExportItem> begin();
  [[nodiscard]] Result<ExportItem> next_member();
  [[nodiscard]] Result<ExportItem> next_element();
  [[nodiscard]] Result<ExportItem> finish();
  // The next member's name; takes its colon too.
  [[nodiscard]] Result<ExportItem::Kind> take_name();
  [[nodiscard]] Result<ExportItem> take_item();
  [[nodiscard]] Result<void> take_string(std::string& text);
  [[nodiscard]] bool take_plain(std::string& text);
  [[nodiscard]] Result<void> take_nested(std::string& text);
  [[nodiscard]] Result<void> take_scalar(std::string& text);
  [[nodiscard]] Result<void> take_byte(char expected);

  // The next byte without taking it; nothing at the end, and if the source has failed.
  [[nodiscard]] std::optional<char> peek();
  // The same behind white space; nothing if there is too much of it.
  [[nodiscard]] std::optional<char> peek_behind_space();
  char take();
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_ - (held_ - taken_); }
  [[nodiscard]] Error error_here(std::string_view what) const;
  // The error that has stopped the reading, if any, else `what` at this position.
  [[nodiscard]] std::unexpected<Error> fail(std::string_view what);

  ByteSource source_;
  std::array<char, 65'536> piece_{};
  std::size_t held_ = 0;
  std::size_t taken_ = 0;
  std::uint64_t offset_ = 0;  // bytes read from the source
  std::optional<Error> failure_;
  State state_ = State::begin;
  bool is_first_element_ = false;
  ExportItem::Kind kind_ = ExportItem::Kind::version;  // kind of the last item, or of the list
};

}  // namespace pledgebook::ledger

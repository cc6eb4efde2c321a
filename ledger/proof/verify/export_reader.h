// SPDX-License-Identifier: Apache-2.0
// ExportReader: takes an export apart into its items, piece by piece (docs/FORMAT.md, "Export").
// It knows the frame, which members stand in which order, and finds where each item ends; what an
// item says is read by export_items.h. Memory holds one item and one piece of the file.
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

// Of an export without gzip: what some ten million records take.
inline constexpr std::uint64_t kExportBytesMax = std::uint64_t{1} << 34U;

struct ExportItem {
  // In the order of the file; those of one kind follow each other.
  enum class Kind : std::uint8_t { version, selection, checkpoint, heads, record, stream, end };
  Kind kind = Kind::end;
  std::uint64_t offset = 0;  // of its first byte in the file, without gzip
  std::string text;          // JSON, or what may be some; empty for `end`
};

class ExportReader {
 public:
  explicit ExportReader(ByteSource source) : source_(std::move(source)) {}

  // The next item; after `end` it is `end` again. Errc::corrupt, with the byte's number, where the
  // file is not in the form that it must have; an error of the source as it is.
  [[nodiscard]] Result<ExportItem> next();

 private:
  enum class State : std::uint8_t { begin, members, list, end };

  [[nodiscard]] Result<ExportItem> begin();
  [[nodiscard]] Result<ExportItem> next_member();
  [[nodiscard]] Result<ExportItem> next_element();
  [[nodiscard]] Result<ExportItem> finish();
  // The member's name that follows, once its colon was taken.
  [[nodiscard]] Result<ExportItem::Kind> take_name();
  [[nodiscard]] Result<ExportItem> take_item();
  [[nodiscard]] Result<void> take_string(std::string& text);
  [[nodiscard]] bool take_plain(std::string& text);
  [[nodiscard]] Result<void> take_nested(std::string& text);
  [[nodiscard]] Result<void> take_scalar(std::string& text);
  [[nodiscard]] Result<void> take_byte(char expected);

  // The next byte without taking it; nothing at the end, and where the source has failed.
  [[nodiscard]] std::optional<char> peek();
  [[nodiscard]] std::optional<char> peek_behind_space();
  char take();
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_ - (held_ - taken_); }
  // What went wrong: the source's own error, else `what`, here.
  [[nodiscard]] std::unexpected<Error> fail(std::string what);

  ByteSource source_;
  std::array<char, 65'536> piece_{};
  std::size_t held_ = 0;
  std::size_t taken_ = 0;
  std::uint64_t offset_ = 0;  // bytes that came from the source
  std::optional<Error> failure_;
  State state_ = State::begin;
  bool is_first_element_ = false;
  ExportItem::Kind kind_ = ExportItem::Kind::version;  // of the last item, or of the list
};

}  // namespace pledgebook::ledger

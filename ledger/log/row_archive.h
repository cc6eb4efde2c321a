// SPDX-License-Identifier: Apache-2.0
// RowWriter and RowReader: cereal archives for private LMDB values, over a reused string and a
// view. Values are in the machine's own byte order, as LMDB's files are. The reader is bounded: it
// never reads beyond its bytes, and a size that they can't hold is read as zero; then `ok` is false
// and the value is invalid. Never for bytes that are hashed or signed, or that come from outside.
//
// Threads: one at a time.
#pragma once

#include <cereal/cereal.hpp>
#include <cereal/types/common.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace pledgebook::ledger {

class RowWriter : public cereal::OutputArchive<RowWriter, cereal::AllowEmptyClassElision> {
 public:
  RowWriter() : OutputArchive(this) {}
  void put(const void* data, std::size_t size) {
    bytes_.append(static_cast<const char*>(data), size);
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

class RowReader : public cereal::InputArchive<RowReader, cereal::AllowEmptyClassElision> {
 public:
  explicit RowReader(std::string_view bytes) : InputArchive(this), rest_(bytes) {}
  // Zeros if too few bytes are left.
  void take(void* data, std::size_t size) {
    if (size > rest_.size()) {
      fail();
      std::memset(data, 0, size);
      return;
    }
    rest_.copy(static_cast<char*>(data), size);  // which may be nothing, from nowhere
    rest_.remove_prefix(size);
  }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }
  void fail() noexcept {
    ok_ = false;
    rest_ = {};
  }
  [[nodiscard]] bool at_end() const noexcept { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// The functions that cereal finds in the archives' namespace.
template <class T>
  requires std::is_arithmetic_v<T>
void save(RowWriter& archive, const T& value) {
  archive.put(&value, sizeof value);
}
template <class T>
  requires std::is_arithmetic_v<T>
void load(RowReader& archive, T& value) {
  archive.take(&value, sizeof value);
}
inline void load(RowReader& archive, bool& value) {
  unsigned char byte = 0;
  archive.take(&byte, 1);
  value = byte != 0;
}
template <class T>
void save(RowWriter& archive, const cereal::BinaryData<T>& data) {
  archive.put(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
void load(RowReader& archive, cereal::BinaryData<T>& data) {
  archive.take(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
void save(RowWriter& archive, const cereal::SizeTag<T>& tag) {
  archive(tag.size);
}
template <class T>
void save(RowWriter& archive, const cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
template <class T>
void load(RowReader& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
// Every element takes at least a byte.
template <class T>
void load(RowReader& archive, cereal::SizeTag<T>& tag) {
  archive(tag.size);
  if (tag.size <= archive.left()) return;
  archive.fail();
  tag.size = 0;
}

}  // namespace pledgebook::ledger

CEREAL_REGISTER_ARCHIVE(pledgebook::ledger::RowWriter)
CEREAL_REGISTER_ARCHIVE(pledgebook::ledger::RowReader)
CEREAL_SETUP_ARCHIVE_TRAITS(pledgebook::ledger::RowReader, pledgebook::ledger::RowWriter)

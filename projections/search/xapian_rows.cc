// SPDX-License-Identifier: Apache-2.0
#include "projections/search/xapian_rows.h"

#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <limits>
#include <system_error>

#include "crypto/bytes.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// The version of the documents and of the analysis. Another one: rebuild.
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kNamePrefix = "Q";
constexpr std::string_view kPositionKey = "position";
constexpr std::size_t kTermBytesMax = 200;  // Xapian's limit is 245

struct PositionRow {
  std::uint32_t version = kVersion;
  std::uint64_t size = 0;
  std::string last_leaf;
};
void members(auto& row, ledger::Is<PositionRow> auto& v) { row(v.version, v.size, v.last_leaf); }

// Failures of the machine, which pass: they are not damage.
bool is_of_machine(const char* system_error) {
  if (system_error == nullptr) return false;
  return std::ranges::any_of(
      std::initializer_list<int>{ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM, EFBIG, EACCES, EPERM,
                                 EROFS, EIO},
      [&](int code) { return std::generic_category().message(code) == system_error; });
}

}  // namespace

Error damaged_index(std::string_view why) {
  return {Errc::corrupt,
          "the search index is damaged (" + std::string(why) + "): run `pledgebook rebuild`"};
}

Error error_of(const Xapian::Error& error) {
  const char* system_error = error.get_error_string();
  if (is_of_machine(system_error)) {
    return {Errc::storage, "can't use the search index: " + std::string(system_error)};
  }
  if (std::string_view(error.get_type()) == "DatabaseLockError")
    return {Errc::busy, "another process writes the search index"};
  return damaged_index(error.get_msg());
}

Result<SearchPosition> read_position(const Xapian::Database& database) {
  const std::string packed = database.get_metadata(std::string(kPositionKey));
  if (packed.empty()) return SearchPosition{};
  PositionRow row;
  const bool good = unpack(packed, row);
  if (row.version != kVersion) return std::unexpected(damaged_index("it is of another version"));
  const auto leaf = crypto::Hash::from_bytes(crypto::as_bytes(row.last_leaf));
  if (!good || !leaf) return std::unexpected(damaged_index("its position can't be read"));
  return SearchPosition{ledger::Size{row.size}, *leaf};
}

void write_position(Xapian::WritableDatabase& database, const SearchPosition& position) {
  const PositionRow row{kVersion, ledger::number(position.size),
                        std::string(crypto::as_text(position.last_leaf.bytes))};
  database.set_metadata(std::string(kPositionKey), pack(row));
}

std::optional<Xapian::docid> number_of(ledger::Index index) {
  if (ledger::number(index) >= std::numeric_limits<Xapian::docid>::max()) return std::nullopt;
  return static_cast<Xapian::docid>(ledger::number(index) + 1);
}
std::string name_term(std::string_view name) {
  std::string term(kNamePrefix);
  for (const char c : name.substr(0, kTermBytesMax))
    term.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  return term;
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// RawLog: alters a ledger's database directly, as an attacker could. Opens DIR/log by itself; no
// Store of this process may have it open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::support {

class RawLog {
 public:
  explicit RawLog(const std::filesystem::path& ledger_directory);
  ~RawLog();
  RawLog(const RawLog&) = delete;
  RawLog& operator=(const RawLog&) = delete;

  [[nodiscard]] std::map<std::string, std::string> rows(const char* table) const;
  // Replaces all rows of the table.
  void replace(const char* table, const std::map<std::string, std::string>& rows);
  void put(const char* table, std::string_view key, std::string_view value);
  void erase(const char* table, std::string_view key);
  // As `put`, with the checksum that the store appends to a row's value.
  void put_row(const char* table, std::string_view key, std::string_view value);

  [[nodiscard]] std::vector<std::string> records() const;
  // Replaces all records; their keys are their places in the list.
  void replace_records(const std::vector<std::string>& records);
  void put_record(std::uint64_t index, std::string_view bytes);
  void erase_record(std::uint64_t index);

 private:
  struct State;
  State* state_;
};

// Repairs the chain of `records` from `first` on: sets the index and `prev` of each.
void chain_anew(std::vector<std::string>& records, std::size_t first);

}  // namespace pledgebook::support

// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/sheet.h"

#include <algorithm>
#include <array>

#include "crypto/utf8.h"
#include "server/sheet/csv_sheet.h"
#include "server/sheet/workbook.h"

namespace pledgebook::server {

const Cell& SheetRow::at(std::size_t column) const noexcept {
  static const Cell kEmpty;
  return column < cells.size() ? cells[column] : kEmpty;
}

bool SheetRow::is_empty() const noexcept {
  return std::ranges::all_of(cells,
                             [](const Cell& cell) { return cell.kind == Cell::Kind::empty; });
}

Reading<Sheet> read_sheet(const std::string& path, std::string_view bytes,
                          const std::optional<std::string>& wanted, std::size_t part_bytes_max) {
  constexpr std::string_view kZip = "PK\x03\x04";
  LEDGER_TRY(Sheet sheet, bytes.starts_with(kZip)
                              ? read_workbook(path, bytes, wanted, part_bytes_max)
                              : read_csv(path, bytes));
  std::erase_if(sheet.rows, [](const SheetRow& row) { return row.is_empty(); });
  if (sheet.rows.empty()) return misread(path + " has no rows");
  return sheet;
}

std::string column_letters(std::size_t column) {
  constexpr std::size_t kLetters = 26;
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / kLetters)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % kLetters));
  return letters;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kBytes = 80;
  if (text.size() <= kBytes) return crypto::one_line(text);
  std::size_t cut = kBytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return crypto::one_line(text.substr(0, cut)) + "…";
}

std::string_view trimmed(std::string_view text) noexcept {
  // Blanks, line ends, and the no-break spaces that people paste.
  constexpr std::array<std::string_view, 7> kBlanks{" ",        "\t",           "\r",          "\n",
                                                    "\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

}  // namespace pledgebook::server

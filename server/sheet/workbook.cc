// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/workbook.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "crypto/utf8.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::server {

namespace {

// A workbook's parts: a zip archive in memory.
class Archive {
 public:
  static Reading<Archive> open(const std::string& path, std::string_view bytes,
                               std::size_t part_bytes_max) {
    zip_error_t error{};
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr) {
      if (source != nullptr) zip_source_free(source);
      return misread(fmt::format("{} is no whole workbook: save it again as .xlsx", path));
    }
    return Archive(path, zip, part_bytes_max);
  }

  // Nothing if there is no such part.
  [[nodiscard]] Reading<std::optional<pugi::xml_document>> part(const std::string& name) const {
    zip_stat_t stat{};
    if (zip_stat(zip_.get(), name.c_str(), 0, &stat) != 0) return std::nullopt;
    if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size > part_bytes_max_) return too_large(name);
    std::string text(stat.size, '\0');
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen(zip_.get(), name.c_str(), 0), zip_fclose);
    if (!file) return broken(name);
    const auto read = zip_fread(file.get(), text.data(), text.size());
    if (read < 0 || static_cast<std::size_t>(read) != text.size()) return broken(name);
    // Excel writes UTF-8; pugixml takes malformed bytes as they are.
    if (!crypto::is_utf8_without(text, [](char32_t) { return false; })) return broken(name);
    std::optional<pugi::xml_document> document(std::in_place);
    // No document type: entities can't be defined, so none can grow.
    if (!document->load_buffer(text.data(), text.size(),
                               pugi::parse_default | pugi::parse_ws_pcdata_single,
                               pugi::encoding_utf8))
      return broken(name);
    return document;
  }
  [[nodiscard]] std::unexpected<Misread> broken(std::string_view name) const {
    return misread(fmt::format("{}: its part {} can't be read: save the workbook again", path_,
                               excerpt(name)));
  }

 private:
  Archive(std::string path, zip_t* zip, std::size_t part_bytes_max)
      : path_(std::move(path)), zip_(zip, zip_discard), part_bytes_max_(part_bytes_max) {}
  [[nodiscard]] std::unexpected<Misread> too_large(std::string_view name) const {
    return misread(fmt::format("{}: its part {} has over {} MiB: split the workbook", path_,
                               excerpt(name), part_bytes_max_ / 1'024 / 1'024));
  }

  std::string path_;
  std::unique_ptr<zip_t, void (*)(zip_t*)> zip_;
  std::size_t part_bytes_max_;
};

struct SheetPlace {
  std::string name;
  std::string part;
};

// The target of a relation is beside the workbook's part, or from the root.
std::string part_of(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

struct Contents {
  std::vector<SheetPlace> sheets;
  bool is_from_1904 = false;  // days are counted from 1904, as old Macintoshes did
};

Reading<Contents> contents_of(const std::string& path, const Archive& archive) {
  LEDGER_TRY(const auto workbook, archive.part("xl/workbook.xml"));
  LEDGER_TRY(const auto relations, archive.part("xl/_rels/workbook.xml.rels"));
  if (!workbook || !relations)
    return misread(fmt::format("{} is a zip file and no workbook: save it as .xlsx", path));
  std::map<std::string, std::string> targets;
  for (const pugi::xml_node each : relations->child("Relationships").children("Relationship"))
    targets[each.attribute("Id").value()] = part_of(each.attribute("Target").value());
  Contents contents;
  const pugi::xml_node root = workbook->child("workbook");
  contents.is_from_1904 = root.child("workbookPr").attribute("date1904").as_bool();
  for (const pugi::xml_node each : root.child("sheets").children("sheet")) {
    contents.sheets.push_back(
        {each.attribute("name").value(), targets[each.attribute("r:id").value()]});
  }
  return contents;
}

// Whether a format of numbers shows a day: it has d, m or y outside of quotes and brackets.
bool is_day_format(std::string_view code) {
  char until = '\0';
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (until != '\0') {
      if (c == until) until = '\0';
    } else if (c == '"') {
      until = '"';
    } else if (c == '[') {
      until = ']';
    } else if (c == '\\') {
      ++i;
    } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') {
      return true;
    }
  }
  return false;
}

// By a cell's style: whether it shows a day.
Reading<std::vector<bool>> day_styles(const Archive& archive) {
  LEDGER_TRY(const auto styles, archive.part("xl/styles.xml"));
  std::vector<bool> shows_day;
  if (!styles) return shows_day;
  const pugi::xml_node root = styles->child("styleSheet");
  std::map<unsigned, bool> formats;
  for (const pugi::xml_node each : root.child("numFmts").children("numFmt"))
    formats[each.attribute("numFmtId").as_uint()] =
        is_day_format(each.attribute("formatCode").value());
  // Built in (ISO/IEC 29500-1, 18.8.30): 14 to 17 and 22, and those of East Asia.
  const auto is_built_in = [](unsigned id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  };
  for (const pugi::xml_node each : root.child("cellXfs").children("xf")) {
    const unsigned id = each.attribute("numFmtId").as_uint();
    const auto own = formats.find(id);
    shows_day.push_back(own == formats.end() ? is_built_in(id) : own->second);
  }
  return shows_day;
}

// The text of a string: of its pieces, without the readings that East Asian texts have beside them.
std::string text_of(const pugi::xml_node string) {
  std::string text = string.child("t").text().get();
  for (const pugi::xml_node piece : string.children("r")) text += piece.child("t").text().get();
  return text;
}

Reading<std::vector<std::string>> shared_strings(const Archive& archive) {
  LEDGER_TRY(const auto part, archive.part("xl/sharedStrings.xml"));
  std::vector<std::string> strings;
  if (!part) return strings;
  for (const pugi::xml_node each : part->child("sst").children("si"))
    strings.push_back(text_of(each));
  return strings;
}

// The decimal that Excel shows of a double: fifteen digits.
std::optional<std::string> decimal_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  constexpr int kDigits = 15;
  const double magnitude = std::abs(value);
  constexpr double kMax = 1e18;
  if (magnitude >= kMax) return std::nullopt;
  const int whole = magnitude < 1 ? 1 : static_cast<int>(std::log10(magnitude)) + 1;
  std::string shown = fmt::format("{:.{}f}", value, std::max(0, kDigits - whole));
  if (shown.contains('.')) {
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.ends_with('.')) shown.pop_back();
  }
  return shown;
}

// Days are numbers from 1900, whose February has a 29th in Excel.
std::optional<std::string> day_of(std::string_view text, bool is_from_1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr double kLast = 2'958'465;  // 9999-12-31
  if (error != std::errc() || value < 1 || value > kLast) return std::nullopt;
  constexpr int kLeapDay = 60;
  constexpr int kBetween = 1'462;
  int days = static_cast<int>(value) + (is_from_1904 ? kBetween : 0);
  if (days < kLeapDay) ++days;
  const ledger::Date origin =
      std::chrono::sys_days(std::chrono::year(1899) / std::chrono::December / 30);
  return ledger::to_text(origin + std::chrono::days(days));
}

// "AB12" as column and row, from 0 and 1.
struct Place {
  std::size_t column = 0;
  std::uint32_t row = 0;
};
std::optional<Place> place_of(std::string_view text) {
  constexpr std::size_t kLetters = 26;
  Place place;
  std::size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z' && letters < 3) {
    place.column = place.column * kLetters + static_cast<std::size_t>(text[letters] - 'A') + 1;
    ++letters;
  }
  const auto [end, error] =
      std::from_chars(text.data() + letters, text.data() + text.size(), place.row);
  if (letters == 0 || error != std::errc() || end != text.data() + text.size() || place.row == 0)
    return std::nullopt;
  --place.column;
  return place;
}

class SheetReader {
 public:
  static Reading<SheetReader> make(const Archive& archive, bool is_from_1904) {
    SheetReader reader(is_from_1904);
    LEDGER_TRY(reader.strings_, shared_strings(archive));
    LEDGER_TRY(reader.shows_day_, day_styles(archive));
    return reader;
  }

  [[nodiscard]] Reading<std::vector<SheetRow>> rows(const std::string& path,
                                                    const pugi::xml_node sheet) const {
    std::vector<SheetRow> rows;
    for (const pugi::xml_node row : sheet.child("sheetData").children("row")) {
      const std::uint32_t before = rows.empty() ? 0 : rows.back().number;
      SheetRow read{.number = row.attribute("r").as_uint(before + 1), .cells = {}};
      for (const pugi::xml_node cell : row.children("c")) {
        const auto place = place_of(cell.attribute("r").value());
        const std::size_t column = place ? place->column : read.cells.size();
        if (column >= kSheetColumnsMax) break;  // Excel keeps formats far to the right
        read.cells.resize(std::max(read.cells.size(), column + 1));
        read.cells[column] = cell_of(cell);
      }
      if (rows.size() == kSheetRowsMax || read.number <= before) {
        return misread(fmt::format("{} has over {} rows, or rows out of order: split it", path,
                                   kSheetRowsMax));
      }
      rows.push_back(std::move(read));
    }
    fill_merged(sheet, rows);
    return rows;
  }

 private:
  explicit SheetReader(bool is_from_1904) : is_from_1904_(is_from_1904) {}

  [[nodiscard]] Cell cell_of(const pugi::xml_node cell) const {
    const std::string_view type = cell.attribute("t").as_string("n");
    const std::string value = cell.child("v").text().get();
    if (type == "inlineStr") return text(text_of(cell.child("is")));
    if (type == "str") return text(value);
    if (type == "s") {
      const auto index = static_cast<std::size_t>(cell.child("v").text().as_uint());
      return index < strings_.size() ? text(strings_[index]) : Cell{Cell::Kind::fault, value};
    }
    if (type == "e") return {Cell::Kind::fault, value};
    if (type == "d") return {Cell::Kind::day, value.substr(0, value.find('T'))};
    if (type == "b" || value.empty())
      return text(value == "1" ? "TRUE" : value.empty() ? "" : "FALSE");
    const auto style = static_cast<std::size_t>(cell.attribute("s").as_uint());
    if (style < shows_day_.size() && shows_day_[style]) {
      if (const auto day = day_of(value, is_from_1904_)) return {Cell::Kind::day, *day};
    }
    const auto number = decimal_of(value);
    return number ? Cell{Cell::Kind::number, *number} : Cell{Cell::Kind::fault, value};
  }
  static Cell text(std::string_view value) {
    const std::string_view bare = trimmed(value);
    return {bare.empty() ? Cell::Kind::empty : Cell::Kind::text, std::string(bare)};
  }

  // "A5:A7": one member of three pledges. Titles that are merged to the right stay in their column.
  static void fill_merged(const pugi::xml_node sheet, std::vector<SheetRow>& rows) {
    for (const pugi::xml_node each : sheet.child("mergeCells").children("mergeCell")) {
      const std::string_view range = each.attribute("ref").value();
      const std::size_t colon = range.find(':');
      if (colon == std::string_view::npos) continue;
      const auto first = place_of(range.substr(0, colon));
      const auto last = place_of(range.substr(colon + 1));
      if (!first || !last || first->column != last->column) continue;
      const auto row = std::ranges::find(rows, first->row, &SheetRow::number);
      if (row == rows.end()) continue;
      const Cell value = row->at(first->column);
      for (auto below = row + 1; below != rows.end() && below->number <= last->row; ++below) {
        below->cells.resize(std::max(below->cells.size(), first->column + 1));
        below->cells[first->column] = value;
      }
    }
  }

  bool is_from_1904_;
  std::vector<std::string> strings_;
  std::vector<bool> shows_day_;
};

}  // namespace

Reading<Sheet> read_workbook(const std::string& path, std::string_view bytes,
                             const std::optional<std::string>& wanted, std::size_t part_bytes_max) {
  LEDGER_TRY(const Archive archive, Archive::open(path, bytes, part_bytes_max));
  LEDGER_TRY(const Contents contents, contents_of(path, archive));
  if (contents.sheets.empty()) return misread(fmt::format("{} has no sheets", path));
  const auto chosen = wanted ? std::ranges::find(contents.sheets, *wanted, &SheetPlace::name)
                             : contents.sheets.begin();
  Sheet sheet;
  for (auto each = contents.sheets.begin(); each != contents.sheets.end(); ++each) {
    if (each != chosen) sheet.others.push_back(excerpt(each->name));
  }
  if (chosen == contents.sheets.end()) {
    constexpr std::size_t kNames = 10;
    sheet.others.resize(std::min(kNames, sheet.others.size()));
    return misread(fmt::format("{} has no sheet {}: it has {}", path, excerpt(*wanted),
                               fmt::join(sheet.others, ", ")));
  }
  sheet.name = chosen->name;
  LEDGER_TRY(const auto part, archive.part(chosen->part));
  if (!part) return archive.broken(chosen->part);
  LEDGER_TRY(const SheetReader reader, SheetReader::make(archive, contents.is_from_1904));
  LEDGER_TRY(sheet.rows, reader.rows(path, part->child("worksheet")));
  return sheet;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// An export taken apart into its items, so that tests can change one and put it together again.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/proof/verify/export_reader.h"
#include "ledger/proof/verify/verify_export.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {

// An export in pieces.
struct Export {
  std::string selection;
  std::string checkpoint;
  std::string heads;
  std::vector<std::string> records;
  std::vector<std::string> streams;
};

inline Export taken_apart(const std::string& text) {
  Export parts;
  ExportReader reader(bytes_of(text));
  while (true) {
    ExportItem item = support::value_of(reader.next());
    switch (item.kind) {
      case ExportItem::Kind::version:
        break;
      case ExportItem::Kind::selection:
        parts.selection = std::move(item.text);
        break;
      case ExportItem::Kind::checkpoint:
        parts.checkpoint = std::move(item.text);
        break;
      case ExportItem::Kind::heads:
        parts.heads = std::move(item.text);
        break;
      case ExportItem::Kind::record:
        parts.records.push_back(std::move(item.text));
        break;
      case ExportItem::Kind::stream:
        parts.streams.push_back(std::move(item.text));
        break;
      case ExportItem::Kind::end:
        return parts;
    }
  }
}

inline std::string put_together(const Export& parts) {
  const auto list = [](const std::vector<std::string>& items) {
    std::string text = "[";
    for (const std::string& item : items) text += (text.size() > 1 ? "," : "") + item;
    return text + "]";
  };
  return R"({"v":1,"selection":)" + parts.selection + R"(,"checkpoint":)" + parts.checkpoint +
         R"(,"heads":)" + parts.heads + R"(,"records":)" + list(parts.records) + R"(,"streams":)" +
         list(parts.streams) + "}";
}

}  // namespace pledgebook::ledger

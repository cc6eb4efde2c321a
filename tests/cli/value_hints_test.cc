// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/value_hints.h"

#include <gtest/gtest.h>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

// A list of ids, as published.
ledger::ListVersion list_of(std::string_view list, const std::vector<std::string>& ids) {
  ledger::ListVersion version;
  version.body.list = *ledger::ListId::parse(list);
  for (const std::string& id : ids) {
    ledger::ListItem item;
    item.id = *ledger::ItemId::parse(id);
    version.body.items.push_back(std::move(item));
  }
  return version;
}

TEST(ValueHints, FindACountry) {
  EXPECT_EQ(country_hint("SN"), "write three letters: SEN (Senegal)");
  EXPECT_EQ(country_hint("senegal"), "write three letters: SEN (Senegal)");
  EXPECT_EQ(country_hint("sen"), "write SEN");
  EXPECT_EQ(country_hint("Atlantis"), "");
}

TEST(ValueHints, PutADayInOrder) {
  EXPECT_EQ(day_hint("31/12/2026"), "write 2026-12-31");
  EXPECT_EQ(day_hint("12/31/2026"), "write 2026-12-31");
  EXPECT_EQ(day_hint("2026.3.1"), "write 2026-03-01");
  EXPECT_EQ(day_hint("01/02/2026"), "it can mean two days: write 2026-02-01 or 2026-01-02");
  EXPECT_EQ(day_hint("1/1/2026"), "write 2026-01-01");
  for (const char* text : {"", "31/13/2026", "1/2/26", "next week", "1/2/3/2026", "30/2/2026"})
    EXPECT_EQ(day_hint(text), "") << text;
}

TEST(ValueHints, NameTheItemsOfTheList) {
  ledger::Governance governance;
  governance.lists.push_back(list_of("sdg", {"1", "2", "10", "3", "4", "5", "6", "7", "8", "9"}));
  governance.lists.push_back(list_of("focus-area", {"access", "value-creation"}));
  governance.lists.push_back(list_of("focus-area", {"access", "adoption"}));

  EXPECT_EQ(item_hint("18", "sdg", governance).substr(0, 14), "one of 1 to 10");
  EXPECT_EQ(item_hint("Value Creation", "focus-area", governance),
            "one of access, value-creation, adoption; did you mean value-creation?");
  EXPECT_EQ(item_hint("x", "area", governance), "");
  EXPECT_EQ(item_hint("zzzzzz", "sdg|focus-area", governance).find("one of 1, 2, 10"), 0U);
}

}  // namespace
}  // namespace pledgebook::cli

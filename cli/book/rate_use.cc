// SPDX-License-Identifier: Apache-2.0
#include "cli/book/rate_use.h"

#include <boost/json/array.hpp>
#include <chrono>
#include <functional>
#include <variant>

#include "cli/book/whole_answer.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Publication {
  ledger::Index index{};
  ledger::Instant at{};
};

Outcome<std::map<std::string, Publication>> read_publications(Book& book) {
  std::map<std::string, Publication> publications;
  LEDGER_CHECK(for_each_entry(
      book,
      [&](const BookEntry& entry) {
        const auto statement = ledger::decode_statement(entry.signed_statement.payload);
        if (!statement || !std::holds_alternative<ledger::PledgePublished>(statement->body)) return;
        if (const auto pledge = statement->stream.about_pledge())
          publications[pledge->text()] = {entry.index, statement->at};
      },
      {}));
  return publications;
}

// A table as it is known: the record of its first version, and the rates of its last.
struct KnownTable {
  ledger::Index published{};
  const ledger::RatesPublished* body = nullptr;
};

// By effective date, the greatest first.
std::vector<KnownTable> known_tables(const ledger::Governance& governance) {
  std::map<ledger::Date, KnownTable, std::greater<>> by_date;
  for (const ledger::RateTable& table : governance.rates) {
    KnownTable& known = by_date[table.body.effective];
    if (known.body == nullptr) known.published = table.published.index;
    known.body = &table.body;
  }
  std::vector<KnownTable> tables;
  for (const auto& [date, table] : by_date) tables.push_back(table);
  return tables;
}

// The table that values an amount of a pledge that was published on `day`, in the record `index`.
const ledger::RatesPublished* table_for(const std::vector<KnownTable>& tables,
                                        const ledger::Currency& currency, ledger::Date day,
                                        ledger::Index index) {
  constexpr std::chrono::days kOldest{62};
  const KnownTable* later = nullptr;
  for (const KnownTable& table : tables) {
    if (table.body->effective > day || !table.body->rates.contains(currency)) continue;
    if (day - table.body->effective > kOldest) break;
    if (table.published < index) return table.body;
    if (later == nullptr || table.published < later->published) later = &table;
  }
  return later == nullptr ? nullptr : later->body;
}

std::string currency_of(const json::object& row) {
  const json::value* money = row.if_contains("announced");
  const json::object* object = money == nullptr ? nullptr : money->if_object();
  return object == nullptr ? std::string() : text_of(*object, "currency");
}

}  // namespace

Outcome<RateUse> read_rate_use(Book& book, const ledger::Governance& governance) {
  LEDGER_TRY(const auto publications, read_publications(book));
  LEDGER_TRY(const json::object answer, ask_whole(book, "pledges", {}));
  const std::vector<KnownTable> tables = known_tables(governance);
  RateUse use;
  LEDGER_CHECK(read_answer([&] {
    for (const json::value& value : answer.at("rows").as_array()) {
      const std::string id = text_of(value.as_object(), "id");
      const auto currency = ledger::Currency::parse(currency_of(value.as_object()));
      const auto published = publications.find(id);
      if (!currency || *currency == ledger::Currency::usd() || published == publications.end())
        continue;
      const auto& [index, at] = published->second;
      const auto* table = table_for(tables, *currency, ledger::date_of(at), index);
      if (table == nullptr) {
        use.without.push_back(id);
      } else {
        use.pledges[table->effective].push_back(id);
      }
    }
  }));
  return use;
}

}  // namespace pledgebook::cli

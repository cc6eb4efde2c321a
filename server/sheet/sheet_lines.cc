// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/sheet_lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <utility>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/reference.h"
#include "server/sheet/cell_values.h"
#include "server/sheet/sheet_row_reader.h"
#include "server/sheet/sheet_words.h"

namespace pledgebook::server {

namespace {

namespace json = boost::json;

const SheetRow* row_with(const Sheet& sheet, std::uint32_t number) {
  const auto found = std::ranges::find(sheet.rows, number, &SheetRow::number);
  return found == sheet.rows.end() ? nullptr : &*found;
}

Reading<SheetColumns> columns_of(const SheetRow& headings, const Mapping& mapping) {
  SheetColumns columns;
  for (const auto& [heading, field] : mapping.columns) {
    const auto found = std::ranges::find(headings.cells, heading, &Cell::text);
    if (found == headings.cells.end()) {
      return misread(
          fmt::format("row {} has no column `{}`: correct `columns` or `headings_row` in "
                      "the mapping",
                      headings.number, heading));
    }
    if (field) columns[*field] = static_cast<std::size_t>(found - headings.cells.begin());
  }
  return columns;
}

constexpr std::string_view kSectors =
    "government, private-sector, civil-society, academia, un-agency, international-organization, "
    "regional-organization, youth, foundation, financial-institution, donor-agency or other";
constexpr std::string_view kTypes = "financial, programme, policy or advocacy";
constexpr std::string_view kAreas = "the focus area's id, such as access";
constexpr std::string_view kCountries = "its name, or three letters such as SEN";

struct Member {
  std::string id;
  std::string sector = {};   // of a new one
  std::string country = {};  // of a new one, or ""
  bool is_known = false;
};

class LinesMaker {
 public:
  LinesMaker(const Mapping& mapping, const SheetColumns& columns, const SheetRow& headings,
             std::span<const KnownParty> known)
      : mapping_(mapping), columns_(columns), headings_(headings) {
    for (const KnownParty& party : known) {
      known_.emplace(compared(party.name), party.id);
      known_.emplace(compared(party.id), party.id);
      ids_.insert(party.id);
    }
  }

  void take(const SheetRow& row) {
    ++made_.rows_read;
    SheetRowReader reader(row, headings_, columns_, mapping_, made_.faults);
    const std::optional<Member> member = member_of(reader);
    json::object body;
    if (member) {
      body["on_behalf_of"] = member->id;
      body["source"] = fmt::format("{}, row {}", mapping_.source, row.number);
    }
    fill_pledge(reader, body);
    const std::string id = pledge_id(reader, row.number);
    const std::string at = stated_at(reader);
    if (!reader.is_good()) return;
    if (member) add_member(reader, *member, row.number);
    add_pledge(reader, id, at, std::move(body), row.number);
  }
  [[nodiscard]] SheetLines made() && {
    std::ranges::stable_sort(made_.faults, {}, [](const CellFault& fault) {
      return std::pair(fault.row, fault.column);
    });
    return std::move(made_);
  }

 private:
  // Nothing for pledges of the one that signs: there is no column of members.
  std::optional<Member> member_of(SheetRowReader& row) {
    if (!row.has(SheetField::member) && row.text(SheetField::member).empty()) return std::nullopt;
    const std::string name = row.required(SheetField::member, "the member's name");
    if (name.empty()) return std::nullopt;
    if (const auto id = row.meaning(SheetField::member, name)) return known_or_new(row, name, *id);
    const auto known = known_.find(compared(name));
    if (known != known_.end()) return Member{.id = known->second, .is_known = true};
    return known_or_new(row, name, {});
  }

  std::optional<Member> known_or_new(SheetRowReader& row, const std::string& name, std::string id) {
    if (ids_.contains(id)) return Member{.id = id, .is_known = true};
    const auto before = members_.find(compared(name));
    if (before != members_.end() && !row.has(SheetField::sector)) return before->second;
    Member member{.id = std::move(id)};
    member.sector = row.choice(SheetField::sector, kSectors);
    const Cell country = row.cell(SheetField::country);
    if (country.kind != Cell::Kind::empty) {
      member.country = row.choice(SheetField::country, kCountries);
    } else if (const auto own = row.meaning(SheetField::country, name); own && *own != "*") {
      member.country = *own;
    }
    if (before != members_.end()) {
      if (row.is_good() && before->second.sector != member.sector) {
        row.refuse(SheetField::sector,
                   cell_trouble("sector_differs", before->second.sector,
                                "an earlier row says that this member is {}: write the same"));
      }
      return before->second;
    }
    if (member.id.empty()) member.id = new_id(name, member);
    return member;
  }

  // "gha-gov" of a government that has its country's name; else of the name's letters.
  std::string new_id(const std::string& name, const Member& member) {
    std::string id = id_of_name(name);
    const auto country = meaning_of(SheetField::country, name);
    if (member.sector == "government" && country && *country != "*") {
      id = *country;
      std::ranges::transform(id, id.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      id += "-gov";
    }
    if (id.empty()) id = fmt::format("member-{}", members_.size() + 1);
    while (ids_.contains(id)) id += "-2";
    return id;
  }

  void fill_pledge(SheetRowReader& row, json::object& body) {
    body["title"] = row.required(SheetField::title, "the pledge's title");
    if (const std::string text = row.text(SheetField::description); !text.empty())
      body["description"] = text;
    body["type"] = row.choice(SheetField::type, kTypes);
    body["focus_area"] = row.choice(SheetField::focus_area, kAreas);
    fill_value(row, body);
    fill_countries(row, body);
    const std::string start = row.day(SheetField::start);
    body["start"] = start;
    if (row.cell(SheetField::end).kind != Cell::Kind::empty) {
      const std::string end = row.day(SheetField::end);
      if (!start.empty() && !end.empty() && end < start)
        row.refuse(SheetField::end, {"end_before_start", end,
                                     fmt::format("{} is before the start, {}", end, start)});
      body["end"] = end;
    }
    body["public"] = true;
  }

  void fill_value(SheetRowReader& row, json::object& body) {
    const Cell cell = row.cell(SheetField::amount);
    if (cell.kind == Cell::Kind::empty) {
      if (row.has(SheetField::amount) && body["type"] == "financial")
        row.refuse(
            SheetField::amount,
            cell_trouble("amount_missing", "", "it is empty: a financial pledge needs its amount"));
      return;
    }
    const auto value =
        amount_of(cell, mapping_.amounts ? amount_style(*mapping_.amounts) : std::nullopt);
    if (!value) return row.refuse(SheetField::amount, value.error());
    std::string currency = row.text(SheetField::currency);
    if (currency.empty()) currency = value->currency.value_or("");
    if (const auto meant = row.meaning(SheetField::currency, currency)) currency = *meant;
    if (ledger::find_currency(currency) == nullptr) {
      return row.refuse(
          SheetField::currency,
          currency.empty() ? cell_trouble("currency_missing", "",
                                          "there is no currency: write three letters, such as EUR")
                           : cell_trouble("currency_unknown", currency,
                                          "`{}` is no currency: write three letters, such as EUR"));
    }
    if (value->currency && *value->currency != currency) {
      return row.refuse(SheetField::amount, {"currencies_differ", *value->currency,
                                             fmt::format("the cell says {} and the currency is {}",
                                                         *value->currency, currency)});
    }
    body["value"] = json::object{{"amount", value->amount}, {"currency", currency}};
  }

  // One name, or several with semicolons, line ends or commas between them.
  void fill_countries(SheetRowReader& row, json::object& body) {
    const Cell cell = row.cell(SheetField::countries);
    if (cell.kind == Cell::Kind::empty) {
      if (row.has(SheetField::countries))
        row.refuse(
            SheetField::countries,
            cell_trouble("countries_missing", "", "it is empty: write the countries, or World"));
      body["scope"] = "global";
      return;
    }
    std::set<std::string> found;
    std::string unknown;
    if (const auto whole = row.meaning(SheetField::countries, cell.text)) {
      found.insert(*whole);
    } else {
      const char* between = cell.text.find_first_of(";\n|") == std::string::npos ? "," : ";\n|";
      std::string_view rest = cell.text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(between), rest.size());
        const std::string name(trimmed(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (name.empty()) continue;
        const auto one = row.meaning(SheetField::countries, name);
        if (one) found.insert(*one);
        if (!one && unknown.empty()) unknown = name;
      }
    }
    if (!unknown.empty()) {
      return row.refuse(SheetField::countries, {"country_unknown", excerpt(unknown),
                                                fmt::format("`{}` is not a known country: write {}",
                                                            excerpt(unknown), kCountries)});
    }
    if (found.contains("*")) {
      body["scope"] = "global";
      return;
    }
    body["scope"] = "countries";
    json::array countries;
    for (const std::string& iso3 : found) countries.push_back(json::object{{"iso3", iso3}});
    body["countries"] = std::move(countries);
  }

  std::string pledge_id(SheetRowReader& row, std::uint32_t number) {
    const bool has_id = row.has(SheetField::id);
    std::string id;
    if (has_id) {
      id = row.required(SheetField::id, "the pledge's id");
      std::ranges::transform(id, id.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    } else {
      id = mapping_.ids;
      constexpr std::string_view kRow = "{row}";
      id.replace(id.find(kRow), kRow.size(), fmt::format("{:04}", number));
    }
    const bool is_empty = id.empty();
    if (!is_empty && !ledger::PledgeId::parse(id)) {
      row.refuse(SheetField::id,
                 cell_trouble("id_malformed", id,
                              "`{}` is no id: write small letters, digits and hyphens"));
    } else if (!is_empty && !pledges_.insert(id).second) {
      row.refuse(SheetField::id,
                 cell_trouble("id_repeated", id, "`{}` stands in an earlier row too"));
    }
    return id;
  }

  std::string stated_at(SheetRowReader& row) {
    if (row.cell(SheetField::stated).kind == Cell::Kind::empty) return mapping_.at;
    return row.day(SheetField::stated) + "T00:00:00Z";
  }

  void add(const json::object& line, std::uint32_t row) {
    made_.lines.push_back(json::serialize(line));
    made_.rows.push_back(row);
  }

  void add_member(const SheetRowReader& row, const Member& member, std::uint32_t number) {
    if (member.is_known) {
      if (met_.insert(member.id).second) ++made_.known_members;
      return;
    }
    const std::string name = row.text(SheetField::member);
    if (!members_.emplace(compared(name), member).second) return;
    ids_.insert(member.id);
    made_.new_members.push_back(name);
    json::object body{{"name", name}, {"sector", member.sector}};
    if (!member.country.empty()) body["country"] = member.country;
    body["roles"] = json::array{"member"};
    add({{"kind", "party.registered"},
         {"stream", "party/" + member.id},
         {"at", mapping_.at},
         {"body", std::move(body)}},
        number);
  }

  void add_pledge(const SheetRowReader& row, const std::string& id, const std::string& at,
                  json::object body, std::uint32_t number) {
    ++made_.pledges;
    ++made_.areas[std::string(body["focus_area"].get_string())];
    if (const json::value* value = body.if_contains("value")) {
      const json::object& money = value->get_object();
      const auto amount = ledger::Decimal::parse(std::string_view(money.at("amount").get_string()));
      if (amount) made_.announced[std::string(money.at("currency").get_string())] += *amount;
    }
    const std::string stream = "pledge/" + id;
    add({{"kind", "pledge.submitted"}, {"stream", stream}, {"at", at}, {"body", std::move(body)}},
        number);
    if (!mapping_.publish) return;
    json::object published;
    if (const std::string given = row.text(SheetField::number); !given.empty())
      published["number"] = given;
    add({{"kind", "pledge.published"},
         {"stream", stream},
         {"at", at},
         {"body", std::move(published)}},
        number);
  }

  const Mapping& mapping_;
  const SheetColumns& columns_;
  const SheetRow& headings_;
  std::map<std::string, std::string> known_;  // ids by what is compared of a name
  std::set<std::string> ids_;                 // of parties
  std::map<std::string, Member> members_;     // new ones, by what is compared of a name
  std::set<std::string> met_;
  std::set<std::string> pledges_;
  SheetLines made_;
};

}  // namespace

json::object to_json(const CellFault& fault) {
  json::object cell{{"row", fault.row},
                    {"column", nullptr},
                    {"heading", nullptr},
                    {"code", fault.trouble.code},
                    {"cell", fault.trouble.shown},
                    {"what", fault.trouble.sentence}};
  if (!fault.heading.empty()) {
    cell["column"] = column_letters(fault.column);
    cell["heading"] = fault.heading;
  }
  return cell;
}

Reading<SheetLines> lines_of(const Sheet& sheet, const Mapping& mapping,
                             std::span<const KnownParty> known) {
  const SheetRow* headings = row_with(sheet, mapping.headings_row);
  if (headings == nullptr)
    return misread(fmt::format("row {} is empty: correct `headings_row` in the mapping",
                               mapping.headings_row));
  LEDGER_TRY(const SheetColumns columns, columns_of(*headings, mapping));
  for (const SheetField field :
       {SheetField::title, SheetField::type, SheetField::focus_area, SheetField::start}) {
    if (columns.contains(field) || mapping.defaults.contains(field)) continue;
    return misread(
        fmt::format("no column is {0}: name one in the mapping's `columns`, or give "
                    "`defaults` a {0} for all pledges",
                    name_of(field)));
  }
  LinesMaker maker(mapping, columns, *headings, known);
  for (const SheetRow& row : sheet.rows) {
    if (row.number > mapping.headings_row) maker.take(row);
  }
  return std::move(maker).made();
}

std::optional<SheetField> field_of_pointer(std::string_view pointer) noexcept {
  constexpr auto kFields = std::to_array<std::pair<std::string_view, SheetField>>({
      {"/body/on_behalf_of", SheetField::member},
      {"/body/name", SheetField::member},
      {"/body/sector", SheetField::sector},
      {"/body/country", SheetField::country},
      {"/body/title", SheetField::title},
      {"/body/description", SheetField::description},
      {"/body/type", SheetField::type},
      {"/body/focus_area", SheetField::focus_area},
      {"/body/value/currency", SheetField::currency},
      {"/body/value", SheetField::amount},
      {"/body/start", SheetField::start},
      {"/body/end", SheetField::end},
      {"/body/scope", SheetField::countries},
      {"/body/countries", SheetField::countries},
      {"/body/number", SheetField::number},
      {"/at", SheetField::stated},
      {"/stream", SheetField::id},
  });
  for (const auto& [prefix, field] : kFields) {
    if (pointer.starts_with(prefix)) return field;
  }
  return std::nullopt;
}

}  // namespace pledgebook::server

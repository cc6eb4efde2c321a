// SPDX-License-Identifier: Apache-2.0
#include "cli/iati/activity.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "ledger/domain/values/reference.h"
#include "server/sheet/sheet.h"

namespace pledgebook::cli {

namespace {

// English where there is some, else the first.
std::string narrative(const pugi::xml_node node, std::string_view language) {
  std::string first;
  for (const pugi::xml_node each : node.children("narrative")) {
    const std::string text(server::trimmed(each.text().get()));
    const std::string_view own = each.attribute("xml:lang").as_string(language.data());
    if (own == "en" && !text.empty()) return text;
    if (first.empty()) first = text;
  }
  return first;
}

IatiOrganisation organisation(const pugi::xml_node node, std::string_view language) {
  return {std::string(server::trimmed(node.attribute("ref").value())), narrative(node, language),
          node.attribute("type").value()};
}

class Reader {
 public:
  explicit Reader(const pugi::xml_node node) : node_(node) {}

  Activity read() && {
    const std::string_view language = node_.attribute("xml:lang").as_string("en");
    activity_.identifier = server::trimmed(node_.child("iati-identifier").text().get());
    activity_.title = narrative(node_.child("title"), language);
    activity_.description = narrative(node_.child("description"), language);
    activity_.status = node_.child("activity-status").attribute("code").value();
    read_member(language);
    read_days();
    read_countries();
    for (const pugi::xml_node each : node_.children("transaction")) read_transaction(each);
    std::ranges::stable_sort(activity_.transactions, {}, &IatiTransaction::day);
    for (const pugi::xml_node each : node_.children("tag")) {
      constexpr std::string_view kOwn = "99";
      if (each.attribute("vocabulary").value() == kOwn &&
          std::string_view(each.attribute("vocabulary-uri").value()).contains("focus-area"))
        activity_.focus_area = each.attribute("code").value();
    }
    return std::move(activity_);
  }

 private:
  // A register's owner reports for others: then the first funder is the member.
  void read_member(std::string_view language) {
    const pugi::xml_node reporting = node_.child("reporting-org");
    activity_.member = organisation(reporting, language);
    if (!reporting.attribute("secondary-reporter").as_bool()) return;
    for (const pugi::xml_node each : node_.children("participating-org")) {
      constexpr std::string_view kFunding = "1";
      if (each.attribute("role").value() != kFunding) continue;
      activity_.member = organisation(each, language);
      return;
    }
  }

  std::optional<ledger::Date> day(std::string_view text) {
    constexpr std::size_t kDay = 10;
    const auto read = ledger::parse_date(text.substr(0, kDay));
    if (!read) activity_.unread.push_back(fmt::format("`{}` is no day", text));
    return read;
  }

  // Planned days are what was promised; actual ones where nothing was planned.
  void read_days() {
    for (const std::string_view types : {"24", "13"}) {
      for (const pugi::xml_node each : node_.children("activity-date")) {
        const std::string_view type = each.attribute("type").value();
        if (type.size() != 1 || !types.contains(type)) continue;
        const auto read = day(each.attribute("iso-date").value());
        if (!read) continue;
        (type == "1" || type == "2" ? activity_.start : activity_.end) = read;
      }
    }
  }

  void read_countries() {
    for (const pugi::xml_node each : node_.children("recipient-country")) {
      const std::string_view code = each.attribute("code").value();
      const auto countries = ledger::countries();
      const auto found = std::ranges::find(countries, code, &ledger::CountryEntry::iso2);
      if (found == countries.end()) {
        activity_.unread.push_back(fmt::format("`{}` is no country", code));
        continue;
      }
      std::optional<std::string> share;
      if (const pugi::xml_attribute given = each.attribute("percentage")) share = given.value();
      activity_.countries.push_back({std::string(found->iso3), std::move(share)});
    }
  }

  void read_transaction(const pugi::xml_node node) {
    const std::string_view type = node.child("transaction-type").attribute("code").value();
    const auto flow = type == "12"  ? std::optional(Flow::pledge)
                      : type == "2" ? std::optional(Flow::commitment)
                      // Disbursement, expenditure, guarantee.
                      : type == "3" || type == "4" || type == "10" ? std::optional(Flow::payment)
                                                                   : std::nullopt;
    if (!flow) return;  // money that comes in, is lent back, and the like
    const auto on = day(node.child("transaction-date").attribute("iso-date").value());
    const pugi::xml_node value = node.child("value");
    const std::string_view currency =
        value.attribute("currency").as_string(node_.attribute("default-currency").value());
    std::string_view text = server::trimmed(value.text().get());
    const bool is_below_zero = text.starts_with('-');
    if (is_below_zero) text.remove_prefix(1);
    const auto amount = ledger::Decimal::parse(text);
    if (!amount) activity_.unread.push_back(fmt::format("`{}` is no amount", text));
    if (ledger::find_currency(currency) == nullptr)
      activity_.unread.push_back(fmt::format("`{}` is no currency", currency));
    if (!on || !amount || ledger::find_currency(currency) == nullptr) return;
    activity_.transactions.push_back(
        {*flow, *on, std::string(currency), is_below_zero ? ledger::Decimal() - *amount : *amount});
  }

  pugi::xml_node node_;
  Activity activity_;
};

}  // namespace

Activity read_activity(pugi::xml_node activity) { return Reader(activity).read(); }

}  // namespace pledgebook::cli

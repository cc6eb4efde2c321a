// SPDX-License-Identifier: Apache-2.0
#include "cli/text/position_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "cli/shell/table.h"
#include "cli/text/figures.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kRootShown = 12;
constexpr std::size_t kDayColumns = 10;
constexpr std::array kAmounts{"announced", "committed", "disbursed", "verified"};

const json::object* object_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr ? nullptr : value->if_object();
}

std::string time_text(const json::object& answer) {
  const std::string stated = text_of(answer, "stated");
  const std::string recorded = text_of(answer, "recorded");
  const std::string as_of = text_of(answer, "as_of");
  if (stated.empty())
    return fmt::format("as of {}, as recorded", recorded.empty() ? as_of : recorded);
  return fmt::format("what had happened by {} (stated dates), as recorded by {}", stated, recorded);
}

std::string checkpoint_text(const json::object& answer) {
  const json::object* checkpoint = object_in(answer, "checkpoint");
  if (checkpoint == nullptr) return "no checkpoint covers it yet";
  return fmt::format("checkpoint of {} records, root {}…",
                     with_separators(text_of(*checkpoint, "size")),
                     text_of(*checkpoint, "root").substr(0, kRootShown));
}

}  // namespace

std::string position_text(const json::object& answer) {
  std::string text = fmt::format("{}; {} records; {}\n", time_text(answer),
                                 with_separators(text_of(answer, "size")), checkpoint_text(answer));
  if (text_of(answer, "size") == "0") {
    text += fmt::format(
        "the ledger had recorded nothing by then: --stated {} shows what had happened, by the "
        "dates "
        "that parties state\n",
        text_of(answer, "as_of").substr(0, kDayColumns));
  }
  return text;
}

std::string usd_text(const json::object& totals) {
  std::string text;
  if (const json::object* usd = object_in(totals, "usd")) {
    for (const char* amount : kAmounts) {
      if (const std::string value = text_of(*usd, amount); !value.empty())
        text +=
            fmt::format("{} {} {}", text.empty() ? "in USD:" : ",", amount, with_separators(value));
    }
    if (!text.empty()) text += "\n";
  }
  const json::object* missing = object_in(totals, "no_usd_value");
  if (missing == nullptr) return text;
  for (const char* amount : kAmounts) {
    const json::object* without = object_in(*missing, amount);
    if (without == nullptr) continue;
    const std::string pledges = text_of(*without, "pledges");
    text += fmt::format("no USD value, as no rate is known: {} {} ({} pledge{})\n", amount,
                        amounts_text(*without, "amounts"), pledges, pledges == "1" ? "" : "s");
  }
  return text;
}

}  // namespace pledgebook::cli

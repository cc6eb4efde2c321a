// SPDX-License-Identifier: Apache-2.0
#include "cli/iati/iati_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <utility>

#include "cli/iati/activity.h"
#include "crypto/hex.h"
#include "crypto/sha256.h"
#include "crypto/utf8.h"
#include "ledger/domain/values/reference.h"
#include "server/sheet/sheet_words.h"

namespace pledgebook::cli {

namespace {

namespace json = boost::json;
using ledger::Date;
using ledger::Decimal;
using server::compared;
using server::excerpt;
using server::id_of_name;
using server::KnownParty;

// Codelist OrganisationType.
std::string_view sector_of(std::string_view type) {
  if (type == "10" || type == "11" || type == "15") return "government";
  if (type == "21" || type == "22" || type == "23" || type == "24") return "civil-society";
  if (type == "40") return "international-organization";
  if (type == "60") return "foundation";
  if (type == "70" || type == "71" || type == "72" || type == "73") return "private-sector";
  if (type == "80") return "academia";
  return "other";
}

// The same for the same text, and for no other: an identifier is cut where it is long.
std::string id_of(std::string_view identifier) {
  const auto hash = crypto::sha256(crypto::as_bytes(identifier));
  constexpr std::size_t kHex = 8;
  return fmt::format("iati-{}-{}", id_of_name(identifier),
                     std::string_view(crypto::to_hex(hash.bytes)).substr(0, kHex));
}

std::string start_of(Date day) { return ledger::to_text(day) + "T00:00:00Z"; }

json::object money(Decimal amount, std::string_view currency) {
  return {{"amount", amount.text()}, {"currency", currency}};
}

// A statement of the pledge's stream, before they are put in order.
struct Event {
  Date day;
  std::string_view kind;
  json::object body;
};

// The lines of one activity.
class ActivityLines {
 public:
  ActivityLines(const Activity& activity, const IatiOptions& options, std::string member)
      : activity_(activity), options_(options), member_(std::move(member)) {}

  // The sentence that says why there are none.
  std::optional<std::string> make() {
    if (activity_.title.empty()) return "it has no title";
    if (!activity_.start) return "it has no day on which it starts";
    if (activity_.end && *activity_.end < *activity_.start) return "it ends before it starts";
    if (!area()) return "it names no focus area: give one for all with --focus-area";
    take_transactions();
    if (auto wrong = make_value()) return wrong;
    begin();
    make_reports();
    if (activity_.status == "5") withdraw();
    std::ranges::stable_sort(events, {}, &Event::day);
    return std::nullopt;
  }

  std::vector<Event> events;
  std::vector<std::string> remarks;
  std::optional<std::pair<std::string, Decimal>> announced;  // currency and amount, in the end
  std::uint32_t amendments = 0;
  std::uint32_t reports = 0;

 private:
  [[nodiscard]] std::optional<std::string> area() const {
    return activity_.focus_area ? activity_.focus_area : options_.focus_area;
  }

  void take_transactions() {
    std::size_t later = 0;
    for (const IatiTransaction& each : activity_.transactions) {
      if (each.day > options_.today) {
        ++later;
      } else {
        transactions_.push_back(each);
      }
    }
    if (later > 0)
      remarks.push_back(fmt::format("{} transactions of later days are left out", later));
  }

  // What was promised: pledges where there are any, else commitments; by day.
  std::optional<std::string> make_value() {
    const bool has_pledges = std::ranges::find(transactions_, Flow::pledge,
                                               &IatiTransaction::flow) != transactions_.end();
    const Flow promised = has_pledges ? Flow::pledge : Flow::commitment;
    std::map<Date, Decimal> changes;
    for (const IatiTransaction& each : transactions_) {
      if (each.flow != promised) continue;
      if (currency_.empty()) currency_ = each.currency;
      if (each.currency != currency_) {
        return fmt::format("it promises in {} and in {}: write one activity for each", currency_,
                           each.currency);
      }
      changes[each.day] += each.amount;
    }
    Decimal value;
    for (const auto& [day, change] : changes) {
      const Decimal before = value;
      value += change;
      if (value <= Decimal())
        return fmt::format("its amount is not above zero on {}", ledger::to_text(day));
      if (!first_) {
        first_ = {day, value};
      } else if (value != before) {
        amend(day, before, value);
      }
    }
    if (first_) announced.emplace(currency_, value);
    return std::nullopt;
  }

  json::object entered() const {
    return {{"on_behalf_of", member_},
            {"source", fmt::format("{}, activity {}", options_.source, activity_.identifier)}};
  }

  void amend(Date day, Decimal before, Decimal after) {
    json::object body = entered();
    body["category"] = before < after ? "increase" : "reduction";
    body["changes"] = json::object{{"value", money(after, currency_)}};
    body["reason"] = fmt::format("a transaction of {} in the IATI file", ledger::to_text(day));
    events.push_back({day, "pledge.amended", std::move(body)});
    ++amendments;
  }

  void begin() {
    Date day = std::min(*activity_.start, options_.today);
    if (!transactions_.empty()) day = std::min(day, transactions_.front().day);
    json::object body = entered();
    body["title"] = activity_.title;
    if (!activity_.description.empty()) body["description"] = activity_.description;
    body["type"] = first_ ? "financial" : "programme";
    body["focus_area"] = *area();
    if (first_) body["value"] = money(first_->second, currency_);
    fill_countries(body);
    body["start"] = ledger::to_text(*activity_.start);
    if (activity_.end) body["end"] = ledger::to_text(*activity_.end);
    body["public"] = true;
    events.insert(events.begin(),
                  {{day, "pledge.submitted", std::move(body)}, {day, "pledge.published", {}}});
  }

  void fill_countries(json::object& body) {
    if (activity_.countries.empty()) {
      body["scope"] = "global";
      return;
    }
    body["scope"] = "countries";
    const bool all_have_shares = std::ranges::all_of(
        activity_.countries, [](const IatiCountry& each) { return each.share.has_value(); });
    std::int64_t sum = 0;
    for (const IatiCountry& each : activity_.countries) {
      const auto share = each.share ? ledger::Share::parse(*each.share) : std::nullopt;
      sum += share ? share->millionths() : 0;
    }
    const bool has_shares = all_have_shares && sum == 100 * ledger::Share::kUnit;
    if (all_have_shares && !has_shares)
      remarks.emplace_back("the countries' percentages are not 100 in all: they are left out");
    json::array countries;
    for (const IatiCountry& each : activity_.countries) {
      json::object country{{"iso3", each.iso3}};
      if (has_shares) country["share"] = *each.share;
      countries.push_back(std::move(country));
    }
    body["countries"] = std::move(countries);
  }

  // One a year in which something was committed or paid: the sums since the beginning.
  void make_reports() {
    Decimal committed;
    Decimal paid;
    std::size_t others = 0;
    for (auto at = transactions_.begin(); at != transactions_.end();) {
      const int year = year_of(at->day);
      bool is_any = false;
      bool falls = false;
      Date last{};
      const Decimal committed_before = committed;
      const Decimal paid_before = paid;
      for (; at != transactions_.end() && year_of(at->day) == year; ++at) {
        if (at->flow == Flow::pledge) continue;
        if (currency_.empty()) currency_ = at->currency;
        if (at->currency != currency_) {
          ++others;
          continue;
        }
        (at->flow == Flow::commitment ? committed : paid) += at->amount;
        is_any = true;
        last = at->day;
      }
      if (!is_any) continue;
      falls = committed < committed_before || paid < paid_before;
      if (committed < Decimal() || paid < Decimal()) {
        remarks.push_back(fmt::format("the sums of {} are below zero: no report is made", year));
        continue;
      }
      report(year, last, committed, paid, falls);
    }
    if (others > 0)
      remarks.push_back(fmt::format("{} transactions in another currency than {} are left out",
                                    others, currency_));
  }

  static int year_of(Date day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

  void report(int year, Date last, Decimal committed, Decimal paid, bool falls) {
    const std::chrono::year in(year);
    const Date first = std::chrono::sys_days(in / std::chrono::January / 1);
    const Date end = std::chrono::sys_days(in / std::chrono::December / 31);
    const bool is_last = transactions_.back().day <= end;
    json::object body = entered();
    const Date to = is_last ? last : end;
    body["period"] = json::object{{"from", ledger::to_text(first)}, {"to", ledger::to_text(to)}};
    const bool is_done = is_last && (activity_.status == "3" || activity_.status == "4");
    body["stage"] = is_done ? "completed" : "in-progress";
    if (committed > Decimal()) body["committed"] = money(committed, currency_);
    if (paid > Decimal()) body["disbursed"] = money(paid, currency_);
    if (falls) body["correction"] = true;
    events.push_back({to, "report.submitted", std::move(body)});
    ++reports;
  }

  void withdraw() {
    // After all that was said before: a pledge's time never goes back.
    Date day = events.front().day;
    for (const Event& each : events) day = std::max(day, each.day);
    json::object body = entered();
    body["reason"] = "the IATI file says that the activity is cancelled";
    events.push_back({day, "pledge.withdrawn", std::move(body)});
  }

  const Activity& activity_;
  const IatiOptions& options_;
  std::string member_;
  std::string currency_;
  std::vector<IatiTransaction> transactions_;      // that have been, by day
  std::optional<std::pair<Date, Decimal>> first_;  // what was promised first
};

class FileLines {
 public:
  FileLines(const IatiOptions& options, std::span<const KnownParty> known) : options_(options) {
    for (const KnownParty& party : known) {
      parties_.emplace(compared(party.name), party.id);
      ids_.insert(party.id);
    }
  }

  void take(const Activity& activity) {
    ++made_.activities_read;
    if (activity.identifier.empty()) return refuse(activity, "it has no iati-identifier");
    if (!seen_.insert(activity.identifier).second)
      return refuse(activity, "it stands in the file more than once");
    if (activity.member.name.empty()) return refuse(activity, "its organisation has no name");
    const auto [member, is_new] = member_of(activity.member);
    ActivityLines lines(activity, options_, member);
    if (auto wrong = lines.make()) return refuse(activity, std::move(*wrong));
    if (is_new) add_member(activity, member, lines.events.front().day);
    const std::string stream = "pledge/" + id_of(activity.identifier);
    for (Event& event : lines.events) {
      add(activity, {{"kind", event.kind},
                     {"stream", stream},
                     {"at", start_of(event.day)},
                     {"body", std::move(event.body)}});
    }
    for (const std::string& unread : activity.unread) remark(activity, unread + ": it is left out");
    for (const std::string& sentence : lines.remarks) remark(activity, sentence);
    ++made_.pledges;
    made_.amendments += lines.amendments;
    made_.reports += lines.reports;
    if (lines.announced) made_.announced[lines.announced->first] += lines.announced->second;
  }
  [[nodiscard]] IatiLines made() && { return std::move(made_); }

 private:
  void refuse(const Activity& activity, std::string sentence) {
    made_.faults.push_back({activity.identifier, std::move(sentence)});
  }
  void remark(const Activity& activity, std::string sentence) {
    made_.remarks.push_back({activity.identifier, std::move(sentence)});
  }
  void add(const Activity& activity, const json::object& line) {
    made_.lines.push_back(json::serialize(line));
    made_.activities.push_back(activity.identifier);
  }

  // By its name, as the ledger has it; else a new one.
  std::pair<std::string, bool> member_of(const IatiOrganisation& member) {
    const auto known = parties_.find(compared(member.name));
    if (known != parties_.end()) return {known->second, false};
    std::string id = id_of(member.ref.empty() ? member.name : member.ref);
    return {id, !ids_.contains(id)};
  }

  void add_member(const Activity& activity, const std::string& id, Date day) {
    parties_.emplace(compared(activity.member.name), id);
    ids_.insert(id);
    add(activity, {{"kind", "party.registered"},
                   {"stream", "party/" + id},
                   {"at", start_of(day)},
                   {"body", json::object{{"name", activity.member.name},
                                         {"sector", sector_of(activity.member.type)},
                                         {"roles", json::array{"member"}}}}});
  }

  const IatiOptions& options_;
  std::map<std::string, std::string> parties_;  // ids by what is compared of a name
  std::set<std::string> ids_;
  std::set<std::string> seen_;
  IatiLines made_;
};

}  // namespace

Outcome<IatiLines> lines_of_iati(const std::string& path, std::string_view bytes,
                                 const IatiOptions& options, std::span<const KnownParty> known) {
  pugi::xml_document document;
  // pugixml takes malformed bytes as they are.
  if (!crypto::is_utf8_without(bytes, [](char32_t) { return false; }))
    return usage(fmt::format("{} is not UTF-8: save it as UTF-8", path));
  // No document type: entities can't be defined, so none can grow.
  const pugi::xml_parse_result read =
      document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!read) {
    return usage(fmt::format("{} is no XML at byte {}: {}", path, read.offset, read.description()));
  }
  const pugi::xml_node root = document.child("iati-activities");
  if (!root)
    return usage(fmt::format("{} has no <iati-activities>: give an IATI activity file", path));
  const std::string_view version = root.attribute("version").value();
  if (!version.starts_with("2."))
    return usage(
        fmt::format("{} is of IATI version {}: give one of 2.01 to 2.03", path, excerpt(version)));
  FileLines lines(options, known);
  for (const pugi::xml_node each : root.children("iati-activity")) lines.take(read_activity(each));
  return std::move(lines).made();
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/policy_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "ledger/domain/values/text.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kBlanks = " \t";

std::unexpected<std::string> refuse_line(std::size_t number, std::string_view what) {
  return std::unexpected(fmt::format("line {} of the policy {}", number, what));
}

// Tab, space to ~, and every byte above 7F, which the policy does not interpret.
bool is_allowed(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

// Takes a line from the front of `rest`, without its LF; nothing if no LF is left.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t start = line.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) return words;
    line.remove_prefix(start);
    const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
    words.push_back(word);
    line.remove_prefix(word.size());
  }
}

// 1 to `members`; nothing for any other word.
std::optional<std::size_t> parse_threshold(std::string_view word, std::size_t members) {
  if (word == "any") return 1;
  if (word == "all") return members;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t threshold = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), threshold);
  if (!std::ranges::all_of(word, is_digit) || error != std::errc()) return std::nullopt;
  if (threshold < 1 || threshold > members) return std::nullopt;
  return threshold;
}

std::string threshold_text(const PolicyGroup& group) {
  if (group.threshold == 1) return "any";
  if (group.threshold == group.members.size()) return "all";
  return std::to_string(group.threshold);
}

std::string with_url(const std::string& url) { return url.empty() ? "" : " " + url; }

template <class Item>
bool has_key(const std::vector<Item>& items, const crypto::VerifierKey& key) {
  return std::ranges::any_of(
      items, [&key](const Item& item) { return item.key.public_key() == key.public_key(); });
}

}  // namespace

std::expected<PolicyText, std::string> PolicyText::parse(std::string_view text) {
  if (text.size() > kPolicyBytesMax) {
    return std::unexpected(fmt::format("the policy is longer than {} bytes", kPolicyBytesMax));
  }
  PolicyText policy;
  std::size_t number = 0;
  while (const auto line = take_line(text)) {
    ++number;
    if (!std::ranges::all_of(*line, is_allowed)) {
      return refuse_line(number,
                         "contains a control character: end each line with LF alone, and separate "
                         "words by spaces or tabs");
    }
    const Words words = words_of(*line);
    if (words.empty() || words.front().starts_with('#')) continue;
    if (const Complaint complaint = policy.add_line(words)) return refuse_line(number, *complaint);
  }
  if (!text.empty()) {
    return refuse_line(number + 1,
                       "does not end with LF: the file was cut off, or a final LF is missing");
  }
  if (policy.quorum_.empty()) {
    return std::unexpected(
        "the policy has no quorum line: write `quorum <name>`, or `quorum none` if no cosignature "
        "is required");
  }
  return policy;
}

PolicyText PolicyText::of_log(const crypto::VerifierKey& log) {
  PolicyText policy;
  policy.logs_.push_back({log, {}});
  policy.quorum_ = kNoQuorum;
  return policy;
}

std::string PolicyText::text() const {
  std::string text;
  for (const PolicyLog& log : logs_)
    text += fmt::format("log {}{}\n", log.key.text(), with_url(log.url));
  for (const PolicyWitness& witness : witnesses_) {
    text +=
        fmt::format("witness {} {}{}\n", witness.name, witness.key.text(), with_url(witness.url));
  }
  for (const PolicyGroup& group : groups_) {
    text += fmt::format("group {} {} {}\n", group.name, threshold_text(group),
                        fmt::join(group.members, " "));
  }
  return text + fmt::format("quorum {}\n", quorum_);
}

PolicyText::Complaint PolicyText::add_line(const Words& words) {
  if (words.front() == "log") return add_log(words);
  if (words.front() == "witness") return add_witness(words);
  if (words.front() == "group") return add_group(words);
  if (words.front() == "quorum") return set_quorum(words);
  return "does not begin with log, witness, group, quorum or #";
}

PolicyText::Complaint PolicyText::add_log(const Words& words) {
  if (words.size() < 2 || words.size() > 3) return "must be `log <verifier key> [<URL>]`";
  const auto key = crypto::VerifierKey::parse(words[1]);
  if (!key) return "is invalid: " + key.error();
  if (has_key(logs_, *key)) return "repeats the public key of an earlier log line";
  if (logs_.size() == kPolicyItemsMax)
    return fmt::format("is one log too many: at most {}", kPolicyItemsMax);
  logs_.push_back({*key, std::string(words.size() == 3 ? words[2] : "")});
  return std::nullopt;
}

PolicyText::Complaint PolicyText::add_witness(const Words& words) {
  if (words.size() < 3 || words.size() > 4) {
    return "must be `witness <name> <verifier key> [<URL>]`";
  }
  if (auto complaint = check_new_name(words[1])) return complaint;
  const auto key = crypto::VerifierKey::parse(words[2]);
  if (!key) return "is invalid: " + key.error();
  if (key->type() != crypto::NoteKeyType::cosignature) {
    return "gives the witness a key of type 0x01: a witness needs one of type 0x04, with B after "
           "its second +";
  }
  if (has_key(witnesses_, *key)) return "repeats the public key of an earlier witness line";
  if (witnesses_.size() == kPolicyItemsMax) {
    return fmt::format("is one witness too many: at most {}", kPolicyItemsMax);
  }
  witnesses_.push_back(
      {std::string(words[1]), *key, std::string(words.size() == 4 ? words[3] : "")});
  return std::nullopt;
}

PolicyText::Complaint PolicyText::add_group(const Words& words) {
  if (words.size() < 4) return "must be `group <name> <number, any or all> <member> …`";
  if (auto complaint = check_new_name(words[1])) return complaint;
  const std::size_t members = words.size() - 3;
  const auto threshold = parse_threshold(words[2], members);
  if (!threshold) {
    return fmt::format("must have any, all or a number from 1 to {} after the group's name",
                       members);
  }
  PolicyGroup group{std::string(words[1]), *threshold, {}};
  for (const std::string_view member : std::span(words).subspan(3)) {
    if (auto complaint = check_member(member)) return complaint;
    if (std::ranges::find(group.members, member) != group.members.end()) {
      return fmt::format("names {} twice", shown(member));
    }
    group.members.emplace_back(member);
  }
  if (groups_.size() == kPolicyItemsMax) {
    return fmt::format("is one group too many: at most {}", kPolicyItemsMax);
  }
  groups_.push_back(std::move(group));
  return std::nullopt;
}

PolicyText::Complaint PolicyText::set_quorum(const Words& words) {
  if (words.size() != 2) return "must be `quorum <name>` or `quorum none`";
  if (!quorum_.empty()) return "is a second quorum line: a policy has only one";
  if (words[1] != kNoQuorum && !is_defined(words[1])) {
    return fmt::format("names {}, which no earlier line defines", shown(words[1]));
  }
  quorum_ = words[1];
  return std::nullopt;
}

PolicyText::Complaint PolicyText::check_new_name(std::string_view name) const {
  if (name == kNoQuorum) return "defines the name none, which is reserved";
  if (is_defined(name)) return fmt::format("defines {} a second time", shown(name));
  return std::nullopt;
}

PolicyText::Complaint PolicyText::check_member(std::string_view name) const {
  if (!is_defined(name)) return fmt::format("names {}, which no earlier line defines", shown(name));
  for (const PolicyGroup& group : groups_) {
    if (std::ranges::find(group.members, name) != group.members.end()) {
      return fmt::format("names {}, which is already in group {}", shown(name), shown(group.name));
    }
  }
  return std::nullopt;
}

bool PolicyText::is_witness(std::string_view name) const {
  return std::ranges::find(witnesses_, name, &PolicyWitness::name) != witnesses_.end();
}

bool PolicyText::is_defined(std::string_view name) const {
  return is_witness(name) || std::ranges::find(groups_, name, &PolicyGroup::name) != groups_.end();
}

}  // namespace pledgebook::ledger

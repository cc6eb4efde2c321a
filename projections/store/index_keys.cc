// SPDX-License-Identifier: Apache-2.0
#include "projections/store/index_keys.h"

#include <algorithm>

namespace pledgebook::projections {
namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kSidBytes = sizeof(ledger::Sid{}.hash.bytes);
constexpr std::size_t kTalkKeyBytes =
    1 + kNumberBytes + kNumberBytes + kSidBytes + 1 + kNumberBytes;
constexpr std::size_t kAnswerKeyBytes = 1 + kSidBytes + kNumberBytes + kNumberBytes;

void add_number(std::string& key, std::uint64_t value) {
  key += std::string_view(number_key(value));
}
void add_time(std::string& key, ledger::Instant at) {
  add_number(key, static_cast<std::uint64_t>(at.time_since_epoch().count()));
}
void add_sid(std::string& key, const ledger::Sid& sid) {
  for (const std::byte byte : sid.hash.bytes) key.push_back(static_cast<char>(byte));
}

// Takes what was added from the beginning of the key, which is long enough.
std::uint64_t take_number(std::string_view& key) {
  const std::uint64_t value = get_number(key.substr(0, kNumberBytes));
  key.remove_prefix(kNumberBytes);
  return value;
}
ledger::Instant take_time(std::string_view& key) {
  return ledger::Instant(std::chrono::seconds(static_cast<std::int64_t>(take_number(key))));
}

}  // namespace

std::string talk_key(Property property, const TalkKey& talk) {
  std::string key(1, static_cast<char>(property));
  add_number(key, ~ledger::number(talk.index));
  add_time(key, talk.at);
  add_sid(key, talk.sid);
  key.push_back(talk.topic);
  add_number(key, std::to_underlying(talk.pledge));
  return key;
}

std::string talk_key_before(Property property, ledger::Size end) {
  std::string key(1, static_cast<char>(property));
  add_number(key, ~(ledger::number(end) - 1));
  return key;
}

std::optional<TalkKey> parse_talk_key(std::string_view key) {
  if (key.size() != kTalkKeyBytes) return std::nullopt;
  key.remove_prefix(1);
  TalkKey talk;
  talk.index = ledger::Index{~take_number(key)};
  talk.at = take_time(key);
  std::ranges::transform(key.substr(0, kSidBytes), talk.sid.hash.bytes.begin(),
                         [](char byte) { return static_cast<std::byte>(byte); });
  key.remove_prefix(kSidBytes);
  talk.topic = key.front();
  key.remove_prefix(1);
  talk.pledge = Ordinal{take_number(key)};
  return talk;
}

std::string answer_prefix(const ledger::Sid& answered) {
  std::string key(1, static_cast<char>(Property::answer));
  add_sid(key, answered);
  return key;
}

std::string answer_key(const ledger::Sid& answered, const AnswerKey& answer) {
  std::string key = answer_prefix(answered);
  add_number(key, ledger::number(answer.index));
  add_time(key, answer.at);
  return key;
}

std::optional<AnswerKey> parse_answer_key(std::string_view key) {
  if (key.size() != kAnswerKeyBytes) return std::nullopt;
  key.remove_prefix(1 + kSidBytes);
  const ledger::Index index{take_number(key)};
  return AnswerKey{.index = index, .at = take_time(key)};
}

}  // namespace pledgebook::projections

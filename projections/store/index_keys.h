// SPDX-License-Identifier: Apache-2.0
// Keys of table `index`: what a pledge has ever had, found without reading pledges. A row holds
// nothing but its key, and is never taken away: what counts at a moment is read from the records
// and pledges that it names (docs/decisions/0024-indexes.md).
//
//   match    letter, id, NUL, u64 index of a record that proposes or accepts a match of the pledge
//            with another, for either of the two
//   overlap  letter, id, NUL, u64 ordinal of a pledge that has ever declared an overlap with it
//   lesson   letter, u64 index of a report that has a lesson, NUL, u64 ordinal of its pledge;
//            indexes are turned round, so that the newest comes first
//   evidence letter, SHA-256 in hex, NUL, u64 index of a record that names the file
//
// What parties say about pledges has more in its keys, so that a list of it is filtered and counted
// without reading the records (TalkKey):
//
//   message, attestation   letter, u64 index of the record, turned round, i64 `at` in seconds, sid,
//                          the letter of a message's topic, u64 ordinal of the pledge
//   answer   letter, sid of the message that it answers, u64 index of the record, i64 `at`
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/timestamp.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

enum class Property : char {
  match = 'm',
  overlap = 'v',
  lesson = 'l',
  evidence = 'e',
  message = 's',
  attestation = 't',
  answer = 'w'
};

// The prefix of the keys of one value.
[[nodiscard]] inline std::string index_prefix(Property property, std::string_view value) {
  std::string prefix(1, static_cast<char>(property));
  prefix += value;
  prefix.push_back('\0');
  return prefix;
}

[[nodiscard]] inline std::string index_key(std::string prefix, Ordinal ordinal) {
  prefix += std::string_view(number_key(std::to_underlying(ordinal)));
  return prefix;
}
[[nodiscard]] inline Ordinal indexed_ordinal(std::string_view index_key) noexcept {
  return Ordinal{get_number(index_key.substr(index_key.size() < 8 ? 0 : index_key.size() - 8))};
}

[[nodiscard]] inline std::string match_key(const ledger::PledgeId& pledge, ledger::Index record) {
  std::string key = index_prefix(Property::match, pledge.text());
  key += std::string_view(number_key(ledger::number(record)));
  return key;
}

[[nodiscard]] inline std::string evidence_key(const ledger::EvidenceHash& file,
                                              ledger::Index record) {
  std::string key = index_prefix(Property::evidence, file.hex());
  key += std::string_view(number_key(ledger::number(record)));
  return key;
}

[[nodiscard]] inline std::string lesson_key(ledger::Index report, Ordinal pledge) {
  return index_key(index_prefix(Property::lesson, number_key(~ledger::number(report))), pledge);
}
[[nodiscard]] inline ledger::Index lesson_report(std::string_view lesson_key) noexcept {
  return ledger::Index{~get_number(lesson_key.substr(lesson_key.empty() ? 0 : 1))};
}

// A message or an attestation, as its key tells of it.
struct TalkKey {
  ledger::Index index{};
  ledger::Instant at{};
  ledger::Sid sid;
  char topic = '-';  // of a message: the first letter of its name
  Ordinal pledge{};
};
[[nodiscard]] std::string talk_key(Property property, const TalkKey& talk);
// The first key of what was recorded before `end`: keys have the newest record first.
[[nodiscard]] std::string talk_key_before(Property property, ledger::Size end);
// Nothing if the key is damaged.
[[nodiscard]] std::optional<TalkKey> parse_talk_key(std::string_view key);

// An answer to a message.
struct AnswerKey {
  ledger::Index index{};
  ledger::Instant at{};
};
[[nodiscard]] std::string answer_prefix(const ledger::Sid& answered);
[[nodiscard]] std::string answer_key(const ledger::Sid& answered, const AnswerKey& answer);
[[nodiscard]] std::optional<AnswerKey> parse_answer_key(std::string_view key);

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
// Statements that a hostile operator has signed: an export may contain them under a valid
// checkpoint, since all keys may be the operator's. So rules and fold may only assume what they
// check themselves. The input has one payload per line; `prev`, `ledger` and signatures are made
// here, and "#7" means the identity of the statement in line 7, so that a change in one line does
// not make all later lines invalid.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <map>
#include <memory>
#include <vector>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/proof/verify/statement_judge.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_mutator.h"

namespace pledgebook {

namespace {

namespace json = boost::json;
using ledger::KeyId;
using ledger::KeySignature;
using Extent = ledger::StatementJudge::Extent;

constexpr std::size_t kLinesMax = 64;
constexpr std::size_t kKeysMax = 8;  // of one party that are tried

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kLinesMax) {
    const std::string_view line = text.substr(0, text.find('\n'));
    lines.push_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return lines;
}

class Ledger {
 public:
  explicit Ledger(Extent extent) : judge_(extent, 1) {}

  // False if no more statements may be added.
  bool take(std::string_view line) {
    auto value = ledger::parse_json(line);
    if (!value || !value->is_object()) return true;
    settle(value->get_object());
    const std::string payload = ledger::canonical_json(*value);
    auto statement = ledger::decode_statement(payload);
    sids_.emplace_back(ledger::statement_id(payload));
    if (!statement) {
      fuzz::promise_sentence(statement.error().rule);
      return true;
    }
    ledger::ExaminedRecord record;
    record.index = ledger::Index{index_};
    record.sid = sids_.back();
    record.record.index = record.index;
    record.record.recorded_at = statement->at;
    record.record.content = ledger::SignedStatement{payload, signatures(*statement, record)};
    record.statement = *std::move(statement);
    return judge(record);
  }

  void finish() {
    (void)judge_.signers(ledger::Size{index_});
    (void)judge_.pledges();
  }

 private:
  bool judge(const ledger::ExaminedRecord& record) {
    const ledger::Statement& statement = *record.statement;
    const ledger::Entry entry = entry_of(record);
    if (auto wrong = judge_.take(std::make_shared<const ledger::ExaminedRecord>(record))) {
      fuzz::promise_sentence(*wrong);
      return false;
    }
    ledger::fold(registry_, entry);
    for (const ledger::PublicKeyBytes& key : ledger::embedded_keys(statement)) {
      const auto party = statement.stream.party_id();
      keys_[party ? party->text() : statement.signers.front().text()].push_back(
          ledger::key_id(key));
    }
    ++index_;
    return true;
  }

  static ledger::Entry entry_of(const ledger::ExaminedRecord& record) {
    return {*record.statement, record.sid, record.record.statement()->signatures, record.index,
            record.record.recorded_at};
  }

  // Fills in the values that depend on earlier lines.
  void settle(json::object& object) {
    const auto* stream = object.if_contains("stream");
    if (stream != nullptr && stream->is_string()) {
      if (const auto id = ledger::StreamId::parse(stream->get_string())) {
        const auto head = registry_.head(*id);
        object["prev"] = head ? json::value(head->hex()) : json::value(nullptr);
      }
    }
    if (index_ > 0) object["ledger"] = registry_.governance().ledger;
    for (auto& member : object) resolve(member.value());
  }

  void resolve(json::value& value) {
    if (auto* array = value.if_array()) {
      for (json::value& element : *array) resolve(element);
    } else if (auto* object = value.if_object()) {
      for (auto& member : *object) resolve(member.value());
    } else if (const auto* text = value.if_string(); text != nullptr && text->starts_with('#')) {
      std::size_t line = 0;
      std::from_chars(text->data() + 1, text->data() + text->size(), line);
      if (line < sids_.size()) value = sids_[line].hex();
    }
  }

  // The first set of signatures that is admitted, if any.
  std::vector<KeySignature> signatures(const ledger::Statement& statement,
                                       ledger::ExaminedRecord record) {
    std::vector<KeySignature> always;
    for (const ledger::PublicKeyBytes& key : ledger::embedded_keys(statement))
      always.push_back({ledger::key_id(key), {}});
    if (always.size() > 1 || statement.signers.size() > 1) return sorted(std::move(always));
    const auto& keys = keys_[statement.signers.front().text()];
    const std::size_t count = std::min(keys.size(), kKeysMax);
    record.statement = statement;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = i; j < count; ++j) {
        std::vector<KeySignature> some = always;
        some.push_back({keys[i], {}});
        if (j > i) some.push_back({keys[j], {}});
        record.record.content = ledger::SignedStatement{{}, sorted(std::move(some))};
        if (ledger::check_rights(registry_, entry_of(record)))
          return record.record.statement()->signatures;
      }
    }
    return sorted(std::move(always));
  }

  static std::vector<KeySignature> sorted(std::vector<KeySignature> signatures) {
    std::ranges::sort(signatures, {}, &KeySignature::key);
    return signatures;
  }

  ledger::StatementJudge judge_;
  ledger::Registry registry_;
  std::map<std::string, std::vector<KeyId>> keys_;
  std::vector<ledger::Sid> sids_;  // by line
  std::uint64_t index_ = 0;
};

void run(const std::vector<std::string_view>& lines, Extent extent) {
  Ledger ledger(extent);
  for (const std::string_view line : lines) {
    if (!ledger.take(line)) return;
  }
  ledger.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = lines_of(fuzz::text_of(data, size));
  run(lines, Extent::part);
  run(lines, Extent::whole);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t size_max, unsigned seed) {
  constexpr unsigned kOneInSo = 6;  // a line is put out of its place
  auto lines = lines_of(fuzz::text_of(data, size));
  if (lines.empty()) return fuzz::put(fuzz::mutated_bytes({}, size_max), data, size_max);
  const std::size_t chosen = (seed >> 8U) % lines.size();
  std::string changed;
  if (seed % kOneInSo == 0) {
    std::swap(lines[chosen], lines[(seed >> 16U) % lines.size()]);
  } else {
    changed = fuzz::mutated_json(lines[chosen], size_max, seed);
    lines[chosen] = changed;
  }
  std::string text;
  for (const std::string_view line : lines) text.append(line).append("\n");
  return fuzz::put(text, data, size_max);
}

}  // namespace pledgebook

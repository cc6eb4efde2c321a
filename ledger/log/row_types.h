// SPDX-License-Identifier: Apache-2.0
// The domain's types in rows: their cereal functions, for registry rows and for the rows of read
// models. Bodies with a `describe` (fields.h) are archived member by member in its order, so a
// change to one changes every row that contains it: increase the schema of those rows.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "ledger/domain/kinds/fields.h"
#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/kinds/pledge.h"
#include "ledger/domain/kinds/report.h"
#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/money.h"
#include "ledger/log/row_archive.h"

namespace pledgebook::ledger {

// A 128-bit integer as two of 64.
inline void save(RowWriter& archive, Int128 value) {
  archive(static_cast<std::uint64_t>(value), static_cast<std::int64_t>(value >> 64));
}
inline Int128 load_int128(RowReader& archive) {
  std::uint64_t low = 0;
  std::int64_t high = 0;
  archive(low, high);
  return static_cast<Int128>(high) * (static_cast<Int128>(1) << 64) + static_cast<Int128>(low);
}

template <class Tag>
void save(RowWriter& archive, const Id<Tag>& id) {
  archive(id.text());
}
template <class Tag>
void load(RowReader& archive, Id<Tag>& id) {
  std::string text;
  archive(text);
  id = Id<Tag>::parse(text).value_or(Id<Tag>());
  if (id.text() != text) archive.fail();
}

inline void save(RowWriter& archive, const StreamId& stream) { archive(stream.text()); }
inline void load(RowReader& archive, StreamId& stream) {
  std::string text;
  archive(text);
  const auto parsed = StreamId::parse(text);
  if (!parsed) archive.fail();
  stream = parsed.value_or(StreamId());
}

template <class Tag>
void save(RowWriter& archive, const Digest<Tag>& digest) {
  archive.put(digest.hash.bytes.data(), crypto::Hash::kSize);
}
template <class Tag>
void load(RowReader& archive, Digest<Tag>& digest) {
  archive.take(digest.hash.bytes.data(), crypto::Hash::kSize);
}

inline void save(RowWriter& archive, const PublicKeyBytes& key) {
  archive.put(key.bytes.data(), key.bytes.size());
}
inline void load(RowReader& archive, PublicKeyBytes& key) {
  archive.take(key.bytes.data(), key.bytes.size());
}

inline void save(RowWriter& archive, const Decimal& decimal) {
  save(archive, decimal.ten_thousandths());
}
inline void load(RowReader& archive, Decimal& decimal) {
  decimal = Decimal::from_ten_thousandths(load_int128(archive));
}
inline void save(RowWriter& archive, const Share& share) { archive(share.millionths()); }
inline void load(RowReader& archive, Share& share) {
  std::int64_t millionths = 0;
  archive(millionths);
  share = Share::from_millionths(millionths);
}
inline void save(RowWriter& archive, const Rate& rate) { save(archive, rate.ten_billionths()); }
inline void load(RowReader& archive, Rate& rate) {
  rate = Rate::from_ten_billionths(load_int128(archive));
}

inline void save(RowWriter& archive, const Currency& currency) {
  archive.put(currency.code().data(), 3);
}
inline void load(RowReader& archive, Currency& currency) {
  std::array<char, 3> letters{};
  archive.take(letters.data(), letters.size());
  currency = Currency::parse({letters.data(), letters.size()}).value_or(Currency());
}
inline void save(RowWriter& archive, const Country& country) {
  archive.put(country.iso3().data(), 3);
}
inline void load(RowReader& archive, Country& country) {
  std::array<char, 3> letters{};
  archive.take(letters.data(), letters.size());
  country = Country::parse({letters.data(), letters.size()}).value_or(Country());
}

// Calls an archive for each member that `describe` names.
template <class Archive>
class MemberArchiver {
 public:
  explicit MemberArchiver(Archive& archive) : archive_(archive) {}
  void operator()(std::string_view, auto& member, Limit = kName) { archive_(member); }

 private:
  Archive& archive_;
};
template <Described T>
void save(RowWriter& archive, const T& body) {
  MemberArchiver members(archive);
  describe(members, body);
}
template <Described T>
void load(RowReader& archive, T& body) {
  MemberArchiver members(archive);
  describe(members, body);
}

template <class Archive>
void serialize(Archive& a, Origin& b) {
  a(b.index, b.keys);
}
template <class Archive>
void serialize(Archive& a, ReportState& b) {
  a(b.sid, b.origin, b.at, b.period, b.stage, b.actuals, b.committed, b.disbursed, b.assurance,
    b.entered, b.replaced, b.correction);
}
template <class Archive>
void serialize(Archive& a, Publication& b) {
  a(b.at, b.index, b.number);
}
template <class Archive>
void serialize(Archive& a, Notice& b) {
  a(b.sid, b.at, b.recorded_at);
}
template <class Archive>
void serialize(Archive& a, Determination& b) {
  a(b.sid, b.index, b.result, b.achieved, b.before);
}
template <class Archive>
void serialize(Archive& a, Correction& b) {
  a(b.sid, b.origin, b.changes);
}
template <class Archive>
void serialize(Archive& a, PledgeState& b) {
  a(b.id, b.owner, b.partners, b.hands, b.body, b.state, b.before_withdrawal);
  a(b.head, b.last_at, b.count, b.first, b.last);
  a(b.submitted_at, b.submission, b.is_entered, b.valuation, b.correction, b.publication);
  a(b.reports, b.entered, b.notice, b.determination, b.successor, b.matches);
}

}  // namespace pledgebook::ledger

// Times as the count of their unit since 1970.
namespace cereal {

template <class Duration>
void save(pledgebook::ledger::RowWriter& archive,
          const std::chrono::time_point<std::chrono::system_clock, Duration>& time) {
  archive(static_cast<std::int64_t>(time.time_since_epoch().count()));
}
template <class Duration>
void load(pledgebook::ledger::RowReader& archive,
          std::chrono::time_point<std::chrono::system_clock, Duration>& time) {
  std::int64_t count = 0;
  archive(count);
  time = std::chrono::time_point<std::chrono::system_clock, Duration>(
      Duration(static_cast<typename Duration::rep>(count)));
}

}  // namespace cereal

namespace pledgebook::ledger {

// `value` as a row.
template <class T>
[[nodiscard]] std::string to_row(const T& value) {
  RowWriter writer;
  writer(value);
  return writer.bytes();
}
// Nothing if the bytes are not exactly one value.
template <class T>
[[nodiscard]] std::optional<T> from_row(std::string_view bytes) {
  std::optional<T> value(std::in_place);
  RowReader reader(bytes);
  reader(*value);
  if (!reader.at_end()) return std::nullopt;
  return value;
}

}  // namespace pledgebook::ledger

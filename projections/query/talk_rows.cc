// SPDX-License-Identifier: Apache-2.0
#include "projections/query/talk_rows.h"

#include <algorithm>

namespace pledgebook::projections {

using ledger::Result;

TalkRows::TalkRows(const Selection& selection, Property property)
    : selection_(selection),
      letter_(static_cast<char>(property)),
      cursor_(selection.rows(), ViewTable::index),
      reader_(selection.reader()) {
  cursor_.seek(talk_key_before(property, selection.context().moment().bound));
}

bool TalkRows::damaged() const { return damaged_ || reader_.damaged(); }

bool TalkRows::passes(Ordinal pledge) {
  if (selection_.selects_all_now()) return true;
  if (const Candidates* candidates = selection_.candidates()) {
    const bool is_one = std::ranges::binary_search(candidates->ordinals, pledge);
    if (!is_one || candidates->exact) return is_one;
  }
  const auto known = passing_.find(pledge);
  if (known != passing_.end()) return known->second;
  // It may have been submitted after what was said of it, as the parties state it.
  const auto read = reader_.find(pledge);
  const bool is_passing = read && selection_.passes(*read);
  passing_.emplace(pledge, is_passing);
  return is_passing;
}

std::optional<TalkKey> TalkRows::next() {
  while (!damaged() && cursor_.valid() && cursor_.key().starts_with(letter_)) {
    const auto talk = parse_talk_key(cursor_.key());
    cursor_.next();
    damaged_ = !talk;
    if (!talk || !selection_.context().moment().includes(talk->index, talk->at)) continue;
    if (passes(talk->pledge)) return talk;
  }
  return std::nullopt;
}

Result<std::size_t> count_answers(const Selection& selection, const ledger::Sid& message) {
  const std::string prefix = answer_prefix(message);
  Cursor cursor(selection.rows(), ViewTable::index);
  std::size_t count = 0;
  for (cursor.seek(prefix); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
    const auto answer = parse_answer_key(cursor.key());
    if (!answer) return std::unexpected(damaged_views());
    if (selection.context().moment().includes(answer->index, answer->at)) ++count;
  }
  return count;
}

Result<TalkedPledge> talked_pledge(PledgeReader& reader, Ordinal pledge) {
  const auto read = reader.find(pledge);
  if (!read) return std::unexpected(damaged_views());
  return TalkedPledge{
      .id = read->facts->id, .title = read->facts->title, .member = read->facts->owner};
}

Result<DecodedRecord> talk_record(const Selection& selection, ledger::Index index) {
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  LEDGER_TRY(const auto bytes, snapshot.record(index));
  LEDGER_TRY(auto record, ledger::decode_admitted_record(index, bytes));
  if (!record.statement) return std::unexpected(damaged_views());
  return record;
}

void write_talked(boost::json::object& row, const Context& context, const Said& said,
                  const TalkedPledge& pledge) {
  const auto name_of = [&context](const ledger::PartyId& id) {
    const PartyVersion* party = context.party(id);
    return party == nullptr ? id.text() : party->name;
  };
  row["by_name"] = name_of(said.by);
  row["pledge"] = pledge.id.text();
  row["pledge_title"] = pledge.title;
  row["member"] = pledge.member.text();
  row["member_name"] = name_of(pledge.member);
}

}  // namespace pledgebook::projections

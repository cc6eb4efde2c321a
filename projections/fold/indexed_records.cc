// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/indexed_records.h"

#include <variant>

#include "projections/figures/pledge_walk.h"
#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

void index_match(const ledger::PledgeId& one, const ledger::PledgeId& other, ledger::Index record,
                 WriteRows& rows) {
  rows.put(ViewTable::index, match_key(one, record), {});
  rows.put(ViewTable::index, match_key(other, record), {});
}

void index_evidence(std::span<const ledger::Evidence> files, ledger::Index record,
                    WriteRows& rows) {
  for (const ledger::Evidence& file : files)
    rows.put(ViewTable::index, evidence_key(file.sha256, record), {});
}

}  // namespace

std::span<const ledger::Evidence> evidence_of(const ledger::Body& body) noexcept {
  if (const auto* report = std::get_if<ledger::ReportSubmitted>(&body)) return report->evidence;
  if (const auto* given = std::get_if<ledger::AttestationGiven>(&body)) return given->evidence;
  return {};
}

char topic_letter(ledger::Topic topic) noexcept { return ledger::name(topic).front(); }

void index_talk(const ledger::Entry& entry, WriteRows& rows) {
  const ledger::Statement& statement = entry.statement;
  index_evidence(evidence_of(statement.body), entry.index, rows);
  const auto* message = std::get_if<ledger::MessagePosted>(&statement.body);
  const bool is_attestation = std::holds_alternative<ledger::AttestationGiven>(statement.body);
  if (message == nullptr && !is_attestation) return;
  const auto id = statement.stream.about_pledge();
  const auto pledge = id ? find_ordinal(rows, *id) : std::nullopt;
  if (!pledge) return;  // impossible: it was published before
  TalkKey talk{.index = entry.index, .at = statement.at, .sid = entry.sid, .pledge = *pledge};
  if (is_attestation) {
    rows.put(ViewTable::index, talk_key(Property::attestation, talk), {});
    return;
  }
  talk.topic = topic_letter(message->topic);
  rows.put(ViewTable::index, talk_key(Property::message, talk), {});
  if (message->in_reply_to && message->topic == ledger::Topic::answer) {
    rows.put(ViewTable::index,
             answer_key(*message->in_reply_to, {.index = entry.index, .at = statement.at}), {});
  }
}

void index_record(const ledger::Entry& entry, Ordinal pledge, ledger::Registry& registry,
                  WriteRows& rows) {
  const ledger::Body& body = entry.statement.body;
  if (const auto* proposed = std::get_if<ledger::MatchProposed>(&body)) {
    index_match(*entry.statement.stream.pledge_id(), proposed->pledge, entry.index, rows);
  } else if (const auto* accepted = std::get_if<ledger::MatchAccepted>(&body)) {
    if (const ledger::Proposal* proposal = registry.find_proposal(accepted->sid))
      index_match(proposal->from, proposal->to, entry.index, rows);
  } else if (const auto* report = std::get_if<ledger::ReportSubmitted>(&body)) {
    if (report->lessons) rows.put(ViewTable::index, lesson_key(entry.index, pledge), {});
    index_evidence(report->evidence, entry.index, rows);
  }
}

void index_overlaps(const Facts& facts, Ordinal pledge, WriteRows& rows) {
  for (const Overlap& overlap : facts.overlaps)
    rows.put(ViewTable::index,
             index_key(index_prefix(Property::overlap, overlap.pledge.text()), pledge), {});
}

}  // namespace pledgebook::projections

// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/indexed_records.h"

#include <variant>

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

void index_talk(const ledger::Entry& entry, WriteRows& rows) {
  index_evidence(evidence_of(entry.statement.body), entry.index, rows);
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

// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/governance_row.h"

#include "ledger/big_endian.h"
#include "ledger/log/registry_row.h"
#include "ledger/log/row_types.h"

namespace pledgebook::ledger {

template <class Archive>
void serialize(Archive& a, Publicity& b) {
  a(b.sid, b.index, b.recorded_at, b.at);
}
template <class Archive>
void serialize(Archive& a, ListVersion& b) {
  a(b.published, b.body);
}
template <class Archive>
void serialize(Archive& a, RateTable& b) {
  a(b.published, b.body);
}
template <class Archive>
void serialize(Archive& a, Objective& b) {
  a(b.published, b.body);
}
template <class Archive>
void serialize(Archive& a, Governance& b) {
  a(b.ledger, b.created, b.operator_id, b.rules, b.root_quorum, b.log_key, b.earlier_log_keys,
    b.head);
  a(b.lists, b.rates, b.objectives, b.witness_policies);
}

namespace {

// The part of governance that changes, and the number of rows of each list.
struct GovernanceHead {
  Governance governance;  // its lists are empty
  std::array<std::uint32_t, kGovernanceLists> counts{};
};
template <class Archive>
void serialize(Archive& a, GovernanceHead& b) {
  a(b.governance);
  for (std::uint32_t& count : b.counts) a(count);
}

// Calls `visit(place, letter, list)` for each list that only grows.
template <class Lists, class Visit>
void for_each_list(Lists& governance, Visit visit) {
  visit(0, 'l', governance.lists);
  visit(1, 'r', governance.rates);
  visit(2, 'o', governance.objectives);
  visit(3, 'w', governance.witness_policies);
}

std::string element_key(char letter, std::size_t number) {
  std::string key(kGovernanceRow);
  key.push_back(letter);
  put_big_endian(key, static_cast<std::uint32_t>(number));
  return key;
}

}  // namespace

std::optional<Governance> decode_governance_head(std::string_view value) {
  auto head = from_row<GovernanceHead>(value);
  if (!head) return std::nullopt;
  return std::move(head->governance);
}

GovernanceRows::GovernanceRows(const Governance& written) {
  for_each_list(written, [this](std::size_t place, char, const auto& list) {
    written_.at(place) = list.size();
  });
}

void GovernanceRows::take_rows(const Governance& governance, std::vector<Row>& rows) {
  GovernanceHead head;
  head.governance.ledger = governance.ledger;
  head.governance.created = governance.created;
  head.governance.operator_id = governance.operator_id;
  head.governance.rules = governance.rules;
  head.governance.root_quorum = governance.root_quorum;
  head.governance.log_key = governance.log_key;
  head.governance.earlier_log_keys = governance.earlier_log_keys;
  head.governance.head = governance.head;
  for_each_list(governance, [&](std::size_t place, char letter, const auto& list) {
    head.counts.at(place) = static_cast<std::uint32_t>(list.size());
    std::size_t& written = written_.at(place);
    for (; written < list.size(); ++written)
      rows.push_back({Table::registry, element_key(letter, written), to_row(list[written])});
  });
  rows.push_back({Table::registry, std::string(kGovernanceRow), to_row(head)});
}

bool GovernanceReader::add(std::string_view key, std::string_view value) {
  if (key == kGovernanceRow) {
    auto head = from_row<GovernanceHead>(value);
    if (!head) return false;
    counts_ = head->counts;
    governance_ = std::move(head->governance);
    return true;
  }
  bool is_taken = false;
  if (!governance_) return false;
  for_each_list(*governance_,
                [&]<class Element>(std::size_t, char letter, std::vector<Element>& list) {
                  if (key != element_key(letter, list.size())) return;
                  auto element = from_row<Element>(value);
                  if (!element) return;
                  list.push_back(*std::move(element));
                  is_taken = true;
                });
  return is_taken;
}

std::optional<Governance> GovernanceReader::finish() {
  if (!governance_) return std::nullopt;
  bool is_whole = true;
  for_each_list(*governance_, [&](std::size_t place, char, const auto& list) {
    if (list.size() != counts_.at(place)) is_whole = false;
  });
  return is_whole ? std::move(governance_) : std::nullopt;
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/stream.h"

#include <array>
#include <utility>

namespace pledgebook::ledger {
namespace {

constexpr std::array<std::pair<StreamKind, std::string_view>, 6> kPrefixes{{
    {StreamKind::party, "party/"},
    {StreamKind::keys, "keys/"},
    {StreamKind::pledge, "pledge/"},
    {StreamKind::attestation, "attestation/"},
    {StreamKind::discussion, "discussion/"},
    {StreamKind::indicator, "indicator/"},
}};

}  // namespace

std::optional<StreamId> StreamId::parse(std::string_view text) {
  if (text == "governance") return StreamId{};
  for (const auto& [kind, prefix] : kPrefixes) {
    if (text.starts_with(prefix) && is_id(text.substr(prefix.size()))) {
      return StreamId{kind, std::string(text.substr(prefix.size()))};
    }
  }
  return std::nullopt;
}

std::string StreamId::text() const {
  for (const auto& [kind, prefix] : kPrefixes) {
    if (kind == kind_) return std::string(prefix) + subject_;
  }
  return "governance";
}

std::optional<PartyId> StreamId::party_id() const {
  if (kind_ != StreamKind::party && kind_ != StreamKind::keys) return std::nullopt;
  return PartyId::parse(subject_);
}

std::optional<PledgeId> StreamId::pledge_id() const {
  if (kind_ != StreamKind::pledge) return std::nullopt;
  return PledgeId::parse(subject_);
}

std::optional<PledgeId> StreamId::about_pledge() const {
  switch (kind_) {
    case StreamKind::pledge:
    case StreamKind::attestation:
    case StreamKind::discussion:
      return PledgeId::parse(subject_);
    case StreamKind::governance:
    case StreamKind::party:
    case StreamKind::keys:
    case StreamKind::indicator:
      break;
  }
  return std::nullopt;
}

std::optional<ObjectiveId> StreamId::objective_id() const {
  if (kind_ != StreamKind::indicator) return std::nullopt;
  return ObjectiveId::parse(subject_);
}

}  // namespace pledgebook::ledger

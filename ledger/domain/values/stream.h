// SPDX-License-Identifier: Apache-2.0
// StreamId: the records about one subject: `pledge/<id>`, `attestation/<pledge>`,
// `discussion/<pledge>`, `party/<id>`, `keys/<party>`, `indicator/<objective>`, `governance`
// (docs/FORMAT.md, "Streams and heads").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

enum class StreamKind : std::uint8_t {
  governance,
  party,
  keys,
  pledge,
  attestation,
  discussion,
  indicator
};

class StreamId {
 public:
  StreamId() = default;  // governance
  [[nodiscard]] static std::optional<StreamId> parse(std::string_view text);
  [[nodiscard]] static StreamId governance() { return {}; }
  [[nodiscard]] static StreamId party(const PartyId& id) { return {StreamKind::party, id.text()}; }
  [[nodiscard]] static StreamId keys(const PartyId& id) { return {StreamKind::keys, id.text()}; }
  [[nodiscard]] static StreamId pledge(const PledgeId& id) {
    return {StreamKind::pledge, id.text()};
  }
  [[nodiscard]] static StreamId attestation(const PledgeId& id) {
    return {StreamKind::attestation, id.text()};
  }
  [[nodiscard]] static StreamId discussion(const PledgeId& id) {
    return {StreamKind::discussion, id.text()};
  }
  [[nodiscard]] static StreamId indicator(const ObjectiveId& id) {
    return {StreamKind::indicator, id.text()};
  }

  [[nodiscard]] StreamKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::string text() const;
  // Nothing for streams that are not about one.
  [[nodiscard]] std::optional<PartyId> party_id() const;       // of party/ and keys/
  [[nodiscard]] std::optional<PledgeId> pledge_id() const;     // of pledge/ alone
  [[nodiscard]] std::optional<PledgeId> about_pledge() const;  // of attestation/, discussion/ too
  [[nodiscard]] std::optional<ObjectiveId> objective_id() const;  // of indicator/

  friend bool operator==(const StreamId&, const StreamId&) = default;
  friend auto operator<=>(const StreamId&, const StreamId&) = default;

 private:
  StreamId(StreamKind kind, std::string subject) : kind_(kind), subject_(std::move(subject)) {}

  StreamKind kind_ = StreamKind::governance;
  std::string subject_;
};

}  // namespace pledgebook::ledger

template <>
struct std::hash<pledgebook::ledger::StreamId> {
  std::size_t operator()(const pledgebook::ledger::StreamId& stream) const noexcept {
    return std::hash<std::string>{}(stream.text());
  }
};

// SPDX-License-Identifier: Apache-2.0
// StreamId: the records about one subject: `pledge/<id>`, `party/<id>`, `keys/<id>`, `governance`
// (docs/FORMAT.md, "Streams and heads").
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

enum class StreamKind { governance, party, keys, pledge };

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

  [[nodiscard]] StreamKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::string text() const;
  // The party of a `party/` or `keys/` stream; the pledge of a `pledge/` stream. Nothing for other
  // streams.
  [[nodiscard]] std::optional<PartyId> party_id() const;
  [[nodiscard]] std::optional<PledgeId> pledge_id() const;

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

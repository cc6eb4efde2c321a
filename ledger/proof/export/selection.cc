// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/export/selection.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kGovernance = "governance";
constexpr std::array<std::string_view, 9> kPrefixes{"pledge/", "attestation/", "discussion/",
                                                    "party/",  "keys/",        "indicator/",
                                                    "by/",     "of/",          "area/"};

void add_party(std::set<std::string>& streams, const PartyId& party) {
  streams.insert(StreamId::keys(party).text());
  streams.insert(StreamId::party(party).text());
}

struct Writer {
  json::object operator()(const StreamName& name) const { return {{"stream", name.text()}}; }
  json::object operator()(const OfMember& of) const { return {{"member", of.member.text()}}; }
  json::object operator()(const OfFocusArea& of) const {
    return {{"focus_area", of.focus_area.text()}};
  }
  json::object operator()(const Everything&) const { return {{"all", true}}; }
};

struct Selected {
  std::set<std::string>& streams;

  void operator()(const StreamName& name) const { streams.insert(name.text()); }
  void operator()(const OfMember& of) const {
    streams.insert("of/" + of.member.text());
    add_party(streams, of.member);
  }
  void operator()(const OfFocusArea& of) const { streams.insert("area/" + of.focus_area.text()); }
  void operator()(const Everything&) const { streams.clear(); }
};

std::unexpected<Error> no_selection() {
  return std::unexpected(
      Error{Errc::corrupt,
            "the selection is not one of {\"stream\": …}, {\"member\": …}, {\"focus_area\": …} and "
            "{\"all\": true}"});
}

}  // namespace

std::optional<StreamName> StreamName::parse(std::string_view text) {
  if (text == kGovernance) return StreamName(text);
  const auto names = [text](std::string_view prefix) {
    return text.starts_with(prefix) && is_id(text.substr(prefix.size()));
  };
  if (std::ranges::any_of(kPrefixes, names)) return StreamName(text);
  return std::nullopt;
}

json::object write_selection(const Selection& selection) { return std::visit(Writer(), selection); }

Result<Selection> read_selection(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr || object->size() != 1) return no_selection();
  const auto& member = *object->begin();
  if (member.key() == "all" && member.value() == json::value(true)) return Everything{};
  const json::string* text = member.value().if_string();
  if (text == nullptr) return no_selection();
  if (member.key() == "stream") {
    if (auto name = StreamName::parse(*text)) return *std::move(name);
  } else if (member.key() == "member") {
    if (auto id = PartyId::parse(*text)) return OfMember{*std::move(id)};
  } else if (member.key() == "focus_area") {
    if (auto id = ItemId::parse(*text)) return OfFocusArea{*std::move(id)};
  }
  return no_selection();
}

std::vector<std::string> selected_streams(const Selection& selection) {
  std::set<std::string> streams{std::string(kGovernance)};
  std::visit(Selected{streams}, selection);
  return {streams.begin(), streams.end()};
}

std::vector<std::string> streams_behind(const Statement& statement) {
  std::set<std::string> streams{statement.stream.text()};
  for (const PartyId& signer : statement.signers) add_party(streams, signer);
  if (const auto party = statement.stream.party_id()) add_party(streams, *party);
  // A pledge goes with its attestations; what is said in a discussion goes with the pledge alone.
  if (const auto pledge = statement.stream.about_pledge()) {
    streams.insert(StreamId::pledge(*pledge).text());
    streams.insert(StreamId::attestation(*pledge).text());
  }
  const OnBehalf* behalf = behalf_of(statement.body);
  if (behalf != nullptr && behalf->on_behalf_of) add_party(streams, *behalf->on_behalf_of);
  return {streams.begin(), streams.end()};
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/draft.h"

#include <algorithm>
#include <utility>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;
using ledger::Refusal;

std::unexpected<Refusal> refuse(std::string code, std::string pointer, std::string rule,
                                std::string accepted) {
  return std::unexpected(
      Refusal{std::move(code), std::move(pointer), std::move(rule), std::move(accepted)});
}

// A required member that is text.
ledger::Admitted<std::string_view> text_of(const json::object& object, const std::string& name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) {
    return refuse("member_missing", "/" + name, "a required field is missing",
                  "the field \"" + name + "\"");
  }
  if (!value->is_string()) {
    return refuse("type_invalid", "/" + name, "the value has the wrong type", "a string");
  }
  return std::string_view(value->get_string());
}

ledger::Admitted<void> read_signers(const json::value& value,
                                    std::vector<ledger::PartyId>& signers) {
  const auto wrong = [] {
    return refuse("signers_invalid", "/signers", "signers must be ids of parties",
                  "an array of 1 to 16 ids");
  };
  const json::array* items = value.if_array();
  if (items == nullptr || items->empty() || items->size() > ledger::kSignaturesMax) return wrong();
  for (const json::value& item : *items) {
    const json::string* text = item.if_string();
    auto id = text == nullptr ? std::nullopt : ledger::PartyId::parse(*text);
    if (!id) return wrong();
    signers.push_back(*std::move(id));
  }
  std::ranges::sort(signers);
  signers.erase(std::ranges::unique(signers).begin(), signers.end());
  return {};
}

ledger::Admitted<void> refuse_others(const json::object& object) {
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (name != "kind" && name != "stream" && name != "at" && name != "body" && name != "signers") {
      return refuse("member_unknown", "/" + std::string(name), "unknown field",
                    "kind, stream, at, body and signers");
    }
  }
  return {};
}

// Calls `found(name, text)` for each member that is text, at any depth.
template <class Found>
void for_each_reference(const json::value& value, const Found& found) {
  if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) {
      if (const json::string* text = member.value().if_string()) {
        found(std::string_view(member.key()), std::string_view(*text));
      } else {
        for_each_reference(member.value(), found);
      }
    }
  } else if (const json::array* items = value.if_array()) {
    for (const json::value& item : *items) for_each_reference(item, found);
  }
}

}  // namespace

ledger::Admitted<Draft> read_draft(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) {
    return refuse("type_invalid", "", "the line is not a JSON object",
                  "a JSON object with kind, stream, at and body");
  }
  const auto kind = text_of(*object, "kind");
  if (!kind) return std::unexpected(kind.error());
  const auto kinds = ledger::statement_kinds();
  if (std::ranges::find(kinds, *kind) == kinds.end()) {
    return refuse("kind_unknown", "/kind", "unknown kind of statement",
                  "a kind such as pledge.submitted");
  }
  const auto stream_text = text_of(*object, "stream");
  if (!stream_text) return std::unexpected(stream_text.error());
  auto stream = ledger::StreamId::parse(*stream_text);
  if (!stream) {
    return refuse(
        "stream_invalid", "/stream", "invalid stream",
        "governance, or party/, keys/, pledge/, attestation/, discussion/ or indicator/ with "
        "an id");
  }
  const auto at_text = text_of(*object, "at");
  if (!at_text) return std::unexpected(at_text.error());
  const auto at = ledger::parse_instant(*at_text);
  if (!at) {
    return refuse("instant_invalid", "/at", "invalid time", "YYYY-MM-DDThh:mm:ssZ");
  }
  const json::value* body = object->if_contains("body");
  if (body == nullptr || !body->is_object()) {
    return refuse(body == nullptr ? "member_missing" : "type_invalid", "/body",
                  "the body is missing or not an object", "an object");
  }
  Draft draft{.kind = std::string(*kind),
              .stream = *std::move(stream),
              .at = *at,
              .body = body->get_object(),
              .signers = {}};
  if (const json::value* signers = object->if_contains("signers")) {
    if (const auto read = read_signers(*signers, draft.signers); !read) {
      return std::unexpected(read.error());
    }
  }
  if (const auto closed = refuse_others(*object); !closed) return std::unexpected(closed.error());
  return draft;
}

std::string statement_payload(const Draft& draft, std::string_view body_json, const AppendPoint& at,
                              const std::vector<ledger::PartyId>& signers) {
  // The members are in the order of RFC 8785; ids, times, kinds and hex need no escapes.
  std::string payload = R"({"at":")" + ledger::to_text(draft.at) + R"(","body":)";
  payload.reserve(payload.size() + body_json.size() + 512);
  payload += body_json;
  payload += R"(,"kind":")" + draft.kind + R"(","ledger":)";
  payload += ledger::canonical_json(json::value(at.ledger));
  payload += at.prev ? R"(,"prev":")" + at.prev->hex() + R"(","signers":[)"
                     : R"(,"prev":null,"signers":[)";
  for (std::size_t i = 0; i < signers.size(); ++i) {
    if (i > 0) payload += ',';
    payload += '"' + signers[i].text() + '"';
  }
  return payload + R"(],"stream":")" + draft.stream.text() + R"(","v":1})";
}

std::vector<ledger::StreamId> subjects(const Draft& draft) {
  std::vector<ledger::StreamId> streams{draft.stream};
  const auto add = [&](ledger::StreamId stream) {
    if (std::ranges::find(streams, stream) == streams.end()) streams.push_back(std::move(stream));
  };
  const auto add_party = [&](const ledger::PartyId& party) {
    add(ledger::StreamId::party(party));
    add(ledger::StreamId::keys(party));
  };
  if (const auto party = draft.stream.party_id()) add_party(*party);
  if (const auto pledge = draft.stream.about_pledge()) add(ledger::StreamId::pledge(*pledge));
  for (const ledger::PartyId& signer : draft.signers) add_party(signer);
  for_each_reference(draft.body, [&](std::string_view name, std::string_view text) {
    if (name == "on_behalf_of" || name == "party") {
      if (const auto party = ledger::PartyId::parse(text)) add_party(*party);
    } else if (name == "pledge" || name == "successor") {
      if (const auto pledge = ledger::PledgeId::parse(text)) add(ledger::StreamId::pledge(*pledge));
    }
  });
  add(ledger::StreamId::governance());
  return streams;
}

std::optional<ledger::PartyId> on_behalf_of(const Draft& draft) {
  const json::value* value = draft.body.if_contains("on_behalf_of");
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return ledger::PartyId::parse(value->get_string());
}

}  // namespace pledgebook::cli

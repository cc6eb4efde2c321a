// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/statement.h"

#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "crypto/base64.h"
#include "crypto/dsse.h"
#include "crypto/sha256.h"
#include "ledger/domain/json/canonical_json.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint32_t kVersion = 1;  // the version of every kind so far

// `prev` is required and may be null, unlike any other member.
struct Prev {
  std::optional<Sid> sid;
};
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Prev& out,
          Problem& problem) {
  if (value.is_null()) return true;
  return read(value, place, limit, out.sid, problem);
}
JsonValue write(const Prev& prev) {
  return prev.sid ? JsonValue(prev.sid->hex()) : JsonValue(nullptr);
}

// The root is in base64, as in a checkpoint.
struct Root {
  crypto::Hash hash;
};
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Root& out,
          Problem& problem) {
  std::string_view text;
  if (!read_text(value, place, limit, text, problem)) return false;
  const auto bytes = crypto::from_base64(text);
  const auto hash = bytes ? crypto::Hash::from_bytes(*bytes) : std::nullopt;
  if (!hash)
    return problem.is("root_invalid", place, "the value is not a root hash", "32 bytes in base64");
  out.hash = *hash;
  return true;
}
JsonValue write(const Root& root) { return JsonValue(crypto::to_base64(root.hash.bytes)); }

struct WireAnchor {
  Root root;
  Size size{};
};
void describe(auto& f, Is<WireAnchor> auto& b) {
  f("root", b.root);
  f("size", b.size);
}

// The body is read once its kind is known; until then this holds its JSON.
struct BodyJson {
  const JsonValue* read_from = nullptr;
  boost::json::object written;
};
bool read(const JsonValue& value, const JsonPlace&, Limit, BodyJson& out, Problem&) {
  out.read_from = &value;
  return true;
}
JsonValue write(const BodyJson& body) { return body.written; }

// A statement parsed as JSON, before its body is read.
struct Wire {
  std::optional<WireAnchor> anchor;
  Instant at{};
  BodyJson body;
  std::string kind;
  std::string ledger;
  Prev prev;
  std::vector<PartyId> signers;
  StreamId stream;
  std::uint32_t v = 0;
};
void describe(auto& f, Is<Wire> auto& b) {
  f("anchor", b.anchor);
  f("at", b.at);
  f("body", b.body);
  f("kind", b.kind);
  f("ledger", b.ledger, kReason);
  f("prev", b.prev);
  f("signers", b.signers);
  f("stream", b.stream);
  f("v", b.v);
}

template <class T>
Admitted<Body> read_alternative(const JsonValue& json) {
  const JsonPlace root;
  const JsonPlace place{&root, "body"};
  Problem problem;
  T body;
  if (!read(json, place, kName, body, problem)) return std::unexpected(std::move(problem).take());
  return Body(std::move(body));
}

struct Kind {
  std::string_view name;
  Admitted<Body> (*read)(const JsonValue&);
};

template <std::size_t... I>
constexpr auto make_kinds(std::index_sequence<I...>) {
  return std::array{Kind{std::variant_alternative_t<I, Body>::kKind,
                         &read_alternative<std::variant_alternative_t<I, Body>>}...};
}
constexpr auto kKinds = make_kinds(std::make_index_sequence<std::variant_size_v<Body>>{});

Refusal refuse(std::string code, std::string pointer, std::string rule, std::string accepted) {
  return {std::move(code), std::move(pointer), std::move(rule), std::move(accepted)};
}

std::optional<Refusal> check_signers(const std::vector<PartyId>& signers) {
  if (signers.empty() || signers.size() > kSignaturesMax) {
    return refuse("signers_invalid", "/signers", "the statement has no signers, or too many",
                  "1 to 16 party ids");
  }
  if (!std::ranges::is_sorted(signers) || std::ranges::adjacent_find(signers) != signers.end()) {
    return refuse("signers_invalid", "/signers",
                  "the signers are not in ascending order, or one appears twice",
                  "party ids in ascending order, each once");
  }
  return std::nullopt;
}

Admitted<Statement> read_statement(const JsonValue& json) {
  Wire wire;
  Problem problem;
  if (!read(json, JsonPlace{}, kName, wire, problem))
    return std::unexpected(std::move(problem).take());
  if (wire.v != kVersion) {
    return std::unexpected(refuse("version_unknown", "/v", "unknown version of this kind", "1"));
  }
  if (auto refusal = check_signers(wire.signers)) return std::unexpected(*std::move(refusal));
  auto body = read_body(wire.kind, *wire.body.read_from);
  if (!body) return std::unexpected(std::move(body).error());
  std::optional<Anchor> anchor;
  if (wire.anchor) anchor = Anchor{wire.anchor->root.hash, wire.anchor->size};
  return Statement{std::move(wire.ledger),  wire.stream, wire.at,         wire.prev.sid,
                   std::move(wire.signers), anchor,      *std::move(body)};
}

// Memory for one document: most statements fit on the stack; everything is freed at once.
class Arena {
 public:
  [[nodiscard]] boost::json::storage_ptr storage() { return &resource_; }

 private:
  std::array<unsigned char, 8'192> bytes_;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  boost::json::monotonic_resource resource_{bytes_.data(), bytes_.size()};
};

}  // namespace

std::string_view Statement::kind() const noexcept { return kKinds.at(body.index()).name; }

std::vector<std::string_view> statement_kinds() {
  std::vector<std::string_view> names;
  for (const Kind& kind : kKinds) names.push_back(kind.name);
  return names;
}

const OnBehalf* behalf_of(const Body& body) noexcept {
  return std::visit(
      [](const auto& b) -> const OnBehalf* {
        if constexpr (requires { b.behalf; }) {
          return &b.behalf;
        } else if constexpr (requires { b.pledge.behalf; }) {
          return &b.pledge.behalf;
        } else {
          return nullptr;
        }
      },
      body);
}

bool is_entered(const Statement& statement) noexcept {
  const OnBehalf* behalf = behalf_of(statement.body);
  return behalf != nullptr && behalf->on_behalf_of.has_value();
}

bool is_by_members(const Body& body) noexcept {
  return behalf_of(body) != nullptr || std::holds_alternative<PledgeEndorsed>(body) ||
         std::holds_alternative<MatchProposed>(body) || std::holds_alternative<MatchAccepted>(body);
}

Admitted<Body> read_body(std::string_view kind, const boost::json::value& json) {
  const auto known = std::ranges::find(kKinds, kind, &Kind::name);
  if (known == kKinds.end()) {
    return std::unexpected(refuse("kind_unknown", "/kind", "unknown kind of statement",
                                  "a kind that docs/FORMAT.md lists, such as pledge.submitted"));
  }
  return known->read(json);
}

boost::json::object write_body(const Body& body) {
  return std::visit(
      [](const auto& b) {
        FieldWriter fields;
        describe(fields, b);
        return std::move(fields).take();
      },
      body);
}

Admitted<Statement> decode_statement(std::string_view payload) {
  if (payload.size() > kStatementBytesMax) {
    return std::unexpected(refuse("statement_too_large", "", "the statement is too large",
                                  "at most " + std::to_string(kStatementBytesMax) + " bytes"));
  }
  Arena arena;
  const auto json = parse_canonical_json(payload, arena.storage());
  if (!json) return std::unexpected(json.error());
  return read_statement(*json);
}

Admitted<Statement> decode_admitted_statement(std::string_view payload) {
  Arena arena;
  const auto json = parse_admitted_json(payload, arena.storage());
  if (!json) return std::unexpected(json.error());
  return read_statement(*json);
}

std::string encode_statement(const Statement& statement) {
  Wire wire;
  if (statement.anchor) wire.anchor = WireAnchor{{statement.anchor->root}, statement.anchor->size};
  wire.at = statement.at;
  wire.body.written = write_body(statement.body);
  wire.kind = statement.kind();
  wire.ledger = statement.ledger;
  wire.prev.sid = statement.prev;
  wire.signers = statement.signers;
  wire.stream = statement.stream;
  wire.v = kVersion;
  return canonical_json(write(wire));
}

Sid statement_id(std::string_view payload) {
  return Sid{crypto::pae_hash(kStatementPayloadType, crypto::as_bytes(payload))};
}

std::optional<PartyId> pledge_owner(const PledgeBody& pledge, const std::vector<PartyId>& signers) {
  if (pledge.behalf.on_behalf_of) return pledge.behalf.on_behalf_of;
  std::optional<PartyId> owner;
  for (const PartyId& signer : signers) {
    const bool partner =
        std::ranges::any_of(pledge.partners, [&](const Partner& p) { return p.party == signer; });
    if (partner) continue;
    if (owner) return std::nullopt;
    owner = signer;
  }
  return owner;
}

std::vector<std::string> index_streams(const Statement& statement) {
  std::vector<std::string> streams;
  for (const PartyId& signer : statement.signers) streams.push_back("by/" + signer.text());
  const auto add_area = [&](const ItemId& area) { streams.push_back("area/" + area.text()); };
  if (const auto* submitted = std::get_if<PledgeSubmitted>(&statement.body)) {
    if (const auto owner = pledge_owner(submitted->pledge, statement.signers)) {
      streams.push_back("of/" + owner->text());
    }
    add_area(submitted->pledge.focus_area);
  } else if (const auto* revised = std::get_if<PledgeRevised>(&statement.body)) {
    add_area(revised->pledge.focus_area);
  } else if (const auto* amended = std::get_if<PledgeAmended>(&statement.body)) {
    const JsonValue* area = amended->changes.if_contains("focus_area");
    if (area != nullptr && area->is_string()) {
      if (const auto id = ItemId::parse(std::string_view(area->get_string()))) add_area(*id);
    }
  }
  return streams;
}

}  // namespace pledgebook::ledger

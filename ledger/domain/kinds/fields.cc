// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/kinds/fields.h"

#include <algorithm>
#include <boost/json/string.hpp>
#include <limits>

#include "crypto/base64.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/values/text.h"

namespace pledgebook::ledger {
namespace {

using boost::json::kind;

// The refusal of a text that does not parse.
struct Grammar {
  const char* code;
  const char* rule;
  const char* accepted;
};

// Reads text and parses it with `parse`.
template <class T, class Parse>
bool read_parsed(const JsonValue& value, const JsonPlace& place, T& out, Problem& problem,
                 Parse parse, const Grammar& grammar) {
  std::string_view text;
  if (!read_text(value, place, kName, text, problem)) return false;
  const auto parsed = parse(text);
  if (!parsed) return problem.is(grammar.code, place, grammar.rule, grammar.accepted);
  out = *parsed;
  return true;
}

// `~` and `/` are escaped in a JSON pointer (RFC 6901 §3).
void append_escaped(std::string& pointer, std::string_view member) {
  for (const char c : member) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace

std::string JsonPlace::pointer() const {
  if (parent == nullptr && member.empty() && !is_item) return "";
  std::string pointer = parent == nullptr ? "" : parent->pointer();
  pointer += '/';
  if (is_item) {
    pointer += std::to_string(item);
  } else {
    append_escaped(pointer, member);
  }
  return pointer;
}

bool Problem::is(std::string code, const JsonPlace& place, std::string rule, std::string accepted) {
  if (!refusal_) {
    refusal_ = Refusal{std::move(code), place.pointer(), std::move(rule), std::move(accepted)};
  }
  return false;
}

void FieldReader::refuse_others() {
  if (problem_.found() || names_.size() == object_.size()) return;
  for (const auto& member : object_) {
    if (std::ranges::find(names_, std::string_view(member.key())) != names_.end()) continue;
    problem_.is("member_unknown", JsonPlace{&place_, member.key()}, "unknown field",
                "only the fields that docs/FORMAT.md lists for this kind");
    return;
  }
}

bool read_text(const JsonValue& value, const JsonPlace& place, Limit limit, std::string_view& out,
               Problem& problem) {
  if (!value.is_string()) {
    return problem.is("wrong_type", place, "the value is not a string", "a string");
  }
  const boost::json::string& text = value.get_string();
  out = {text.data(), text.size()};
  const auto characters = count_characters(out, limit.lines);
  if (!characters) {
    return problem.is("text_invalid", place, characters.error().sentence(),
                      limit.lines == Lines::one
                          ? "one line of visible UTF-8 characters"
                          : "UTF-8 without control characters (except tab, LF and CR), direction "
                            "overrides or noncharacters, each isolate closed in its line");
  }
  if (*characters > limit.characters) {
    return problem.is("too_long", place,
                      "the text has " + std::to_string(*characters) + " characters",
                      "at most " + std::to_string(limit.characters) + " characters");
  }
  return true;
}

const boost::json::object* read_object(const JsonValue& value, const JsonPlace& place,
                                       Problem& problem) {
  if (!value.is_object())
    problem.is("wrong_type", place, "the value is not an object", "an object");
  return value.if_object();
}

const boost::json::array* read_array(const JsonValue& value, const JsonPlace& place,
                                     Problem& problem) {
  const boost::json::array* array = value.if_array();
  if (array == nullptr) {
    problem.is("wrong_type", place, "the value is not an array", "an array");
  } else if (array->size() > kArrayItemsMax) {
    problem.is("too_many_items", place, "the array has too many items",
               "at most " + std::to_string(kArrayItemsMax) + " items");
    return nullptr;
  }
  return array;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, bool& out, Problem& problem) {
  if (!value.is_bool())
    return problem.is("wrong_type", place, "the value is not a boolean", "true or false");
  out = value.get_bool();
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, std::uint64_t& out,
          Problem& problem) {
  const std::int64_t* integer = value.if_int64();
  if (integer == nullptr) {
    return problem.is("wrong_type", place, "the value is not an integer",
                      "an integer from 0 to 2^53 - 1");
  }
  if (*integer < 0 || static_cast<std::uint64_t>(*integer) > kIntegerMax) {
    return problem.is("number_out_of_range", place, "the integer is out of range",
                      "an integer from 0 to 2^53 - 1");
  }
  out = static_cast<std::uint64_t>(*integer);
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit, std::uint32_t& out,
          Problem& problem) {
  std::uint64_t wide = 0;
  if (!read(value, place, limit, wide, problem)) return false;
  if (wide > std::numeric_limits<std::uint32_t>::max()) {
    return problem.is("number_out_of_range", place, "the integer is out of range",
                      "an integer from 0 to 2^32 - 1");
  }
  out = static_cast<std::uint32_t>(wide);
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Index& out,
          Problem& problem) {
  std::uint64_t wide = 0;
  if (!read(value, place, limit, wide, problem)) return false;
  out = Index{wide};
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Size& out,
          Problem& problem) {
  std::uint64_t wide = 0;
  if (!read(value, place, limit, wide, problem)) return false;
  out = Size{wide};
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit, std::string& out,
          Problem& problem) {
  std::string_view text;
  if (!read_text(value, place, limit, text, problem)) return false;
  out = text;
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Date& out, Problem& problem) {
  return read_parsed(value, place, out, problem, parse_date,
                     {"date_invalid", "invalid date", "YYYY-MM-DD"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Instant& out, Problem& problem) {
  return read_parsed(value, place, out, problem, parse_instant,
                     {"time_invalid", "invalid time", "YYYY-MM-DDThh:mm:ssZ"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Decimal& out, Problem& problem) {
  return read_parsed(value, place, out, problem, Decimal::parse,
                     {"amount_invalid", "invalid amount",
                      "a string such as \"1250000.50\": at most 18 digits before the "
                      "point and 4 after it, no sign, no leading zeros"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Share& out, Problem& problem) {
  return read_parsed(
      value, place, out, problem, Share::parse,
      {"share_invalid", "invalid share",
       "a string such as \"33.333333\": 0 to 100, at most 6 digits after the point"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Rate& out, Problem& problem) {
  return read_parsed(
      value, place, out, problem, Rate::parse,
      {"rate_invalid", "invalid exchange rate",
       "a string such as \"0.9240\": greater than zero, at most 10 digits after the point"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Currency& out, Problem& problem) {
  return read_parsed(
      value, place, out, problem, Currency::parse,
      {"currency_invalid", "invalid currency code", "an ISO 4217 code such as \"USD\""});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, Country& out, Problem& problem) {
  return read_parsed(
      value, place, out, problem, Country::parse,
      {"country_invalid", "invalid country code", "an ISO 3166-1 alpha-3 code such as \"GHA\""});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, StreamId& out, Problem& problem) {
  return read_parsed(value, place, out, problem, StreamId::parse,
                     {"stream_invalid", "invalid stream",
                      "pledge/<id>, attestation/<pledge>, discussion/<pledge>, party/<id>, "
                      "keys/<party>, indicator/<objective> or governance"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, PublicKeyBytes& out,
          Problem& problem) {
  const auto parse = [](std::string_view text) -> std::optional<PublicKeyBytes> {
    const auto bytes = crypto::from_base64(text);
    PublicKeyBytes key;
    if (!bytes || bytes->size() != key.bytes.size()) return std::nullopt;
    std::ranges::copy(*bytes, key.bytes.begin());
    return key;
  };
  return read_parsed(
      value, place, out, problem, parse,
      {"key_invalid", "invalid Ed25519 public key", "the 32 bytes of a valid key in base64"});
}

bool read(const JsonValue& value, const JsonPlace& place, Limit, boost::json::object& out,
          Problem& problem) {
  const boost::json::object* object = read_object(value, place, problem);
  if (object == nullptr) return false;
  out = *object;
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit,
          std::map<std::string, std::string>& out, Problem& problem) {
  const boost::json::object* object = read_object(value, place, problem);
  if (object == nullptr) return false;
  for (const auto& member : *object) {
    const std::string_view key = member.key();
    if (!read(member.value(), JsonPlace{&place, key}, limit, out[std::string(key)], problem))
      return false;
  }
  return true;
}

bool read(const JsonValue& value, const JsonPlace& place, Limit limit,
          std::map<Currency, Rate>& out, Problem& problem) {
  const boost::json::object* object = read_object(value, place, problem);
  if (object == nullptr) return false;
  for (const auto& member : *object) {
    const std::string_view key = member.key();
    const JsonPlace here{&place, key};
    const auto currency = Currency::parse(key);
    if (!currency) {
      return problem.is("currency_invalid", here, "the field name is not a currency code",
                        "an ISO 4217 code such as \"EUR\"");
    }
    if (!read(member.value(), here, limit, out[*currency], problem)) return false;
  }
  return true;
}

JsonValue write(bool value) { return value; }
JsonValue write(std::uint64_t value) { return static_cast<std::int64_t>(value); }
JsonValue write(std::uint32_t value) { return static_cast<std::int64_t>(value); }
JsonValue write(Index value) { return write(number(value)); }
JsonValue write(Size value) { return write(number(value)); }
JsonValue write(const std::string& value) { return JsonValue(value); }
JsonValue write(Date value) { return JsonValue(to_text(value)); }
JsonValue write(Instant value) { return JsonValue(to_text(value)); }
JsonValue write(Decimal value) { return JsonValue(value.text()); }
JsonValue write(Share value) { return JsonValue(value.text()); }
JsonValue write(const Rate& value) { return JsonValue(value.text()); }
JsonValue write(const Currency& value) { return JsonValue(value.code()); }
JsonValue write(const Country& value) { return JsonValue(value.iso3()); }
JsonValue write(const StreamId& value) { return JsonValue(value.text()); }
JsonValue write(const PublicKeyBytes& value) { return JsonValue(crypto::to_base64(value.bytes)); }
JsonValue write(const boost::json::object& value) { return value; }

JsonValue write(const std::map<std::string, std::string>& texts) {
  boost::json::object object;
  for (const auto& [key, text] : texts) object.emplace(key, text);
  return object;
}

JsonValue write(const std::map<Currency, Rate>& rates) {
  boost::json::object object;
  for (const auto& [currency, rate] : rates) object.emplace(currency.code(), rate.text());
  return object;
}

}  // namespace pledgebook::ledger

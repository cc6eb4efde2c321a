// SPDX-License-Identifier: Apache-2.0
// Fields: one description of a body's fields serves reading, writing and the published schema. A
// body's `describe(f, b)` calls `f("name", member)` for each member, in any order; FieldReader
// fills the members from JSON, FieldWriter makes JSON of them. Fields of type std::optional or
// std::vector may be absent from the JSON (the vector is then empty).
//
// Reading is strict: an unknown field, a wrong type, or a value that breaks its grammar or limit
// gives a Refusal with the JSON pointer. Grammar and limits: docs/FORMAT.md, "Grammar".
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ledger/domain/values/country.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/names.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/domain/values/stream.h"
#include "ledger/domain/values/text.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

// `B` is T, const or not: the parameter of a `describe`.
template <class B, class T>
concept Is = std::same_as<std::remove_const_t<B>, T>;

// How long a text may be, and whether it is one line.
struct Limit {
  std::size_t characters;  // code points
  Lines lines;
};
inline constexpr Limit kTitle{600, Lines::one};
inline constexpr Limit kName{300, Lines::one};  // names, labels, units, and all that is not a text
inline constexpr Limit kReason{2'000, Lines::many};
inline constexpr Limit kNarrative{8'000, Lines::many};
inline constexpr std::size_t kArrayItemsMax = 200;
inline constexpr std::uint64_t kIntegerMax = (std::uint64_t{1} << 53U) - 1;  // |n| < 2^53

struct PublicKeyBytes;

// A reader's position in the document: a chain of frames on the stack, made into a pointer only for
// a refusal.
struct JsonPlace {
  const JsonPlace* parent = nullptr;
  std::string_view member;
  std::size_t item = 0;
  bool is_item = false;

  [[nodiscard]] std::string pointer() const;  // RFC 6901
};

// The first fault of a document, if any.
class Problem {
 public:
  // Keeps only the first. Returns false, so that a reader can `return problem.is(…)`.
  bool is(std::string code, const JsonPlace& place, std::string rule, std::string accepted);
  [[nodiscard]] bool found() const noexcept { return refusal_.has_value(); }
  [[nodiscard]] Refusal take() && { return *std::move(refusal_); }

 private:
  std::optional<Refusal> refusal_;
};

using JsonValue = boost::json::value;

// read: fills `out` from `value`, or sets `problem` and returns false.
bool read(const JsonValue&, const JsonPlace&, Limit, bool& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, std::uint64_t& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, std::uint32_t& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Index& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Size& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, std::string& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Date& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Instant& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Decimal& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Share& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Rate& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Currency& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, Country& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, StreamId& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, PublicKeyBytes& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, boost::json::object& out, Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, std::map<std::string, std::string>& out,
          Problem&);
bool read(const JsonValue&, const JsonPlace&, Limit, std::map<Currency, Rate>& out, Problem&);

// write: the JSON of a member.
[[nodiscard]] JsonValue write(bool);
[[nodiscard]] JsonValue write(std::uint64_t);
[[nodiscard]] JsonValue write(std::uint32_t);
[[nodiscard]] JsonValue write(Index);
[[nodiscard]] JsonValue write(Size);
[[nodiscard]] JsonValue write(const std::string&);
[[nodiscard]] JsonValue write(Date);
[[nodiscard]] JsonValue write(Instant);
[[nodiscard]] JsonValue write(Decimal);
[[nodiscard]] JsonValue write(Share);
[[nodiscard]] JsonValue write(const Rate&);
[[nodiscard]] JsonValue write(const Currency&);
[[nodiscard]] JsonValue write(const Country&);
[[nodiscard]] JsonValue write(const StreamId&);
[[nodiscard]] JsonValue write(const PublicKeyBytes&);
[[nodiscard]] JsonValue write(const boost::json::object&);
[[nodiscard]] JsonValue write(const std::map<std::string, std::string>&);
[[nodiscard]] JsonValue write(const std::map<Currency, Rate>&);

// The text of a JSON string that obeys the grammar of text, or a refusal.
bool read_text(const JsonValue&, const JsonPlace&, Limit, std::string_view& out, Problem&);
// The parts of an object or array; refused if the type is wrong or there are too many.
const boost::json::object* read_object(const JsonValue&, const JsonPlace&, Problem&);
const boost::json::array* read_array(const JsonValue&, const JsonPlace&, Problem&);

template <class E>
  requires std::is_enum_v<E> && Named<E>
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, E& out, Problem& problem) {
  std::string_view text;
  if (!read_text(value, place, limit, text, problem)) return false;
  const auto known = from_name<E>(text);
  if (!known)
    return problem.is("not_one_of", place, "the value is not one of those allowed",
                      "one of " + all_names<E>());
  out = *known;
  return true;
}

template <class Tag>
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Id<Tag>& out,
          Problem& problem) {
  std::string_view text;
  if (!read_text(value, place, limit, text, problem)) return false;
  auto id = Id<Tag>::parse(text);
  if (!id) return problem.is("id_invalid", place, "invalid id", "1 to 64 of a to z, 0 to 9 and -");
  out = *std::move(id);
  return true;
}

template <class Tag>
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, Digest<Tag>& out,
          Problem& problem) {
  std::string_view text;
  if (!read_text(value, place, limit, text, problem)) return false;
  const auto digest = Digest<Tag>::from_hex(text);
  if (!digest)
    return problem.is("digest_invalid", place, "invalid SHA-256 digest",
                      "64 lower-case hex digits");
  out = *digest;
  return true;
}

template <class T>
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, std::optional<T>& out,
          Problem& problem) {
  return read(value, place, limit, out.emplace(), problem);
}

template <class T>
bool read(const JsonValue& value, const JsonPlace& place, Limit limit, std::vector<T>& out,
          Problem& problem) {
  const boost::json::array* items = read_array(value, place, problem);
  if (items == nullptr) return false;
  out.resize(items->size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const JsonPlace item{&place, {}, i, true};
    if (!read((*items)[i], item, limit, out[i], problem)) return false;
  }
  return true;
}

// Whether a member of this type may be absent from the JSON.
template <class T>
inline constexpr bool kMayBeAbsent = false;
template <class T>
inline constexpr bool kMayBeAbsent<std::optional<T>> = true;
template <class T>
inline constexpr bool kMayBeAbsent<std::vector<T>> = true;

// Fills a body's members from one JSON object.
class FieldReader {
 public:
  FieldReader(const boost::json::object& object, const JsonPlace& place, Problem& problem)
      : object_(object), place_(place), problem_(problem) {}

  template <class T>
  void operator()(std::string_view name, T& member, Limit limit = kName) {
    if (problem_.found()) return;
    const JsonPlace place{&place_, name};
    const JsonValue* value = object_.if_contains(name);
    if (value == nullptr) {
      if constexpr (!kMayBeAbsent<T>) {
        problem_.is("member_missing", place, "a required field is missing",
                    "the field \"" + std::string(name) + "\"");
      }
      return;
    }
    names_.push_back(name);
    read(*value, place, limit, member, problem_);
  }

  // Refuses fields that no call has named.
  void refuse_others();

 private:
  const boost::json::object& object_;
  const JsonPlace& place_;
  Problem& problem_;
  std::vector<std::string_view> names_;
};

template <class T>
concept Described = requires(FieldReader& f, T& body) { describe(f, body); };

template <Described T>
bool read(const JsonValue& value, const JsonPlace& place, Limit, T& out, Problem& problem) {
  const boost::json::object* object = read_object(value, place, problem);
  if (object == nullptr) return false;
  FieldReader fields(*object, place, problem);
  describe(fields, out);
  fields.refuse_others();
  return !problem.found();
}

template <class E>
  requires std::is_enum_v<E> && Named<E>
[[nodiscard]] JsonValue write(E value) {
  return JsonValue(name(value));
}
template <class Tag>
[[nodiscard]] JsonValue write(const Id<Tag>& id) {
  return JsonValue(id.text());
}
template <class Tag>
[[nodiscard]] JsonValue write(const Digest<Tag>& digest) {
  return JsonValue(digest.hex());
}
template <class T>
[[nodiscard]] JsonValue write(const std::vector<T>& items);
template <Described T>
[[nodiscard]] JsonValue write(const T& body);

// Makes a JSON object of a body's members.
class FieldWriter {
 public:
  template <class T>
  void operator()(std::string_view name, const T& member, Limit = kName) {
    object_.emplace(name, write(member));
  }
  template <class T>
  void operator()(std::string_view name, const std::optional<T>& member, Limit = kName) {
    if (member) object_.emplace(name, write(*member));
  }
  template <class T>
  void operator()(std::string_view name, const std::vector<T>& items, Limit = kName) {
    if (!items.empty()) object_.emplace(name, write(items));
  }
  [[nodiscard]] boost::json::object take() && { return std::move(object_); }

 private:
  boost::json::object object_;
};

// The names of a body's fields.
class FieldNames {
 public:
  template <class T>
  void operator()(std::string_view name, const T&, Limit = kName) {
    names_.emplace_back(name);
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(names_); }

 private:
  std::vector<std::string> names_;
};
template <Described T>
[[nodiscard]] std::vector<std::string> field_names() {
  FieldNames names;
  const T body{};
  describe(names, body);
  return std::move(names).take();
}

template <class T>
JsonValue write(const std::vector<T>& items) {
  boost::json::array array;
  array.reserve(items.size());
  for (const T& item : items) array.push_back(write(item));
  return array;
}

template <Described T>
JsonValue write(const T& body) {
  FieldWriter fields;
  describe(fields, body);
  return std::move(fields).take();
}

}  // namespace pledgebook::ledger

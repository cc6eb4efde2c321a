// SPDX-License-Identifier: Apache-2.0
#include "projections/digest.h"

#include <array>
#include <boost/json/array.hpp>

#include "crypto/sha256.h"
#include "ledger/domain/canonical_json.h"
#include "projections/commitments.h"
#include "projections/view_state.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

// Today, for figures that are then left out.
constexpr ledger::Date kNoDay{};

// Takes out what depends on today's date, wherever it stands.
void strip_clock(json::value& value) {
  if (auto* object = value.if_object()) {
    object->erase("timeliness");
    object->erase("by_timeliness");
    for (auto& member : *object) strip_clock(member.value());
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) strip_clock(item);
  }
}

class Digester {
 public:
  void add(json::value row) {
    strip_clock(row);
    const std::string text = ledger::canonical_json(row);
    std::array<std::byte, 4> size{};
    for (std::size_t i = 0; i < size.size(); ++i)
      size[i] = static_cast<std::byte>(text.size() >> (8 * (size.size() - 1 - i)));
    hash_.update(size).update(crypto::as_bytes(text));
  }
  [[nodiscard]] crypto::Hash finish() { return hash_.finish(); }

 private:
  crypto::Sha256 hash_;
};

using Answer = Result<json::object> (*)(const Views&, const Query&, ledger::Date);
struct View {
  std::string_view name;
  std::uint32_t version;
  Answer answer;
};
constexpr auto kViews = std::to_array<View>({{"commitments", 1, &commitments}});

}  // namespace

Result<Digests> digests(const Views& views) {
  Digests all;
  Query query;
  for (const View& view : kViews) {
    LEDGER_TRY(auto answer, view.answer(views, query, kNoDay));
    Digester digester;
    for (auto& row : answer["rows"].as_array()) digester.add(std::move(row));
    all.push_back({std::string(view.name), view.version, views.size(), digester.finish()});
  }
  return all;
}

}  // namespace pledgebook::projections

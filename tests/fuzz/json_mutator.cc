// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/json_mutator.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "crypto/base64.h"

// libFuzzer's own, as its manual names it.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t size_max);

namespace pledgebook::fuzz {
namespace {

namespace json = boost::json;

constexpr std::size_t kGrowthMax = 64;  // of one string at a time
constexpr std::array<std::int64_t, 10> kNumbers{
    0, 1, -1, 2, 255, 256, 9'007'199'254'740'991, 9'007'199'254'740'992, INT64_MAX, INT64_MIN};

class Mutation {
 public:
  explicit Mutation(unsigned seed) : random_(seed) {}

  void change(json::value& whole) {
    std::vector<json::value*> places;
    collect(whole, places);
    json::value& place = *places[draw(places.size())];
    switch (draw(6)) {
      case 0:
        place = json::value(*places[draw(places.size())]);
        break;
      case 1:
        leave_out(place);
        break;
      case 2:
        repeat(place);
        break;
      case 3:
        place = pick_small();
        break;
      default:
        change_scalar(place);
        break;
    }
  }

 private:
  std::size_t draw(std::size_t count) { return random_() % count; }

  static void collect(json::value& value, std::vector<json::value*>& places) {
    places.push_back(&value);
    if (auto* array = value.if_array()) {
      for (json::value& element : *array) collect(element, places);
    } else if (auto* object = value.if_object()) {
      for (auto& member : *object) collect(member.value(), places);
    }
  }

  void leave_out(json::value& place) {
    if (auto* array = place.if_array(); array != nullptr && !array->empty()) {
      array->erase(array->begin() + static_cast<std::ptrdiff_t>(draw(array->size())));
    } else if (auto* object = place.if_object(); object != nullptr && !object->empty()) {
      object->stable_erase(object->begin() + static_cast<std::ptrdiff_t>(draw(object->size())));
    }
  }

  void repeat(json::value& place) {
    auto* array = place.if_array();
    if (array == nullptr || array->empty()) return;
    const std::size_t from = draw(array->size());
    const std::size_t to = draw(array->size());
    if (draw(2) == 0) {
      std::swap((*array)[from], (*array)[to]);
    } else {
      array->insert(array->begin() + static_cast<std::ptrdiff_t>(to), json::value((*array)[from]));
    }
  }

  json::value pick_small() {
    switch (draw(5)) {
      case 0:
        return nullptr;
      case 1:
        return json::array();
      case 2:
        return json::object();
      case 3:
        return json::string();
      default:
        return kNumbers[draw(kNumbers.size())];
    }
  }

  void change_scalar(json::value& place) {
    if (auto* integer = place.if_int64()) {
      // Wraps round where it must.
      const auto step = static_cast<std::uint64_t>(*integer) + (draw(2) == 0 ? 1U : UINT64_MAX);
      *integer = draw(2) == 0 ? static_cast<std::int64_t>(step) : kNumbers[draw(kNumbers.size())];
    } else if (auto* text = place.if_string()) {
      change_text(*text);
    }
  }

  void change_text(json::string& text) {
    const std::string_view before(text);
    if (const auto bytes = crypto::from_base64(before); bytes && draw(4) != 0) {
      const std::string after = mutated_bytes(crypto::as_text(*bytes), bytes->size() + kGrowthMax);
      text = crypto::to_base64(crypto::as_bytes(after));
    } else {
      text = mutated_bytes(before, before.size() + kGrowthMax);
    }
  }

  std::minstd_rand random_;
};

}  // namespace

std::string mutated_bytes(std::string_view bytes, std::size_t size_max) {
  std::string room(std::max(size_max, bytes.size()), '\0');
  std::ranges::copy(bytes, room.begin());
  const std::size_t size = LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(room.data()),
                                            std::min(bytes.size(), size_max), size_max);
  room.resize(size);
  return room;
}

std::string mutated_json(std::string_view text, std::size_t size_max, unsigned seed) {
  boost::system::error_code error;
  json::value whole = json::parse(text, error);
  if (error) return mutated_bytes(text, size_max);
  Mutation(seed).change(whole);
  std::string after = json::serialize(whole);
  if (after.size() <= size_max) return after;
  return mutated_bytes(text.substr(0, size_max), size_max);
}

std::string mutated_mostly_json(std::string_view text, std::size_t size_max, unsigned seed) {
  constexpr unsigned kOneInSo = 4;
  return seed % kOneInSo == 0 ? mutated_bytes(text, size_max) : mutated_json(text, size_max, seed);
}

std::size_t put(std::string_view bytes, unsigned char* data, std::size_t size_max) {
  const std::string_view some = bytes.substr(0, size_max);
  std::ranges::copy(some, data);
  return some.size();
}

}  // namespace pledgebook::fuzz

// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/body_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <utility>

#include "cli/shell/input_file.h"
#include "cli/statement/amount_text.h"
#include "cli/statement/list_file.h"
#include "crypto/sha256.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/kinds/fields.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

bool is_repeated(Shape shape) {
  switch (shape) {
    case Shape::text:
    case Shape::money:
    case Shape::yes:
    case Shape::integer:
    case Shape::dated_value:
    case Shape::file:
    case Shape::items:
      return false;
    case Shape::texts:
    case Shape::country:
    case Shape::target:
    case Shape::actual:
    case Shape::beneficiary:
    case Shape::partner:
    case Shape::related:
    case Shape::evidence:
    case Shape::comment:
    case Shape::observation:
    case Shape::rate:
    case Shape::remove:
      break;
  }
  return true;
}

std::unexpected<Failure> expected_form(std::string_view text, std::string_view form) {
  return usage(fmt::format("invalid value `{}`: write {}", text, form));
}

// "left=right"; nothing if there is no `=`.
std::optional<std::pair<std::string_view, std::string_view>> split_at(std::string_view text,
                                                                      char separator) {
  const std::size_t place = text.find(separator);
  if (place == std::string_view::npos) return std::nullopt;
  return std::pair(text.substr(0, place), text.substr(place + 1));
}

Outcome<json::value> read_integer(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > ledger::kIntegerMax) {
    return expected_form(text, "a whole number");
  }
  return json::value(number);
}

Outcome<json::value> read_country(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return json::object{{"iso3", text}};
  return json::object{{"iso3", parts->first}, {"share", parts->second}};
}

// The title may contain colons: the id is split off at the front, and the other four fields at the
// back.
Outcome<json::value> read_target(std::string_view text) {
  constexpr std::string_view kForm = "ID:TITLE:UNIT:BASELINE:GOAL:DUE";
  const auto head = split_at(text, ':');
  if (!head) return expected_form(text, kForm);
  std::string_view rest = head->second;
  std::array<std::string_view, 4> tail;
  for (std::size_t i = tail.size(); i > 0; --i) {
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos) return expected_form(text, kForm);
    tail[i - 1] = rest.substr(colon + 1);
    rest = rest.substr(0, colon);
  }
  return json::object{{"id", head->first},   {"title", rest},   {"unit", tail[0]},
                      {"baseline", tail[1]}, {"goal", tail[2]}, {"due", tail[3]}};
}

Outcome<json::value> read_actual(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return expected_form(text, "TARGET=VALUE, such as sites=1200");
  return json::object{{"target", parts->first}, {"value", parts->second}};
}

Outcome<json::value> read_beneficiary(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return expected_form(text, "GROUP=COUNT, such as \"women=120000\"");
  auto count = read_integer(parts->second);
  if (!count) return count;
  return json::object{{"group", parts->first}, {"count", *std::move(count)}};
}

Outcome<json::value> read_partner(std::string_view text) {
  constexpr std::string_view kParty = "party:";
  if (text.starts_with(kParty)) return json::object{{"party", text.substr(kParty.size())}};
  return json::object{{"name", text}};
}

Outcome<json::value> read_related(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return json::object{{"pledge", text}};
  LEDGER_TRY(auto overlap, read_money(parts->second));
  return json::object{{"pledge", parts->first}, {"overlap", std::move(overlap)}};
}

Outcome<json::value> read_comment(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return expected_form(text, "FIELD=COMMENT, such as \"end=the day is missing\"");
  return json::object{{"field", parts->first}, {"comment", parts->second}};
}

Outcome<json::value> read_observation(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return expected_form(text, "DAY=VALUE, such as 2026-01-01=2600000000");
  json::object observation{{"date", parts->first}};
  const auto country = split_at(parts->second, '=');
  observation["value"] = country ? country->first : parts->second;
  if (country) observation["country"] = country->second;
  return observation;
}

Outcome<json::value> read_rate(std::string_view text) {
  const auto parts = split_at(text, '=');
  if (!parts) return expected_form(text, "CURRENCY=RATE, such as EUR=0.92");
  return json::object{{parts->first, parts->second}};
}

Outcome<json::value> read_dated_value(std::string_view text) {
  constexpr std::string_view kOn = " on ";
  const std::size_t on = text.find(kOn);
  if (on == std::string_view::npos)
    return expected_form(text, "a value and its day, such as \"2900000000 on 2022-01-01\"");
  return json::object{{"value", text.substr(0, on)}, {"date", text.substr(on + kOn.size())}};
}

std::string_view media_type(const std::filesystem::path& path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes{
      {{".pdf", "application/pdf"},
       {".csv", "text/csv"},
       {".txt", "text/plain"},
       {".html", "text/html"},
       {".json", "application/json"},
       {".png", "image/png"},
       {".jpg", "image/jpeg"},
       {".jpeg", "image/jpeg"},
       {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
       {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}}};
  const std::string ending = path.extension().string();
  const auto known = std::ranges::find(kTypes, ending, [](const auto& t) { return t.first; });
  return known == kTypes.end() ? "application/octet-stream" : known->second;
}

// The object that contains a member, made if it is absent; and the member's own name.
std::pair<json::object*, std::string_view> place_of(json::object& body, std::string_view path) {
  json::object* object = &body;
  while (const auto parts = split_at(path, '/')) {
    json::value& below = (*object)[parts->first];
    if (!below.is_object()) below.emplace_object();
    object = &below.get_object();
    path = parts->second;
  }
  return {object, path};
}

}  // namespace

Outcome<json::value> evidence_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return not_found(fmt::format("{}: the evidence file can't be read: check the path", path));
  crypto::Sha256 digest;
  std::uint64_t size = 0;
  std::array<char, 65'536> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    const auto n = static_cast<std::size_t>(file.gcount());
    digest.update(std::as_bytes(std::span(buffer.data(), n)));
    size += n;
  }
  if (file.bad())
    return unavailable(fmt::format("{}: the evidence file can't be read to its end", path));
  const std::filesystem::path name = std::filesystem::path(path).filename();
  return json::object{{"sha256", digest.finish().hex()},
                      {"size", size},
                      {"type", media_type(name)},
                      {"name", name.string()}};
}

Outcome<json::value> read_shape(Shape shape, std::string_view text) {
  switch (shape) {
    case Shape::money:
      return read_money(text);
    case Shape::integer:
      return read_integer(text);
    case Shape::country:
      return read_country(text);
    case Shape::target:
      return read_target(text);
    case Shape::actual:
      return read_actual(text);
    case Shape::beneficiary:
      return read_beneficiary(text);
    case Shape::partner:
      return read_partner(text);
    case Shape::related:
      return read_related(text);
    case Shape::evidence:
      return evidence_of(std::string(text));
    case Shape::comment:
      return read_comment(text);
    case Shape::observation:
      return read_observation(text);
    case Shape::rate:
      return read_rate(text);
    case Shape::dated_value:
      return read_dated_value(text);
    case Shape::file: {
      LEDGER_TRY(const std::string content,
                 read_whole(std::string(text), ledger::kStatementBytesMax));
      return json::value(content);
    }
    case Shape::items:
      return read_list_file(std::string(text));
    case Shape::text:
    case Shape::texts:
    case Shape::yes:
    case Shape::remove:
      break;
  }
  return json::value(text);
}

void BodyFlags::add(Command& command, std::span<const BodyFlag> flags, std::string_view below) {
  for (const BodyFlag& flag : flags) {
    slots_.push_back(std::make_unique<Slot>());
    Slot& slot = *slots_.back();
    slot.flag = &flag;
    slot.below = below;
    OptionInfo info{.names = std::string(flag.name),
                    .value = std::string(flag.value),
                    .description = std::string(flag.description)};
    if (flag.shape == Shape::yes) {
      command.flag(slot.yes, info.names, info.description);
    } else if (is_repeated(flag.shape)) {
      command.list(slot.many, std::move(info));
    } else {
      command.option(slot.one, std::move(info));
    }
  }
}

Outcome<void> BodyFlags::apply(json::object& body) const {
  const auto named = [](const BodyFlag& flag, Failure failure) {
    failure.sentence = fmt::format("{}: {}", flag.name, failure.sentence);
    return std::unexpected(std::move(failure));
  };
  for (const auto& slot : slots_) {
    const BodyFlag& flag = *slot->flag;
    if (!slot->one && slot->many.empty() && !slot->yes) continue;
    const std::string path = slot->below.empty() ? std::string(flag.member)
                                                 : fmt::format("{}/{}", slot->below, flag.member);
    if (flag.shape == Shape::remove) {
      for (const std::string& member : slot->many) {
        const std::string place = fmt::format("{}/{}", slot->below, member);
        const auto [object, name] = place_of(body, place);  // `name` points into `place`
        (*object)[name] = nullptr;
      }
      continue;
    }
    const auto [object, name] = place_of(body, path);
    if (flag.shape == Shape::yes) {
      (*object)[name] = true;
    } else if (slot->one) {
      auto value = read_shape(flag.shape, *slot->one);
      if (!value) return named(flag, value.error());
      (*object)[name] = *std::move(value);
    } else if (flag.shape == Shape::rate) {
      json::object rates;
      for (const std::string& text : slot->many) {
        auto value = read_shape(flag.shape, text);
        if (!value) return named(flag, value.error());
        for (const auto& rate : value->get_object()) rates[rate.key()] = rate.value();
      }
      (*object)[name] = std::move(rates);
    } else {
      json::array items;
      for (const std::string& text : slot->many) {
        auto value = read_shape(flag.shape, text);
        if (!value) return named(flag, value.error());
        items.push_back(*std::move(value));
      }
      (*object)[name] = std::move(items);
    }
  }
  return {};
}

}  // namespace pledgebook::cli

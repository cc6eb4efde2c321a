// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/refusal_words.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/kinds/fields.h"
#include "server/web/frame/page_parameters.h"

namespace pledgebook::server {
namespace {

// As Query::parse says it.
constexpr std::string_view kOneOf = "one of ";
constexpr std::string_view kTimeTwice = "as_of stands beside recorded or stated";

// What may stand there, as programs write it: "PUBLISHED, FULFILLED".
std::string values_of(const ledger::Refusal& refusal, const Parameter* parameter) {
  if (parameter != nullptr && !parameter->choices.empty()) return std::string(parameter->choices);
  std::string_view accepted = refusal.accepted;
  if (accepted.starts_with(kOneOf)) accepted.remove_prefix(kOneOf.size());
  return std::string(accepted);
}

// What the parameter of an invalid value takes.
std::string remedy_of(const Catalogue& words, const ledger::Refusal& refusal,
                      const Parameter* parameter) {
  const auto one_of = [&] {
    return words.text("refusal.accepts.one_of", {{"values", values_of(refusal, parameter)}});
  };
  if (parameter == nullptr) return one_of();
  switch (parameter->type) {
    case ParameterType::id:
      return std::string(words.text("refusal.accepts.id"));
    case ParameterType::country:
      return std::string(words.text("refusal.accepts.country"));
    case ParameterType::date:
      return std::string(words.text("refusal.accepts.date"));
    case ParameterType::time:
      return std::string(words.text("refusal.accepts.time"));
    case ParameterType::integer: {
      const std::uint64_t most = parameter->max == 0 ? ledger::kIntegerMax : parameter->max;
      return words.text("refusal.accepts.number", {{"least", std::to_string(parameter->min)},
                                                   {"most", std::to_string(most)}});
    }
    default:
      return one_of();
  }
}

}  // namespace

PageRefusal refused_parameter(Language language, const ledger::Refusal& refusal) {
  const Catalogue& words = Catalogue::of(language);
  const std::string name = refusal.pointer.substr(1);  // "?status"
  static const std::vector<Parameter> parameters = page_filters();
  const auto known = std::ranges::find(parameters, std::string_view(name), &Parameter::name);
  const Parameter* parameter = known == parameters.end() ? nullptr : &*known;
  if (refusal.code == "filter_too_long") {
    return {.status = 400,
            .sentence = words.text("refusal.too_long", {{"name", name}}),
            .remedy = std::string(
                words.text(name == "q" ? "refusal.accepts.search" : "refusal.accepts.few"))};
  }
  if (refusal.code == "parameter_repeated") {
    return {.status = 400,
            .sentence = words.text("refusal.repeated", {{"name", name}}),
            .remedy = std::string(words.text("refusal.accepts.once"))};
  }
  if (refusal.rule == kTimeTwice) {
    return {.status = 400,
            .sentence = std::string(words.text("refusal.time_twice")),
            .remedy = std::string(words.text("refusal.accepts.one_time"))};
  }
  return {.status = 400,
          .sentence =
              words.text(parameter == nullptr ? "refusal.unknown_parameter" : "refusal.parameter",
                         {{"name", name}}),
          .remedy = remedy_of(words, refusal, parameter)};
}

PageRefusal unknown_value(Language language, const projections::UnknownValue& unknown) {
  const Catalogue& words = Catalogue::of(language);
  if (unknown.is_future) {
    const auto day = ledger::parse_date(unknown.value);
    return {.status = 404,
            .sentence = words.text("refusal.future", {{"day", Figures(language).long_day(*day)}})};
  }
  PageRefusal refusal{
      .status = 404,
      .sentence = words.text(
          "refusal.no_such",
          {{"facet", std::string(words.text("facet." + unknown.filter))}, {"id", unknown.value}})};
  if (!unknown.near.empty())
    refusal.remedy = words.text("refusal.did_you_mean", {{"near", unknown.near}});
  return refusal;
}

}  // namespace pledgebook::server

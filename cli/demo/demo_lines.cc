// SPDX-License-Identifier: Apache-2.0
#include "cli/demo/demo_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/demo/embedded_demo.h"
#include "cli/statement/answer_text.h"
#include "ledger/domain/json/canonical_json.h"

namespace pledgebook::cli {
namespace {

Outcome<void> read_lines(std::string_view text, std::vector<Draft>& lines) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto json = ledger::parse_json(line);
    if (!json) return no(sentence_of(json.error()));
    auto draft = read_draft(*json);
    if (!draft) return no(sentence_of(draft.error()));
    lines.push_back(*std::move(draft));
  }
  return {};
}

}  // namespace

Outcome<std::vector<Draft>> demo_lines() {
  std::vector<Draft> lines;
  LEDGER_CHECK(read_lines(embedded::kDemoPledges, lines));
  LEDGER_CHECK(read_lines(embedded::kDemoAfterwards, lines));
  std::ranges::stable_sort(lines, {}, &Draft::at);
  return lines;
}

std::string demo_place(const Draft& draft) {
  return fmt::format("{} at {}", draft.stream.text(), ledger::to_text(draft.at));
}

std::optional<std::string> named_place(const boost::json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr || object->size() != 2) return std::nullopt;
  const auto* stream = object->if_contains("stream");
  const auto* at = object->if_contains("at");
  if (stream == nullptr || at == nullptr) return std::nullopt;
  return fmt::format("{} at {}", std::string_view(stream->as_string()),
                     std::string_view(at->as_string()));
}

}  // namespace pledgebook::cli

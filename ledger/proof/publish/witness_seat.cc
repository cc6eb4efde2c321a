// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/witness_seat.h"

#include <utility>

#include "ledger/proof/cosignature.h"

namespace pledgebook::ledger {

WitnessSeat::WitnessSeat(WitnessLink link) : link_(std::move(link)) {
  figures_.name = link_.witness().name;
}

WitnessSeat::Answer WitnessSeat::ask(Question question) {
  if (question == nullptr) {
    auto checked = link_.check_history();
    if (checked) return {};
    return {.refusal = std::move(checked).error()};
  }
  auto line = link_.cosign(*question);
  if (line) return {.line = *std::move(line)};
  return {.refusal = std::move(line).error()};
}

bool WitnessSeat::has_cosigned(Question question) const {
  return question != nullptr && line_ && cosigned_text_ == question->note.text;
}

void WitnessSeat::hear(std::uint64_t round, Question question, Answer answer) {
  round_ = round;
  has_agreed_ = !answer.refusal;
  if (answer.refusal) {
    ++figures_.failures;
    figures_.why = std::move(answer.refusal->sentence);
    return;
  }
  figures_.why.clear();
  if (!answer.line) return;
  const crypto::Note cosigned{question->note.text, {*answer.line}};
  if (const auto time = earliest_cosignature(cosigned, link_.witness().key))
    figures_.cosigned_at = *time;
  cosigned_text_ = question->note.text;
  line_ = std::move(answer.line);
}

}  // namespace pledgebook::ledger

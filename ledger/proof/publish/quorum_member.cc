// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/publish/quorum_member.h"

#include <utility>

#include "ledger/proof/cosignature.h"

namespace pledgebook::ledger {

QuorumMember::QuorumMember(WitnessClient client) : client_(std::move(client)) {
  figures_.name = client_.witness().name;
}

QuorumMember::Answer QuorumMember::ask(Question question) {
  if (question == nullptr) {
    auto checked = client_.check_history();
    if (checked) return {};
    return {.refusal = std::move(checked).error()};
  }
  auto line = client_.cosign(*question);
  if (line) return {.line = *std::move(line)};
  return {.refusal = std::move(line).error()};
}

bool QuorumMember::has_cosigned(Question question) const {
  return question != nullptr && line_ && cosigned_text_ == question->note.text;
}

void QuorumMember::hear(std::uint64_t round, Question question, Answer answer) {
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
  if (const auto time = earliest_cosignature(cosigned, client_.witness().key))
    figures_.cosigned_at = *time;
  cosigned_text_ = question->note.text;
  line_ = std::move(answer.line);
}

}  // namespace pledgebook::ledger

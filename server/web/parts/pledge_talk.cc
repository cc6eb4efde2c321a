// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/pledge_talk.h"

#include <algorithm>
#include <string>

#include "projections/views/attestations.h"
#include "projections/views/discussion.h"
#include "server/web/frame/sentence.h"
#include "server/web/parts/evidence_line.h"
#include "server/web/parts/said_line.h"
#include "server/web/parts/threads.h"

namespace pledgebook::server {
namespace {

using ledger::Result;
using projections::Message;
using projections::PledgeStory;

constexpr std::size_t kMessagesMax = 30;

class Talk {
 public:
  Talk(Fields& fields, const PageContext& context, const PledgeStory& story)
      : fields_(fields), context_(context), story_(story) {}

  Result<void> set_attestations() const;
  Result<void> set_discussion() const;

 private:
  // From its publication on, others may speak.
  [[nodiscard]] bool may_speak() const { return story_.pledge.now().published.has_value(); }
  [[nodiscard]] Html message_of(const std::vector<Message>& messages, const Thread& thread,
                                std::size_t place) const;

  Fields& fields_;
  const PageContext& context_;
  const PledgeStory& story_;
};

Result<void> Talk::set_attestations() const {
  LEDGER_TRY(const auto given, projections::attestations_of(story_.selection, story_.state.id));
  if (given.empty() && !may_speak()) return {};
  Fields& section = fields_.add("attested");
  section.show_if(may_speak(), "may_attest");
  section.show_if(given.empty(), "no_attestations");
  if (given.empty()) return {};
  Fields& list = section.add("attestations");
  for (const projections::Attestation& attestation : given) {
    Fields& line = list.add("attestation");
    set_said(line, context_, story_.selection.context(), attestation.said);
    line.set("claim", attestation.claim);
    set_marks(line, context_, attestation.said, "attestation_mark");
    for (const ledger::Evidence& evidence : attestation.evidence)
      add_evidence(line, "attestation_evidence", context_, evidence);
    if (attestation.withdrawn)
      line.add("withdrawn")
          .set("day", context_.figures().day(ledger::date_of(attestation.withdrawn->at)))
          .set("reason", attestation.withdrawn->reason);
  }
  return {};
}

// In a thread it is clear what answers its first message; what answers another one says so.
Html Talk::message_of(const std::vector<Message>& messages, const Thread& thread,
                      std::size_t place) const {
  const Message& message = messages[place];
  Fields fields;
  set_said(fields, context_, story_.selection.context(), message.said);
  fields.set("anchor", "message-" + std::to_string(ledger::number(message.said.index)))
      .set("topic", context_.words().text("topic." + std::string(ledger::name(message.topic))))
      .set("text", message.text);
  set_marks(fields, context_, message.said, "message_mark");
  const auto answered = std::ranges::find_if(messages, [&](const Message& other) {
    return message.in_reply_to && other.said.sid == *message.in_reply_to;
  });
  if (answered != messages.end() && answered != messages.begin() + std::ptrdiff_t(thread.first)) {
    const std::string number = std::to_string(ledger::number(answered->said.index));
    const auto index = static_cast<std::int64_t>(ledger::number(answered->said.index));
    fields.add("answers").set(
        "what",
        sentence(context_.words().text("message.answers"),
                 {{"record", link("#message-" + number, context_.figures().count(index))}}));
  }
  return render(context_.language(), "message", fields);
}

Result<void> Talk::set_discussion() const {
  LEDGER_TRY(const auto messages, projections::messages_of(story_.selection, story_.state.id));
  if (messages.empty() && !may_speak()) return {};
  Fields& section = fields_.add("discussion");
  section.show_if(may_speak(), "may_talk");
  section.show_if(messages.empty(), "no_messages");
  if (messages.empty()) return {};
  if (messages.size() > kMessagesMax) {
    section.add("all_messages")
        .set("address", context_.address.of_time_only().api("pledges/" + story_.state.id.text() +
                                                            "/discussion"))
        .set("label", context_.words().text("message.all", {{"n", std::ssize(messages)}}));
  }
  std::vector<Thread> threads = threads_of(messages);
  keep_newest(threads, kMessagesMax);
  Fields& list = section.add("threads");
  for (const Thread& thread : threads) {
    Fields& item = list.add("thread");
    item.set("message", message_of(messages, thread, thread.first));
    if (thread.replies.empty()) continue;
    Fields& replies = item.add("replies");
    for (const std::size_t reply : thread.replies)
      replies.add("reply").set("message", message_of(messages, thread, reply));
  }
  return {};
}

}  // namespace

Result<void> set_talk(Fields& fields, const PageContext& context, const PledgeStory& story) {
  const Talk talk(fields, context, story);
  LEDGER_CHECK(talk.set_attestations());
  return talk.set_discussion();
}

}  // namespace pledgebook::server

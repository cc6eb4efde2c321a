// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/newest_talk.h"

#include "projections/views/messages.h"
#include "server/web/parts/said_line.h"
#include "server/web/words/excerpt.h"

namespace pledgebook::server {
namespace {

constexpr std::size_t kShownMax = 6;
constexpr std::size_t kCharactersMax = 300;  // the whole is on the pledge's page

}  // namespace

ledger::Result<void> set_newest_talk(Fields& fields, const PageContext& context,
                                     const projections::Selection& selection,
                                     const std::string& feed, bool is_expected) {
  LEDGER_TRY(const auto latest, projections::latest_messages(selection, kShownMax));
  if (latest.empty() && !is_expected) return {};
  Fields& section = fields.add("newest_talk");
  section.set("feed", feed);
  section.show_if(latest.empty(), "no_messages");
  if (latest.empty()) return {};
  Fields& list = section.add("messages");
  const Address time = context.address.of_time_only();
  for (const auto& [message, pledge, answers] : latest) {
    Fields& line = list.add("message");
    set_said(line, context, selection.context(), message.said);
    set_marks(line, context, message.said, "message_mark");
    line.set("topic", context.words().text("topic." + std::string(ledger::name(message.topic))))
        .set("text", excerpt_of(message.text, kCharactersMax))
        .set("title", pledge.title)
        .set("address", time.at("pledges/" + pledge.id.text()).text() + "#discussion");
    line.show_if(message.topic == ledger::Topic::question && answers == 0, "unanswered");
  }
  return {};
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/good_practice.h"

#include <string>

#include "projections/views/lessons.h"
#include "server/web/frame/sentence.h"
#include "server/web/parts/names.h"
#include "server/web/words/excerpt.h"

namespace pledgebook::server {
namespace {

constexpr std::size_t kLessonsMax = 3;
constexpr std::size_t kLessonCharactersMax = 300;  // the whole is on the pledge's page

}  // namespace

ledger::Result<void> set_good_practice(Fields& fields, const PageContext& context,
                                       const projections::Selection& selection) {
  LEDGER_TRY(const auto lessons, projections::latest_lessons(selection, kLessonsMax));
  if (lessons.empty()) return {};
  Fields& section = fields.add("practice");
  const Address time = context.address.of_time_only();
  for (const projections::Lesson& lesson : lessons) {
    const auto index = static_cast<std::int64_t>(ledger::number(lesson.index));
    const std::string id = lesson.pledge.text();
    section.add("lesson")
        .set("index", context.figures().count(index))
        .set("address", time.at("records/" + std::to_string(index)).text())
        .set("text", excerpt_of(lesson.text, kLessonCharactersMax))
        .set("from",
             sentence(context.words().text("practice.from"),
                      {{"who", isolated(party_name(selection.context(), lesson.by))},
                       {"pledge", link(time.at("pledges/" + id).text() + "#lessons", isolated(id))},
                       {"day", plain(context.figures().day(ledger::date_of(lesson.at)))}}));
  }
  return {};
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/said_line.h"

#include "server/web/parts/names.h"

namespace pledgebook::server {

std::string record_address(const PageContext& context, ledger::Index index) {
  return context.address.of_time_only()
      .at("records/" + std::to_string(ledger::number(index)))
      .text();
}

void set_record(Fields& line, const PageContext& context, ledger::Index index) {
  line.set("record", record_address(context, index))
      .set("index", context.figures().count(static_cast<std::int64_t>(ledger::number(index))));
}

void set_said(Fields& line, const PageContext& context, const projections::Context& names,
              const projections::Said& said) {
  line.set("who", party_name(names, said.by))
      .set("day", context.figures().day(ledger::date_of(said.at)));
  set_record(line, context, said.index);
}

void set_marks(Fields& line, const PageContext& context, const projections::Said& said,
               std::string_view section) {
  if (said.recovered_key) line.add(section).set("text", context.words().text("told.recovered_key"));
  if (said.disputed) line.add(section).set("text", context.words().text("told.disputed"));
}

}  // namespace pledgebook::server

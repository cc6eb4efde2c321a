// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/record_page.h"

#include <string>

#include "ledger/log/record/record.h"
#include "server/http/router.h"
#include "server/routes/record_json.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/happenings.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

// The receipt, the panel that checks it in the browser, and the checkpoint's page.
void set_proof(Fields& fields, const PageContext& context, const ledger::DecodedRecord& record) {
  const std::string number = std::to_string(ledger::number(record.index));
  const std::string receipt = "/api/v1/receipts/" + number;
  fields.add("with_receipt")
      .set("receipt", receipt)
      .set("receipt_name", "record-" + number + ".tlog-proof");
  // A record without a statement was written for the checkpoint that ends with it.
  const ledger::Size size = record.statement ? context.released->note.checkpoint.size
                                             : ledger::Size{ledger::number(record.index) + 1};
  fields.add("checkpoint_link")
      .set("address", checkpoint_address(context, size))
      .set("label",
           record.statement
               ? context.words().text("checkpoint.title",
                                      {{"size", context.figures().count(static_cast<std::int64_t>(
                                                    ledger::number(size)))}})
               : std::string(context.words().text("record.sealed")));
  const auto words =
      asset_address("verify-words-" + std::string(tag(context.language())) + ".json");
  if (!words) return;
  std::string keys;
  for (const auto& signature : record.signatures)
    keys += (keys.empty() ? "" : " ") + ("/api/v1/keys/" + signature.key.hex());
  fields.add("check")
      .set("words", *words)
      .set("receipt", receipt)
      .set("index", number)
      .set("keys", keys)
      .set("verify", context.address.of_time_only().at("verify").text());
}

}  // namespace

ledger::Result<Page> record_page(const PageContext& context) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const auto number = parse_integer(context.request.captures.at(1));
  if (!number || *number >= ledger::number(context.views.size()))
    return std::unexpected(ledger::Error{
        ledger::Errc::not_found,
        words.text(
            "record.none",
            {{"last", figures.count(
                          static_cast<std::int64_t>(ledger::number(context.views.size())) - 1)}})});
  const ledger::Index index{*number};
  LEDGER_TRY(const auto snapshot, context.services.store.snapshot());
  LEDGER_TRY(const auto bytes, snapshot.record(index));
  LEDGER_TRY(const auto record, ledger::decode_record(bytes));
  LEDGER_TRY(const auto decoded, ledger::decode_admitted_record(index, bytes));
  LEDGER_TRY(const auto selection,
             projections::Selection::make(context.views, context.query, context.now));
  Fields fields;
  const std::string title =
      words.text("record.title", {{"n", figures.count(static_cast<std::int64_t>(*number))}});
  fields.set("title", title);
  const auto fact = [&](std::string_view key, const std::string& value) {
    fields.add("fact").set("name", words.text("record." + std::string(key))).set("value", value);
  };
  if (decoded.statement) {
    const ledger::Statement& statement = *decoded.statement;
    fields.add("statement")
        .set("what", happening(selection.context(), context.address, decoded))
        .set("text", record.statement()->payload);
    fact("said", figures.time(ledger::RecordedAt(statement.at)));
    fact("recorded", figures.time(record.recorded_at));
    fact("kind", std::string(statement.kind()));
    fact("stream", statement.stream.text());
    std::string signers;
    for (const auto& signer : statement.signers)
      signers += std::string(signers.empty() ? "" : words.text("frame.semicolon")) +
                 party_name(selection.context(), signer);
    fact("signers", signers);
    std::string keys;
    for (const auto& signature : decoded.signatures)
      keys += (keys.empty() ? "" : "; ") + signature.key.hex();
    fact("keys", keys);
    fact("sid", decoded.sid.hex());
  } else {
    fields.show("heads");
    fact("recorded", figures.time(record.recorded_at));
  }
  fact("leaf", ledger::leaf_hash_of(bytes).hex());
  fact("before", record.prev.hex());
  Page page{.title = title, .nav = "-"};
  fields.set("json", "/api/v1/records/" + std::to_string(*number));
  if (covers(context.released, ledger::Size{*number + 1})) {
    fields.show("proved");
    set_proof(fields, context, decoded);
    page.assets = {"verify.css", "record.js"};
  } else {
    fields.show("not_yet");
  }
  if (*number > 0)
    fields.add("previous")
        .set("address", context.address.at("records/" + std::to_string(*number - 1)).text());
  if (*number + 1 < ledger::number(context.views.size()))
    fields.add("next").set("address",
                           context.address.at("records/" + std::to_string(*number + 1)).text());
  page.body = render(context.language(), "record", fields);
  return page;
}

}  // namespace pledgebook::server

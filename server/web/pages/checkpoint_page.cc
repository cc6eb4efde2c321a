// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/checkpoint_page.h"

#include <fmt/format.h>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "crypto/base64.h"
#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"
#include "ledger/proof/cosignature.h"
#include "server/http/router.h"
#include "server/routes/record_json.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

using ledger::Result;
using ledger::Size;

std::string count(const PageContext& context, Size size) {
  return context.figures().count(static_cast<std::int64_t>(ledger::number(size)));
}

std::unexpected<ledger::Error> no_such(const PageContext& context) {
  const Catalogue& words = context.words();
  return std::unexpected(ledger::Error{
      ledger::Errc::not_found,
      context.released == nullptr
          ? std::string(words.text("checkpoint.none_yet"))
          : words.text("checkpoint.none", {{"size", count(context, size_of(context.released))}})});
}

// Its last record, which the ledger writes before each checkpoint, and never else.
Result<ledger::Record> last_record(const PageContext& context, const ledger::Snapshot& snapshot,
                                   Size size) {
  LEDGER_TRY(const auto bytes, snapshot.record(ledger::Index{ledger::number(size) - 1}));
  LEDGER_TRY(auto record, ledger::decode_record(bytes));
  if (record.statement() != nullptr) return no_such(context);
  return record;
}

Result<crypto::Hash> root_of(const ledger::Snapshot& snapshot, Size size) {
  ledger::StoredTree tree(snapshot);
  const crypto::Hash root = crypto::root(ledger::number(size), tree.reader());
  if (tree.damaged())
    return std::unexpected(ledger::Error{ledger::Errc::corrupt, "a record can't be read"});
  return root;
}

std::string hex(std::span<const std::byte> bytes) {
  std::string digits;
  for (const std::byte byte : bytes)
    digits += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return digits;
}

// The time in the first bytes of a cosignature (c2sp.org/tlog-cosignature).
ledger::RecordedAt cosigned_at(const crypto::NoteSignature& signature) {
  std::uint64_t seconds = 0;
  for (const std::byte byte : std::span(signature.bytes).first(sizeof seconds))
    seconds = (seconds << 8U) | std::to_integer<std::uint64_t>(byte);
  return ledger::RecordedAt(std::chrono::seconds(seconds));
}

// Who has signed the note, and its text. Lines of a log's key and of witnesses differ in length.
void set_signatures(Fields& fields, const PageContext& context) {
  const Catalogue& words = context.words();
  const ledger::CheckpointNote& note = context.released->note;
  Fields& section = fields.add("newest");
  for (const crypto::NoteSignature& signature : note.note.signatures) {
    const bool is_witness = signature.bytes.size() == ledger::kCosignatureBytes;
    section.add("signature")
        .set("name", signature.name)
        .set("role", words.text(is_witness ? "checkpoint.by_witness" : "checkpoint.by_log"))
        .set("key", hex(signature.key.bytes))
        .set("time", is_witness ? context.figures().time(cosigned_at(signature)) : "–");
  }
  // Line by line: white space is one blank to HTML.
  std::string_view rest = context.released->bytes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    section.add("line").set("text", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

Result<Page> checkpoint_page(const PageContext& context) {
  const auto number = parse_integer(context.request.captures.at(1));
  if (!number || *number == 0 || *number > ledger::number(size_of(context.released)))
    return no_such(context);
  const Size size{*number};
  LEDGER_TRY(const auto snapshot, context.services.store.snapshot());
  LEDGER_TRY(const ledger::Record last, last_record(context, snapshot, size));
  LEDGER_TRY(const crypto::Hash root, root_of(snapshot, size));
  const Catalogue& words = context.words();
  const std::string title = words.text("checkpoint.title", {{"size", count(context, size)}});
  Fields fields;
  fields.set("title", title)
      .set("sub", words.text("checkpoint.sub", {{"size", count(context, size)}}));
  const auto fact = [&](std::string_view key, const std::string& value) {
    fields.add("fact")
        .set("name", words.text("checkpoint." + std::string(key)))
        .set("value", value);
  };
  fact("origin", context.released->note.checkpoint.origin);
  fact("size", count(context, size));
  fact("root", crypto::to_base64(root.bytes));
  fact("time", context.figures().time(last.recorded_at));
  const Address home(context.language(), "");
  fields
      // To the millisecond, so that later records of the same second stay out.
      .set("then", home.with("recorded", ledger::to_text(last.recorded_at)).text())
      .set("last", home.at("records/" + std::to_string(*number - 1)).text());
  if (size == size_of(context.released)) {
    set_signatures(fields, context);
  } else {
    fields.add("earlier")
        .set("proof", "/api/v1/proofs/consistency?from=" + std::to_string(*number))
        .set("newest_address", checkpoint_address(context, size_of(context.released)));
  }
  Page page{.title = title, .nav = "-"};
  page.body = render(context.language(), "checkpoint", fields);
  return page;
}

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "cli/check/export_download.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "cli/book/server_problem.h"
#include "cli/shell/progress.h"
#include "ledger/gzip.h"
#include "ledger/proof/export/export_items.h"
#include "ledger/proof/verify/export_reader.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;
using ledger::ByteSource;
using ledger::ExportItem;
using ledger::Result;

constexpr unsigned kOk = 200;
constexpr std::string_view kPath = "/api/v1/exports?";

std::string target_of(const ledger::Selection& selection) {
  std::string target(kPath);
  if (const auto* stream = std::get_if<ledger::StreamName>(&selection))
    return target + "stream=" + server::escape(stream->text());
  if (const auto* of = std::get_if<ledger::OfMember>(&selection))
    return target + "member=" + server::escape(of->member.text());
  if (const auto* of = std::get_if<ledger::OfFocusArea>(&selection))
    return target + "focus_area=" + server::escape(of->focus_area.text());
  return target + "all=1";
}

std::unexpected<ledger::Error> storage(std::string sentence) {
  return std::unexpected(ledger::Error{ledger::Errc::storage, std::move(sentence)});
}
std::unexpected<ledger::Error> corrupt(std::string sentence) {
  return std::unexpected(ledger::Error{ledger::Errc::corrupt, std::move(sentence)});
}

// The client and the file outlive the sources made of them.
ByteSource arriving(server::Client& client) {
  return [&client](std::span<char> room) -> Result<std::size_t> {
    auto count = client.read_download(room);
    if (!count) return storage(std::move(count).error());
    return *count;
  };
}

// Writes the bytes of `source` to the file before passing them on; compressed if there is a packer.
ByteSource kept(ByteSource source, std::shared_ptr<ledger::GzipPacker> packer, OutputFile& file) {
  return [source = std::move(source), packer = std::move(packer), &file,
          is_ended = false](std::span<char> room) mutable -> Result<std::size_t> {
    LEDGER_TRY(const std::size_t count, source(room));
    std::string_view bytes(room.data(), count);
    std::string packed;
    if (packer && count > 0) LEDGER_CHECK(packer->add(bytes, packed));
    if (packer && count == 0 && !std::exchange(is_ended, true))
      LEDGER_CHECK(packer->finish(packed));
    if (packer) bytes = packed;
    auto written = file.write(bytes);
    if (!written) return storage(std::move(written).error().sentence);
    return count;
  };
}

Result<ledger::Checkpoint> checkpoint_in(const std::string& text) {
  boost::system::error_code error;
  const json::value note = json::parse(text, error);
  if (error || !note.is_string()) return corrupt("its checkpoint is not text");
  LEDGER_TRY(const auto parsed, ledger::parse_checkpoint_note(std::string_view(note.get_string())));
  return parsed.checkpoint;
}

Result<void> check_selection(const std::string& text, const ledger::Selection& wanted) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error) return corrupt("its selection is not JSON");
  LEDGER_TRY(const ledger::Selection selection, ledger::read_selection(value));
  if (selection == wanted) return {};
  return corrupt("it is not the selection that was asked for");
}

// Reads to the end, so that the file has all of it.
Result<ExportSummary> read_through(ByteSource source, const ledger::Selection& wanted,
                                   Progress& progress) {
  ledger::ExportReader reader(std::move(source));
  ExportSummary summary;
  while (true) {
    LEDGER_TRY(const ExportItem item, reader.next());
    switch (item.kind) {
      case ExportItem::Kind::selection:
        LEDGER_CHECK(check_selection(item.text, wanted));
        break;
      case ExportItem::Kind::checkpoint: {
        LEDGER_TRY(summary.checkpoint, checkpoint_in(item.text));
        break;
      }
      case ExportItem::Kind::record:
        ++summary.records;
        progress.update(summary.records, summary.records);
        break;
      case ExportItem::Kind::end:
        return summary;
      case ExportItem::Kind::version:
      case ExportItem::Kind::heads:
      case ExportItem::Kind::stream:
        break;
    }
  }
}

std::unexpected<Failure> no_export(const std::string& server, std::string_view why) {
  return unavailable(fmt::format(
      "{} did not answer with an export ({}): is it a Pledgebook server of the same version?",
      server, why));
}

}  // namespace

Outcome<ExportSummary> download_export(const std::string& server_url, server::ClientOptions access,
                                       const ledger::Selection& selection, Packing packing,
                                       OutputFile& file) {
  auto address = server::ServerAddress::parse(server_url);
  if (!address) return usage(fmt::format("--server {}: {}", server_url, address.error()));
  server::Client client(*address, std::move(access));
  const auto head = client.begin_download(target_of(selection));
  if (!head) return unavailable(head.error());
  if (head->response.status != kOk)
    return std::unexpected(failure_of_response(address->text(), head->response));
  if (head->response.content_type != ledger::kExportMediaType)
    return no_export(address->text(), "its content type is wrong");
  // Whether the server compresses its answer makes no difference to the file.
  ByteSource source = arriving(client);
  std::shared_ptr<ledger::GzipPacker> packer;
  if (packing == Packing::none) {
    source = ledger::gunzipped(std::move(source));
  } else if (!head->is_gzip) {
    packer = std::make_shared<ledger::GzipPacker>();  // shared only by the copies of the source
  }
  source = ledger::gunzipped(kept(std::move(source), std::move(packer), file));
  Progress progress(stderr, Progress::Show::bar_or_lines, "exporting", "records", head->records);
  auto summary = read_through(std::move(source), selection, progress);
  progress.clear();
  if (summary) return *std::move(summary);
  if (summary.error().code == ledger::Errc::corrupt)
    return no_export(address->text(), summary.error().detail);
  return std::unexpected(failure_of(summary.error()));
}

}  // namespace pledgebook::cli

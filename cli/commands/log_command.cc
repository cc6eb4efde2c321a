// SPDX-License-Identifier: Apache-2.0
// pledgebook log: lists the records.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/shell/table.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLimitDefault = 50;
constexpr std::uint64_t kLimitMax = 100'000;
constexpr std::uint64_t kPage = 1'000;
constexpr std::size_t kSidShown = 12;

struct Options {
  std::optional<std::string> stream;
  std::optional<std::uint64_t> after;
  std::optional<std::uint64_t> from;
  std::optional<std::uint64_t> limit;

  // The first record to list; nothing: list the last ones.
  [[nodiscard]] std::optional<std::uint64_t> first() const {
    return after ? std::optional(*after + 1) : from;
  }
  bool json = false;
};

struct Listing {
  std::vector<BookEntry> entries;
  std::uint64_t size = 0;  // of the ledger
};

// The last `limit`, or the first `limit` after an index.
Outcome<Listing> list_stream(Book& book, const Options& options, std::uint64_t limit) {
  const auto stream = ledger::StreamId::parse(*options.stream);
  if (!stream) {
    return usage(fmt::format(
        "invalid stream `{}`: write pledge/ID, party/ID, keys/ID or governance", *options.stream));
  }
  LEDGER_TRY(const std::uint64_t size, book.size());
  LEDGER_TRY(auto entries, book.stream(*stream));
  if (entries.empty()) {
    return not_found(
        fmt::format("the ledger has no stream {}: `pledgebook log` lists the last "
                    "records",
                    *options.stream));
  }
  if (const auto first = options.first()) {
    std::erase_if(entries,
                  [&](const BookEntry& entry) { return ledger::number(entry.index) < *first; });
    if (entries.size() > limit)
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(limit), entries.end());
  } else if (entries.size() > limit) {
    entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(limit));
  }
  return Listing{std::move(entries), size};
}

Outcome<Listing> list_all(Book& book, const Options& options, std::uint64_t limit) {
  Listing listing;
  LEDGER_TRY(listing.size, book.size());
  std::uint64_t next = options.first().value_or(listing.size - std::min(limit, listing.size));
  const std::uint64_t end = next + std::min(limit, listing.size - std::min(next, listing.size));
  for (; next < end; next += kPage) {
    LEDGER_TRY(auto entries, book.records(next, std::min(kPage, end - next)));
    std::ranges::move(entries, std::back_inserter(listing.entries));
  }
  return listing;
}

json::object to_json(const BookEntry& entry) {
  json::array keys;
  for (const ledger::KeySignature& signature : entry.signed_statement.signatures) {
    keys.emplace_back(signature.key.hex());
  }
  boost::system::error_code error;
  json::value statement = json::parse(entry.signed_statement.payload, error);
  return {{"index", ledger::number(entry.index)},
          {"recorded_at", ledger::to_text(entry.recorded_at)},
          {"sid", entry.sid.hex()},
          {"keys", std::move(keys)},
          {"statement", std::move(statement)}};
}

void print(const Listing& listing) {
  Table table({{"record", Align::right},
               {"recorded at"},
               {"stream", Align::left, Fit::cut},
               {"kind"},
               {"at", Align::left, Fit::leave},
               {"signers", Align::left, Fit::cut},
               {"sid", Align::left, Fit::leave}});
  for (const BookEntry& entry : listing.entries) {
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    if (!statement) continue;
    std::string signers;
    for (const ledger::PartyId& signer : statement->signers) {
      if (!signers.empty()) signers += ' ';
      signers += signer.text();
    }
    table.add({std::to_string(ledger::number(entry.index)), ledger::to_text(entry.recorded_at),
               statement->stream.text(), std::string(statement->kind()),
               ledger::to_text(statement->at), signers, entry.sid.hex().substr(0, kSidShown)});
  }
  fmt::print("{}", table.text(terminal_of(stdout)));
}

Outcome<void> run(const Place& place, const Options& options) {
  const std::uint64_t limit = options.limit.value_or(kLimitDefault);
  if (limit == 0 || limit > kLimitMax) {
    return usage(fmt::format("--limit takes 1 to {}", with_separators(kLimitMax)));
  }
  if (options.after && options.from) return usage("give --after or --from, not both");
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const Listing listing,
             options.stream ? list_stream(*book, options, limit) : list_all(*book, options, limit));
  if (!options.json) {
    print(listing);
    return {};
  }
  json::array records;
  for (const BookEntry& entry : listing.entries) records.push_back(to_json(entry));
  fmt::print("{}\n", json::serialize(
                         json::object{{"size", listing.size}, {"records", std::move(records)}}));
  return {};
}

}  // namespace

void define_log(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("log", "list recorded statements")
      .option(options->stream,
              {.names = "--stream",
               .value = "STREAM",
               .description = "only this stream: pledge/ID, party/ID, keys/ID or governance"})
      .option(options->after, {.names = "--after",
                               .value = "N",
                               .description = "records after N (default: the last ones)"})
      .option(options->from, {.names = "--from", .value = "N", .description = "records from N on"})
      .option(options->limit,
              {.names = "--limit", .value = "N", .description = "at most N records (default: 50)"})
      .flag(options->json, "--json", "print as JSON, with the statements")
      .example("pledgebook log --stream pledge/gha-2026-1", "everything said about a pledge")
      .example("pledgebook log --from 0 --limit 1000 --json", "the first 1,000 records, as JSON")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

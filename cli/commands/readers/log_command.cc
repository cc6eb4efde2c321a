// SPDX-License-Identifier: Apache-2.0
// pledgebook log: lists the records.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/table.h"
#include "cli/text/statement_words.h"
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
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> by;
  bool patch = false;

  // The first record to list; nothing: list the last ones.
  [[nodiscard]] std::optional<std::uint64_t> first() const {
    return after ? std::optional(*after + 1) : from;
  }
  Format format;
};

struct Listing {
  std::vector<BookEntry> entries;
  std::uint64_t size = 0;  // of the ledger
};

// Which statements are asked for, by the ledger's own clock and by signer.
struct Wanted {
  std::optional<ledger::RecordedAt> since;
  std::optional<ledger::RecordedAt> until;
  std::optional<std::string> by;

  [[nodiscard]] bool is_everything() const { return !since && !until && !by; }
  [[nodiscard]] bool takes(const BookEntry& entry) const {
    if (since && entry.recorded_at < *since) return false;
    if (until && entry.recorded_at > *until) return false;
    if (!by) return true;
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    return statement && std::ranges::any_of(statement->signers, [&](const ledger::PartyId& signer) {
             return signer.text() == *by;
           });
  }
};

// A day begins with its first moment and ends with its last.
Outcome<std::optional<ledger::RecordedAt>> read_time(const char* option,
                                                     const std::optional<std::string>& text,
                                                     bool is_end) {
  if (!text) return std::optional<ledger::RecordedAt>();
  if (const auto day = ledger::parse_date(*text)) {
    const auto begin = ledger::RecordedAt(ledger::Instant(*day));
    return is_end ? begin + std::chrono::days(1) - std::chrono::milliseconds(1) : begin;
  }
  if (const auto time = ledger::parse_instant(*text)) return ledger::RecordedAt(*time);
  return usage(
      fmt::format("{} {}: write a day such as 2026-11-21, or a time such as 2026-11-21T10:00:00Z",
                  option, *text));
}

Outcome<Wanted> read_wanted(const Options& options) {
  Wanted wanted{.since = {}, .until = {}, .by = options.by};
  LEDGER_TRY(wanted.since, read_time("--since", options.since, false));
  LEDGER_TRY(wanted.until, read_time("--until", options.until, true));
  return wanted;
}

// The last `limit`, or the first `limit` after an index.
Outcome<Listing> list_stream(Book& book, const Options& options, std::uint64_t limit) {
  const auto stream = ledger::StreamId::parse(*options.stream);
  if (!stream) {
    return usage(
        fmt::format("invalid stream `{}`: write governance, or pledge/, party/, keys/, "
                    "attestation/, discussion/ "
                    "or indicator/ with an id",
                    *options.stream));
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

// The last `limit` statements; other records don't count.
Outcome<Listing> list_last(Book& book, std::uint64_t limit) {
  Listing listing;
  LEDGER_TRY(listing.size, book.size());
  std::uint64_t first = listing.size;
  while (first > 0 && listing.entries.size() < limit) {
    const std::uint64_t count = std::min({first, kPage, limit});
    first -= count;
    LEDGER_TRY(auto entries, book.records(first, count));
    listing.entries.insert(listing.entries.begin(), std::make_move_iterator(entries.begin()),
                           std::make_move_iterator(entries.end()));
  }
  if (listing.entries.size() > limit)
    listing.entries.erase(listing.entries.begin(),
                          listing.entries.end() - static_cast<std::ptrdiff_t>(limit));
  return listing;
}

// The first `limit` statements from a record on.
Outcome<Listing> list_from(Book& book, std::uint64_t first, std::uint64_t limit) {
  Listing listing;
  LEDGER_TRY(listing.size, book.size());
  for (; first < listing.size && listing.entries.size() < limit; first += kPage) {
    LEDGER_TRY(auto entries, book.records(first, kPage));
    std::ranges::move(entries, std::back_inserter(listing.entries));
  }
  if (listing.entries.size() > limit)
    listing.entries.erase(listing.entries.begin() + static_cast<std::ptrdiff_t>(limit),
                          listing.entries.end());
  return listing;
}

Outcome<Listing> list_all(Book& book, const Options& options, const Wanted& wanted,
                          std::uint64_t limit) {
  if (wanted.is_everything()) {
    return options.first() ? list_from(book, *options.first(), limit) : list_last(book, limit);
  }
  LEDGER_TRY(Listing listing, list_from(book, options.first().value_or(0), kLimitMax));
  if (listing.entries.size() == kLimitMax) {
    fmt::print(stderr,
               "pledgebook: only the first {} statements were looked at: --from N begins later\n",
               with_separators(kLimitMax));
  }
  std::erase_if(listing.entries, [&](const BookEntry& entry) { return !wanted.takes(entry); });
  if (listing.entries.size() > limit)
    listing.entries.erase(listing.entries.begin(),
                          listing.entries.end() - static_cast<std::ptrdiff_t>(limit));
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

void print(const Listing& listing, const Format& format) {
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
  print_table(table, format);
}

// Every statement in words.
void print_words(const Listing& listing) {
  for (const BookEntry& entry : listing.entries) {
    fmt::print("record {}, recorded at {}, sid {}\n{}\n", ledger::number(entry.index),
               ledger::to_text(entry.recorded_at), entry.sid.hex().substr(0, kSidShown),
               statement_words(entry.signed_statement.payload));
  }
}

Outcome<void> run(const Place& place, const Options& options) {
  const std::uint64_t limit = options.limit.value_or(kLimitDefault);
  if (limit == 0 || limit > kLimitMax) {
    return usage(fmt::format("--limit takes 1 to {}", with_separators(kLimitMax)));
  }
  if (options.after && options.from) return usage("give --after or --from, not both");
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const Wanted wanted, read_wanted(options));
  LEDGER_TRY(Listing listing, options.stream ? list_stream(*book, options, limit)
                                             : list_all(*book, options, wanted, limit));
  std::erase_if(listing.entries, [&](const BookEntry& entry) { return !wanted.takes(entry); });
  if (!options.format.is_json() && options.patch) {
    print_words(listing);
    return {};
  }
  if (!options.format.is_json()) {
    print(listing, options.format);
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
  Command& command = program.root().add("log", "list recorded statements");
  command
      .option(
          options->stream,
          {.names = "--stream",
           .value = "STREAM",
           .description = "only this stream, such as pledge/ID, party/ID, keys/ID or governance"})
      .option(options->after, {.names = "--after",
                               .value = "N",
                               .description = "records after N (default: the last ones)"})
      .option(options->from, {.names = "--from", .value = "N", .description = "records from N on"})
      .option(options->limit,
              {.names = "--limit", .value = "N", .description = "at most N records (default: 50)"})
      .option(options->since,
              {.names = "--since", .value = "DAY", .description = "recorded on this day or later"})
      .option(
          options->until,
          {.names = "--until", .value = "DAY", .description = "recorded on this day or earlier"})
      .option(options->by,
              {.names = "--by", .value = "PARTY", .description = "signed by this party"})
      .flag(options->patch, "-p,--patch", "print what each statement says");
  add_format_options(command, options->format, "the statements");
  command.example("pledgebook log --stream pledge/gha-2026-1", "everything said about a pledge")
      .example("pledgebook log --from 0 --limit 1000 --json", "the first 1,000 records, as JSON")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli

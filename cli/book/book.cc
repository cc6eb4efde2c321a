// SPDX-License-Identifier: Apache-2.0
#include "cli/book/book.h"

#include <algorithm>
#include <future>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/book/server_access.h"
#include "cli/book/server_book.h"

namespace pledgebook::cli {

Outcome<std::unique_ptr<Book>> open_book(const Place& place, Purpose purpose,
                                         const std::atomic<bool>* stop) {
  if (const auto server = place.server_address()) {
    LEDGER_TRY(auto options, client_options(place, stop));
    LEDGER_TRY(auto book, ServerBook::open(*server, options));
    return std::unique_ptr<Book>(std::move(book));
  }
  LEDGER_TRY(const std::string directory, place.directory());
  const auto check =
      place.accept_clock ? DirectoryBook::ClockCheck::accept : DirectoryBook::ClockCheck::strict;
  LEDGER_TRY(auto book, DirectoryBook::open(directory, purpose, check));
  return std::unique_ptr<Book>(std::move(book));
}

Outcome<std::optional<BookEntry>> entry_at(Book& book, ledger::Index index) {
  LEDGER_TRY(auto entries, book.records(ledger::number(index), 1));
  if (entries.empty()) return std::optional<BookEntry>();
  return std::optional(std::move(entries.front()));
}

Outcome<void> for_each_entry(Book& book, const std::function<void(const BookEntry&)>& visit,
                             const OnProgress& on_progress) {
  constexpr std::uint64_t kPageRecords = 1'000;
  LEDGER_TRY(const std::uint64_t size, book.size());
  for (std::uint64_t next = 0; next < size; next += kPageRecords) {
    if (on_progress) on_progress(next, size);
    LEDGER_TRY(const auto entries, book.records(next, std::min(kPageRecords, size - next)));
    for (const BookEntry& entry : entries) visit(entry);
  }
  return {};
}

ledger::Answer submit_and_wait(Book& book, ledger::SignedStatement statement) {
  std::promise<ledger::Answer> promise;
  auto answer = promise.get_future();
  book.submit(std::move(statement),
              [&promise](ledger::Answer given) { promise.set_value(std::move(given)); });
  return answer.get();
}

}  // namespace pledgebook::cli

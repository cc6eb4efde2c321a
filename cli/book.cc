// SPDX-License-Identifier: Apache-2.0
#include "cli/book.h"

#include <future>
#include <utility>

#include "cli/directory_book.h"

namespace pledgebook::cli {

Outcome<std::unique_ptr<Book>> open_book(const Place& place, Purpose purpose) {
  LEDGER_TRY(const std::string directory, place.directory());
  const auto check =
      place.accept_clock ? DirectoryBook::ClockCheck::accept : DirectoryBook::ClockCheck::strict;
  LEDGER_TRY(auto book, DirectoryBook::open(directory, purpose, check));
  return std::unique_ptr<Book>(std::move(book));
}

ledger::Answer submit_and_wait(Book& book, ledger::SignedStatement statement) {
  std::promise<ledger::Answer> promise;
  auto answer = promise.get_future();
  book.submit(std::move(statement),
              [&promise](ledger::Answer given) { promise.set_value(std::move(given)); });
  return answer.get();
}

}  // namespace pledgebook::cli

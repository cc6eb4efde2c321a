// SPDX-License-Identifier: Apache-2.0
// ImportWorkers: threads that make, sign and submit the statements of an import. Answers come back
// in any order.
//
// Threads: only the importer's thread calls `give` and `take_answers`.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "cli/book/book.h"
#include "cli/statement/draft.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/values/id.h"
#include "ledger/log/admission.h"

namespace pledgebook::cli {

struct ImportJob {
  std::uint64_t ordinal = 0;     // the importer's name for the line
  const Draft* draft = nullptr;  // valid until the answer is taken
  std::optional<ledger::Sid> prev;
};

struct ImportAnswer {
  std::uint64_t ordinal = 0;
  ledger::Answer answer;
};

class ImportWorkers {
 public:
  // The book and the maker outlive it.
  ImportWorkers(Book& book, const StatementMaker& maker, unsigned threads);
  // Every job given must have been answered.
  ~ImportWorkers();
  ImportWorkers(const ImportWorkers&) = delete;
  ImportWorkers& operator=(const ImportWorkers&) = delete;

  void give(std::vector<ImportJob> jobs);
  // All answers so far; with Wait::yes, waits until there is one.
  enum class Wait : std::uint8_t { no, yes };
  [[nodiscard]] std::vector<ImportAnswer> take_answers(Wait wait);

 private:
  void run();
  void do_job(const ImportJob& job);
  void answer(std::uint64_t ordinal, ledger::Answer given);

  Book& book_;
  const StatementMaker& maker_;

  std::mutex jobs_mutex_;  // guards jobs_ and ending_
  std::condition_variable jobs_there_;
  std::deque<ImportJob> jobs_;
  bool ending_ = false;

  std::mutex answers_mutex_;  // guards answers_
  std::condition_variable answers_there_;
  std::vector<ImportAnswer> answers_;

  std::vector<std::thread> threads_;
};

}  // namespace pledgebook::cli

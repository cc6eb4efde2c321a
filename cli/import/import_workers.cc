// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_workers.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace pledgebook::cli {
namespace {

// Jobs that a thread takes at a time: enough that locking costs little, few enough that all threads
// are busy until the end.
constexpr std::size_t kJobsAtOnce = 8;
// How often the importer checks its stop flag and updates its progress bar.
constexpr std::chrono::milliseconds kWaitMax{100};

}  // namespace

ImportWorkers::ImportWorkers(Book& book, const StatementMaker& maker, unsigned threads)
    : book_(book), maker_(maker) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

ImportWorkers::~ImportWorkers() {
  {
    const std::unique_lock lock(jobs_mutex_);
    ending_ = true;
  }
  jobs_there_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ImportWorkers::give(std::vector<ImportJob> jobs) {
  if (jobs.empty()) return;
  {
    const std::unique_lock lock(jobs_mutex_);
    std::ranges::move(jobs, std::back_inserter(jobs_));
  }
  jobs_there_.notify_all();
}

std::vector<ImportAnswer> ImportWorkers::take_answers(Wait wait) {
  std::unique_lock lock(answers_mutex_);
  if (wait == Wait::yes) {
    answers_there_.wait_for(lock, kWaitMax, [this] { return !answers_.empty(); });
  }
  return std::exchange(answers_, {});
}

void ImportWorkers::run() {
  while (true) {
    std::vector<ImportJob> jobs;
    {
      std::unique_lock lock(jobs_mutex_);
      jobs_there_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      const auto n = static_cast<std::ptrdiff_t>(std::min(jobs_.size(), kJobsAtOnce));
      jobs.assign(std::make_move_iterator(jobs_.begin()),
                  std::make_move_iterator(jobs_.begin() + n));
      jobs_.erase(jobs_.begin(), jobs_.begin() + n);
    }
    for (const ImportJob& job : jobs) do_job(job);
  }
}

void ImportWorkers::do_job(const ImportJob& job) {
  auto made = maker_.make(*job.draft, job.prev);
  if (!made) {
    answer(job.ordinal, ledger::Refused{made.error()});
    return;
  }
  book_.submit(
      std::move(made->signed_statement),
      [this, ordinal = job.ordinal](ledger::Answer given) { answer(ordinal, std::move(given)); });
}

void ImportWorkers::answer(std::uint64_t ordinal, ledger::Answer given) {
  // Holds the lock to the end: this object may be destroyed once the last answer is taken.
  const std::unique_lock lock(answers_mutex_);
  if (answers_.empty()) answers_there_.notify_one();
  answers_.push_back({ordinal, std::move(given)});
}

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// The `pledgebook` program.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/shell/program.h"
#include "cli/shell/standard_descriptors.h"
#include "cli/shell/terminal.h"

namespace {

using pledgebook::cli::ExitStatus;
using pledgebook::cli::Failure;

// A sentence may quote a server or a file.
int fail(const Failure& failure) {
  fmt::print(stderr, "pledgebook: {}\n", pledgebook::cli::one_line(failure.sentence));
  return std::to_underlying(failure.status);
}

int run(const std::vector<std::string>& arguments) {
  pledgebook::cli::Program program;
  pledgebook::cli::define_all(program);
  const auto plan = program.parse(arguments);
  if (!plan) return fail(plan.error());
  if (!plan->note.empty()) fmt::print(stderr, "pledgebook: {}\n", plan->note);
  if (plan->command == nullptr) {
    fmt::print("{}", plan->text);
  } else if (const auto done = plan->command->run()(); !done) {
    std::fflush(stdout);
    return fail(done.error());
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return fail({ExitStatus::unavailable, "the output can't be written: is the disk full?"});
  }
  return 0;
}

}  // namespace

// Our errors are values. An exception comes from a library, and means a defect or a lack of memory.
int main(int argc, char** argv) {
  if (!pledgebook::cli::open_standard_descriptors())
    return std::to_underlying(ExitStatus::unavailable);  // there is no stream to say why on
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    return fail({ExitStatus::unavailable,
                 fmt::format("internal error: {}; please report it with the command that you gave",
                             error.what())});
  }
}

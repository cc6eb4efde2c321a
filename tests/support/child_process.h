// SPDX-License-Identifier: Apache-2.0
// Runs a part of a test that may be killed, or lose its disk, in its own process. Call it only
// while this process has no other threads.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace pledgebook::support {

// The exit status that `body` returns, or minus the signal that ended it.
inline int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace pledgebook::support

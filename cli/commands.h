// SPDX-License-Identifier: Apache-2.0
// Commands: one function for each file of commands; it adds them to the program.
#pragma once

#include "cli/program.h"

namespace pledgebook::cli {

void define_commitments(Program& program);
void define_completion(Program& program);
void define_import(Program& program);
void define_init(Program& program);
void define_man(Program& program);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
// Commands: one function for each command or family of commands; it adds them to the program. Each
// lies in the folder of those who use it most: members/, officers/, readers/ or operators/.
#pragma once

#include "cli/shell/program.h"

namespace pledgebook::cli {

void define_attestation(Program& program);
void define_audit(Program& program);
void define_backup(Program& program);
void define_commitments(Program& program);
void define_completion(Program& program);
void define_demo(Program& program);
void define_diff(Program& program);
void define_export(Program& program);
void define_figures(Program& program);
void define_import(Program& program);
void define_init(Program& program);
void define_key(Program& program);
void define_lapse(Program& program);
void define_lists(Program& program);
void define_log(Program& program);
void define_log_key(Program& program);
void define_man(Program& program);
void define_match(Program& program);
void define_message(Program& program);
void define_notice(Program& program);
void define_objectives(Program& program);
void define_officer(Program& program);
void define_party(Program& program);
void define_pledge(Program& program);
void define_pledge_edit(Program& program, Command& pledge);
void define_pledge_judging(Program& program, Command& pledge);
void define_pledge_reading(Program& program, Command& pledge);
void define_publish(Program& program);
void define_rates(Program& program);
void define_rebuild(Program& program);
void define_receipt(Program& program);
void define_report(Program& program);
void define_restore(Program& program);
void define_review(Program& program);
void define_rules(Program& program);
void define_serve(Program& program);
void define_show(Program& program);
void define_sign(Program& program);
void define_status(Program& program);
void define_submit(Program& program);
void define_verify(Program& program);
void define_version(Program& program);
void define_whoami(Program& program);
void define_witness(Program& program);
void define_witness_policy(Program& program);

}  // namespace pledgebook::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/commands.h"

namespace pledgebook::cli {

void define_all(Program& program) {
  program.root()
      .about(
          "Pledgebook is a ledger of commitments. Pledges, reports and reviews are signed "
          "statements, and anybody can check every total.")
      .example("pledgebook init --origin example.org/register", "make a ledger and its keys")
      .example("pledgebook demo", "make a demonstration ledger and serve it")
      .example("pledgebook help pledge submit", "read about one command");
  define_init(program);
  define_key(program);
  define_officer(program);
  define_party(program);
  define_pledge(program);
  define_report(program);
  define_review(program);
  define_notice(program);
  define_lapse(program);
  define_attestation(program);
  define_message(program);
  define_match(program);
  define_rates(program);
  define_lists(program);
  define_objectives(program);
  define_witness_policy(program);
  define_rules(program);
  define_log_key(program);
  define_sign(program);
  define_submit(program);
  define_import(program);
  define_status(program);
  define_commitments(program);
  define_figures(program);
  define_diff(program);
  define_log(program);
  define_show(program);
  define_whoami(program);
  define_receipt(program);
  define_export(program);
  define_verify(program);
  define_audit(program);
  define_rebuild(program);
  define_backup(program);
  define_restore(program);
  define_publish(program);
  define_serve(program);
  define_witness(program);
  define_demo(program);
  define_completion(program);
  define_man(program);
  define_version(program);
}

}  // namespace pledgebook::cli

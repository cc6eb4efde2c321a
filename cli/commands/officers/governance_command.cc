// SPDX-License-Identifier: Apache-2.0
// pledgebook witness-policy, rules: what the registrar publishes for the whole ledger, and what the
// root keys adopt.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/statement_command.h"

namespace pledgebook::cli {
namespace {

constexpr std::array kPolicy{
    BodyFlag{"--policy", "policy", Shape::file, "FILE", "the policy's file (C2SP tlog-policy)"}};
constexpr std::array kRules{
    BodyFlag{"--rules", "rules", Shape::integer, "N", "the number of the rule set"}};

}  // namespace

void define_witness_policy(Program& program) {
  define_statement(
      program, program.root(),
      governance_statement(
          "witness-policy", "publish the witnesses whose cosignatures the ledger asks for",
          "witness-policy.published", {{kPolicy}},
          {{"pledgebook witness-policy --policy witnesses.txt --key registrar.pem", "from a file"},
           {"pledgebook witness-policy --policy witnesses.txt --key registrar.pem --dry-run",
            "whether the ledger would accept it"}}));
}

void define_rules(Program& program) {
  define_statement(
      program, program.root(),
      governance_statement(
          "rules", "adopt a newer rule set, by the root keys", "rules.adopted", {{kRules}},
          {{"pledgebook rules --rules 2 --key root-1.pem --key root-2.pem", "adopt rule set 2"},
           {"pledgebook rules --rules 2 --key root-1.pem -o to-sign.json",
            "the second root key signs to-sign.json next"}}));
}

}  // namespace pledgebook::cli

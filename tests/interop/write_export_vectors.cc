// SPDX-License-Identifier: Apache-2.0
// write_export_vectors: prints tests/vectors/exports.json, from tests/support/export_examples.h.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "tests/support/export_examples.h"

namespace pledgebook {
namespace {

std::string quoted(const std::string& text) {
  return boost::json::serialize(boost::json::value(text));
}

int run() {
  fmt::print("{{\"about\":{},\n\"policy\":{},\n\"exports\":[",
             quoted("exports of one ledger with a statement of nearly every kind, and the policy "
                    "by which they verify; printed by tests/interop/write_export_vectors.cc, "
                    "judged by tests/interop/verify_export.py, which shares no code with it"),
             quoted(support::export_examples_policy()));
  std::string_view comma;
  for (const support::ExportExample& example : support::export_examples()) {
    fmt::print("{}\n{{\"name\":{},\"export\":{}}}", comma, quoted(example.name),
               quoted(example.text));
    comma = ",";
  }
  fmt::print("]}}\n");
  return 0;
}

}  // namespace
}  // namespace pledgebook

int main() { return pledgebook::run(); }

// SPDX-License-Identifier: Apache-2.0
// tests/vectors/exports.json: the exporter still writes these bytes, and the verifier accepts them.
// tests/interop/export_vectors_test.py checks them with other code.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <fstream>
#include <sstream>

#include "tests/support/export_examples.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

boost::json::object export_vectors() {
  std::ostringstream text;
  text << std::ifstream(PLEDGEBOOK_SOURCE_DIR "/tests/vectors/exports.json").rdbuf();
  return support::object_of(text.str());
}

TEST(ExportVectors, AreWhatTheExporterWrites) {
  const boost::json::object vectors = export_vectors();
  const auto& exports = vectors.at("exports").as_array();
  const auto examples = support::export_examples();

  ASSERT_EQ(exports.size(), examples.size());
  EXPECT_EQ(vectors.at("policy").as_string(), support::export_examples_policy());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    EXPECT_EQ(exports[i].at("name").as_string(), examples[i].name);
    EXPECT_EQ(exports[i].at("export").as_string(), examples[i].text)
        << "if that is meant: build/release/tests/interop/write_export_vectors > "
           "tests/vectors/exports.json";
  }
}

TEST(ExportVectors, AreGood) {
  const boost::json::object vectors = export_vectors();
  const auto policy = WitnessPolicy::parse(vectors.at("policy").as_string());
  ASSERT_TRUE(policy.has_value());
  for (const auto& each : vectors.at("exports").as_array()) {
    const Verdict verdict = support::verdict_on(each.at("export").as_string(), *policy);
    EXPECT_TRUE(verdict.is_good()) << each.at("name") << ": " << support::text_of(verdict);
    EXPECT_EQ(verdict.witnesses.size(), 2U);
  }
}

}  // namespace
}  // namespace pledgebook::ledger

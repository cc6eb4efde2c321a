// SPDX-License-Identifier: Apache-2.0
// Schemas of statements (JSON Schema 2020-12, as OpenAPI 3.1 uses it). They are made from the
// `describe` functions with which the ledger reads and writes statements, so the document can't
// differ from the program.
#pragma once

#include <boost/json/object.hpp>

namespace pledgebook::server {

// By component name: "Statement", and for each kind "statement.<kind>" and "body.<kind>".
[[nodiscard]] boost::json::object statement_schemas();

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
// Schemas (JSON Schema 2020-12, as OpenAPI 3.1 holds them) of statements, made from the same
// `describe` functions by which the ledger reads and writes them: the document can't drift from the
// program.
#pragma once

#include <boost/json/object.hpp>

namespace pledgebook::server {

// By component name: "Statement", and for each kind "statement.<kind>" and "body.<kind>".
[[nodiscard]] boost::json::object statement_schemas();

}  // namespace pledgebook::server

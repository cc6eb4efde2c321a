// SPDX-License-Identifier: Apache-2.0
// AnswerParser: turns a server's answer to a statement into the sequencer's answer, so that a
// command works the same with a directory and with a server.
#pragma once

#include <boost/json/object.hpp>
#include <expected>
#include <string>
#include <string_view>

#include "ledger/log/admission.h"

namespace pledgebook::server {

// From the status and body of POST /api/v1/statements. The error is a sentence: this is not such an
// answer.
[[nodiscard]] std::expected<ledger::Answer, std::string> parse_answer(unsigned status,
                                                                      std::string_view body);
[[nodiscard]] std::expected<ledger::Answer, std::string> parse_answer(
    unsigned status, const boost::json::object& body);

// `YYYY-MM-DDThh:mm:ss.mmmZ`.
[[nodiscard]] std::optional<ledger::RecordedAt> parse_recorded_at(std::string_view text);

}  // namespace pledgebook::server

// SPDX-License-Identifier: Apache-2.0
#include "server/http/problem_codes.h"

#include <array>

namespace pledgebook::server {
namespace {

constexpr std::string_view kAgain = "ask again after Retry-After seconds";
constexpr std::string_view kOperator =
    "tell the ledger's operator the reference; the journal has the cause";

constexpr auto kCodes = std::to_array<ProblemCode>({
    // HTTP.
    {"not_http", 400, "the request is not well-formed HTTP", "use an HTTP/1.1 client"},
    {"http_version_unknown", 505, "the server does not speak this version of HTTP",
     "use HTTP/1.1 or 1.0"},
    {"host_invalid", 400, "the request has no Host field, several, or one that names no host",
     "send exactly one, with the server's name"},
    {"target_invalid", 400, "the path or the query is malformed",
     "escape it, as UTF-8 with % and two hex digits"},
    {"target_too_long", 414, "the path and the query are too long", "ask for less at a time"},
    {"header_too_large", 431, "the head of the request is too large", "send fewer fields"},
    {"path_unknown", 404, "there is no such path", "/api/v1/openapi.json lists all paths"},
    {"method_unknown", 405, "the path does not have this method", "use one that Allow names"},
    {"expectation_unknown", 417, "the expectation in Expect can't be met",
     "send 100-continue, or none"},
    {"body_unexpected", 400, "this request must not have a body", "send none"},
    {"body_too_large", 413, "the body is too large", "send less; `accepted` gives the limit"},
    {"body_truncated", 400, "the body ended within a line",
     "the lines that were answered are done; send the others again"},
    {"content_type_unknown", 415, "this Content-Type is not accepted here",
     "use one that `accepted` names"},
    {"content_encoding_unknown", 415, "a body with a Content-Encoding is not accepted",
     "send it uncompressed"},
    {"request_timeout", 408, "the request did not arrive in time", "send it again, faster"},
    // Parameters.
    {"parameter_unknown", 400, "the path has no such parameter", "use one that `accepted` names"},
    {"parameter_repeated", 400, "a parameter is given twice", "give it once"},
    {"parameter_invalid", 400, "the value of a parameter is invalid",
     "`accepted` says what would be valid"},
    {"filter_unknown", 400, "there is no such filter", "use one that `accepted` names"},
    {"filter_invalid", 400, "the value of a filter is invalid",
     "`accepted` says what would be valid"},
    {"filter_too_long", 400, "a filter has too many values, or the search text is too long",
     "`accepted` gives the limit"},
    {"index_invalid", 400, "the path has no valid index", "give an integer from 0"},
    {"event_id_invalid", 400, "Last-Event-ID or `from` is no event of this ledger",
     "give the id of an event: an index below the ledger's size"},
    {"tile_invalid", 400, "the path names no tile", "see https://c2sp.org/tlog-tiles"},
    // What there is not, or not yet.
    {"not_found", 404, "there is no such thing at this position of the log",
     "look at the id and the date; `detail` names the nearest id"},
    {"not_published", 404, "no published checkpoint covers this yet", "ask again in a moment"},
    {"not_cosigned", 404, "this witness has cosigned no checkpoint of this log",
     "look at the path: it has the hex SHA-256 of the origin"},
    // The desk.
    {"registration_too_large", 413, "the request for registration is too large",
     "`accepted` gives the limit"},
    {"registration_malformed", 422, "it is no request for registration, or not proven",
     "make it with the page of keys; `pointer` says what is wrong"},
    {"sheet_malformed", 400, "the request is no sheet", "`accepted` gives its form"},
    {"sheet_too_large", 413, "the file is too large for a page",
     "import it with `pledgebook import`, or split it"},
    {"sheet_misread", 422, "the file is no table that can be read, or the mapping is none",
     "`detail` names the row and what to do"},
    {"desk_settled", 409, "the ledger has it already, or it does not fit what the ledger has",
     "read `detail`, and look at the ledger"},
    {"desk_signature_foreign", 403, "nobody who may sign the statement has signed it",
     "sign with an active key of one of its signers"},
    {"desk_unavailable", 503, "this server has no desk", "ask the server that writes the ledger"},
    {"desk_full", 503, "too much waits on the desk", kAgain},
    // Evidence.
    {"evidence_unknown", 404, "no statement in the ledger names a file with this SHA-256",
     "sign and submit the report that names it first"},
    {"evidence_absent", 404, "the ledger names the file, but it has not arrived",
     "its sender can upload it at any time; Pledgebook-Received says how much is here"},
    {"range_invalid", 400, "Content-Range does not fit the body or the file",
     "`accepted` says what would be valid"},
    {"range_out_of_place", 409, "another part of the file is next",
     "go on at the byte that Pledgebook-Received names"},
    {"evidence_differs", 422, "the bytes that arrived have another SHA-256",
     "send the file that was signed, from its beginning"},
    {"evidence_too_large", 413, "the file is too large, or its party has no room left",
     "`accepted` gives the limits"},
    {"evidence_unavailable", 503, "this server keeps no files",
     "ask the server that writes the ledger"},
    {"uploads_full", 503, "too many uploads are under way", kAgain},
    // Statements.
    {"head_moved", 409, "the statement's prev is not the stream's last statement",
     "read the new statements, set prev to `head`, and sign again"},
    {"unavailable", 503, "the ledger can't take statements now", kAgain},
    {"too_many_large_bodies", 503, "too many large bodies are being read", kAgain},
    {"too_many_streams", 503, "too many streams of statements are open", kAgain},
    // The server's state.
    {"overloaded", 503, "too many requests of this kind are waiting", kAgain},
    {"stopping", 503, "the server is stopping", kAgain},
    {"busy", 503, "another process holds what the answer needs", kAgain},
    {"read_only", 503, "the ledger takes no statements until it is started again", kOperator},
    {"clock", 503, "the clock of the server's machine can't be right", kOperator},
    {"views_behind", 503, "the read models do not cover the position yet", kAgain},
    {"views_failing", 503, "the read models can't follow the log", kAgain},
    {"views_stopped", 503, "the read models can't go on by themselves", kOperator},
    {"log_unreadable", 503, "the log can't be read", kOperator},
    {"digests_under_way", 503, "the digests are being computed", kAgain},
    {"checkpoint_moved", 503, "newer checkpoints were published while the export began", kAgain},
    {"too_many_downloads", 503, "too many downloads are in progress", kAgain},
    {"too_many_subscribers", 503, "too many subscribers are connected",
     "ask for pages of /api/v1/records instead"},
    {"storage", 500, "the ledger could not be read", kOperator},
    {"internal", 500, "the server failed to make this answer", kOperator},
});

}  // namespace

std::span<const ProblemCode> problem_codes() noexcept { return kCodes; }

}  // namespace pledgebook::server

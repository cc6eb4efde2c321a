// SPDX-License-Identifier: Apache-2.0
#include "ledger/journal_writer.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <utility>

namespace pledgebook::ledger {
namespace {

// Appends `text` as a JSON string without its quotes, so that it stays on one line.
void append_escaped(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line.push_back('\\');
      line.push_back(c);
    } else if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", byte);
    } else {
      line.push_back(c);
    }
  }
}

void append_quoted(std::string& line, std::string_view text) {
  line.push_back('"');
  append_escaped(line, text);
  line.push_back('"');
}

void append_value(std::string& line, const JournalField& field) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    append_quoted(line, *text);
  } else if (const auto* flag = std::get_if<bool>(&field.value)) {
    line += *flag ? "true" : "false";
  } else {
    line += std::to_string(std::get<std::uint64_t>(field.value));
  }
}

std::string text_line(RecordedAt time, Severity severity, std::string_view event,
                      std::string_view text, std::span<const JournalField> fields) {
  std::string line = fmt::format("{} {} {}: ", to_text(time), name(severity), event);
  for (const char c : text) {
    // Quotes need no escape: no quote ends the text.
    if (c == '"' || c == '\\') {
      line.push_back(c);
    } else {
      append_escaped(line, {&c, 1});
    }
  }
  for (const JournalField& field : fields) {
    line.push_back(' ');
    line += field.name;
    line.push_back('=');
    append_value(line, field);
  }
  return line;
}

std::string json_line(RecordedAt time, Severity severity, std::string_view event,
                      std::string_view text, std::span<const JournalField> fields) {
  std::string line = fmt::format(R"({{"time":"{}","severity":"{}","event":"{}","text":)",
                                 to_text(time), name(severity), event);
  append_quoted(line, text);
  for (const JournalField& field : fields) {
    line.push_back(',');
    append_quoted(line, field.name);
    line.push_back(':');
    append_value(line, field);
  }
  line.push_back('}');
  return line;
}

}  // namespace

std::string journal_line(JournalFormat format, RecordedAt time, Severity severity,
                         std::string_view event, std::string_view text,
                         std::span<const JournalField> fields) {
  return format == JournalFormat::json ? json_line(time, severity, event, text, fields)
                                       : text_line(time, severity, event, text, fields);
}

JournalWriter::JournalWriter(const Clock& clock, JournalFormat format, Severity least)
    : clock_(clock),
      format_(format),
      least_(least),
      logger_(std::make_unique<spdlog::logger>("pledgebook",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  // Flushes each line at once, because the next thing may be a crash.
  logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  logger_->flush_on(spdlog::level::trace);
  // A journal that can't be written does not stop the program, and there is nowhere to report it.
  logger_->set_error_handler([](const std::string&) {});
}

JournalWriter::~JournalWriter() = default;

void JournalWriter::write(Severity severity, std::string_view event, std::string_view text,
                          std::span<const JournalField> fields) {
  if (severity < least_) return;
  logger_->info("{}", journal_line(format_, clock_.now(), severity, event, text, fields));
}

}  // namespace pledgebook::ledger

// SPDX-License-Identifier: Apache-2.0
// Journal: messages to the operator: each change of state and each fault, with cause and remedy. It
// is an argument wherever something can go wrong, like Clock, so that tests can read the messages.
//
//   journal.error("commit_failed", "the disk is full: free some room and restart the server",
//                 {{"records", 12}});
//
// The name of an event never changes, because people write alerts for it: lower case and
// underscores. Its text is one sentence. It never contains a statement, a key or a passphrase.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include "ledger/domain/values/names.h"

namespace pledgebook::ledger {

enum class Severity : std::uint8_t {
  debug,    // helps to find a fault
  info,     // a normal change of state
  warning,  // something was refused, or failed and will be tried again
  error     // something failed, and the operator must act
};
constexpr auto names_of(Severity) {
  return std::to_array<Name<Severity>>({{Severity::debug, "debug"},
                                        {Severity::info, "info"},
                                        {Severity::warning, "warning"},
                                        {Severity::error, "error"}});
}

// A value beside the text, for programs: {"records", 12}, {"route", "getPledge"}.
struct JournalField {
  template <class T>
  JournalField(std::string_view field_name, const T& field_value)
      : name(field_name), value(value_of(field_value)) {}

  std::string_view name;
  std::variant<std::string_view, std::uint64_t, bool> value;

 private:
  template <class T>
  static std::variant<std::string_view, std::uint64_t, bool> value_of(const T& field_value) {
    if constexpr (std::is_same_v<T, bool>) {
      return field_value;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<std::uint64_t>(field_value);
    } else {
      return std::string_view(field_value);
    }
  }
};

class Journal {
 public:
  using Fields = std::initializer_list<JournalField>;

  Journal() = default;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  virtual ~Journal() = default;

  void debug(std::string_view event, std::string_view text, Fields fields = {}) {
    write(Severity::debug, event, text, {fields.begin(), fields.size()});
  }
  void info(std::string_view event, std::string_view text, Fields fields = {}) {
    write(Severity::info, event, text, {fields.begin(), fields.size()});
  }
  void warning(std::string_view event, std::string_view text, Fields fields = {}) {
    write(Severity::warning, event, text, {fields.begin(), fields.size()});
  }
  void error(std::string_view event, std::string_view text, Fields fields = {}) {
    write(Severity::error, event, text, {fields.begin(), fields.size()});
  }

 private:
  // Must not throw, block for long, or keep views of its arguments.
  virtual void write(Severity severity, std::string_view event, std::string_view text,
                     std::span<const JournalField> fields) = 0;
};

}  // namespace pledgebook::ledger

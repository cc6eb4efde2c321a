// SPDX-License-Identifier: Apache-2.0
// Activity: what an import needs of an IATI activity, read from its XML: no rule of ours is in it.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "ledger/domain/values/money.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

// What flows (codelist TransactionType).
enum class Flow : std::uint8_t { pledge, commitment, payment };

struct IatiTransaction {
  Flow flow = Flow::payment;
  ledger::Date day{};
  std::string currency;
  ledger::Decimal amount;  // below zero: a correction
};

struct IatiOrganisation {
  std::string ref;
  std::string name;
  std::string type;  // codelist OrganisationType
};

struct IatiCountry {
  std::string iso3;
  std::optional<std::string> share;  // per cent
};

struct Activity {
  std::string identifier;
  IatiOrganisation member;
  std::string title;
  std::string description;
  std::string status;  // codelist ActivityStatus
  std::optional<ledger::Date> start;
  std::optional<ledger::Date> end;
  std::vector<IatiCountry> countries;
  std::vector<IatiTransaction> transactions;  // by day
  std::optional<std::string> focus_area;      // of a file that a Pledgebook has written
  // Values that are no days, amounts, currencies or countries: they are left out, and said.
  std::vector<std::string> unread;
};

[[nodiscard]] Activity read_activity(pugi::xml_node activity);

}  // namespace pledgebook::cli

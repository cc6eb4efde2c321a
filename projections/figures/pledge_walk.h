// SPDX-License-Identifier: Apache-2.0
// PledgeWalk: the pledges that existed at a moment, each with its versions up to then, or the last
// of them, and the facts in force, in the order in which they were submitted. Nothing is replayed:
// rows are read.
//
// Threads: one at a time. The rows outlive the walk.
#pragma once

#include <optional>
#include <vector>

#include "projections/figures/context.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Which versions of a pledge are unpacked: most of what a walk costs.
enum class Unpack : std::uint8_t { last, all };

class PledgeWalk {
 public:
  PledgeWalk(const ReadRows& rows, const Moment& moment, Unpack unpack,
             FactsRead facts = FactsRead::whole);

  // Moves to the next pledge; the first call moves to the first. False at the end, or if a row is
  // damaged.
  bool next();
  // Moves to that pledge. False if it did not exist at the moment.
  bool find(Ordinal ordinal);

  [[nodiscard]] Ordinal ordinal() const noexcept { return ordinal_; }
  [[nodiscard]] const Facts& facts() const noexcept { return facts_; }
  // All of them, or the last alone.
  [[nodiscard]] std::span<const Version> versions() const noexcept {
    return std::span(versions_).first(count_);
  }
  // What the stream's first record states.
  [[nodiscard]] ledger::Instant submitted() const { return at_of(packed_.front().row); }
  // Of the pledge's stream, up to the moment.
  [[nodiscard]] std::uint64_t records() const noexcept { return packed_.size(); }
  // True if a row could not be read: the walk is incomplete.
  [[nodiscard]] bool damaged() const { return damaged_ || !rows_.status(); }

 private:
  struct Packed {
    ledger::Index index{};
    std::string_view row;
  };

  bool read_versions();
  bool unpack_versions();
  bool read_facts();

  const ReadRows& rows_;
  const Moment moment_;
  const Unpack unpack_;
  const FactsRead facts_read_;
  Cursor version_rows_;
  Cursor fact_rows_;
  bool started_ = false;
  bool damaged_ = false;
  Ordinal ordinal_{};
  Facts facts_;
  std::vector<Packed> packed_;     // all up to the moment
  std::vector<Version> versions_;  // never shrinks, to reuse its memory
  std::size_t count_ = 0;          // of them in use
};

// The pledge with this id; nothing if there is none.
[[nodiscard]] std::optional<Ordinal> find_ordinal(const ReadRows& rows, const ledger::PledgeId& id);

}  // namespace pledgebook::projections

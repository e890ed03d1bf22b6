#pragma once
// SPDX-License-Identifier: Apache-2.0
// The entries of the audit record: what was changed or refused, by whom, and when.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/call.h"

namespace gatehouse::store {

/// What an entry is about.
enum class SubjectKind { none = 0, user = 1, client = 2, key = 3, record = 4 };

/// Returns the name of the value, as the audit record shows it.
[[nodiscard]] std::string_view to_string(SubjectKind kind) noexcept;

class Subject {
 public:
  Subject() = default;
  Subject(SubjectKind of, std::string which, std::string called = {})
      : kind(of), id(std::move(which)), name(std::move(called)) {}

  bool operator==(const Subject&) const = default;

  SubjectKind kind = SubjectKind::none;
  std::string id;
  std::string name;  ///< of a user: the address at that time; erased when the user is deleted
};

/// What a rule says about a change: the part of its entry that does not come from the Call.
struct AuditNote {
  std::string action;  ///< a word, such as `login`
  Subject subject;
  std::string details{};  ///< a JSON object, without secrets and personal data; or empty
  std::string outcome = "done";
};

/// An entry of the audit record.
struct AuditEntry {
  std::int64_t number = 0;  ///< counts up from 1 without a gap
  Uuid call;
  TimePoint at;
  Actor actor;
  std::string action;
  Subject subject;
  std::string outcome;  ///< `done`, or why it was refused
  std::string details;
  std::int64_t count = 1;  ///< of refusals: how many were alike
};

/// Refused attempts that were alike within a minute.
class Refusals {
 public:
  Refusals(std::string what, std::string why, Subject of, Actor by)
      : action(std::move(what)), reason(std::move(why)), subject(std::move(of)), actor(std::move(by)) {}

  std::string action;
  std::string reason;
  Subject subject;
  Actor actor;
  std::int64_t count = 1;
  TimePoint at{};  ///< when the first of them was refused
};
static_assert(!std::is_aggregate_v<Refusals>);

/// Which entries to list. What is not set does not matter.
class AuditFilter {
 public:
  AuditFilter() = default;

  std::optional<TimePoint> since{};   ///< at that time or later
  std::optional<TimePoint> until{};   ///< before that time
  std::optional<std::string> user{};  ///< the id of the user that an entry is about
  std::optional<std::string> action{};
  std::optional<std::int64_t> before{};  ///< only entries with a smaller number: the `next` of a page
  std::size_t limit = 100;
};
static_assert(!std::is_aggregate_v<AuditFilter>);

/// Entries, the latest first.
struct AuditPage {
  std::vector<AuditEntry> entries;
  std::optional<std::int64_t> next;  ///< the `before` of the next page; nullopt: this is the last page
};

/// The end of the sealed record. Kept elsewhere, it shows later whether the end was cut off.
struct AuditHead {
  std::int64_t number = 0;  ///< of the last sealed entry; 0: nothing is sealed
  std::string seal;         ///< 64 hexadecimal digits; empty: nothing is sealed
};

/// The result of checking the record.
struct AuditVerdict {
  std::int64_t entries = 0;            ///< how many were checked
  std::int64_t unsealed = 0;           ///< how many at the end have no seal yet
  std::optional<std::string> fault{};  ///< the first fault, one sentence; nullopt: there is none
  AuditHead head;
  bool has_expected_head = false;  ///< whether the record contains the head that was asked for
};

}  // namespace gatehouse::store

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Collects everything that is wrong with an input: the location, a message and a stable type.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gatehouse::schema {

/// One step on the way to a value: the name of a member or the index of an element.
using LocationPart = std::variant<std::string, std::int64_t>;

/// The steps from the source of an input to a value. The first is the source: "body", "query", "path",
/// "header" or "cookie".
using Location = std::vector<LocationPart>;

/// A value that the message mentions, such as `limit_value` or `pattern`.
using ContextValue = std::variant<std::string, std::int64_t, double, std::vector<std::string>>;

/// One problem. It never holds the refused value, because that may be a password.
struct Problem {
  Location location;
  /// Text for people, in FastAPI's wording.
  std::string message;
  std::string type;  ///< a stable identifier, such as "value_error.missing"
  /// The names and values that the message mentions.
  std::vector<std::pair<std::string, ContextValue>> context;
};

using Problems = std::vector<Problem>;

/// The maximum number of problems reported for one input. Further problems are only counted (CWE-400).
inline constexpr std::size_t max_problems = 100;
/// The maximum length in bytes of a name in a location. Longer names, which a caller may have
/// chosen, are cut.
inline constexpr std::size_t max_location_name = 256;

/// Collects at most `max_problems` problems while values are read, and tracks the location of the current
/// value. The location is a chain of Step objects on the stack. It becomes a Location only when a problem is
/// reported, so valid input causes no allocation.
class Reporter {
 public:
  /// Collects into `problems`, which must outlive this object.
  explicit Reporter(Problems& problems) : problems_(problems) {}
  /// Starts at the location of `outer` but collects into other problems. Used to try an alternative whose
  /// problems may be discarded.
  Reporter(Problems& problems, const Reporter& outer) : problems_(problems), last_(outer.last_) {}
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  /// Adds one step to the location for as long as this object lives.
  class [[nodiscard]] Step {
   public:
    ~Step() { last_ = before_; }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    friend Reporter;
    Step(const Step*& last, std::string_view name) : last_(last), before_(last), name_(name) { last_ = this; }
    Step(const Step*& last, std::int64_t index) : last_(last), before_(last), index_(index) { last_ = this; }

    const Step*& last_;
    const Step* before_;
    std::string_view name_;  // null data: the step is an index
    std::int64_t index_ = 0;
  };
  /// Enters a member. `name` must outlive the step.
  Step enter(std::string_view name) { return Step{last_, name}; }
  /// Enters an element.
  Step enter(std::int64_t index) { return Step{last_, index}; }

  /// Adds a problem at the current location.
  void report(std::string message, std::string type,
              std::vector<std::pair<std::string, ContextValue>> context = {});
  /// Adds the problems of an alternative that was tried.
  void add(Problems problems);
  /// Returns the number of problems so far, including those that were in `problems` before and those
  /// that were dropped.
  [[nodiscard]] std::size_t count() const noexcept { return problems_.size() + dropped_; }
  /// Returns the current location.
  [[nodiscard]] Location location() const;

 private:
  Problems& problems_;
  std::size_t dropped_ = 0;
  const Step* last_ = nullptr;
};

/// Appends the problems in FastAPI's format: `[{"loc":[...],"msg":"...","type":"...","ctx":{...}}]`.
void write_problems(std::string& out, const Problems& problems);

}  // namespace gatehouse::schema

#pragma once
// SPDX-License-Identifier: Apache-2.0
// What is wrong with an input: where, in words, and by a stable type; all of it at once.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gatehouse::schema {

/// One step to a value: a member's name or an element's index.
using LocationPart = std::variant<std::string, std::int64_t>;

/// The steps to a value from the source it came in, which is the first: "body", "query", "path", "header",
/// "cookie".
using Location = std::vector<LocationPart>;

/// A value that the message speaks of, by name: `limit_value`, `pattern`.
using ContextValue = std::variant<std::string, std::int64_t, double, std::vector<std::string>>;

/// One problem. It never holds the value that was refused: that may be a password.
struct Problem {
  /// The way to the value.
  Location location;
  /// For people, in FastAPI's words.
  std::string message;
  std::string type;  ///< stable, dotted: "value_error.missing"
  /// What the message speaks of.
  std::vector<std::pair<std::string, ContextValue>> context;
};

using Problems = std::vector<Problem>;

/// How many problems of one input are told; those after them are only counted (CWE-400).
inline constexpr std::size_t max_problems = 100;
/// Bytes of a name in a location, which may be a stranger's; what is longer is cut.
inline constexpr std::size_t max_location_name = 256;

/// Collects problems while values are read, `max_problems` at most; knows where the reading is. The way there
/// is a chain of the steps themselves, made into a Location only for a problem: good input costs no
/// allocation.
class Reporter {
 public:
  /// Collects into `problems`, which outlives this.
  explicit Reporter(Problems& problems) : problems_(problems) {}
  /// Stands where `outer` stands, and collects elsewhere: for a try that may come to nothing.
  Reporter(Problems& problems, const Reporter& outer) : problems_(problems), last_(outer.last_) {}
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  /// Steps into a value for as long as it lives.
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
    std::string_view name_;  // no data: an index
    std::int64_t index_ = 0;
  };
  /// `name` is to live as long as the step.
  Step enter(std::string_view name) { return Step{last_, name}; }
  /// Steps into an element.
  Step enter(std::int64_t index) { return Step{last_, index}; }

  /// Notes a problem where the reading is.
  void report(std::string message, std::string type,
              std::vector<std::pair<std::string, ContextValue>> context = {});
  /// Takes over what a try has found.
  void add(Problems problems);
  /// How many there are so far, those of before among them, and those that were not kept.
  [[nodiscard]] std::size_t count() const noexcept { return problems_.size() + dropped_; }
  /// The way to where the reading is.
  [[nodiscard]] Location location() const;

 private:
  Problems& problems_;
  std::size_t dropped_ = 0;
  const Step* last_ = nullptr;
};

/// Appends the problems in FastAPI's form: `[{"loc":[...],"msg":"...","type":"...","ctx":{...}}]`.
void write_problems(std::string& out, const Problems& problems);

}  // namespace gatehouse::schema

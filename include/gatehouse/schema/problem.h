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
using ContextValue = std::variant<std::string, std::int64_t, double>;

/// One problem. It never holds the value that was refused: that may be a password.
struct Problem {
  Location location;
  std::string message;
  std::string type;  ///< stable, dotted: "value_error.missing"
  std::vector<std::pair<std::string, ContextValue>> context;
};

using Problems = std::vector<Problem>;

/// Collects problems while values are read; knows where the reading is.
class Reporter {
 public:
  explicit Reporter(Problems& problems) : problems_(problems) {}

  /// Steps into a value for as long as the returned guard lives.
  class [[nodiscard]] Step {
   public:
    explicit Step(Location& location) : location_(location) {}
    ~Step() { location_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Location& location_;
  };
  Step enter(std::string_view name);
  Step enter(std::int64_t index);

  void report(std::string message, std::string type,
              std::vector<std::pair<std::string, ContextValue>> context = {});
  [[nodiscard]] std::size_t count() const noexcept { return problems_.size(); }

 private:
  Problems& problems_;
  Location location_;
};

/// Appends the problems in FastAPI's form: `[{"loc":[...],"msg":"...","type":"...","ctx":{...}}]`.
void write_problems(std::string& out, const Problems& problems);

}  // namespace gatehouse::schema

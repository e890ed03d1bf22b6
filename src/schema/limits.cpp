// SPDX-License-Identifier: Apache-2.0
// Checks the limits of numbers and lists, with pydantic's messages.

#include <cmath>

#include "gatehouse/schema/limited.h"
#include "gatehouse/schema/lists.h"
#include "gatehouse/schema/literal.h"
#include "schema/quoted.h"

namespace gatehouse::schema::detail {
namespace {

constexpr double most_exact = 9007199254740992.0;  // 2^53: whole numbers up to here are exact

// Returns a whole number as an integer, so that it is written as 10 and not as 10.0.
ContextValue shown(double limit) {
  if (limit == std::floor(limit) && std::abs(limit) <= most_exact) return static_cast<std::int64_t>(limit);
  return limit;
}

std::string text_of(double limit) {
  std::string text;
  write_json_number(text, limit);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

bool refuse(Reporter& reporter, const char* words, const char* type, const char* name, double limit) {
  reporter.report(std::string{"ensure this value is "} + words + ' ' + text_of(limit),
                  std::string{"value_error.number.not_"} + type, {{name, shown(limit)}});
  return false;
}

bool is_multiple(double value, double of) {
  const double ratio = value / of;
  return std::abs(ratio - std::round(ratio)) < 1e-8;  // as in pydantic: 0.3 is a multiple of 0.1
}

}  // namespace

bool check_limits(double value, const Limits& limits, Reporter& reporter) {
  if (!(value > limits.gt)) return refuse(reporter, "greater than", "gt", "limit_value", limits.gt);
  if (!(value >= limits.ge))
    return refuse(reporter, "greater than or equal to", "ge", "limit_value", limits.ge);
  if (!(value < limits.lt)) return refuse(reporter, "less than", "lt", "limit_value", limits.lt);
  if (!(value <= limits.le)) return refuse(reporter, "less than or equal to", "le", "limit_value", limits.le);
  if (limits.multiple_of != 0 && !is_multiple(value, limits.multiple_of)) {
    return refuse(reporter, "a multiple of", "multiple", "multiple_of", limits.multiple_of);
  }
  return true;
}

void note_limits(TypeInfo& info, const Limits& limits) {
  if (std::isfinite(limits.gt)) info.greater_than = limits.gt;
  if (std::isfinite(limits.ge)) info.at_least = limits.ge;
  if (std::isfinite(limits.lt)) info.less_than = limits.lt;
  if (std::isfinite(limits.le)) info.at_most = limits.le;
  if (limits.multiple_of != 0) info.multiple_of = limits.multiple_of;
}

bool check_items(std::size_t count, std::size_t minimum, std::size_t maximum, Reporter& reporter) {
  if (count < minimum) {
    reporter.report("ensure this value has at least " + std::to_string(minimum) + " items",
                    "value_error.list.min_items", {{"limit_value", static_cast<std::int64_t>(minimum)}});
    return false;
  }
  if (count > maximum) {
    reporter.report("ensure this value has at most " + std::to_string(maximum) + " items",
                    "value_error.list.max_items", {{"limit_value", static_cast<std::int64_t>(maximum)}});
    return false;
  }
  return true;
}

bool report_literal(const std::vector<std::string>& permitted, Reporter& reporter) {
  std::string words;
  append_quoted(words, permitted);
  reporter.report("unexpected value; permitted: " + words, "value_error.const");
  return false;
}

}  // namespace gatehouse::schema::detail

// SPDX-License-Identifier: Apache-2.0
// Reads scalars: strictly from JSON, and in their usual spellings from text. The messages are FastAPI's.

#include <array>
#include <charconv>
#include <cmath>

#include "gatehouse/base/ascii.h"
#include "gatehouse/schema/type.h"
#include "gatehouse/schema/utf8.h"
#include "schema/quoted.h"

namespace gatehouse::schema::detail {
namespace {

template <class Number>
bool read_whole(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

bool fail(Reporter& reporter, const char* message, const char* type) {
  reporter.report(message, type);
  return false;
}

}  // namespace

bool report_null(Reporter& reporter) {
  return fail(reporter, "none is not an allowed value", "type_error.none.not_allowed");
}

std::optional<std::string_view> decode_characters(const Node& node, Reporter& reporter) {
  if (node.is_text()) return node.text;
  if (node.kind == Node::Kind::null) {
    report_null(reporter);
  } else {
    reporter.report("str type expected", "type_error.str");
  }
  return std::nullopt;
}

bool decode_integer(const Node& node, Reporter& reporter, std::int64_t& out) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (node.kind == Node::Kind::integer) {
    out = node.integer;
    return true;
  }
  // JSON has only one kind of number: 3.0 is an integer (JSON Schema 2020-12, 6.1.1) if it is exact.
  if (node.kind == Node::Kind::number && node.number == std::floor(node.number) &&
      std::abs(node.number) < 9e15) {
    out = static_cast<std::int64_t>(node.number);
    return true;
  }
  if (node.kind == Node::Kind::text && read_whole(node.text, out)) return true;
  return fail(reporter, "value is not a valid integer", "type_error.integer");
}

bool decode_number(const Node& node, Reporter& reporter, double& out) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (node.kind == Node::Kind::integer) {
    out = static_cast<double>(node.integer);
    return true;
  }
  if (node.kind == Node::Kind::number && std::isfinite(node.number)) {
    out = node.number;
    return true;
  }
  // Refuses "inf" and "nan", which from_chars accepts.
  if (node.kind == Node::Kind::text && read_whole(node.text, out) && std::isfinite(out)) return true;
  return fail(reporter, "value is not a valid float", "type_error.float");
}

bool decode_boolean(const Node& node, Reporter& reporter, bool& out) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (node.kind == Node::Kind::boolean) {
    out = node.boolean;
    return true;
  }
  if (node.kind == Node::Kind::text && node.text.size() <= 5) {
    const auto word = fold_case(node.text);
    for (const std::string_view yes : {"true", "1", "on", "yes", "t", "y"}) {
      if (word == yes) return out = true;
    }
    for (const std::string_view no : {"false", "0", "off", "no", "f", "n"}) {
      if (word == no) {
        out = false;
        return true;
      }
    }
  }
  return fail(reporter, "value could not be parsed to a boolean", "type_error.bool");
}

bool decode_uuid(const Node& node, Reporter& reporter, Uuid& out) {
  const auto text = decode_characters(node, reporter);
  if (!text) return false;
  const auto id = Uuid::parse(*text);
  if (!id) return fail(reporter, "value is not a valid uuid", "type_error.uuid");
  out = *id;
  return true;
}

bool decode_email(const Node& node, Reporter& reporter, Email& out) {
  const auto text = decode_characters(node, reporter);
  if (!text) return false;
  auto email = Email::parse(*text);
  if (!email) return fail(reporter, "value is not a valid email address", "value_error.email");
  out = std::move(*email);
  return true;
}

bool decode_time(const Node& node, Reporter& reporter, TimePoint& out) {
  const auto text = decode_characters(node, reporter);
  if (!text) return false;
  const auto time = parse_time(*text);
  if (!time) return fail(reporter, "invalid datetime format", "value_error.datetime");
  out = *time;
  return true;
}

bool check_length(std::string_view text, std::size_t minimum, std::size_t maximum, Reporter& reporter) {
  const auto length = count_code_points(text);
  if (length < minimum) {
    reporter.report("ensure this value has at least " + std::to_string(minimum) + " characters",
                    "value_error.any_str.min_length", {{"limit_value", static_cast<std::int64_t>(minimum)}});
    return false;
  }
  if (length > maximum) {
    reporter.report("ensure this value has at most " + std::to_string(maximum) + " characters",
                    "value_error.any_str.max_length", {{"limit_value", static_cast<std::int64_t>(maximum)}});
    return false;
  }
  return true;
}

bool check_range(std::int64_t value, std::int64_t minimum, std::int64_t maximum, Reporter& reporter) {
  if (value < minimum) {
    reporter.report("ensure this value is greater than or equal to " + std::to_string(minimum),
                    "value_error.number.not_ge", {{"limit_value", minimum}});
    return false;
  }
  if (value > maximum) {
    reporter.report("ensure this value is less than or equal to " + std::to_string(maximum),
                    "value_error.number.not_le", {{"limit_value", maximum}});
    return false;
  }
  return true;
}

bool report_choice(const std::vector<std::string>& choices, Reporter& reporter) {
  std::string permitted;
  append_quoted(permitted, choices);
  reporter.report("value is not a valid enumeration member; permitted: " + permitted, "type_error.enum",
                  {{"enum_values", choices}});
  return false;
}

void encode_uuid(std::string& json, const Uuid& id) {
  std::array<char, 38> text;
  text.front() = text.back() = '"';
  id.write(text.data() + 1);
  json.append(text.data(), text.size());
}

void encode_time(std::string& json, TimePoint time) { write_json_string(json, format_time(time)); }

}  // namespace gatehouse::schema::detail

// SPDX-License-Identifier: Apache-2.0
// A JSON body, decoded into structs of every kind: parts that the type does not read make no difference, a
// value that was read and written is read again, and Boost.JSON accepts what we accept.
#include <boost/json/parse.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "schema/rich_types.h"
#include "schema/sample.h"

namespace {

using namespace gatehouse::schema;  // NOLINT: a program of one function
using gatehouse::fuzz::require;

struct Read {
  bool is_good = false;
  std::string text;  // the value written again, or the problems
};

template <class T>
Read read(const Document& document) {
  T value{};
  Problems problems;
  Reporter reporter{problems};
  Read out;
  out.is_good = decode(document.root, reporter, value);
  require(out.is_good == problems.empty() && problems.size() <= max_problems);
  if (out.is_good) {
    encode(out.text, value);
  } else {
    write_problems(out.text, problems);
  }
  return out;
}

template <class T>
void check(std::string_view text, const Document& whole) {
  const auto wanted = parse_json(text, {.type = &type_info<T>()});
  require(wanted.has_value());
  const auto found = read<T>(whole);
  const auto same = read<T>(*wanted);
  require(same.is_good == found.is_good && same.text == found.text);
  if (!found.is_good) return;
  const auto again = parse_json(found.text);
  require(again.has_value() && read<T>(*again).text == found.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto whole = parse_json(text);
  if (!whole) {
    require(!parse_json(text, {.type = &type_info<sample::Inner>()}));
    return 0;
  }
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = max_json_depth;
  static_cast<void>(boost::json::parse({text.data(), text.size()}, error, {}, options));
  require(!error);
  check<sample::Everything>(text, *whole);
  check<sample::Inner>(text, *whole);
  check<test::Rich>(text, *whole);
  check<test::Told>(text, *whole);
  check<std::variant<test::Told, std::map<std::string, test::Longer>, std::vector<test::Spans>>>(text,
                                                                                                 *whole);
  check<AnyJson>(text, *whole);
  return 0;
}

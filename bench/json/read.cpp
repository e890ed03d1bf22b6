// SPDX-License-Identifier: Apache-2.0
// Reads a sign-up's body into a typed, checked struct. Compares with Boost.JSON's parser, with and without
// its own conversion to a struct; it checks less (no duplicate members, no lengths).

#include <benchmark/benchmark.h>

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <string>
#include <string_view>

#include "gatehouse/schema/schema.h"

namespace gatehouse::bench {

struct SignUp {
  std::string email;
  schema::Text<8, 128> password;
};
BOOST_DESCRIBE_STRUCT(SignUp, (), (email, password))

struct PlainSignUp {
  std::string email;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PlainSignUp, (), (email, password))

namespace {

constexpr std::string_view body =
    R"({"email":"ada.lovelace@example.com","password":"correct horse battery staple"})";

bool read_sign_up(std::string_view text, SignUp& out) {
  const auto document = schema::parse_json(text);
  if (!document) return false;
  schema::Problems problems;
  schema::Reporter reporter{problems};
  return schema::decode(document->root, reporter, out);
}

void json_read_ours(benchmark::State& state) {
  for (auto _ : state) {
    SignUp out;
    if (!read_sign_up(body, out)) return state.SkipWithError("refused");
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(json_read_ours)->Name("json_read/ours");

void json_read_boost(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(boost::json::parse({body.data(), body.size()}));
}
BENCHMARK(json_read_boost)->Name("json_read/boost_parse");

void json_read_boost_typed(benchmark::State& state) {
  for (auto _ : state) {
    const auto value = boost::json::parse({body.data(), body.size()});
    benchmark::DoNotOptimize(boost::json::value_to<PlainSignUp>(value));
  }
}
BENCHMARK(json_read_boost_typed)->Name("json_read/boost_value_to");

}  // namespace
}  // namespace gatehouse::bench

// SPDX-License-Identifier: Apache-2.0
// Writes the answer of /me from its struct as text, compared with Boost.JSON.

#include <benchmark/benchmark.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "gatehouse/schema/schema.h"

namespace gatehouse::bench {

struct UserOut {
  Uuid id;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(UserOut, (), (id, email))

namespace {

const UserOut user{*Uuid::parse("6f1c2b7e-6d0b-4a5e-9a51-3b0f9a7c2d11"), "ada.lovelace@example.com"};

std::string write_by_ours() {
  std::string json;
  schema::encode(json, user);
  return json;
}

std::string write_by_boost() {
  const boost::json::object value{{"id", user.id.to_string()}, {"email", user.email}};
  return boost::json::serialize(value);
}

void json_write_ours(benchmark::State& state) {
  if (write_by_ours() != write_by_boost()) return state.SkipWithError("the texts differ");
  for (auto _ : state) benchmark::DoNotOptimize(write_by_ours());
}
BENCHMARK(json_write_ours)->Name("json_write/ours");

void json_write_boost(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(write_by_boost());
}
BENCHMARK(json_write_boost)->Name("json_write/boost_serialize");

}  // namespace
}  // namespace gatehouse::bench

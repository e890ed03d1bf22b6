#pragma once
// SPDX-License-Identifier: Apache-2.0
// A described struct with one member of every kind, for the tests of this folder.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/schema/schema.h"

namespace gatehouse::schema::sample {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Inner {
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (number))

struct Everything {
  std::string text;
  Text<2, 4> short_text;
  std::int64_t integer = 0;
  Number<1, 10> small;
  double real = 0;
  bool flag = false;
  Uuid id;
  Email email;
  TimePoint at;
  Colour colour = Colour::red;
  Inner inner;
  std::vector<Inner> list;
  std::map<std::string, int> map;
  std::optional<int> maybe;
  Default<7> seven;
  DefaultText<"en"> language;
  OneOf<"asc", "desc"> order;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (text, short_text, integer, small, real, flag, id, email, at, colour, inner, list, map,
                       maybe, seven, language, order))

inline constexpr const char* everything_json =
    R"({"text":"a\"b","short_text":"añ😀","integer":-5,"small":10,"real":1.5,"flag":true,)"
    R"("id":"01234567-89ab-4def-8012-3456789abcde","email":"ada@example.com",)"
    R"("at":"2026-01-02T03:04:05.000006Z","colour":"green","inner":{"number":1},)"
    R"("list":[{"number":2},{"number":3}],"map":{"k":4},"maybe":null,"seven":8,"language":"de","order":"desc"})";

}  // namespace gatehouse::schema::sample

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The data of both services in this folder: a thousand accounts by their tokens.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gatehouse::bench {

struct Account {
  std::string id;
  std::string email;
};

/// Lets a map with std::string keys be searched with a std::string_view.
struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

/// By bearer token: "token-0" to "token-999".
using Accounts = std::unordered_map<std::string, Account, TextHash, std::equal_to<>>;

inline Accounts make_accounts() {
  Accounts accounts;
  for (int i = 0; i < 1000; ++i) {
    const auto number = std::to_string(i);
    accounts["token-" + number] = {"7d444840-9dc0-11d1-b245-5ffdce74f" + std::to_string(100 + i),
                                   "person" + number + "@example.com"};
  }
  return accounts;
}

}  // namespace gatehouse::bench

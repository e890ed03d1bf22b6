#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads test vectors from their files.

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

/// Returns the rows of a file in tests/data, which is a JSON array.
inline boost::json::array read_vectors(const std::string& name) {
  const std::ifstream file{GATEHOUSE_TEST_DATA "/" + name};
  std::ostringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str()).as_array();
}

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return bytes;
}

/// Returns the text of a row's member, or an empty text.
inline std::string text_of(const boost::json::value& row, std::string_view member) {
  const auto* found = row.as_object().if_contains(member);
  return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}

}  // namespace gatehouse::crypto

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses application/x-www-form-urlencoded by the URL standard.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::web::detail {

/// Names and values in order, in UTF-8.
using NameValues = std::vector<std::pair<std::string, std::string>>;

/// One encoded pair of a form.
struct EncodedPair {
  std::string_view name;
  std::string_view value;
};
/// Removes the next pair from the front of a form and returns it, or returns nothing at the end.
[[nodiscard]] std::optional<EncodedPair> take_pair(std::string_view& text) noexcept;
/// Decodes a name or value: "+" becomes a space, and ill-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string decode_part(std::string_view part);
/// Returns whether decoding would not change a name or value.
[[nodiscard]] bool is_plain(std::string_view part) noexcept;

/// Parses a form (URL Standard, 5.1): pairs are separated by "&" only, "+" becomes a space, and ill-formed
/// UTF-8 becomes U+FFFD. Stops after `most` pairs, so that the caller can detect that there are more.
[[nodiscard]] NameValues parse_url_encoded(std::string_view text, std::size_t most);

}  // namespace gatehouse::web::detail

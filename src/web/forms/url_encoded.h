#pragma once
// SPDX-License-Identifier: Apache-2.0
// application/x-www-form-urlencoded, as the URL standard reads it.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::web::detail {

/// Names and values in order; UTF-8.
using NameValues = std::vector<std::pair<std::string, std::string>>;

/// A pair as it stands in a form, still encoded.
struct EncodedPair {
  std::string_view name;
  std::string_view value;
};
/// Takes the next pair off the front of a form; nothing at its end.
[[nodiscard]] std::optional<EncodedPair> take_pair(std::string_view& text) noexcept;
/// A name or value as it was meant: "+" is a space, ill-formed UTF-8 is U+FFFD.
[[nodiscard]] std::string decode_part(std::string_view part);
/// Whether a name or value is as it was meant already.
[[nodiscard]] bool is_plain(std::string_view part) noexcept;

/// Reads a form (URL Standard, 5.1): pairs separated by "&" only, "+" is a space, ill-formed UTF-8 is U+FFFD.
/// Stops after `most` pairs, which is how a caller sees that there are too many.
[[nodiscard]] NameValues parse_url_encoded(std::string_view text, std::size_t most);

}  // namespace gatehouse::web::detail

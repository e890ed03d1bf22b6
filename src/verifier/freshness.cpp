// SPDX-License-Identifier: Apache-2.0
#include "verifier/freshness.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>

#include "gatehouse/base/ascii.h"

namespace gatehouse::verifier {
namespace {

/// Parses a number of seconds (RFC 9111 1.2.2). A number that is too large becomes the largest one.
std::optional<std::chrono::seconds> read_seconds(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::int32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (end != text.data() + text.size() || text.starts_with('-')) return std::nullopt;
  if (error == std::errc::result_out_of_range)
    return std::chrono::seconds{std::numeric_limits<std::int32_t>::max()};
  if (error != std::errc{}) return std::nullopt;
  return std::chrono::seconds{seconds};
}

}  // namespace

std::chrono::seconds life_of(std::string_view cache_control, std::string_view age,
                             const RemoteKeysOptions& options) {
  const auto folded = fold_case(cache_control);
  std::optional<std::chrono::seconds> life;
  const auto shorten = [&](std::chrono::seconds to) { life = life ? std::min(*life, to) : to; };
  for (std::string_view rest{folded}; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto directive = trim(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    constexpr std::string_view max_age = "max-age=";
    if (directive == "no-cache" || directive == "no-store") shorten(std::chrono::seconds{0});
    if (!directive.starts_with(max_age)) continue;
    // An invalid `max-age` counts as stale (RFC 9111 4.2.1).
    shorten(read_seconds(directive.substr(max_age.size())).value_or(std::chrono::seconds{0}));
  }
  if (life) *life -= read_seconds(trim(age)).value_or(std::chrono::seconds{0});
  return std::clamp(life.value_or(options.default_life), options.least_life, options.most_life);
}

}  // namespace gatehouse::verifier

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The slot of a token in a table of verified tokens.

#include <cstddef>
#include <string_view>

namespace gatehouse::crypto {

/// Returns the slot of a token in a table of `places` slots, which must be a power of two. It depends
/// on the end of the signature, which only the owner of the key can choose, so an attacker cannot
/// cause collisions (CWE-407).
[[nodiscard]] std::size_t token_place(std::string_view token, std::size_t places) noexcept;

}  // namespace gatehouse::crypto

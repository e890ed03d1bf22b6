#pragma once
// SPDX-License-Identifier: Apache-2.0
// Where a table that remembers verified tokens keeps each.

#include <cstddef>
#include <string_view>

namespace gatehouse::crypto {

/// The place of a token among `places`, a power of two. It follows from the end of the signature: nobody but
/// the key's holder can choose that, so nobody can aim for a place (CWE-407).
[[nodiscard]] std::size_t token_place(std::string_view token, std::size_t places) noexcept;

}  // namespace gatehouse::crypto

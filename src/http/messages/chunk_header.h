#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses the line before the data of a chunk (RFC 9112 7.1).

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse::http {

struct ChunkHeader {
  std::uint64_t size = 0;           ///< of the data; 0 in the last chunk
  std::size_t extension_bytes = 0;  ///< of the extensions after the size, which are ignored
};

/// Parses the line, which must not include its line end or control characters. Returns false if
/// it is malformed.
[[nodiscard]] bool parse_chunk_header(std::string_view line, ChunkHeader& out) noexcept;

}  // namespace gatehouse::http

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The line before a chunk's data (RFC 9112 7.1).

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse::http {

struct ChunkHeader {
  std::uint64_t size = 0;           ///< of the chunk's data; 0: it is the last chunk
  std::size_t extension_bytes = 0;  ///< of what follows the size and means nothing to us
};

/// Reads the line, given without its end and free of control characters; false if it is not a chunk's.
[[nodiscard]] bool parse_chunk_header(std::string_view line, ChunkHeader& out) noexcept;

}  // namespace gatehouse::http

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Decodes request bodies with a Content-Encoding (RFC 9110 8.4).

#include <cstdint>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {

/// The content coding of a body.
enum class ContentCoding {
  none,
  gzip,
  other,  ///< another coding, or several
};

/// Returns the coding that the Content-Encoding fields of the request name.
[[nodiscard]] ContentCoding content_coding(const http::Request& request);

/// Why a body cannot be decoded.
enum class DecodeError {
  malformed,  ///< not gzip (RFC 1952), or incomplete
  too_long,   ///< longer than `most`
};

/// Returns the decompressed bytes. Fails with any value of DecodeError.
[[nodiscard]] result<std::string, DecodeError> gunzip(std::string_view bytes, std::uint64_t most);

}  // namespace gatehouse::web::detail

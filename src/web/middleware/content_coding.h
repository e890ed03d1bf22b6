#pragma once
// SPDX-License-Identifier: Apache-2.0
// Content codings of request bodies (RFC 9110 8.4).

#include <cstdint>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {

/// How a body was coded.
enum class ContentCoding {
  none,
  gzip,
  other,  ///< another coding, or several
};

/// What the request's Content-Encoding fields say.
[[nodiscard]] ContentCoding content_coding(const http::Request& request);

/// Why a body can't be decoded.
enum class DecodeError {
  malformed,  ///< it is not gzip (RFC 1952), or ends too early
  too_long,   ///< it is longer than `most`
};

/// The bytes that were compressed, `most` at most.
[[nodiscard]] result<std::string, DecodeError> gunzip(std::string_view bytes, std::uint64_t most);

}  // namespace gatehouse::web::detail

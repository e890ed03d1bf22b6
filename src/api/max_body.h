#pragma once
// SPDX-License-Identifier: Apache-2.0
// The limit on the body of a request.

#include <cstdint>

namespace gatehouse::api {

/// In bytes; a longer body is refused with 413. Endpoints need far less, for a token and a password. An
/// endpoint that accepts more, for example an upload, sets OperationOptions::max_body.
inline constexpr std::uint64_t max_body = 16 * 1024;

}  // namespace gatehouse::api

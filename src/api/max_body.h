#pragma once
// SPDX-License-Identifier: Apache-2.0
// How much a stranger may send to an endpoint.

#include <cstdint>

namespace gatehouse::api {

/// Bytes of a request's body, over it: 413. Many times what any endpoint needs: a token and a password. An
/// endpoint that takes more (a stream, an upload) says so by OperationOptions::max_body.
inline constexpr std::uint64_t max_body = 16 * 1024;

}  // namespace gatehouse::api

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who counts as one client where clients take turns.

#include <string>
#include <string_view>

namespace gatehouse::api {

/// The peer's address; of IPv6 the network of 64 bits, which one customer has whole (RFC 6177). A text that
/// is no address is its own key.
[[nodiscard]] std::string client_key(std::string_view remote_address);

}  // namespace gatehouse::api

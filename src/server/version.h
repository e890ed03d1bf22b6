#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which gatehouse this is.

#include <string_view>

namespace gatehouse::server {

/// The version that CMake's project() names, such as "0.1.0".
[[nodiscard]] std::string_view version() noexcept;

}  // namespace gatehouse::server

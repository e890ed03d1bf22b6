#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse password-cost`: which bcrypt cost this machine can afford.

#include <chrono>
#include <optional>
#include <string>

#include "gatehouse/crypto/passwords/bcrypt_speed.h"

namespace gatehouse::server {

/// The highest cost, of 4 to 31, of which one hash takes no longer than `target`; nothing where not even 4
/// is.
[[nodiscard]] std::optional<int> highest_cost(const crypto::BcryptSpeed& speed,
                                              std::chrono::milliseconds target);

/// The command's output: what each cost takes and carries, and the highest within `target`. Lines end with a
/// newline.
[[nodiscard]] std::string describe_password_cost(const crypto::BcryptSpeed& speed,
                                                 std::chrono::milliseconds target);

}  // namespace gatehouse::server

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The command `gatehouse password-cost`: finds the bcrypt cost that this machine can afford.

#include <chrono>
#include <optional>
#include <string>

#include "gatehouse/crypto/passwords/bcrypt_speed.h"

namespace gatehouse::server {

/// Returns the highest cost from 4 to 31 whose hash takes at most `target`, or nullopt if even
/// 4 takes longer.
[[nodiscard]] std::optional<int> highest_cost(const crypto::BcryptSpeed& speed,
                                              std::chrono::milliseconds target);

/// Returns the command's output: the time and throughput of each cost, and the highest cost within `target`.
/// Each line ends with a newline.
[[nodiscard]] std::string describe_password_cost(const crypto::BcryptSpeed& speed,
                                                 std::chrono::milliseconds target);

}  // namespace gatehouse::server

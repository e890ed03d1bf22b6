#pragma once
// SPDX-License-Identifier: Apache-2.0
// Users for measurements.

#include <cstdint>
#include <string>

#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::bench {

/// Returns a user different from all others of this process, with a hash as long as bcrypt's.
inline store::NewUser make_user() {
  static std::uint64_t last = 0;
  return {Uuid::random(), "bench-" + std::to_string(++last) + "@example.com",
          "$2b$12$abcdefghijklmnopqrstuuMK3y5Qv0m5Q0n0vS0m1l2k3j4h5g6f7", 1};
}

}  // namespace gatehouse::bench

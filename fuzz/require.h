#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a property of a fuzzer that does not hold ends in.

#include <cstdlib>

namespace gatehouse::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace gatehouse::fuzz

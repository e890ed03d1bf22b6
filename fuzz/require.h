#pragma once
// SPDX-License-Identifier: Apache-2.0
// Ends the program when a property that a fuzzer checks does not hold.

#include <cstdlib>

namespace gatehouse::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace gatehouse::fuzz

// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/ascii.h"

namespace gatehouse {

std::string fold_case(std::string_view text) {
  std::string folded{text};
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

}  // namespace gatehouse

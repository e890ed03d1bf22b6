#pragma once
// SPDX-License-Identifier: Apache-2.0
// A failure that only an operator can do something about.

#include <string>

namespace gatehouse::server {

/// What went wrong, as a sentence. (Beside a Secret, a plain string in a result could be taken for the
/// Secret's text.)
struct Problem {
  std::string text;
};

}  // namespace gatehouse::server

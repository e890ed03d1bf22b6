#pragma once
// SPDX-License-Identifier: Apache-2.0
// A failure that only an operator can resolve.

#include <string>

namespace gatehouse::server {

/// A failure described in a sentence. It is a type of its own because a string in a result could be taken for
/// the text of a Secret.
struct Problem {
  std::string text;
};

}  // namespace gatehouse::server

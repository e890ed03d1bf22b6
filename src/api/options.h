#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an operator decides about endpoints; a state of the app.

#include <string>

namespace gatehouse::api {

struct Options {
  bool is_signup_enabled = true;
  std::string issuer{};   ///< of tokens, else the public URL; empty: there is no metadata to show
  bool has_jwks = false;  ///< whether /.well-known/jwks.json is there for the metadata to name
};

}  // namespace gatehouse::api

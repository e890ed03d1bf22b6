#pragma once
// SPDX-License-Identifier: Apache-2.0
// What operators configure about endpoints. A state of the app.

#include <string>

namespace gatehouse::api {

struct Options {
  bool is_signup_enabled = true;
  std::string issuer{};   ///< the issuer of tokens, or else the public URL; empty: there is no metadata
  bool has_jwks = false;  ///< whether the metadata names /.well-known/jwks.json
};

}  // namespace gatehouse::api

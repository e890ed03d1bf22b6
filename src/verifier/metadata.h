#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an authorization server says of itself (RFC 8414), as far as keys go.

#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

/// Where the metadata of an issuer is: the well-known path goes between its host and its path (RFC 8414 3.1).
/// Errors as `parse_source_url`; an issuer has no query either.
[[nodiscard]] result<SourceUrl, std::string> metadata_url(std::string_view issuer, bool allow_plain_http);

/// The `jwks_uri` of metadata. Its `issuer` must be `issuer` to the letter (RFC 8414 3.3), or one server
/// could speak for another. The error says in one line what is wrong.
[[nodiscard]] result<SourceUrl, std::string> read_jwks_uri(std::string_view json, std::string_view issuer,
                                                           bool allow_plain_http);

}  // namespace gatehouse::verifier

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the location of the keys from the metadata of an authorization server (RFC 8414).

#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

/// Returns the URL of the metadata of an issuer: the well-known path is inserted between its host and its
/// path (RFC 8414 3.1). Fails like `parse_source_url`, and for an issuer with a query.
[[nodiscard]] result<SourceUrl, std::string> metadata_url(std::string_view issuer, bool allow_plain_http);

/// Returns the `jwks_uri` of metadata. Its `issuer` must equal `issuer` exactly (RFC 8414 3.3), so that one
/// server cannot speak for another. Fails with one line of text that says what is wrong.
[[nodiscard]] result<SourceUrl, std::string> read_jwks_uri(std::string_view json, std::string_view issuer,
                                                           bool allow_plain_http);

}  // namespace gatehouse::verifier

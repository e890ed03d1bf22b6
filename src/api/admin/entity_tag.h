#pragma once
// SPDX-License-Identifier: Apache-2.0
// Entity tags of what administrators edit, so that no edit overwrites another unseen (RFC 9110 13.1.1).

#include <cstdint>
#include <optional>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// The value of If-Match.
using IfMatch = web::Header<"If-Match", std::optional<std::string>>;

/// Returns the entity tag of a revision.
[[nodiscard]] std::string tag_of(std::uint64_t revision);

/// Returns the revision that the caller expects, or nothing for "*", which any revision matches. Throws 428
/// when the field is missing (RFC 6585 3), and 412 when it is not a tag of ours.
[[nodiscard]] std::optional<std::uint64_t> expected_revision(const IfMatch& if_match);

}  // namespace gatehouse::api::admin

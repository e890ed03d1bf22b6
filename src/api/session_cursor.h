#pragma once
// SPDX-License-Identifier: Apache-2.0
// Positions in lists of sessions, as text.

#include <optional>
#include <string>

#include "auth/sessions/sessions.h"

namespace gatehouse::api {

/// Returns `MICROSECONDS.UUID`: when the page's last session was last used, and its id.
[[nodiscard]] std::string write_cursor(const store::SessionCursor& cursor);

/// Returns the position, or the start of the list for no text. Throws 422 when the text is not a cursor.
[[nodiscard]] store::SessionCursor read_cursor(const std::optional<std::string>& text);

}  // namespace gatehouse::api

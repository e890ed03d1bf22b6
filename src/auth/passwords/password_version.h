#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which rule prepared a password before it was hashed, as the store remembers it beside each hash.

namespace gatehouse::auth {

/// The hash came from elsewhere: of the bytes as they were typed, prepared or not.
inline constexpr int imported_password_version = 0;

/// The hash was made here, of what `crypto::prepare_password` gives.
inline constexpr int prepared_password_version = 1;

}  // namespace gatehouse::auth

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The rules that prepare a password before hashing. The store keeps the rule's number beside each hash.

namespace gatehouse::auth {

/// The hash was imported. It is of the bytes as they were typed, prepared or not.
inline constexpr int imported_password_version = 0;

/// The hash was made by this program, of the result of `crypto::prepare_password`.
inline constexpr int prepared_password_version = 1;

}  // namespace gatehouse::auth

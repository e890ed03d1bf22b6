#pragma once
// SPDX-License-Identifier: Apache-2.0
// How often an operation is tried when another change of the same record is committed first.

namespace gatehouse::auth {

/// Attempts at an operation that reads a user, decides, and writes. The write fails with `conflict` if the
/// user has changed meanwhile; the operation then reads again and decides anew.
inline constexpr int max_attempts = 3;

/// Verifications of a password for one login. A second one is needed when the password was changed
/// during the first.
inline constexpr int max_verifications = 2;

}  // namespace gatehouse::auth

#pragma once
// SPDX-License-Identifier: Apache-2.0
// Limits wrong passwords that a user who is logged in enters to confirm a change.

#include "api/origin.h"
#include "api/throttled.h"
#include "auth/accounts/account_error.h"
#include "auth/throttle/guard.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// An attempt to confirm a password. It counts from its beginning, and no longer once it has succeeded. Guard
/// and request must outlive it.
class PasswordAttempt {
 public:
  /// Throws 429 when the user has entered too many wrong passwords.
  PasswordAttempt(auth::throttle::Guard& guard, const auth::Access& caller, const web::Request& request)
      : guard_(guard),
        user_(caller.user->id),
        origin_(origin_of(request)),
        admission_(guard.admit_password(user_, origin_)) {
    if (admission_.refusal) refuse_throttled(*admission_.refusal);
  }

  /// Records the outcome of the attempt.
  template <class T>
  void settle(const auth::AccountResult<T>& outcome) {
    if (outcome) return admission_.hold.give_back();
    guard_.note_password_failure(user_, origin_, admission_, outcome.error());
  }

 private:
  auth::throttle::Guard& guard_;
  Uuid user_;
  auth::throttle::Origin origin_;
  auth::throttle::Admission admission_;
};

}  // namespace gatehouse::api::account

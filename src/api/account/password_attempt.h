#pragma once
// SPDX-License-Identifier: Apache-2.0
// A password that a user who is logged in gives once more, within the limit of wrong ones.

#include "api/origin.h"
#include "api/throttled.h"
#include "auth/accounts/account_error.h"
#include "auth/throttle/guard.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Counts from its beginning, and no more once it has succeeded. Guard and request outlive it.
class PasswordAttempt {
 public:
  /// Throws 429 where the user has given too many wrong ones.
  PasswordAttempt(auth::throttle::Guard& guard, const auth::Access& caller, const web::Request& request)
      : guard_(guard),
        user_(caller.user->id),
        origin_(origin_of(request)),
        admission_(guard.admit_password(user_, origin_)) {
    if (admission_.refusal) refuse_throttled(*admission_.refusal);
  }

  /// Tells what has come of it.
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

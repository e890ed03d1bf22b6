#pragma once
// SPDX-License-Identifier: Apache-2.0
// Decides which attempts are allowed at all, before any work is done for them, and logs those that fail.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/accounts/account_error.h"
#include "auth/accounts/accounts.h"
#include "auth/throttle/bounded_map.h"
#include "auth/throttle/device_cookies.h"
#include "auth/throttle/limit.h"
#include "auth/throttle/throttle.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::auth::throttle {

/// Where a request comes from.
struct Origin {
  Origin() = default;
  Origin(std::string shown, std::string counted, std::string wider, std::string request)
      : address(std::move(shown)),
        block(std::move(counted)),
        network(std::move(wider)),
        request_id(std::move(request)) {}

  std::string address;     ///< for the log
  std::string block;       ///< what is counted: an IPv4 address, or an IPv6 network of 64 bits
  std::string network;     ///< an IPv6 network of 48 bits; else empty
  std::string request_id;  ///< for the log
};

/// A login that is about to be tried.
struct LoginAttempt {
  LoginAttempt(std::string typed, std::string device_cookie, Origin from)
      : name(std::move(typed)), cookie(std::move(device_cookie)), origin(std::move(from)) {}

  std::string name;    ///< as typed; need not be an address
  std::string cookie;  ///< value of the cookie `DeviceCookies::name(account)`; empty if there is none
  Origin origin;
};

/// Whether an attempt may go on.
struct Admission {
  std::optional<Refusal> refusal{};  ///< set: it may not
  Hold hold{};                       ///< give it back unless the attempt has failed
  std::string device{};  ///< of a known device: tells it from all others, of other users too; else empty
  std::string cookie_device{};  ///< the id in its cookie, if it has proved itself by one
  bool is_new_pair = false;     ///< of a login: the first at this account from this address
};

/// All limits of logins, sign-ups, refreshes and secrets. An unknown account is treated as a known one
/// (CWE-204). Thread-safe; one a program.
///
/// A *known device* is one that shows the cookie of an earlier login, or whose address the user has logged in
/// from since the program began. It has a limit of its own and is not counted among the others, so that
/// whoever attacks the account can't lock it out there.
class Guard {
 public:
  /// Most pairs of account and address that are remembered, of each kind.
  static constexpr std::size_t max_pairs = 65'536;

  /// The accounts outlive this. `log`: null for none.
  Guard(ThrottleOptions options, DeviceCookies cookies, Accounts& accounts, std::shared_ptr<Log> log);

  /// The account's folded address; of a name that is no address, the name folded.
  [[nodiscard]] static std::string account_of(std::string_view name);

  /// Whether this login may be tried. A refusal is logged. Where the store can't tell, the device counts as
  /// unknown.
  [[nodiscard]] awaitable<Admission> admit_login(const LoginAttempt& attempt);
  /// The login has failed: logs it. What the attempt has held stays counted if the credentials were wrong,
  /// and is given back if they could not be checked.
  void note_failure(const LoginAttempt& attempt, Admission& admission, const AccountError& error);
  /// The login has succeeded: it does not count, and its device is known from now on, by the cookie value
  /// that is returned. Empty where nothing is limited.
  [[nodiscard]] std::string note_success(const LoginAttempt& attempt, Admission& admission,
                                         const store::User& user);

  /// Whether a sign-up may be tried from there. A refusal is logged.
  [[nodiscard]] Admission admit_signup(const Origin& origin);
  /// Whether the session may be refreshed.
  [[nodiscard]] Admission admit_refresh(const Uuid& session);

  /// Whether a user who is logged in may have a password checked. A refusal is logged.
  [[nodiscard]] Admission admit_password(const Uuid& user, const Origin& origin);
  /// As `note_failure`, for the password of a user who is logged in.
  void note_password_failure(const Uuid& user, const Origin& origin, Admission& admission,
                             const AccountError& error);

  /// Why this client's secret is not to be checked for this address now. A refusal is logged. Counted by
  /// client and address together: who sends wrong secrets locks out nobody but itself.
  [[nodiscard]] std::optional<Refusal> find_client_refusal(std::string_view client, const Origin& origin);
  /// Counts and logs a wrong secret, or an unknown client.
  void note_client_failure(std::string_view client, const Origin& origin);

  [[nodiscard]] Throttle& throttle() noexcept { return throttle_; }

 private:
  struct KnownDevice {
    std::string id;
    std::string cookie_id;
  };
  [[nodiscard]] awaitable<std::optional<KnownDevice>> find_device(const LoginAttempt& attempt,
                                                                  const std::string& account);
  [[nodiscard]] Key pair_key(std::string_view account, const Origin& origin) const;
  [[nodiscard]] std::vector<Claim> claims_of_stranger(const std::string& account, const Origin& origin);
  [[nodiscard]] Claim client_claim(std::string_view client, const Origin& origin) const;
  /// Whether the address has tried the account; `until` marks that it has, or that it has not.
  [[nodiscard]] bool has_tried(std::string_view account, const Origin& origin);
  void mark_tried(std::string_view account, const Origin& origin, std::optional<TimePoint> until);
  /// The attempt was none at guessing.
  void forget(const LoginAttempt& attempt, Admission& admission);
  void log_login(const LoginAttempt& attempt, std::string_view reason) const;

  const Clock& clock_;
  Throttle throttle_;
  DeviceCookies cookies_;
  Accounts& accounts_;
  std::shared_ptr<Log> log_;
  std::chrono::microseconds pair_window_;
  BoundedMap<TimePoint> tried_pairs_{max_pairs};  ///< where it was tried, and until when that counts
  BoundedMap<Key> known_blocks_{max_pairs};       ///< where it has succeeded, with which password's hash
};

}  // namespace gatehouse::auth::throttle

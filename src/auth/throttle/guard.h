#pragma once
// SPDX-License-Identifier: Apache-2.0
// Decides which attempts are allowed before any work is done for them, and logs those that fail.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/accounts/account_error.h"
#include "auth/accounts/accounts.h"
#include "auth/audit/refusal_log.h"
#include "auth/counts.h"
#include "auth/throttle/bounded_map.h"
#include "auth/throttle/device_cookies.h"
#include "auth/throttle/limit.h"
#include "auth/throttle/throttle.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::auth::throttle {

/// The origin of a request.
struct Origin {
  Origin() = default;
  Origin(std::string shown, std::string counted, std::string wider, std::string request)
      : address(std::move(shown)),
        block(std::move(counted)),
        network(std::move(wider)),
        request_id(std::move(request)) {}

  std::string address;     ///< the peer address, for the log
  std::string block;       ///< what is counted: an IPv4 address, or an IPv6 network of 64 bits
  std::string network;     ///< an IPv6 network of 48 bits; empty for IPv4
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

/// The decision on an attempt.
struct Admission {
  std::optional<Refusal> refusal{};  ///< set when the attempt is refused
  Hold hold{};                       ///< give it back unless the attempt has failed
  std::string device{};         ///< unique id of a known device and its user; empty if the device is unknown
  std::string cookie_device{};  ///< the device id in its cookie; empty if it is not known by a cookie
  bool is_new_pair = false;     ///< of a login: the first at this account from this address
};

/// Applies all limits of logins, sign-ups, refreshes and secrets. An unknown account is treated as a known
/// one (CWE-204). Thread-safe; a program has one.
///
/// A *known device* is one that sends the cookie of an earlier login, or whose address the user has logged in
/// from since the program started. It has a limit of its own and does not count towards the other limits, so
/// an attack on the account cannot lock it out.
class Guard {
 public:
  /// The largest number of pairs of account and address that are remembered, of each kind.
  static constexpr std::size_t max_pairs = 65'536;

  /// The accounts must outlive this. `log`, `refusals`, which counts what is refused for the audit record,
  /// and `counts`, which counts it for metrics, may be null.
  Guard(ThrottleOptions options, DeviceCookies cookies, Accounts& accounts, std::shared_ptr<Log> log,
        std::shared_ptr<RefusalLog> refusals = nullptr, std::shared_ptr<Counts> counts = nullptr);

  /// Returns the account's folded address. If the name is not an address, returns the folded name.
  [[nodiscard]] static std::string account_of(std::string_view name);

  /// Decides whether this login may be tried, and logs a refusal. When the store fails, the device
  /// counts as unknown.
  [[nodiscard]] awaitable<Admission> admit_login(const LoginAttempt& attempt);
  /// Logs that the login has failed. The attempt stays counted if the credentials were wrong, and is given
  /// back if they could not be checked.
  void note_failure(const LoginAttempt& attempt, Admission& admission, const AccountError& error);
  /// Records that the login has succeeded: the attempt does not count, and its device is known from now on.
  /// Returns the value of the device's cookie, or an empty text if limits are turned off.
  [[nodiscard]] std::string note_success(const LoginAttempt& attempt, Admission& admission,
                                         const store::User& user);

  /// Decides whether a sign-up may be tried from this origin, and logs a refusal.
  [[nodiscard]] Admission admit_signup(const Origin& origin);
  /// Decides whether the session may be refreshed, and counts a refusal.
  [[nodiscard]] Admission admit_refresh(const Uuid& session, const Origin& origin);

  /// Decides whether the password of a user who is logged in may be checked, and logs a refusal.
  [[nodiscard]] Admission admit_password(const Uuid& user, const Origin& origin);
  /// Does what `note_failure` does, for the password of a user who is logged in.
  void note_password_failure(const Uuid& user, const Origin& origin, Admission& admission,
                             const AccountError& error);

  /// Returns why this client's secret must not be checked for this address now, or nullopt, and logs a
  /// refusal. Failures are counted by client and address together, so wrong secrets lock out only the address
  /// that sent them.
  [[nodiscard]] std::optional<Refusal> find_client_refusal(std::string_view client, const Origin& origin);
  /// Counts and logs a wrong secret or an unknown client.
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
  /// Returns whether the address has tried the account. `mark_tried` sets that until `until`, or clears
  /// it with nullopt.
  [[nodiscard]] bool has_tried(std::string_view account, const Origin& origin);
  void mark_tried(std::string_view account, const Origin& origin, std::optional<TimePoint> until);
  /// Takes the attempt back, because it was not a guess.
  void forget(const LoginAttempt& attempt, Admission& admission);
  void log_login(const LoginAttempt& attempt, std::string_view reason) const;
  void log_password(const Uuid& user, const Origin& origin, std::string_view reason) const;
  void log_client(std::string_view client, const Origin& origin, std::string_view reason) const;
  /// Counts an attempt for metrics that a limit has refused, if it was refused.
  void count_refused(const std::optional<Refusal>& refusal) const noexcept;
  /// Counts a refusal for the audit record.
  void count(std::string action, std::string_view reason, store::Subject subject, const Origin& origin) const;

  const Clock& clock_;
  Throttle throttle_;
  DeviceCookies cookies_;
  Accounts& accounts_;
  std::shared_ptr<Log> log_;
  std::shared_ptr<RefusalLog> refusals_;
  std::shared_ptr<Counts> counts_;
  std::chrono::microseconds pair_window_;
  BoundedMap<TimePoint> tried_pairs_{max_pairs};  ///< pairs that have tried, and until when that counts
  BoundedMap<Key> known_blocks_{max_pairs};       ///< pairs that have succeeded, with a key of the hash
};

}  // namespace gatehouse::auth::throttle

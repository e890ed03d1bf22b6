// SPDX-License-Identifier: Apache-2.0
#include "auth/throttle/guard.h"

#include <array>
#include <vector>

#include "auth/clients/clients.h"
#include "gatehouse/base/ascii.h"
#include "gatehouse/base/email.h"

namespace gatehouse::auth::throttle {
namespace {

/// Returns whether the attempt may have been a guess: the credentials were checked and were wrong.
bool is_guess(const AccountError& error) { return error == AccountError::wrong_credentials; }

/// Returns the throttle's decision as an Admission, for attempts where the device makes no difference.
Admission admission_of(Throttle::Outcome taken) {
  Admission admission;
  admission.refusal = taken.refusal;
  if (taken.hold) admission.hold = std::move(*taken.hold);
  return admission;
}

}  // namespace

Guard::Guard(ThrottleOptions options, DeviceCookies cookies, Accounts& accounts, std::shared_ptr<Log> log,
             std::shared_ptr<RefusalLog> refusals, std::shared_ptr<Counts> counts)
    : clock_(options.clock),
      throttle_(options),
      cookies_(std::move(cookies)),
      accounts_(accounts),
      log_(std::move(log)),
      refusals_(std::move(refusals)),
      counts_(std::move(counts)),
      pair_window_(options.rates[Limit::address_accounts].window()) {}

std::string Guard::account_of(std::string_view name) {
  const auto address = Email::parse(name);
  return address ? address->folded() : fold_case(name);
}

Key Guard::pair_key(std::string_view account, const Origin& origin) const {
  return throttle_.key({account, origin.block});
}

std::vector<Claim> Guard::claims_of_stranger(const std::string& account, const Origin& origin) {
  std::vector<Claim> claims;
  claims.emplace_back(Limit::account_failures, throttle_.key({account}));
  const auto block = throttle_.key({origin.block});
  claims.emplace_back(Limit::address_failures, block);
  if (!origin.network.empty()) {
    claims.emplace_back(Limit::network_failures, throttle_.key({origin.network}));
  }
  // Trying the same account again is no sign of an attack with a list of stolen passwords, so it
  // is not counted.
  if (!has_tried(account, origin)) claims.emplace_back(Limit::address_accounts, block);
  return claims;
}

bool Guard::has_tried(std::string_view account, const Origin& origin) {
  const auto now = clock_.now();
  return tried_pairs_.update(pair_key(account, origin), [&](std::optional<TimePoint>& until) {
    if (until && *until <= now) until.reset();
    return until.has_value();
  });
}

void Guard::mark_tried(std::string_view account, const Origin& origin, std::optional<TimePoint> until) {
  tried_pairs_.update(pair_key(account, origin), [&](std::optional<TimePoint>& kept) {
    kept = until;
    return true;
  });
}

void Guard::forget(const LoginAttempt& attempt, Admission& admission) {
  admission.hold.give_back();
  if (admission.is_new_pair) mark_tried(account_of(attempt.name), attempt.origin, std::nullopt);
}

awaitable<std::optional<Guard::KnownDevice>> Guard::find_device(const LoginAttempt& attempt,
                                                                const std::string& account) {
  std::optional<KnownDevice> known;
  const auto block = known_blocks_.update(pair_key(account, attempt.origin),
                                          [](std::optional<Key>& password) { return password; });
  if (attempt.cookie.empty() && !block) co_return known;
  auto finding = accounts_.find_user_by_email(account);
  const auto user = co_await std::move(finding);
  if (!user) co_return known;
  const auto id = user->id.to_string();
  if (const auto device = cookies_.find_device(attempt.cookie, *user)) {
    known.emplace(KnownDevice{id + ' ' + *device, *device});
  } else if (block && *block == throttle_.key({user->password_hash})) {
    known.emplace(KnownDevice{id + " at " + attempt.origin.block, {}});
  }
  co_return known;
}

awaitable<Admission> Guard::admit_login(const LoginAttempt& attempt) {
  Admission admission;
  if (!throttle_.is_enabled()) co_return admission;
  const auto account = account_of(attempt.name);
  auto finding = find_device(attempt, account);
  auto known = co_await std::move(finding);
  std::vector<Claim> claims;
  if (known) {
    claims.emplace_back(Limit::device_failures, throttle_.key({known->id}));
  } else {
    claims = claims_of_stranger(account, attempt.origin);
  }
  auto taken = throttle_.take(claims);
  admission.refusal = taken.refusal;
  count_refused(taken.refusal);
  if (taken.refusal) {
    if (counts_) counts_->add(LoginResult::throttled);
    log_login(attempt, to_string(taken.refusal->limit));
    co_return admission;
  }
  admission.hold = std::move(*taken.hold);
  if (known) {
    admission.device = std::move(known->id);
    admission.cookie_device = std::move(known->cookie_id);
  } else {
    admission.is_new_pair = !has_tried(account, attempt.origin);
    mark_tried(account, attempt.origin, clock_.now() + pair_window_);
  }
  co_return admission;
}

void Guard::note_failure(const LoginAttempt& attempt, Admission& admission, const AccountError& error) {
  if (counts_) counts_->add(error);
  if (!is_guess(error)) return forget(attempt, admission);
  log_login(attempt, error.fault_name());
}

std::string Guard::note_success(const LoginAttempt& attempt, Admission& admission, const store::User& user) {
  if (counts_) counts_->add(LoginResult::success);
  forget(attempt, admission);
  if (!throttle_.is_enabled()) return {};
  known_blocks_.update(pair_key(account_of(attempt.name), attempt.origin), [&](std::optional<Key>& password) {
    password = throttle_.key({user.password_hash});
    return true;
  });
  return cookies_.make(user, admission.cookie_device);
}

Admission Guard::admit_signup(const Origin& origin) {
  std::vector<Claim> claims;
  claims.emplace_back(Limit::signups, throttle_.key({origin.block}));
  if (!origin.network.empty()) claims.emplace_back(Limit::network_signups, throttle_.key({origin.network}));
  auto admission = admission_of(throttle_.take(claims));
  count_refused(admission.refusal);
  if (!admission.refusal) return admission;
  const auto reason = to_string(admission.refusal->limit);
  count("signup_refused", reason, {}, origin);
  if (log_) {
    log_->write(LogLevel::info, "sign-up refused",
                {{"reason", reason}, {"remote", origin.address}, {"request_id", origin.request_id}});
  }
  return admission;
}

Admission Guard::admit_refresh(const Uuid& session, const Origin& origin) {
  const std::array claims{Claim{Limit::refreshes, throttle_.key({session.to_string()})}};
  auto admission = admission_of(throttle_.take(claims));
  count_refused(admission.refusal);
  if (!admission.refusal) return admission;
  const auto reason = to_string(admission.refusal->limit);
  count("refresh_refused", reason, {}, origin);
  if (log_) {
    const auto id = session.to_string();
    log_->write(
        LogLevel::info, "refresh refused",
        {{"reason", reason}, {"session", id}, {"remote", origin.address}, {"request_id", origin.request_id}});
  }
  return admission;
}

Admission Guard::admit_password(const Uuid& user, const Origin& origin) {
  const std::array claims{Claim{Limit::password_failures, throttle_.key({user.to_string()})}};
  auto admission = admission_of(throttle_.take(claims));
  count_refused(admission.refusal);
  if (admission.refusal) log_password(user, origin, to_string(admission.refusal->limit));
  return admission;
}

void Guard::note_password_failure(const Uuid& user, const Origin& origin, Admission& admission,
                                  const AccountError& error) {
  if (!is_guess(error)) return admission.hold.give_back();
  log_password(user, origin, error.fault_name());
}

void Guard::log_password(const Uuid& user, const Origin& origin, std::string_view reason) const {
  const auto id = user.to_string();
  count("password_check_failed", reason, {store::SubjectKind::user, id}, origin);
  if (!log_) return;
  log_->write(
      LogLevel::info, "password check failed",
      {{"reason", reason}, {"user", id}, {"remote", origin.address}, {"request_id", origin.request_id}});
}

Claim Guard::client_claim(std::string_view client, const Origin& origin) const {
  return {Limit::client_failures, throttle_.key({client, origin.block})};
}

std::optional<Refusal> Guard::find_client_refusal(std::string_view client, const Origin& origin) {
  const std::array claims{client_claim(client, origin)};
  auto refusal = throttle_.find_refusal(claims);
  count_refused(refusal);
  if (refusal) log_client(client, origin, to_string(refusal->limit));
  return refusal;
}

void Guard::note_client_failure(std::string_view client, const Origin& origin) {
  const std::array claims{client_claim(client, origin)};
  throttle_.count(claims);
  log_client(client, origin, "wrong_secret_or_unknown_client");
}

void Guard::log_client(std::string_view client, const Origin& origin, std::string_view reason) const {
  // An invalid client id may be a secret that was sent in the wrong place, so it is not kept (CWE-532).
  const bool is_id = Clients::is_id(client);
  count("client_failed", reason, {store::SubjectKind::client, is_id ? std::string{client} : std::string{}},
        origin);
  if (!log_) return;
  log_->write(LogLevel::info, "client authentication failed",
              {{"reason", reason},
               {"client", is_id ? client : std::string_view{"(no client id)"}},
               {"remote", origin.address},
               {"request_id", origin.request_id}});
}

void Guard::count_refused(const std::optional<Refusal>& refusal) const noexcept {
  if (counts_ && refusal) counts_->add(refusal->limit);
}

void Guard::count(std::string action, std::string_view reason, store::Subject subject,
                  const Origin& origin) const {
  if (!refusals_) return;
  store::Actor actor;
  actor.address = origin.address;
  actor.request_id = origin.request_id;
  refusals_->note(std::move(action), std::string{reason}, std::move(subject), std::move(actor));
}

void Guard::log_login(const LoginAttempt& attempt, std::string_view reason) const {
  const auto address = Email::parse(attempt.name);
  // People type passwords into the wrong field, so only a valid address is kept (CWE-532).
  count("login_failed", reason, {store::SubjectKind::user, {}, address ? address->folded() : std::string{}},
        attempt.origin);
  if (!log_ || !log_->is_enabled(LogLevel::info)) return;
  const auto account = address ? address->folded() : std::string{"(no address)"};
  log_->write(LogLevel::info, "login failed",
              {{"reason", reason},
               {"account", account},
               {"remote", attempt.origin.address},
               {"request_id", attempt.origin.request_id}});
}

}  // namespace gatehouse::auth::throttle

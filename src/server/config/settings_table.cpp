// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_table.h"

#include <algorithm>

#include "gatehouse/http/server.h"
#include "server/config/settings_field.h"
#include "server/config/settings_form.h"

namespace gatehouse::server {
namespace detail {

template <>
inline constexpr std::string_view choice_names<LogLevel>[] = {"debug", "info", "warning", "error"};
template <>
inline constexpr std::string_view choice_names<LogFormat>[] = {"auto", "text", "json"};
template <>
inline constexpr std::string_view choice_names<TokenAlgorithm>[] = {"HS256", "EdDSA", "ES256", "RS256"};

}  // namespace detail

namespace {

using detail::field;

constexpr std::int64_t kibibyte = 1024;
constexpr std::int64_t mebibyte = 1024 * kibibyte;
constexpr std::int64_t most_at_once = 1'000'000;
constexpr std::int64_t most_per_hour = 3'600'000;

constexpr Setting table[] = {
    {.key = "server.listen",
     .field = field<&Settings::server, &ServerSettings::listen>(),
     .accepts = is_listen_address,
     .form = "HOST:PORT, such as 127.0.0.1:8000, [::1]:8000, or 0.0.0.0:8000 for every IPv4 address",
     .flag = "--listen",
     .placeholder = "HOST:PORT",
     .about = "Address to serve on; several may be given",
     .more =
         "Port 0 lets the system pick one; the log says which. [::]:8000 is every IPv6 address and no IPv4 "
         "address; to serve both, give 0.0.0.0:8000 and [::]:8000."},
    {.key = "server.management",
     .field = field<&Settings::server, &ServerSettings::management>(),
     .accepts = is_management_address,
     .form = "HOST:PORT, such as 127.0.0.1:9000, or nothing",
     .flag = "--management",
     .placeholder = "HOST:PORT",
     .about = "Address for /healthz, /readyz and /metrics; empty: none",
     .more =
         "Nothing there asks who is calling, so use an address that only your monitoring can reach. It is "
         "answered by a thread of its own, also while the server is overloaded or stops."},
    {.key = "server.threads",
     .field = field<&Settings::server, &ServerSettings::threads>(),
     .least = 0,
     .most = 1024,
     .flag = "--threads",
     .placeholder = "N",
     .about = "Threads that serve requests; 0: one for each processor"},
    {.key = "server.trusted_proxies",
     .field = field<&Settings::server, &ServerSettings::trusted_proxies>(),
     .accepts = http::is_network,
     .form = "IP address or network, such as 127.0.0.1 or 10.0.0.0/8",
     .may_be_empty = true,
     .about = "Reverse proxies whose X-Forwarded-For is trusted",
     .more = "Without this setting, all requests through a proxy count as from one address: their sessions "
             "show the proxy's address, and they share one place in the queue of password checks."},
    {.key = "server.public_url",
     .field = field<&Settings::server, &ServerSettings::public_url>(),
     .accepts = is_public_url,
     .form = "an https:// URL without ? and #, such as https://example.com/auth, or nothing",
     .placeholder = "URL",
     .about = "URL at which clients reach this server; empty: unknown",
     .more = "Links and the OAuth metadata use it and never a request's Host field. With https://, cookies "
             "are Secure. It adds no iss to tokens; tokens.issuer does. Plain http:// is accepted for "
             "localhost only."},
    {.key = "server.root_path",
     .field = field<&Settings::server, &ServerSettings::root_path>(),
     .accepts = is_root_path,
     .form = "a path such as /auth, without a slash at its end, or nothing",
     .placeholder = "PATH",
     .about = "Path below which a proxy publishes this server; empty: server.public_url's",
     .more = "Paths in the document, redirects and cookies begin with it. Requests are served with and "
             "without the path. A proxy in server.trusted_proxies may set another path for each request with "
             "X-Forwarded-Prefix."},
    {.key = "server.io_uring",
     .field = field<&Settings::server, &ServerSettings::io_uring>(),
     .about = "Whether to use io_uring if the system allows it (Linux 6.1 or newer)",
     .more = "It needs fewer system calls for each request than epoll, which is used otherwise. The log says "
             "when epoll is used."},
    {.key = "server.stop_seconds",
     .field = field<&Settings::server, &ServerSettings::stop_seconds>(),
     .least = 1,
     .most = 3600,
     .about = "Time for running requests to finish after SIGTERM or SIGINT",
     .more = "Make it shorter than the time after which your service manager kills the server; containers "
             "wait 10 seconds. Requests that have arrived only in part get at most 2 seconds. A second "
             "signal stops at once."},
    {.key = "server.data",
     .field = field<&Settings::server, &ServerSettings::data>(),
     .accepts = is_path,
     .form = "the path of a folder",
     .flag = "--data",
     .placeholder = "DIR",
     .about = "Folder for the database, keys and the control socket",
     .more = "Created if missing, and accessible to its owner only. A relative path is relative to the "
             "folder in which the program was started."},

    {.key = "limits.request_seconds",
     .field = field<&Settings::limits, &LimitSettings::request_seconds>(),
     .least = 1,
     .most = 3600,
     .about = "Time for a request to arrive completely; over it: 408"},
    {.key = "limits.idle_seconds",
     .field = field<&Settings::limits, &LimitSettings::idle_seconds>(),
     .least = 1,
     .most = 3600,
     .about = "Time that a connection may wait between requests; over it: closed",
     .more = "Behind a proxy, make it longer than the proxy's own limit; otherwise the proxy may use "
             "connections that are closed."},
    {.key = "limits.body_bytes",
     .field = field<&Settings::limits, &LimitSettings::body_bytes>(),
     .least = kibibyte,
     .most = 64 * mebibyte,
     .about = "Size of a request's body; over it: 413"},
    {.key = "limits.header_bytes",
     .field = field<&Settings::limits, &LimitSettings::header_bytes>(),
     .least = kibibyte,
     .most = mebibyte,
     .about = "Size of a request's line and header fields; over it: 431"},
    {.key = "limits.memory_bytes",
     .field = field<&Settings::limits, &LimitSettings::memory_bytes>(),
     .least = mebibyte,
     .most = 64 * 1024 * mebibyte,
     .about = "Memory for unfinished requests and unread answers; over it: 503",
     .more = "The address that uses most of it loses what it has held longest: an unfinished request is "
             "answered with 503, and an answer that is not read is cut off. Up to 8 KiB for each connection "
             "are not counted. The limit is never less than twice limits.body_bytes for each thread."},
    {.key = "limits.connections",
     .field = field<&Settings::limits, &LimitSettings::connections>(),
     .least = 0,
     .most = 10'000'000,
     .about = "Connections at once; over it, the longest idle is closed; 0: derived",
     .more = "0 derives it from the number of descriptors that the process may have (`ulimit -Hn`, "
             "LimitNOFILE), less those that the database and others need, and at most 20,000. Each "
             "connection takes about 10 KiB of memory. One that waits for its client to read an answer "
             "counts twice, since it needs a second descriptor."},
    {.key = "limits.connections_per_address",
     .field = field<&Settings::limits, &LimitSettings::connections_per_address>(),
     .least = 0,
     .most = 10'000'000,
     .about = "Connections of one address; over it, its longest idle is closed",
     .more =
         "0: a quarter of limits.connections. An IPv6 address counts together with its /64 network. Trusted "
         "proxies are exempt. When all of an address's connections are being served, its new one is closed."},

    {.key = "tokens.access_minutes",
     .field = field<&Settings::tokens, &TokenSettings::access_minutes>(),
     .least = 1,
     .most = 1440,
     .about = "Lifetime of an access token, in minutes"},
    {.key = "tokens.refresh_days",
     .field = field<&Settings::tokens, &TokenSettings::refresh_days>(),
     .least = 1,
     .most = 365,
     .about = "Lifetime of a refresh token, in days; each refresh starts it anew",
     .more = "So it is also how long a session may be idle."},
    {.key = "tokens.session_days",
     .field = field<&Settings::tokens, &TokenSettings::session_days>(),
     .least = 1,
     .most = 3650,
     .about = "Lifetime of a session, in days, however often it is refreshed",
     .more =
         "After that its user has to log in again. A shorter lifetime also applies to existing sessions."},
    {.key = "tokens.refresh_grace_seconds",
     .field = field<&Settings::tokens, &TokenSettings::refresh_grace_seconds>(),
     .least = 0,
     .most = 300,
     .about = "How long a replaced refresh token is still accepted, in seconds",
     .more = "It returns the same successor, as long as that was never used; this helps clients that lost an "
             "answer. After that time it ends its session."},
    {.key = "tokens.algorithm",
     .field = field<&Settings::tokens, &TokenSettings::algorithm>(),
     .about = "How access tokens are signed",
     .more = "HS256 signs with the secret. The others sign with key pairs, whose public keys are at "
             "/.well-known/jwks.json: other services can check tokens with them, but can't make any."},
    {.key = "tokens.rotate_days",
     .field = field<&Settings::tokens, &TokenSettings::rotate_days>(),
     .least = 0,
     .most = 3650,
     .about = "How long a key pair signs, in days; 0: until `gatehouse keys rotate`"},
    {.key = "tokens.issuer",
     .field = field<&Settings::tokens, &TokenSettings::issuer>(),
     .accepts = is_issuer,
     .form = "an https:// URL without ? and #, or nothing",
     .placeholder = "URL",
     .about = "Public URL of this server, the tokens' iss; empty: no iss",
     .more =
         "It is never derived from a request's Host field. Plain http:// is accepted for localhost only."},
    {.key = "tokens.audience",
     .field = field<&Settings::tokens, &TokenSettings::audience>(),
     .accepts = is_audience,
     .form = "up to 255 visible ASCII characters but \" and \\, such as https://api.example.com, or nothing",
     .placeholder = "NAME",
     .about = "Audience of access tokens, their aud; empty: no aud",
     .more = "Needs tokens.issuer; with both, access tokens are those of RFC 9068 (typ at+jwt, client_id), "
             "and no others are accepted. Libraries refuse an aud that they were not configured to expect."},
    {.key = "tokens.accept_without_session",
     .field = field<&Settings::tokens, &TokenSettings::accept_without_session>(),
     .about = "Whether access tokens without a session (sid) are accepted",
     .more = "Such tokens, made elsewhere with the same key, can't be revoked before they expire."},

    {.key = "sessions.max_per_user",
     .field = field<&Settings::sessions, &SessionSettings::max_per_user>(),
     .least = 1,
     .most = 100'000,
     .about = "Live sessions of one user; when one more begins, the oldest ends"},

    {.key = "passwords.schemes",
     .field = field<&Settings::passwords, &PasswordSettings::schemes>(),
     .accepts = is_hash_scheme,
     .form = "bcrypt, argon2id",
     .about = "Schemes for hashing passwords; the first makes new hashes",
     .more = "Hashes of the other scheme, and of every format that `gatehouse user import` accepts, are "
             "verified even if they are not named here; a login replaces them with a hash of the first. With "
             "bcrypt, a password has at most 72 bytes."},
    {.key = "passwords.bcrypt_cost",
     .field = field<&Settings::passwords, &PasswordSettings::bcrypt_cost>(),
     .least = 4,
     .most = 16,
     .about = "Cost of new password hashes; one more doubles the work",
     .more = "A user's existing hash is replaced at the next login. Costs under 10 are for tests only."},
    {.key = "passwords.argon2_memory_kib",
     .field = field<&Settings::passwords, &PasswordSettings::argon2_memory_kib>(),
     .least = kibibyte,
     .most = mebibyte,
     .about = "Memory of a new Argon2 hash, in KiB",
     .more = "A login uses this much memory while it is checked, about 15 ms at the default. RFC 9106 "
             "recommends 65536 with 3 passes if there is enough memory."},
    {.key = "passwords.argon2_passes",
     .field = field<&Settings::passwords, &PasswordSettings::argon2_passes>(),
     .least = 1,
     .most = 64,
     .about = "Passes of a new Argon2 hash over its memory"},
    {.key = "passwords.argon2_lanes",
     .field = field<&Settings::passwords, &PasswordSettings::argon2_lanes>(),
     .least = 1,
     .most = 64,
     .about = "Lanes of a new Argon2 hash",
     .more = "One thread computes all of them."},
    {.key = "passwords.argon2_total_memory_kib",
     .field = field<&Settings::passwords, &PasswordSettings::argon2_total_memory_kib>(),
     .least = kibibyte,
     .most = 64 * mebibyte,
     .about = "Memory of all Argon2 hashes at once, in KiB; over it, they wait",
     .more = "An imported hash that needs more than this, or more than 256 MiB, is refused. The limit is "
             "never less than what one new hash needs."},
    {.key = "passwords.threads",
     .field = field<&Settings::passwords, &PasswordSettings::threads>(),
     .least = 0,
     .most = 1024,
     .about = "Threads that compute password hashes; 0: one for each processor",
     .more = "They run at a low priority, so that a rush of logins does not slow other requests."},
    {.key = "passwords.queue",
     .field = field<&Settings::passwords, &PasswordSettings::queue>(),
     .least = 1,
     .most = 100'000,
     .about = "Password checks that may wait, for each kind of caller; over it: 503"},

    {.key = "admin.api",
     .field = field<&Settings::admin, &AdminSettings::api>(),
     .about = "Whether /admin/api answers at the addresses of server.listen",
     .more =
         "It asks for an access token with the scope gatehouse:admin. The control socket in the data folder "
         "is there in any case."},
    {.key = "admin.listen",
     .field = field<&Settings::admin, &AdminSettings::listen>(),
     .accepts = is_listen_address,
     .form = "HOST:PORT, such as 127.0.0.1:8002",
     .may_be_empty = true,
     .about = "Further addresses at which /admin/api answers, and nothing else",
     .more = "They ask for the same access token. Use them to keep administration within a network."},
    {.key = "signup.enabled",
     .field = field<&Settings::signup, &SignupSettings::enabled>(),
     .about = "Whether anyone may create an account through POST /signup",
     .more = "When false, accounts are made with `gatehouse user add`."},

    {.key = "audit.keep_days",
     .field = field<&Settings::audit, &AuditSettings::keep_days>(),
     .least = 0,
     .most = 36'500,
     .about = "Days for which the audit record keeps an entry; 0: for ever",
     .more = "Older entries are deleted from the old end, once an hour. What remains can still be verified."},

    {.key = "throttle.enabled",
     .field = field<&Settings::throttle, &ThrottleSettings::enabled>(),
     .about = "Whether the limits of this section apply",
     .more = "When false, no attempt is limited, and no device is remembered."},
    {.key = "throttle.account_failures",
     .field = field<&Settings::throttle, &ThrottleSettings::account_failures>(),
     .least = 1,
     .most = most_at_once,
     .about = "Failed logins of an account at once, from unknown devices; over it: 429",
     .more = "Counted whether the account exists or not. A login that succeeds is never counted."},
    {.key = "throttle.account_failures_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::account_failures_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.device_failures",
     .field = field<&Settings::throttle, &ThrottleSettings::device_failures>(),
     .least = 1,
     .most = most_at_once,
     .about = "Failed logins of an account at once, from each known device; over it: 429",
     .more = "Each known device is counted separately, so that an attack on the account does not lock its "
             "owner out there."},
    {.key = "throttle.device_failures_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::device_failures_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.address_failures",
     .field = field<&Settings::throttle, &ThrottleSettings::address_failures>(),
     .least = 1,
     .most = most_at_once,
     .about = "Failed logins at once from an address, whatever the account; over it: 429",
     .more = "For IPv6, from a network of 64 bits. Known devices are not counted. Behind a proxy, set "
             "server.trusted_proxies; otherwise all requests through it count as from one address."},
    {.key = "throttle.address_failures_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::address_failures_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.address_accounts",
     .field = field<&Settings::throttle, &ThrottleSettings::address_accounts>(),
     .least = 1,
     .most = most_at_once,
     .about = "Different accounts with failed logins from an address at once; over it: 429",
     .more = "Attackers with a list of stolen passwords try many accounts with one or two attempts each."},
    {.key = "throttle.address_accounts_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::address_accounts_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.signups",
     .field = field<&Settings::throttle, &ThrottleSettings::signups>(),
     .least = 1,
     .most = most_at_once,
     .about = "Sign-ups at once from an address; over it: 429",
     .more = "For IPv6, from a network of 64 bits. Counted whether the e-mail address was taken or not."},
    {.key = "throttle.signups_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::signups_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.network_factor",
     .field = field<&Settings::throttle, &ThrottleSettings::network_factor>(),
     .least = 1,
     .most = 65'536,
     .about = "Factor of the limits of an IPv6 network of 48 bits over those of an address",
     .more = "It applies to throttle.address_failures and throttle.signups. Such a network contains 65,536 "
             "networks of 64 bits."},
    {.key = "throttle.refreshes",
     .field = field<&Settings::throttle, &ThrottleSettings::refreshes>(),
     .least = 1,
     .most = most_at_once,
     .about = "Refreshes of a session at once; over it: 429",
     .more = "A repeated refresh that returns the same successor is not counted."},
    {.key = "throttle.refreshes_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::refreshes_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.password_failures",
     .field = field<&Settings::throttle, &ThrottleSettings::password_failures>(),
     .least = 1,
     .most = most_at_once,
     .about = "Wrong passwords at once of a user who is logged in; over it: 429"},
    {.key = "throttle.password_failures_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::password_failures_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},
    {.key = "throttle.client_failures",
     .field = field<&Settings::throttle, &ThrottleSettings::client_failures>(),
     .least = 1,
     .most = most_at_once,
     .about = "Wrong secrets at once of an OAuth client from an address; over it: 429",
     .more = "Counted by client and address together, so that wrong secrets from other addresses do not lock "
             "a client out."},
    {.key = "throttle.client_failures_per_hour",
     .field = field<&Settings::throttle, &ThrottleSettings::client_failures_per_hour>(),
     .least = 1,
     .most = most_per_hour,
     .about = "How many more an hour are allowed after that, evenly spread"},

    {.key = "cors.origins",
     .field = field<&Settings::cors, &CorsSettings::origins>(),
     .accepts = is_origin,
     .form = "an origin as browsers send it, such as https://app.example.com or http://localhost:5173",
     .may_be_empty = true,
     .about = "Origins whose pages may call this server (CORS), compared exactly",
     .more = "Pages may send tokens in the Authorization field, but no cookies."},

    {.key = "log.level",
     .field = field<&Settings::log, &LogSettings::level>(),
     .flag = "--log-level",
     .placeholder = "LEVEL",
     .about = "Lowest level that is written"},
    {.key = "log.format",
     .field = field<&Settings::log, &LogSettings::format>(),
     .flag = "--log-format",
     .placeholder = "FORMAT",
     .about = "How log lines look; auto: text on a terminal, JSON elsewhere",
     .more = "Lines go to standard error."},
    {.key = "log.requests",
     .field = field<&Settings::log, &LogSettings::requests>(),
     .about = "Whether each answered request is logged, at level info",
     .more = "Off by default: writing a line takes about 3 microseconds of processor time, a fifth of the "
             "total for a request to /me, and a proxy in front usually keeps such a log already. Queries are "
             "never written."},
};

}  // namespace

SettingTable settings_table() noexcept { return table; }

std::string environment_name(const Setting& setting) {
  std::string name = "GATEHOUSE_";
  for (const char c : setting.key) {
    name += c == '.' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

const Setting* find_setting(SettingTable rows, std::string_view key) noexcept {
  const auto found = std::ranges::find(rows, key, &Setting::key);
  return found == rows.end() ? nullptr : &*found;
}

std::vector<std::string_view> section_names(SettingTable rows) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) {
    if (std::ranges::find(names, row.section()) == names.end()) names.push_back(row.section());
  }
  return names;
}

std::vector<std::string_view> names_in(SettingTable rows, std::string_view section) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) {
    if (row.section() == section) names.push_back(row.name());
  }
  return names;
}

}  // namespace gatehouse::server

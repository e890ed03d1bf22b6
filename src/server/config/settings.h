#pragma once
// SPDX-License-Identifier: Apache-2.0
// The settings as the program reads them: one member with its default for each.

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "gatehouse/base/log.h"

namespace gatehouse::server {

/// The format of log lines. `automatic` is text on a terminal and JSON otherwise.
enum class LogFormat { automatic, text, json };

struct AdminSettings {
  bool api = false;                 ///< whether /admin/api is on the public address too
  std::vector<std::string> listen;  ///< addresses for /admin/api alone
};

struct ServerSettings {
  std::vector<std::string> listen{"127.0.0.1:8000"};
  std::string management;  ///< empty: no management address
  unsigned threads = 0;    ///< 0: one for each processor
  std::vector<std::string> trusted_proxies;
  std::string root_path;   ///< empty: the path of the public URL
  std::string public_url;  ///< empty: unknown
  bool io_uring = true;
  std::chrono::seconds stop_seconds{8};
  std::string data = "data";
};

struct LimitSettings {
  std::chrono::seconds request_seconds{30};
  std::chrono::seconds idle_seconds{60};
  std::size_t body_bytes = 1024 * 1024;
  std::size_t header_bytes = 16 * 1024;
  std::size_t memory_bytes = 64 * 1024 * 1024;
  std::size_t connections = 0;              ///< 0: derived from the limit of descriptors
  std::size_t connections_per_address = 0;  ///< 0: a quarter of `connections`
};

/// Named as the values of `alg` (RFC 7518).
enum class TokenAlgorithm { hs256, eddsa, es256, rs256 };

struct TokenSettings {
  std::chrono::minutes access_minutes{30};
  std::chrono::days refresh_days{7};
  std::chrono::days session_days{30};
  std::chrono::seconds refresh_grace_seconds{10};
  TokenAlgorithm algorithm = TokenAlgorithm::hs256;
  std::chrono::days rotate_days{90};
  std::string issuer;
  std::string audience;
  bool accept_without_session = false;
};

struct SessionSettings {
  std::size_t max_per_user = 1000;
};

struct PasswordSettings {
  std::vector<std::string> schemes{"bcrypt"};
  unsigned bcrypt_cost = 12;
  unsigned argon2_memory_kib = 19456;
  unsigned argon2_passes = 2;
  unsigned argon2_lanes = 1;
  unsigned argon2_total_memory_kib = 256 * 1024;
  unsigned threads = 0;  ///< 0: one for each processor
  std::size_t queue = 256;
};

struct SignupSettings {
  bool enabled = true;
};

struct AuditSettings {
  std::uint32_t keep_days = 365;  ///< 0: entries are kept for ever
};

struct ThrottleSettings {
  bool enabled = true;
  unsigned account_failures = 20;
  unsigned account_failures_per_hour = 60;
  unsigned device_failures = 20;
  unsigned device_failures_per_hour = 60;
  unsigned address_failures = 200;
  unsigned address_failures_per_hour = 600;
  unsigned address_accounts = 200;
  unsigned address_accounts_per_hour = 60;
  unsigned signups = 100;
  unsigned signups_per_hour = 100;
  unsigned network_factor = 5;
  unsigned refreshes = 100;
  unsigned refreshes_per_hour = 3600;
  unsigned password_failures = 20;
  unsigned password_failures_per_hour = 60;
  unsigned client_failures = 20;
  unsigned client_failures_per_hour = 60;
};

struct CorsSettings {
  std::vector<std::string> origins;
};

struct LogSettings {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::automatic;
  bool requests = false;
};

/// All settings by section. settings_table.cpp describes each setting and its allowed values.
struct Settings {
  ServerSettings server;
  LimitSettings limits;
  TokenSettings tokens;
  SessionSettings sessions;
  PasswordSettings passwords;
  SignupSettings signup;
  AdminSettings admin;
  AuditSettings audit;
  ThrottleSettings throttle;
  CorsSettings cors;
  LogSettings log;
};

}  // namespace gatehouse::server

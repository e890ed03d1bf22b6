#pragma once
// SPDX-License-Identifier: Apache-2.0
// The caller of a test's password checks.

#include <stop_token>
#include <utility>

#include "gatehouse/crypto/pool/hash_caller.h"

namespace gatehouse::auth {

/// The same peer each time.
inline crypto::JobOptions test_job(std::stop_token gone = {}) {
  return {crypto::HashCaller::from_address("192.0.2.1"), std::move(gone)};
}

/// The same of a peer that has gone.
inline crypto::JobOptions abandoned_job() {
  static std::stop_source gone;  // g++ 12 takes one on the stack for uninitialized
  gone.request_stop();
  return test_job(gone.get_token());
}

}  // namespace gatehouse::auth

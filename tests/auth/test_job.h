#pragma once
// SPDX-License-Identifier: Apache-2.0
// The caller of password checks in tests.

#include <stop_token>
#include <utility>

#include "gatehouse/crypto/pool/hash_caller.h"

namespace gatehouse::auth {

/// Returns options with the same peer address each time.
inline crypto::JobOptions test_job(std::stop_token gone = {}) {
  return {crypto::HashCaller::from_address("192.0.2.1"), std::move(gone)};
}

/// Returns the same options for a peer that has disconnected.
inline crypto::JobOptions abandoned_job() {
  static std::stop_source gone;  // g++ 12 warns that one on the stack is uninitialized
  gone.request_stop();
  return test_job(gone.get_token());
}

}  // namespace gatehouse::auth

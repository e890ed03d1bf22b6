// SPDX-License-Identifier: Apache-2.0
#include "auth/clients/client_error.h"

namespace gatehouse::auth {

ClientError client_error_of(store::StoreError error) noexcept {
  switch (error) {
    case store::StoreError::not_found:
      return ClientError::not_found;
    case store::StoreError::id_taken:
      return ClientError::id_taken;
    default:
      return ClientError::unavailable;
  }
}

}  // namespace gatehouse::auth

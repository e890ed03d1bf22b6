// SPDX-License-Identifier: Apache-2.0
#include "api/pages/root.h"

namespace gatehouse::api::account {

web::Redirect to_docs() { return {"/docs"}; }

}  // namespace gatehouse::api::account

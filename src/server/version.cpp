// SPDX-License-Identifier: Apache-2.0
#include "server/version.h"

namespace gatehouse::server {

std::string_view version() noexcept { return GATEHOUSE_VERSION; }

}  // namespace gatehouse::server

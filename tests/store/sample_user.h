#pragma once
// SPDX-License-Identifier: Apache-2.0
// Users for tests in which most of their members do not matter.

#include <string>
#include <utility>

#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::store {

inline NewUser sample_user(std::string email) {
  return NewUser{Uuid::random(), std::move(email), "$2b$04$first", 1};
}

}  // namespace gatehouse::store

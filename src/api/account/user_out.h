#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user in an answer.

#include <string>

#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct UserOut {
  web::Uuid id;
  std::string email;  ///< as its owner typed it
};
BOOST_DESCRIBE_STRUCT(UserOut, (), (id, email))

}  // namespace gatehouse::api::account

// SPDX-License-Identifier: Apache-2.0
#include "store/error.h"

#include <boost/system/system_error.hpp>

namespace gatehouse::store {
namespace {

class StoreCategory final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "gatehouse.store"; }
  std::string message(int value) const override {
    switch (static_cast<StoreError>(value)) {
      case StoreError::not_found:
        return "there is no such entity";
      case StoreError::email_taken:
        return "the e-mail address is taken";
      case StoreError::id_taken:
        return "the id is taken";
      case StoreError::conflict:
        return "the entity has changed meanwhile";
      case StoreError::unavailable:
        return "the database is unavailable";
      case StoreError::damaged:
        return "the database is damaged";
      case StoreError::newer_schema:
        return "the database has a newer schema";
      case StoreError::locked:
        return "the data folder is in use";
    }
    return "unknown error";
  }
};

}  // namespace

const boost::system::error_category& store_category() noexcept {
  static const StoreCategory category;
  return category;
}

boost::system::error_code make_error_code(StoreError error) noexcept {
  return {static_cast<int>(error), store_category()};
}

void throw_exception_from_error(const OpenError& error, const boost::source_location&) {
  throw boost::system::system_error{make_error_code(error.code), error.text};
}

}  // namespace gatehouse::store

#pragma once
// SPDX-License-Identifier: Apache-2.0
// The body of a PATCH: some members of a struct.

#include <string>
#include <type_traits>
#include <utility>

#include "gatehouse/schema/partial.h"
#include "gatehouse/web/answers/http_error.h"

namespace gatehouse::web {

/// The body of the request, read as a JSON object with some of the members of the described struct T. All may
/// be absent; those that are present must be valid. A member that is absent is told from one that is null,
/// which only an optional member may be. Like FastAPI's `model_dump(exclude_unset=True)`.
///
///     Item change_item(Path<"id", int> id, Patch<Item> patch, State<Items> items) {
///       auto& item = items->at(*id);
///       patch.apply_to(item);
///       return item;
///     }
///
/// `patch->name` is a value, and `patch.has<&Item::name>()` says whether it was in the body.
template <class T>
class Patch : public schema::Partial<T> {
 public:
  /// Takes what was read.
  explicit Patch(schema::Partial<T> read) : schema::Partial<T>(std::move(read)) {}

  /// Copies the members that were in the body to `stored`, each as a whole: a nested struct, list or map is
  /// replaced. Does not change the others. Throws InvalidInput, and changes nothing, if the result does not
  /// pass the check of T as a whole (`schema::struct_check<T>`).
  void apply_to(T& stored) const {
    constexpr auto check = schema::struct_check<T>;
    if constexpr (std::is_null_pointer_v<std::remove_cv_t<decltype(check)>>) {
      this->copy_to(stored);
    } else {
      auto changed = stored;
      this->copy_to(changed);
      if (const std::string objection = check(changed); !objection.empty())
        throw InvalidInput{{"body", "__root__"}, objection, "value_error"};
      stored = std::move(changed);
    }
  }
};

}  // namespace gatehouse::web

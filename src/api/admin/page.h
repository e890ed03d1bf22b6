#pragma once
// SPDX-License-Identifier: Apache-2.0
// The form of all lists: an object with `items`, with `next`, which is the `cursor` of the next page or null,
// and with `count`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// How many items a list has in all.
struct Count {
  std::int64_t value = 0;
  bool is_exact = false;  ///< false: an estimate
};
BOOST_DESCRIBE_STRUCT(Count, (), (value, is_exact))

/// How many items a page has at most.
using PageLimit = web::Query<"limit", std::optional<web::Number<1, 1000>>>;
/// Where a page begins: `next` of the page before.
using Cursor = web::Query<"cursor", std::optional<std::string>>;

/// Returns the number of items that the caller wants.
[[nodiscard]] inline std::size_t size_of(const PageLimit& limit) {
  constexpr std::int64_t default_size = 100;
  return static_cast<std::size_t>(std::int64_t{limit->value_or(web::Number<1, 1000>{default_size})});
}

/// Sets the `count` of a page with `items` and `next`: exact if the page is the whole list, else an estimate.
template <class Page>
void count_items(Page& page, const Cursor& cursor, std::int64_t estimate = 0) {
  const auto seen = static_cast<std::int64_t>(page.items.size());
  page.count.is_exact = !*cursor && !page.next;
  page.count.value = page.count.is_exact ? seen : std::max(seen, estimate);
}

}  // namespace gatehouse::api::admin

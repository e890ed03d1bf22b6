#pragma once
// SPDX-License-Identifier: Apache-2.0
// Names and values of queries, forms and cookies as an object of texts.

#include <cstddef>
#include <optional>
#include <string_view>

#include "gatehouse/schema/node.h"

namespace gatehouse::web::detail {

/// More fields than any form has; fewer than make the search for repeated names slow (CWE-407).
inline constexpr std::size_t max_form_fields = 1000;

[[nodiscard]] schema::Node text_node(std::string_view text);

/// Adds to the values of a repeated name: the node is the last, and has all of them as items.
void add_item(schema::Node& values, schema::Node value);

/// Adds a member. A repeated name's node is its last value, and has all of them as items.
void add_value(schema::Node& object, std::string_view name, schema::Node value);

/// Reads application/x-www-form-urlencoded. What is not encoded stays where it lies: `text` outlives the
/// document. Nothing when there are more than `most`.
[[nodiscard]] std::optional<schema::Document> read_url_encoded(std::string_view text, std::size_t most);

}  // namespace gatehouse::web::detail

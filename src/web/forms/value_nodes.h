#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes an object of texts from the names and values of queries, forms and cookies.

#include <cstddef>
#include <optional>
#include <string_view>

#include "gatehouse/schema/node.h"

namespace gatehouse::web::detail {

/// The maximum number of fields: more than any real form has, and few enough that the search for repeated
/// names stays fast (CWE-407).
inline constexpr std::size_t max_form_fields = 1000;

[[nodiscard]] schema::Node text_node(std::string_view text);

/// Adds a value of a repeated name. The node becomes the last value and holds all values in `items`.
void add_item(schema::Node& values, schema::Node value);

/// Adds a member. If the name is repeated, its node is the last value and holds all values in `items`.
void add_value(schema::Node& object, std::string_view name, schema::Node value);

/// Parses application/x-www-form-urlencoded. The nodes point into `text` where nothing is encoded, so `text`
/// must outlive the document. Returns nothing if there are more than `most` fields.
[[nodiscard]] std::optional<schema::Document> read_url_encoded(std::string_view text, std::size_t most);

}  // namespace gatehouse::web::detail

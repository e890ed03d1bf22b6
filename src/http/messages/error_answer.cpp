// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/error_answer.h"

#include <utility>

#include "gatehouse/http/request.h"

namespace gatehouse::http {
namespace {

constexpr std::string_view access_control = "Access-Control-";

bool is_kept(std::string_view name, std::string_view value) noexcept {
  if (equal_ignoring_case(name.substr(0, access_control.size()), access_control)) return true;
  if (equal_ignoring_case(name, "Cache-Control")) return value == "no-store";
  return equal_ignoring_case(name, "Vary");
}

}  // namespace

void clear_for_error(Response& response) {
  auto fields = std::move(response.fields);
  response.clear();
  std::erase_if(fields, [](const auto& field) { return !is_kept(field.first, field.second); });
  response.fields = std::move(fields);
}

}  // namespace gatehouse::http

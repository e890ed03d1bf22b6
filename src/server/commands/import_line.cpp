// SPDX-License-Identifier: Apache-2.0
#include "server/commands/import_line.h"

#include <string>
#include <variant>

#include "gatehouse/schema/schema.h"

namespace gatehouse::server {
namespace {

using api::admin::UserRow;

std::string in_words(const schema::Problem& problem) {
  // A misspelled member must not be ignored, and must not be repeated either.
  if (problem.type == "value_error.extra") {
    return "there is an unknown member; the known ones are email, password_hash, id, created_at, disabled, "
           "is_admin, roles";
  }
  std::string text;
  for (const auto& part : problem.location) {
    if (const auto* name = std::get_if<std::string>(&part)) text += *name + ": ";
  }
  return text + problem.message;
}

}  // namespace

result<UserRow, Problem> read_import_line(std::string_view line) {
  const auto document = schema::parse_json(line);
  if (!document) return Problem{"not JSON: " + document.error().message};
  UserRow row;
  schema::Problems problems;
  schema::Reporter reporter{problems};
  schema::decode(document->root, reporter, row);
  if (!problems.empty()) return Problem{in_words(problems.front())};
  if (row.password_hash.size() > auth::max_imported_hash) {
    return Problem{api::admin::message_of(auth::ImportOutcome::unknown_hash).value()};
  }
  return row;
}

}  // namespace gatehouse::server

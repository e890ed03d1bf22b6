#pragma once
// SPDX-License-Identifier: Apache-2.0
// An operation's answers as the OpenAPI document tells of them (3.1, 4.8.16: Responses Object).

#include <boost/json/object.hpp>

#include "gatehouse/web/operation.h"
#include "web/openapi/json_schema.h"

namespace gatehouse::web::detail {

/// Whether a request can be refused with 422 for what it holds: it has parameters or a body.
[[nodiscard]] bool has_validation(const OperationInfo& operation);

/// Notes the types of all answers.
void note_answers(const OperationInfo& operation, SchemaComponents& components);

/// The Responses Object: what the handler returns, what its security schemes refuse with, what its author
/// adds, and 422. Answers of one status are one entry, whose body is any of theirs.
[[nodiscard]] boost::json::object document_answers(const OperationInfo& operation,
                                                   const SchemaComponents& components);

}  // namespace gatehouse::web::detail

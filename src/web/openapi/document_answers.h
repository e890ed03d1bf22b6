#pragma once
// SPDX-License-Identifier: Apache-2.0
// Describes the answers of an operation in the OpenAPI document (3.1, 4.8.16: Responses Object).

#include <boost/json/object.hpp>

#include "gatehouse/web/operation.h"
#include "web/openapi/json_schema.h"

namespace gatehouse::web::detail {

/// Returns whether invalid input can be answered with 422: the operation has parameters or a body.
[[nodiscard]] bool has_validation(const OperationInfo& operation);

/// Adds the types of all answers to the components.
void note_answers(const OperationInfo& operation, SchemaComponents& components);

/// Returns the Responses Object: the answers of the handler, the errors of its security schemes, the answers
/// in its options, and 422. Answers with one status share an entry, whose body is any of theirs.
[[nodiscard]] boost::json::object document_answers(const OperationInfo& operation,
                                                   const SchemaComponents& components);

}  // namespace gatehouse::web::detail

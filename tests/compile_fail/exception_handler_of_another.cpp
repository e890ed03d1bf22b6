// SPDX-License-Identifier: Apache-2.0
// An exception handler takes the exception type that it is registered for.
// expect: gatehouse: what answers an exception is called as function(const E&, const Request&)

#include <gatehouse/web.h>

#include <new>

using namespace gatehouse;

web::PlainText answer(const std::bad_alloc&, const web::Request&) { return web::PlainText{"later"}; }

void add_routes(web::App& app) { app.on_exception<std::logic_error>(answer); }

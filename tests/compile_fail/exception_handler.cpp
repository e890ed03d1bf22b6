// SPDX-License-Identifier: Apache-2.0
// A handler for exceptions of a type also gets those of derived types.
// compiles

#include <gatehouse/web.h>

#include <new>

using namespace gatehouse;

web::PlainText answer(const std::bad_alloc&, const web::Request&) { return web::PlainText{"later"}; }

void add_routes(web::App& app) { app.on_exception<std::bad_alloc>(answer); }

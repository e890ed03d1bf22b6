// SPDX-License-Identifier: Apache-2.0
// A lambda cannot be a dependency, because a test could not name it to replace it.
// expect: gatehouse: Depends<...> takes a plain function by its name, or a security scheme

#include <gatehouse/web.h>

using namespace gatehouse;

inline constexpr auto number = [](web::Query<"n", int> n) { return *n; };

int show(web::Depends<number> n) { return *n; }

void add_routes(web::App& app) { app.get<show>("/number"); }

// SPDX-License-Identifier: Apache-2.0
// An enumeration without names for its values.
// expect: gatehouse: describe this enumeration with BOOST_DESCRIBE_ENUM

#include <gatehouse/web.h>

using namespace gatehouse;

enum class Colour { red, green };

int show(web::Query<"colour", Colour> colour) { return static_cast<int>(*colour); }

void add_routes(web::App& app) { app.get<show>("/colour"); }

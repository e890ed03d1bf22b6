// SPDX-License-Identifier: Apache-2.0
// Compiles the definitions of Boost.Beast once.

#include <boost/beast/src.hpp>

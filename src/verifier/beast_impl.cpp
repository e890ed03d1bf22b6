// SPDX-License-Identifier: Apache-2.0
// Beast's definitions, compiled once.

#include <boost/beast/src.hpp>

// SPDX-License-Identifier: Apache-2.0
// Compiles the TLS code of Boost.Asio once (BOOST_ASIO_SEPARATE_COMPILATION).

#include <boost/asio/ssl/impl/src.hpp>

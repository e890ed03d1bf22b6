// SPDX-License-Identifier: Apache-2.0
// The code of Boost.Asio's TLS, compiled once (BOOST_ASIO_SEPARATE_COMPILATION).

#include <boost/asio/ssl/impl/src.hpp>

// SPDX-License-Identifier: Apache-2.0
// Boost.Asio's code, compiled once for all layers (BOOST_ASIO_SEPARATE_COMPILATION).

#include <boost/asio/impl/src.hpp>

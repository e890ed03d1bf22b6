// SPDX-License-Identifier: Apache-2.0
// The main function of the program gatehouse.

#include <cstdio>
#include <exception>

#include "server/cli/command_line.h"

int main(int argc, char** argv) {
  try {
    return gatehouse::server::run_command_line(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gatehouse: %s\n", error.what());
    return 1;
  }
}

# Tells of the fault of g++ 12, which destroys some temporaries of a coroutine twice: docs/library/compilers.md.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  message(STATUS "gatehouse: prefer g++ 13 or newer, or Clang 19: see docs/library/install.md")
endif()

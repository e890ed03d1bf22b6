# How a layer becomes a target: gatehouse_layer(NAME [COMPONENT name] SOURCES ... LINKS ... PRIVATE_LINKS ...).
# A folder under src/ is a layer; tools/check_layers.py checks what its files include. A layer with a COMPONENT is
# installed, and comes with that component of find_package(gatehouse COMPONENTS ...).

add_library(gatehouse_options INTERFACE)
target_compile_options(gatehouse_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -fstack-protector-strong)
if(GATEHOUSE_DEVELOPER)
  target_compile_options(gatehouse_options INTERFACE -Werror)
endif()
target_compile_definitions(gatehouse_options INTERFACE
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # -Wno-restrict: g++ 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105651).
  # -Wno-mismatched-new-delete: at -O2 it inlines one half of a coroutine frame's operator new and delete, and then
  # takes them for strangers.
  target_compile_options(gatehouse_options INTERFACE -fcoroutines -Wno-restrict -Wno-mismatched-new-delete)
endif()
if(GATEHOUSE_SANITIZE)
  target_compile_options(gatehouse_options INTERFACE
    -fsanitize=${GATEHOUSE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(gatehouse_options INTERFACE -fsanitize=${GATEHOUSE_SANITIZE})
  if(GATEHOUSE_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio has fences, which g++ says that ThreadSanitizer does not see: it may report too much, never too little.
    target_compile_options(gatehouse_options INTERFACE -Wno-tsan)
  endif()
endif()

function(gatehouse_layer name)
  cmake_parse_arguments(arg "" "COMPONENT" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(gatehouse_${name} STATIC ${arg_SOURCES})
  add_library(gatehouse::${name} ALIAS gatehouse_${name})
  # What is built against it is C++20 too, whatever else its project says.
  target_compile_features(gatehouse_${name} PUBLIC cxx_std_20)
  target_include_directories(gatehouse_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(gatehouse_${name}
    PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS} $<BUILD_INTERFACE:gatehouse_options>)
  if(arg_COMPONENT AND GATEHOUSE_INSTALL)
    gatehouse_install_layer(${name} ${arg_COMPONENT})
  endif()
endfunction()

# gatehouse_built_quickly(NAME): for programs that run for a moment. What the compiler spends on making them fast would be
# lost; the layers beneath them are optimized as ever.
function(gatehouse_built_quickly name)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Og>)
  endif()
endfunction()

# gatehouse_test(NAME SOURCES ... LINKS ...): a GoogleTest program of one layer, build/tests/NAME.
function(gatehouse_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    GATEHOUSE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" GATEHOUSE_DATA="${PROJECT_SOURCE_DIR}/data")
  target_link_libraries(${name} PRIVATE ${arg_LINKS} gatehouse_options GTest::gmock GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  gatehouse_built_quickly(${name})
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST)
endfunction()

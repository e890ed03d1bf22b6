# What `cmake --install` places, and how find_package(gatehouse) finds it there: targets in one file a component.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(gatehouse_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gatehouse)

function(gatehouse_install_layer name component)
  set_target_properties(gatehouse_${name} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS gatehouse_${name} EXPORT gatehouse_${component}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endfunction()

foreach(component base web crypto verifier)
  install(EXPORT gatehouse_${component} FILE gatehouse-${component}.cmake NAMESPACE gatehouse::
    DESTINATION ${gatehouse_package_dir})
endforeach()

configure_package_config_file(cmake/gatehouseConfig.cmake.in gatehouseConfig.cmake
  INSTALL_DESTINATION ${gatehouse_package_dir} NO_SET_AND_CHECK_MACRO)
# While the version is 0.x, the number in the middle is the one that says what breaks.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/gatehouseConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/gatehouseConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/gatehouseConfigVersion.cmake
  cmake/CompilerNote.cmake DESTINATION ${gatehouse_package_dir})

install(DIRECTORY include/gatehouse DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.h)
install(PROGRAMS scripts/gatehouse-check DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES LICENSE README.md CHANGELOG.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# For builds without CMake. Boost has no .pc files: its headers and -lboost_json have to be where the compiler looks.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
set(definitions "-DBOOST_ASIO_SEPARATE_COMPILATION -DBOOST_ASIO_NO_DEPRECATED")
string(APPEND definitions " -DBOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=16")
function(gatehouse_install_pc component description libraries requires)
  configure_file(cmake/gatehouse.pc.in gatehouse-${component}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/gatehouse-${component}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()
gatehouse_install_pc(web "A typed web framework"
  "-lgatehouse_web -lgatehouse_docs_ui -lgatehouse_http -lgatehouse_schema -lgatehouse_base" "libcrypto zlib re2")
gatehouse_install_pc(verifier "Checks access tokens of other servers"
  "-lgatehouse_verifier -lgatehouse_http -lgatehouse_crypto -lgatehouse_base -lboost_url"
  "libssl libcrypto libargon2 libcrypt libutf8proc")
gatehouse_install_pc(crypto "Tokens, keys and passwords" "-lgatehouse_crypto -lgatehouse_base"
  "libcrypto libargon2 libcrypt libutf8proc")

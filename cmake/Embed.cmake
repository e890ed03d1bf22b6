# Files that become part of the binary: gatehouse_embed(TARGET NAMESPACE ns HEADER header FILES path=file ...).
#
# At build time each file is compressed (gzip -9n: no name, no time, so equal input gives equal bytes) and placed in
# the read-only data by the assembler's .incbin, which takes no compile time however large the file is. A generated
# source then defines, in NAMESPACE,
#
#     std::span<const Asset> assets() noexcept;
#
# HEADER (as it is included) declares it, and Asset with members path, content_type, gzip, etag, plain_size in that
# order: src/web/docs_ui/assets.h is an example. `path` is where the file is served. A changed file is embedded anew.
#
# With DIRECTORY dir PREFIX path instead of FILES, everything below `dir` is embedded as it is at build time;
# DEPENDS then names what makes it.

set(GATEHOUSE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/EmbedFiles.cmake)

function(gatehouse_embed target)
  cmake_parse_arguments(arg "" "NAMESPACE;HEADER;DIRECTORY;PREFIX" "FILES;DEPENDS" ${ARGN})
  string(MAKE_C_IDENTIFIER "${arg_NAMESPACE}" symbol)
  set(work ${CMAKE_CURRENT_BINARY_DIR}/${target}_embed)
  set(source ${work}/${symbol}.cpp)

  set(entries "")
  set(inputs ${arg_DEPENDS})
  foreach(pair IN LISTS arg_FILES)
    string(FIND "${pair}" "=" at)
    if(at LESS 1)
      message(FATAL_ERROR "gatehouse_embed: '${pair}' is not path=file")
    endif()
    string(SUBSTRING "${pair}" 0 ${at} path)
    math(EXPR at "${at} + 1")
    string(SUBSTRING "${pair}" ${at} -1 file)
    get_filename_component(file "${file}" ABSOLUTE)
    list(APPEND entries "${path}=${file}")
    list(APPEND inputs "${file}")
  endforeach()

  file(CONFIGURE OUTPUT ${work}/manifest.cmake @ONLY CONTENT [[
set(namespace "@arg_NAMESPACE@")
set(symbol "@symbol@")
set(header "@arg_HEADER@")
set(source "@source@")
set(work "@work@")
set(directory "@arg_DIRECTORY@")
set(prefix "@arg_PREFIX@")
set(entries "@entries@")
]])
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D manifest=${work}/manifest.cmake -P ${GATEHOUSE_EMBED_SCRIPT}
    DEPENDS ${inputs} ${work}/manifest.cmake ${GATEHOUSE_EMBED_SCRIPT}
    COMMENT "Compressing the files of ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()

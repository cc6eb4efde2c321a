# SPDX-License-Identifier: Apache-2.0
# Compiles data files into a target, so that the program needs none of them beside it.
#
#   pledgebook_embed(<target> NAMESPACE <namespace> HEADER <name>.h FILES <symbol> <file> [<symbol> <file>]...)
#
# declares in <name>.h, for each pair, `extern const std::string_view <symbol>;` in <namespace>: the file's bytes as they
# are. Constant-initialised, so safe to use before main. A file is named from the current source directory; the header
# lies in the current binary directory: #include "ledger/<name>.h" where this is called in ledger/.
set(PLEDGEBOOK_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_file.cmake)

function(pledgebook_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "NAMESPACE;HEADER" "FILES")
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(declarations "")
  while(ARG_FILES)
    list(POP_FRONT ARG_FILES symbol file)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set(source ${folder}/${symbol}.cc)
    add_custom_command(
      OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${source} -DNAMESPACE=${ARG_NAMESPACE} -DSYMBOL=${symbol} -P
              ${PLEDGEBOOK_EMBED_SCRIPT}
      DEPENDS ${file} ${PLEDGEBOOK_EMBED_SCRIPT}
      COMMENT "Embedding ${symbol}"
      VERBATIM)
    target_sources(${target} PRIVATE ${source})
    string(APPEND declarations "extern const std::string_view ${symbol};\n")
  endwhile()
  file(
    CONFIGURE
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${ARG_HEADER}
    CONTENT
      "#pragma once\n\n#include <string_view>\n\nnamespace ${ARG_NAMESPACE} {\n${declarations}}  // namespace ${ARG_NAMESPACE}\n"
    @ONLY)
endfunction()

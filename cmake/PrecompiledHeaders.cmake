# SPDX-License-Identifier: Apache-2.0
# Compiles once, for each target, what nearly all of its sources include: the standard library, Boost.JSON, fmt, and
# the target's own widest headers. A source then compiles two to three times as fast (docs/decisions/0033-time-of-ci.md).
# That each source includes what it uses is seen by clang-tidy, which reads them without.
#
#   pledgebook_precompile(<target> [HEADER...])     each header as <folder/name.h>, from the root
#
# For targets that link Boost.JSON and fmt.
option(PLEDGEBOOK_PRECOMPILED_HEADERS "Compile common headers once" ON)
# CMake would have the compiler take all of these for headers of the system, whose warnings are not shown.
set(CMAKE_PCH_PROLOGUE "")

function(pledgebook_precompile target)
  if(NOT PLEDGEBOOK_PRECOMPILED_HEADERS)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE
    <algorithm> <chrono> <expected> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <boost/json/array.hpp> <boost/json/object.hpp>
    <boost/json/value.hpp> <fmt/format.h> ${ARGN})
  # GCC 12 gives these warnings falsely, for the standard library's code, once it comes from a precompiled header.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-maybe-uninitialized -Wno-restrict
                                           -Wno-stringop-overflow -Wno-stringop-overread>)
endfunction()

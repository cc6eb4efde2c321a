# SPDX-License-Identifier: Apache-2.0
# Compiles once what nearly every source includes: the standard library, Boost.JSON and fmt; for tests GoogleTest too.
# The sanitizers' presets ask for it, to save time (docs/decisions/0033-time-of-ci.md). The release preset does without:
# there each source must include what it uses, and GCC 12 warns falsely of code in precompiled headers.
#
#   pledgebook_precompile(<target> [TESTS])
#
# For targets that link Boost.JSON and fmt, as a precompiled header fits only the definitions that it was made with.
option(PLEDGEBOOK_PRECOMPILED_HEADERS "Compile common headers once" OFF)

if(PLEDGEBOOK_PRECOMPILED_HEADERS)
  file(WRITE ${CMAKE_BINARY_DIR}/empty.cc "")
  add_library(pledgebook_headers OBJECT ${CMAKE_BINARY_DIR}/empty.cc)
  target_link_libraries(pledgebook_headers PRIVATE pledgebook::options Boost::headers Boost::json fmt::fmt)
  set(PLEDGEBOOK_HEADERS
    <algorithm> <chrono> <expected> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <boost/json/array.hpp> <boost/json/object.hpp>
    <boost/json/value.hpp> <fmt/format.h>)
  target_precompile_headers(pledgebook_headers PRIVATE ${PLEDGEBOOK_HEADERS})
endif()

function(pledgebook_precompile target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "TESTS" "" "")
  if(NOT PLEDGEBOOK_PRECOMPILED_HEADERS)
    return()
  endif()
  if(NOT ARG_TESTS)
    target_precompile_headers(${target} REUSE_FROM pledgebook_headers)
    return()
  endif()
  if(NOT TARGET pledgebook_test_headers)
    add_library(pledgebook_test_headers OBJECT ${CMAKE_BINARY_DIR}/empty.cc)
    target_link_libraries(pledgebook_test_headers PRIVATE pledgebook::options Boost::headers Boost::json fmt::fmt GTest::gmock)
    target_precompile_headers(pledgebook_test_headers PRIVATE ${PLEDGEBOOK_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  target_precompile_headers(${target} REUSE_FROM pledgebook_test_headers)
endfunction()

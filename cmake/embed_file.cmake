# SPDX-License-Identifier: Apache-2.0
# cmake -DINPUT=<file> -DOUTPUT=<source> -DNAMESPACE=<namespace> -DSYMBOL=<symbol> -P embed_file.cmake
# Writes a C++ source that defines `const std::string_view <symbol>` over the bytes of INPUT; see EmbedData.cmake.
file(READ ${INPUT} bytes HEX)
# Every byte becomes an escape, so none can end the literal or run into the next; 32 of them make a line of source.
string(REPEAT "[0-9a-f]" 64 line)
string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
string(REPLACE "\n" "\"\n    \"" bytes "${bytes}")
file(WRITE ${OUTPUT}
     "#include <string_view>\n\nnamespace ${NAMESPACE} {\nnamespace {\nconstexpr char kBytes[] =\n    \"${bytes}\";\n}  // namespace\n"
     "extern const std::string_view ${SYMBOL};\nconstinit const std::string_view ${SYMBOL}{kBytes, sizeof kBytes - 1};\n}  // namespace ${NAMESPACE}\n")

# Copies `input` to `output` with `from` replaced by `to`; fails unless `from` occurs exactly `count` times (1 unless said).
# For published files that must not go into the binary as they are.

if(NOT DEFINED count)
  set(count 1)
endif()
file(READ "${input}" text)
string(LENGTH "${text}" before)
string(REPLACE "${from}" "" without "${text}")
string(LENGTH "${without}" after)
string(LENGTH "${from}" width)
math(EXPR seen "(${before} - ${after}) / ${width}")
if(NOT seen EQUAL count)
  message(FATAL_ERROR "${input} has '${from}' ${seen} times, not ${count}: "
                      "the package changed; look at what it does now, then correct the patch.")
endif()
string(REPLACE "${from}" "${to}" text "${text}")
file(WRITE "${output}" "${text}")

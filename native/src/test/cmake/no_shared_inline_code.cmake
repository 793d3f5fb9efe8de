# Kernel objects are compiled for different processors. Any weak symbol outside a namespace of its own would
# be merged by the linker, and a machine might run code it has no instructions for.
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} -C --defined-only ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]* [WVu] [^\n]*" weak "${symbols}")
  foreach(symbol IN LISTS weak)
    if(NOT symbol MATCHES "regista::(portable|avx2|avx512)::")
      message(FATAL_ERROR "${object} shares inline code with other instruction sets: ${symbol}")
    endif()
  endforeach()
endforeach()

package org.regista.nativecore.opencl;

import java.util.Map;
import org.regista.error.DeviceException;

/** What the status codes of OpenCL calls mean (Khronos OpenCL 3.0, section 5 and appendix B). */
final class Status {

  static final int SUCCESS = 0;
  static final int DEVICE_NOT_FOUND = -1;

  /** Some drivers find memory for a buffer only when a command first uses it. */
  static final int NO_OBJECT = -4;

  static final int NO_PLATFORM = -1001;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(DEVICE_NOT_FOUND, "CL_DEVICE_NOT_FOUND"),
          Map.entry(-2, "CL_DEVICE_NOT_AVAILABLE"),
          Map.entry(-3, "CL_COMPILER_NOT_AVAILABLE"),
          Map.entry(NO_OBJECT, "CL_MEM_OBJECT_ALLOCATION_FAILURE"),
          Map.entry(-5, "CL_OUT_OF_RESOURCES"),
          Map.entry(-6, "CL_OUT_OF_HOST_MEMORY"),
          Map.entry(-11, "CL_BUILD_PROGRAM_FAILURE"),
          Map.entry(-14, "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST"),
          Map.entry(-30, "CL_INVALID_VALUE"),
          Map.entry(-34, "CL_INVALID_CONTEXT"),
          Map.entry(-36, "CL_INVALID_COMMAND_QUEUE"),
          Map.entry(-38, "CL_INVALID_MEM_OBJECT"),
          Map.entry(-42, "CL_INVALID_BINARY"),
          Map.entry(-46, "CL_INVALID_KERNEL_NAME"),
          Map.entry(-48, "CL_INVALID_KERNEL"),
          Map.entry(-49, "CL_INVALID_ARG_INDEX"),
          Map.entry(-50, "CL_INVALID_ARG_VALUE"),
          Map.entry(-51, "CL_INVALID_ARG_SIZE"),
          Map.entry(-52, "CL_INVALID_KERNEL_ARGS"),
          Map.entry(-54, "CL_INVALID_WORK_GROUP_SIZE"),
          Map.entry(-55, "CL_INVALID_WORK_ITEM_SIZE"),
          Map.entry(-61, "CL_INVALID_BUFFER_SIZE"),
          Map.entry(NO_PLATFORM, "CL_PLATFORM_NOT_FOUND_KHR"));

  private Status() {}

  static String name(int status) {
    return NAMES.getOrDefault(status, "status " + status);
  }

  /** Whether the code says that memory was lacking. */
  static boolean isOutOfMemory(int status) {
    return status == NO_OBJECT || status == -5 || status == -6;
  }

  /** Of a call on a device; every code is looked at where it is returned. */
  static void check(int status, String call, OpenClDevice device) {
    if (status != SUCCESS) {
      String message =
          "%s failed on '%s' (%s); the device may be lost, busy or short of memory: try again, "
                  .formatted(call, device.name(), name(status))
              + "limit it with '--device-memory', or use '--backend cpu'";
      throw status == NO_OBJECT
          ? DeviceException.lackOfMemory(message)
          : new DeviceException(message);
    }
  }
}

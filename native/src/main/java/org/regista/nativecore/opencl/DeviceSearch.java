package org.regista.nativecore.opencl;

import com.jogamp.common.nio.Buffers;
import com.jogamp.common.nio.PointerBuffer;
import com.jogamp.opencl.CLPlatform;
import com.jogamp.opencl.llb.CL;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.DeviceException;

/** Finds the OpenCL library of this machine, and the devices of all its platforms. */
final class DeviceSearch {

  private static final String WITHOUT =
      "install the driver of the graphics card, or use '--backend cpu', which needs none";

  private DeviceSearch() {}

  /**
   * The functions of the library.
   *
   * @throws DeviceException if there is none
   */
  static CL library() {
    try {
      Optional<CL> found =
          CLPlatform.isAvailable()
              ? Optional.ofNullable(CLPlatform.getLowLevelCLInterface())
              : Optional.empty();
      return found.orElseThrow(
          () -> new DeviceException("there is no OpenCL library on this machine; " + WITHOUT));
    } catch (RuntimeException | LinkageError e) {
      if (e instanceof DeviceException known) {
        throw known;
      }
      throw new DeviceException(
          "the OpenCL library cannot be loaded (%s); %s".formatted(e.getMessage(), WITHOUT), e);
    }
  }

  /**
   * In the order in which the library lists platforms and their devices.
   *
   * @throws DeviceException if there is no device
   */
  static List<OpenClDevice> devices(CL cl) {
    List<OpenClDevice> devices = new ArrayList<>();
    for (long platform : platforms(cl)) {
      for (long id : devices(cl, platform)) {
        devices.add(describe(cl, platform, id));
      }
    }
    if (devices.isEmpty()) {
      throw new DeviceException("there is no OpenCL device on this machine; " + WITHOUT);
    }
    return List.copyOf(devices);
  }

  private static long[] platforms(CL cl) {
    IntBuffer count = Buffers.newDirectIntBuffer(1);
    int status = cl.clGetPlatformIDs(0, null, count);
    if (status == Status.NO_PLATFORM || (status == Status.SUCCESS && count.get(0) == 0)) {
      throw new DeviceException("no OpenCL driver is installed on this machine; " + WITHOUT);
    }
    require(status, "clGetPlatformIDs");
    PointerBuffer ids = PointerBuffer.allocateDirect(count.get(0));
    require(cl.clGetPlatformIDs(count.get(0), ids, null), "clGetPlatformIDs");
    return all(ids, count.get(0));
  }

  private static long[] devices(CL cl, long platform) {
    IntBuffer count = Buffers.newDirectIntBuffer(1);
    int status = cl.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
    if (status == Status.DEVICE_NOT_FOUND) {
      return new long[0];
    }
    require(status, "clGetDeviceIDs");
    PointerBuffer ids = PointerBuffer.allocateDirect(count.get(0));
    require(
        cl.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, count.get(0), ids, null),
        "clGetDeviceIDs");
    return all(ids, count.get(0));
  }

  private static long[] all(PointerBuffer ids, int count) {
    long[] values = new long[count];
    for (int n = 0; n < count; n++) {
      values[n] = ids.get(n);
    }
    return values;
  }

  private static OpenClDevice describe(CL cl, long platform, long id) {
    String extensions = text(cl, id, CL.CL_DEVICE_EXTENSIONS);
    return new OpenClDevice(
        id,
        platformName(cl, platform),
        text(cl, id, CL.CL_DEVICE_NAME),
        text(cl, id, CL.CL_DRIVER_VERSION),
        number(cl, id, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(cl, id, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(cl, id, CL.CL_DEVICE_LOCAL_MEM_SIZE),
        extensions.contains("cl_khr_fp64"));
  }

  private static String platformName(CL cl, long platform) {
    PointerBuffer size = PointerBuffer.allocateDirect(1);
    require(
        cl.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, 0, null, size), "clGetPlatformInfo");
    ByteBuffer text = Buffers.newDirectByteBuffer((int) size.get(0));
    require(
        cl.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, text.capacity(), text, null),
        "clGetPlatformInfo");
    return string(text);
  }

  private static String text(CL cl, long device, int what) {
    PointerBuffer size = PointerBuffer.allocateDirect(1);
    require(cl.clGetDeviceInfo(device, what, 0, null, size), "clGetDeviceInfo");
    ByteBuffer text = Buffers.newDirectByteBuffer((int) size.get(0));
    require(cl.clGetDeviceInfo(device, what, text.capacity(), text, null), "clGetDeviceInfo");
    return string(text);
  }

  private static long number(CL cl, long device, int what) {
    ByteBuffer value = Buffers.newDirectByteBuffer(Long.BYTES);
    require(cl.clGetDeviceInfo(device, what, Long.BYTES, value, null), "clGetDeviceInfo");
    return value.getLong(0);
  }

  /** Without the zero at its end. */
  private static String string(ByteBuffer text) {
    byte[] bytes = new byte[text.capacity()];
    text.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private static void require(int status, String call) {
    if (status != Status.SUCCESS) {
      throw new DeviceException(
          "%s failed (%s); the OpenCL driver does not work: %s"
              .formatted(call, Status.name(status), WITHOUT));
    }
  }
}

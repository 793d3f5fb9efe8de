package org.regista.nativecore.opencl;

import com.jogamp.common.nio.Buffers;
import com.jogamp.common.nio.PointerBuffer;
import com.jogamp.opencl.llb.CL;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.error.DeviceException;

/**
 * A program built for one device, from the cache or from its source, and its kernels. Sources lie
 * beside this class, packed from {@code src/main/opencl}.
 */
final class DeviceProgram {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+\\.cl)\"$");

  private final CL cl;
  private final OpenClDevice device;
  private final long program;
  private final Map<String, Long> kernels = new HashMap<>();

  private DeviceProgram(CL cl, OpenClDevice device, long program) {
    this.cl = cl;
    this.device = device;
    this.program = program;
  }

  static DeviceProgram build(
      CL cl, long context, OpenClDevice device, ProgramCache cache, Launch launch) {
    String source = source(launch.file() + ".cl");
    String options = "-cl-std=CL1.2 " + (device.doubles() ? "" : "-D SINGLE ") + launch.options();
    String key = ProgramCache.key(device, options, source);
    return cache
        .find(key)
        .flatMap(binary -> fromBinary(cl, context, device, binary))
        .orElseGet(
            () -> {
              DeviceProgram built = fromSource(cl, context, device, source, options);
              built.binary().ifPresent(binary -> cache.keep(key, binary));
              return built;
            });
  }

  /** With what it includes put in place, since the driver knows no folder to look in. */
  private static String source(String file) {
    return INCLUDE
        .matcher(text(file))
        .replaceAll(m -> Matcher.quoteReplacement(source(m.group(1))));
  }

  private static String text(String file) {
    try (InputStream in = DeviceProgram.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new DeviceException(
            "this build of Regista lacks the OpenCL source %s; build module 'native' again"
                .formatted(file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeviceProgram fromSource(
      CL cl, long context, OpenClDevice device, String source, String options) {
    IntBuffer status = Buffers.newDirectIntBuffer(1);
    long program = cl.clCreateProgramWithSource(context, 1, new String[] {source}, null, status);
    Status.check(status.get(0), "clCreateProgramWithSource", device);
    PointerBuffer ids = PointerBuffer.allocateDirect(1).put(0, device.id());
    int built = cl.clBuildProgram(program, 1, ids, options, null);
    if (built != Status.SUCCESS) {
      String log = log(cl, program, device);
      cl.clReleaseProgram(program);
      throw new DeviceException(
          "the OpenCL driver of '%s' cannot build the kernels (%s); update the driver, or use '--backend cpu': %s"
              .formatted(device.name(), Status.name(built), log));
    }
    return new DeviceProgram(cl, device, program);
  }

  /** Empty if the driver does not take it any more. */
  private static Optional<DeviceProgram> fromBinary(
      CL cl, long context, OpenClDevice device, byte[] binary) {
    ByteBuffer bytes = Buffers.newDirectByteBuffer(binary);
    PointerBuffer ids = PointerBuffer.allocateDirect(1).put(0, device.id());
    IntBuffer status = Buffers.newDirectIntBuffer(1);
    long program =
        cl.clCreateProgramWithBinary(
            context,
            1,
            ids,
            PointerBuffer.allocateDirect(1).put(0, binary.length),
            PointerBuffer.allocateDirect(1).referenceBuffer(0, bytes),
            Buffers.newDirectIntBuffer(1),
            status);
    if (status.get(0) != Status.SUCCESS) {
      return Optional.empty();
    }
    if (cl.clBuildProgram(program, 1, ids, "", null) != Status.SUCCESS) {
      cl.clReleaseProgram(program);
      return Optional.empty();
    }
    return Optional.of(new DeviceProgram(cl, device, program));
  }

  private Optional<byte[]> binary() {
    ByteBuffer size = Buffers.newDirectByteBuffer(Long.BYTES);
    if (cl.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Long.BYTES, size, null)
            != Status.SUCCESS
        || size.getLong(0) == 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = Buffers.newDirectByteBuffer((int) size.getLong(0));
    PointerBuffer place = PointerBuffer.allocateDirect(1).referenceBuffer(0, bytes);
    if (cl.clGetProgramInfo(
            program, CL.CL_PROGRAM_BINARIES, place.elementSize(), place.getBuffer(), null)
        != Status.SUCCESS) {
      return Optional.empty();
    }
    byte[] binary = new byte[bytes.capacity()];
    bytes.get(0, binary);
    return Optional.of(binary);
  }

  private static String log(CL cl, long program, OpenClDevice device) {
    PointerBuffer size = PointerBuffer.allocateDirect(1);
    cl.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
    ByteBuffer text = Buffers.newDirectByteBuffer((int) Math.max(1, size.get(0)));
    cl.clGetProgramBuildInfo(
        program, device.id(), CL.CL_PROGRAM_BUILD_LOG, text.capacity(), text, null);
    byte[] bytes = new byte[text.capacity()];
    text.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  long kernel(String name) {
    return kernels.computeIfAbsent(
        name,
        n -> {
          IntBuffer status = Buffers.newDirectIntBuffer(1);
          long kernel = cl.clCreateKernel(program, n, status);
          Status.check(status.get(0), "clCreateKernel '%s'".formatted(n), device);
          return kernel;
        });
  }

  void release() {
    kernels.values().forEach(cl::clReleaseKernel);
    cl.clReleaseProgram(program);
  }
}

package org.regista.nativecore.opencl;

import com.jogamp.common.nio.Buffers;
import com.jogamp.common.nio.PointerBuffer;
import com.jogamp.opencl.llb.CL;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.regista.error.DeviceException;
import org.regista.image.NativeBuffer;

/**
 * A device made ready: its context, one queue in which commands follow each other, the programs
 * built for it, and an account of its memory. Calls from several threads take turns.
 */
final class DeviceContext implements AutoCloseable {

  /** Transfers in pieces, because a byte buffer has no more than 2 GiB. */
  private static final long PIECE_FLOATS = 1L << 28;

  private final CL cl;
  private final OpenClDevice device;
  private final DeviceMemory memory;
  private final ProgramCache cache;
  private final Map<String, DeviceProgram> programs = new HashMap<>();
  private final long context;
  private final long queue;
  private final ByteBuffer argument = Buffers.newDirectByteBuffer(16 * Double.BYTES);
  private final PointerBuffer items = PointerBuffer.allocateDirect(3);
  private final PointerBuffer group = PointerBuffer.allocateDirect(3);
  private ByteBuffer numbers = Buffers.newDirectByteBuffer(1 << 14);
  private Optional<Consumer<Timing>> timings = Optional.empty();
  private boolean open = true;

  /** How long one kernel took on the device, and the bytes of its buffers. */
  record Timing(String kernel, double seconds, long bytes) {}

  /**
   * @param budgetBytes what may be allocated
   */
  DeviceContext(CL cl, OpenClDevice device, long budgetBytes, ProgramCache cache) {
    this.cl = cl;
    this.device = device;
    this.cache = cache;
    this.memory = new DeviceMemory(device, budgetBytes);
    IntBuffer status = Buffers.newDirectIntBuffer(1);
    PointerBuffer ids = PointerBuffer.allocateDirect(1).put(0, device.id());
    this.context = cl.clCreateContext(null, ids, null, status);
    Status.check(status.get(0), "clCreateContext", device);
    this.queue =
        cl.clCreateCommandQueue(context, device.id(), CL.CL_QUEUE_PROFILING_ENABLE, status);
    if (status.get(0) != Status.SUCCESS) {
      cl.clReleaseContext(context);
    }
    Status.check(status.get(0), "clCreateCommandQueue", device);
  }

  OpenClDevice device() {
    return device;
  }

  DeviceMemory memory() {
    return memory;
  }

  /** Floats that are not set yet. */
  DeviceBuffer floats(long count, String what) {
    return allocate(Math.multiplyExact(count, Float.BYTES), what);
  }

  /** Numbers of the precision that the device sums in, not set yet. */
  DeviceBuffer reals(long count, String what) {
    return allocate(Math.multiplyExact(count, realBytes()), what);
  }

  int realBytes() {
    return device.doubles() ? Double.BYTES : Float.BYTES;
  }

  private synchronized DeviceBuffer allocate(long bytes, String what) {
    requireOpen();
    memory.requireBuffer(bytes, what);
    IntBuffer status = Buffers.newDirectIntBuffer(1);
    long handle = cl.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, bytes, null, status);
    if (Status.isOutOfMemory(status.get(0))) {
      throw DeviceException.lackOfMemory(
          "'%s' has no %s left for %s (%s); %s are in use here: close other programs that use it, limit it with '--device-memory', or use '--backend cpu'"
              .formatted(
                  device.name(),
                  OpenClDevice.bytes(bytes),
                  what,
                  Status.name(status.get(0)),
                  OpenClDevice.bytes(memory.usedBytes())));
    }
    Status.check(status.get(0), "clCreateBuffer", device);
    memory.take(bytes);
    return new DeviceBuffer(this, handle, bytes);
  }

  /** Of a buffer; a device that is lost cannot even do this, which the next call reports. */
  synchronized void release(long handle, long bytes) {
    if (open) {
      cl.clReleaseMemObject(handle);
      memory.giveBack(bytes);
    }
  }

  /** Copies all of a host buffer to the device. */
  synchronized void write(NativeBuffer source, DeviceBuffer target) {
    requireOpen();
    try (NativeBuffer.Lease lease = source.lease()) {
      for (long from = 0; from < source.length(); from += PIECE_FLOATS) {
        long count = Math.min(PIECE_FLOATS, source.length() - from);
        Status.check(
            cl.clEnqueueWriteBuffer(
                queue,
                target.handle(),
                CL.CL_TRUE,
                from * Float.BYTES,
                count * Float.BYTES,
                source.bytes(from, count),
                0,
                null,
                null),
            "clEnqueueWriteBuffer",
            device);
      }
    }
  }

  /** Fills all of a host buffer from the device. */
  synchronized void read(DeviceBuffer source, NativeBuffer target) {
    requireOpen();
    try (NativeBuffer.Lease lease = target.lease()) {
      for (long to = 0; to < target.length(); to += PIECE_FLOATS) {
        long count = Math.min(PIECE_FLOATS, target.length() - to);
        read(source, to * Float.BYTES, count * Float.BYTES, target.bytes(to, count));
      }
    }
  }

  /** The first numbers of a buffer of reals. */
  synchronized double[] readReals(DeviceBuffer source, int count) {
    requireOpen();
    ByteBuffer bytes = numbers(count);
    read(source, 0, bytes.limit(), bytes);
    double[] values = new double[count];
    for (int n = 0; n < count; n++) {
      values[n] = device.doubles() ? bytes.getDouble(8 * n) : bytes.getFloat(4 * n);
    }
    return values;
  }

  synchronized void writeReals(double[] values, DeviceBuffer target) {
    requireOpen();
    ByteBuffer bytes = numbers(values.length);
    for (double value : values) {
      if (device.doubles()) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    bytes.rewind();
    Status.check(
        cl.clEnqueueWriteBuffer(
            queue, target.handle(), CL.CL_TRUE, 0, bytes.limit(), bytes, 0, null, null),
        "clEnqueueWriteBuffer",
        device);
  }

  /** Host memory for so many reals, the same again for every call. */
  private ByteBuffer numbers(int count) {
    int bytes = Math.multiplyExact(count, realBytes());
    if (numbers.capacity() < bytes) {
      numbers = Buffers.newDirectByteBuffer(bytes);
    }
    return numbers.clear().limit(bytes);
  }

  private void read(DeviceBuffer source, long from, long count, Buffer target) {
    Status.check(
        cl.clEnqueueReadBuffer(
            queue, source.handle(), CL.CL_TRUE, from, count, target, 0, null, null),
        "clEnqueueReadBuffer",
        device);
  }

  /** Copies the first bytes of one buffer to another, from byte {@code to} on. */
  synchronized void copy(DeviceBuffer source, DeviceBuffer target, long to, long bytes) {
    requireOpen();
    Status.check(
        cl.clEnqueueCopyBuffer(
            queue, source.handle(), target.handle(), 0, to, bytes, 0, null, null),
        "clEnqueueCopyBuffer",
        device);
  }

  /** Waits until all commands are done. */
  synchronized void finish() {
    requireOpen();
    Status.check(cl.clFinish(queue), "clFinish", device);
  }

  /** Has each kernel timed from now on, one after the other. */
  void observe(Consumer<Timing> observer) {
    timings = Optional.of(observer);
  }

  /**
   * A kernel with the arguments to come.
   *
   * @param file name of the program's source, without its ending
   * @param options definitions that the program is built with: "-D RADIUS=2", or none
   */
  Launch launch(String file, String kernel, String options) {
    return new Launch(this, file, kernel, options);
  }

  Launch launch(String file, String kernel) {
    return launch(file, kernel, "");
  }

  /** Enqueues a kernel; global sizes are multiples of the local ones. */
  synchronized void run(Launch launch, List<byte[]> arguments, long[] global, long[] local) {
    requireOpen();
    DeviceProgram program =
        programs.computeIfAbsent(
            launch.file() + launch.options(),
            key -> DeviceProgram.build(cl, context, device, cache, launch));
    long kernel = program.kernel(launch.kernel());
    for (int n = 0; n < arguments.size(); n++) {
      set(kernel, launch, n, arguments.get(n));
    }
    PointerBuffer event = timings.isPresent() ? PointerBuffer.allocateDirect(1) : null;
    for (int a = 0; a < global.length; a++) {
      items.put(a, global[a]);
      group.put(a, local[a]);
    }
    Status.check(
        cl.clEnqueueNDRangeKernel(queue, kernel, global.length, null, items, group, 0, null, event),
        "kernel '%s'".formatted(launch.kernel()),
        device);
    if (event != null) {
      timings.orElseThrow().accept(new Timing(launch.kernel(), seconds(event), launch.moved()));
    }
  }

  private void set(long kernel, Launch launch, int n, byte[] value) {
    int status;
    if (launch.isLocal(n)) {
      status = cl.clSetKernelArg(kernel, n, launch.localBytes(n), null);
    } else {
      argument.put(0, value);
      status = cl.clSetKernelArg(kernel, n, value.length, argument);
    }
    Status.check(status, "argument %d of kernel '%s'".formatted(n, launch.kernel()), device);
  }

  private double seconds(PointerBuffer event) {
    finish();
    ByteBuffer time = Buffers.newDirectByteBuffer(2 * Long.BYTES);
    ByteBuffer end = time.slice(Long.BYTES, Long.BYTES).order(time.order());
    long id = event.get(0);
    Status.check(
        cl.clGetEventProfilingInfo(id, CL.CL_PROFILING_COMMAND_START, Long.BYTES, time, null),
        "clGetEventProfilingInfo",
        device);
    Status.check(
        cl.clGetEventProfilingInfo(id, CL.CL_PROFILING_COMMAND_END, Long.BYTES, end, null),
        "clGetEventProfilingInfo",
        device);
    cl.clReleaseEvent(id);
    return (end.getLong(0) - time.getLong(0)) / 1e9;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the device is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (open) {
      cl.clFinish(queue);
      programs.values().forEach(DeviceProgram::release);
      cl.clReleaseCommandQueue(queue);
      cl.clReleaseContext(context);
      open = false;
    }
  }
}

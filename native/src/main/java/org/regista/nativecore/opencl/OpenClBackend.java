package org.regista.nativecore.opencl;

import com.jogamp.opencl.llb.CL;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.DeviceChoice;
import org.regista.compute.FieldWorkspace;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.kernel.KernelDeformableWorkspace;
import org.regista.compute.kernel.KernelFieldWorkspace;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graphics card, or whatever else the machine has an OpenCL driver for. Looks for devices when
 * first asked, and prepares one when the first workspace opens.
 */
@Plugin(type = ComputeBackend.class, name = "opencl")
public final class OpenClBackend implements ComputeBackend {

  private static final Logger LOG = LoggerFactory.getLogger(OpenClBackend.class);

  private final Supplier<CL> library;
  private final ProgramCache cache;
  private final DeviceChoice choice;
  private Optional<DeviceContext> context = Optional.empty();

  /** The first device, with all its memory. */
  public OpenClBackend() {
    this(DeviceSearch::library, ProgramCache.ofUser(), DeviceChoice.ANY);
  }

  OpenClBackend(Supplier<CL> library, ProgramCache cache, DeviceChoice choice) {
    this.library = library;
    this.cache = cache;
    this.choice = choice;
  }

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public ComputeBackend on(DeviceChoice wanted) {
    OpenClBackend chosen = new OpenClBackend(library, cache, wanted);
    LOG.info("device: {}", chosen.device(1));
    return chosen;
  }

  @Override
  public Optional<String> unavailableBecause() {
    try {
      DeviceSearch.devices(library.get());
      return Optional.empty();
    } catch (DeviceException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<String> devices(int threads) {
    return DeviceSearch.devices(library.get()).stream().map(OpenClDevice::describe).toList();
  }

  @Override
  public String device(int threads) {
    String limit =
        choice.memoryBytes().map(bytes -> ", limited to " + OpenClDevice.bytes(bytes)).orElse("");
    return "OpenCL, " + chosen(DeviceSearch.devices(library.get())).describe() + limit;
  }

  @Override
  public OptionalLong memoryBytes() {
    return OptionalLong.of(context().memory().budgetBytes());
  }

  @Override
  public void reserve(long floats, String task) {
    context().memory().require(Math.multiplyExact(floats, Float.BYTES), task);
  }

  private OpenClDevice chosen(List<OpenClDevice> devices) {
    int number = choice.number().orElse(0);
    if (number >= devices.size()) {
      throw new InputDataException(
          "there is no OpenCL device %d; there are %d, which 'regista info --devices' lists, counted from 0"
              .formatted(number, devices.size()));
    }
    return devices.get(number);
  }

  /** On a device that is ready, which {@link #close} closes too. */
  static OpenClBackend over(DeviceContext ready) {
    OpenClBackend backend = new OpenClBackend();
    backend.context = Optional.of(ready);
    return backend;
  }

  /** What is allocated on the device now. */
  synchronized long usedBytes() {
    return context.map(ready -> ready.memory().usedBytes()).orElse(0L);
  }

  private synchronized DeviceContext context() {
    DeviceContext ready = context.orElseGet(this::open);
    context = Optional.of(ready);
    return ready;
  }

  private DeviceContext open() {
    CL cl = library.get();
    OpenClDevice device = chosen(DeviceSearch.devices(cl));
    long budget = Math.min(choice.memoryBytes().orElse(Long.MAX_VALUE), device.memoryBytes());
    return new DeviceContext(cl, device, budget, cache);
  }

  @Override
  public LinearWorkspace openLinear(LinearProblem problem) {
    return open(kernels -> new DeviceLinearWorkspace(problem, kernels));
  }

  @Override
  public DeformableWorkspace openDeformable(DeformableProblem problem) {
    return open(kernels -> new KernelDeformableWorkspace<>(problem, kernels));
  }

  @Override
  public FieldWorkspace openField(DisplacementField start, GridGeometry grid, int threads) {
    return open(kernels -> new KernelFieldWorkspace<>(start, grid, kernels, threads));
  }

  /** What a workspace allocated is freed if it cannot be opened. */
  private <W> W open(Function<DeviceKernels, W> workspace) {
    DeviceKernels kernels = new DeviceKernels(context());
    try {
      return workspace.apply(kernels);
    } catch (RuntimeException e) {
      kernels.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    context.ifPresent(OpenClBackend::close);
    context = Optional.empty();
  }

  private static void close(DeviceContext context) {
    long most = context.memory().mostBytes();
    LOG.info("device memory: at most {} ({} bytes) in use", OpenClDevice.bytes(most), most);
    context.close();
  }
}

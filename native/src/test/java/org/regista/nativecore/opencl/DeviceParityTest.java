package org.regista.nativecore.opencl;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.KernelParity;
import org.regista.compute.reference.ReferenceKernels;

/** Every OpenCL kernel against its plain Java twin, on every device. */
@ParameterizedClass(name = "{0}")
@MethodSource("devices")
class DeviceParityTest extends KernelParity {

  private final DeviceContext context;

  DeviceParityTest(OpenClDevice device) {
    this.context = Devices.open(device);
  }

  @AfterEach
  void closeDevice() {
    context.close();
  }

  static List<OpenClDevice> devices() {
    return Devices.all();
  }

  @Override
  protected HostKernels oracle() {
    return new ReferenceKernels(2);
  }

  /** Twins compute in double precision and round where the others do. */
  @Override
  protected double tolerance(double allowed) {
    return Math.min(allowed, 1e-5);
  }

  /** The number of threads means nothing here, so this is the same kernel again. */
  @Override
  protected HostKernels tested(int threads) {
    return UploadingKernels.on(context);
  }
}

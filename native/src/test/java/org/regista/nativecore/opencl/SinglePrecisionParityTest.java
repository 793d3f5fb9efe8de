package org.regista.nativecore.opencl;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.KernelParity;
import org.regista.compute.reference.ReferenceKernels;

/**
 * The same on devices without double precision: built in single precision here, whatever the device
 * can.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("devices")
class SinglePrecisionParityTest extends KernelParity {

  private final DeviceContext context;

  SinglePrecisionParityTest(OpenClDevice device) {
    this.context =
        Devices.open(
            new OpenClDevice(
                device.id(),
                device.platform(),
                device.name(),
                device.driver(),
                device.memoryBytes(),
                device.largestBufferBytes(),
                device.localBytes(),
                false));
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

  /** Coordinates and sums have six or seven digits. */
  @Override
  protected double tolerance(double allowed) {
    return Math.max(50 * allowed, 1e-4);
  }

  /** The number of threads means nothing here, so this is the same kernel again. */
  @Override
  protected HostKernels tested(int threads) {
    return UploadingKernels.on(context);
  }
}

package org.regista.nativecore.opencl;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeviceChoice;
import org.regista.nativecore.BackendParity;

/** Whole iterations on every OpenCL device against the same in plain Java. */
@ParameterizedClass(name = "device {0}")
@MethodSource("devices")
class DeviceBackendParityTest extends BackendParity {

  private final int number;

  DeviceBackendParityTest(int number) {
    this.number = number;
  }

  static List<Integer> devices() {
    return IntStream.range(0, Devices.all().size()).boxed().toList();
  }

  @Override
  protected ComputeBackend tested() {
    return new OpenClBackend(
        DeviceSearch::library,
        new ProgramCache(Devices.cacheFolder()),
        new DeviceChoice(Optional.of(number), Optional.empty()));
  }
}

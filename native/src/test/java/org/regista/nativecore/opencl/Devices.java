package org.regista.nativecore.opencl;

import com.jogamp.opencl.llb.CL;
import java.nio.file.Path;
import java.util.List;

/** The OpenCL devices of this machine, which must have one: PoCL is enough. */
final class Devices {

  private Devices() {}

  static List<OpenClDevice> all() {
    return DeviceSearch.devices(DeviceSearch.library());
  }

  static DeviceContext open(OpenClDevice device) {
    return open(DeviceSearch.library(), device, device.memoryBytes());
  }

  static DeviceContext open(CL cl, OpenClDevice device, long budgetBytes) {
    return new DeviceContext(cl, device, budgetBytes, new ProgramCache(cacheFolder()));
  }

  /** Kept between runs of the tests, since building takes longer than running. */
  static Path cacheFolder() {
    return Path.of("target", "opencl-cache");
  }
}

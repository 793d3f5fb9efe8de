package org.regista.nativecore.opencl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.Map;
import org.regista.compute.kernel.HostKernels;
import org.regista.image.NativeBuffer;

/**
 * The kernels of a device as if they worked in host memory: every buffer of a call is brought to
 * the device as it is, poison included, and back afterwards, inputs too.
 */
final class UploadingKernels {

  private final DeviceContext context;
  private final DeviceKernels kernels;

  private UploadingKernels(DeviceContext context) {
    this.context = context;
    this.kernels = new DeviceKernels(context);
  }

  static HostKernels on(DeviceContext context) {
    UploadingKernels uploading = new UploadingKernels(context);
    return (HostKernels)
        Proxy.newProxyInstance(
            HostKernels.class.getClassLoader(),
            new Class<?>[] {HostKernels.class},
            (proxy, method, arguments) ->
                uploading.call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    Map<NativeBuffer, DeviceBuffer> brought = new IdentityHashMap<>();
    Object[] onDevice = new Object[arguments.length];
    for (int n = 0; n < arguments.length; n++) {
      onDevice[n] =
          arguments[n] instanceof NativeBuffer host
              ? brought.computeIfAbsent(host, this::bring)
              : arguments[n];
    }
    try {
      Object result = method.invoke(kernels, onDevice);
      brought.forEach((host, device) -> context.read(device, host));
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private DeviceBuffer bring(NativeBuffer host) {
    DeviceBuffer device = kernels.unset(host.length());
    context.write(host, device);
    return device;
  }
}

package org.regista.nativecore.opencl;

import com.jogamp.opencl.llb.CL;
import java.lang.reflect.Proxy;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** The library of this machine, of which one kind of call fails from some time on. */
final class BrokenLibrary {

  private BrokenLibrary() {}

  /**
   * @param prefix of the names of calls that fail
   * @param successes such calls that work before
   * @param status what the others return
   */
  static CL failing(String prefix, int successes, int status) {
    return failing(prefix, successes, Integer.MAX_VALUE, status);
  }

  /** As above, but after so many failures the calls work again. */
  static CL failing(String prefix, int successes, int failures, int status) {
    CL real = DeviceSearch.library();
    AtomicInteger before = new AtomicInteger();
    return (CL)
        Proxy.newProxyInstance(
            CL.class.getClassLoader(),
            new Class<?>[] {CL.class},
            (proxy, method, arguments) -> {
              int call = method.getName().startsWith(prefix) ? before.getAndIncrement() : -1;
              if (call < successes || call - successes >= failures) {
                return method.invoke(real, arguments);
              }
              if (method.getReturnType() == int.class) {
                return status;
              }
              ((IntBuffer) arguments[arguments.length - 1]).put(0, status);
              return 0L;
            });
  }
}

package org.regista.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.regista.compute.ComputeBackend;
import org.scijava.plugin.Plugin;

/** Reads address 0 in native code, which ends the process with SIGSEGV. */
@Plugin(type = ComputeBackend.class, name = "crashing", priority = -1000)
public final class CrashingBackend extends FaultyBackend {

  public CrashingBackend() {
    super("crashing");
  }

  @Override
  void harm() {
    Linker linker = Linker.nativeLinker();
    MethodHandle strlen =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("strlen"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    try {
      long length = (long) strlen.invokeExact(MemorySegment.NULL);
      throw new IllegalStateException("nothing is %d bytes long".formatted(length));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

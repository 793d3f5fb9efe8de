package org.regista.nativecore.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.regista.compute.kernel.HostKernels;
import org.regista.nativecore.NativeKernels;

/** One call of a kernel over the whole grid, through the interface that the engine uses. */
@State(Scope.Benchmark)
public class KernelBenchmark {

  @Param public Kernel kernel;

  /** Of the kernel, not of JMH. */
  @Param({"1", "2"})
  public int threads;

  private HostKernels kernels;
  private Scene scene;

  @Setup
  public void open() {
    kernels = new NativeKernels(threads);
    scene = new Scene();
  }

  @TearDown
  public void close() {
    scene.close();
    kernels.close();
  }

  @Benchmark
  public void call() {
    kernel.run(kernels, scene);
  }
}

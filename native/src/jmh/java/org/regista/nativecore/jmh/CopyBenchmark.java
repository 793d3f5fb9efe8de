package org.regista.nativecore.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.regista.image.NativeBuffer;

/** The bandwidth that kernels are held against: copies of memory that no cache holds. */
@State(Scope.Benchmark)
public class CopyBenchmark {

  /** 128 MB read and 128 MB written by each thread. */
  private static final long FLOATS_PER_THREAD = 32L << 20;

  @Param({"1", "2"})
  public int threads;

  private final List<NativeBuffer> from = new ArrayList<>();
  private final List<NativeBuffer> to = new ArrayList<>();
  private ExecutorService pool;

  /** Read and written bytes both count. */
  static double bytes(int threads) {
    return 2.0 * Float.BYTES * threads * FLOATS_PER_THREAD;
  }

  @Setup
  public void open() {
    pool = Executors.newFixedThreadPool(threads);
    for (int t = 0; t < threads; t++) {
      from.add(NativeBuffer.allocate(FLOATS_PER_THREAD));
      to.add(NativeBuffer.allocate(FLOATS_PER_THREAD));
      from.getLast().fill(1);
    }
  }

  @TearDown
  public void close() {
    pool.close();
    from.forEach(NativeBuffer::close);
    to.forEach(NativeBuffer::close);
  }

  @Benchmark
  public void copy() throws Exception {
    List<Callable<Void>> copies = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      NativeBuffer source = from.get(t);
      NativeBuffer target = to.get(t);
      copies.add(
          () -> {
            target.copyFrom(source);
            return null;
          });
    }
    for (var copy : pool.invokeAll(copies)) {
      copy.get();
    }
  }
}

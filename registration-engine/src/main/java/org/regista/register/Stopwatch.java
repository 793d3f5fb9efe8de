package org.regista.register;

/** Wall and processor time since it was made. */
final class Stopwatch {

  private final long start = System.nanoTime();
  private final double processorStart = processorSeconds();

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Of all threads of this process, the compiler's and collector's too; NaN if not known. */
  double processor() {
    return processorSeconds() - processorStart;
  }

  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(spent -> spent.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  /** "1.23 s, CPU 2.34 s". */
  @Override
  public String toString() {
    return "%.2f s, CPU %.2f s".formatted(seconds(), processor());
  }
}

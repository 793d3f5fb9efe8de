package org.regista.nativecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class NativeKernelsTest {

  private static final GridSize SIZE = new GridSize(5, 4, 3);

  @Test
  void saysWhatComputes() {
    try (NativeKernels kernels = new NativeKernels(2, InstructionSet.PORTABLE)) {
      assertThat(kernels.device()).isEqualTo("portable code, 2 threads");
    }
    try (NativeKernels kernels = new NativeKernels(1)) {
      assertThat(kernels.device()).isEqualTo(InstructionSet.best() + ", 1 thread");
    }
  }

  @Test
  void refusesABufferThatIsTooShort() {
    try (NativeKernels kernels = new NativeKernels(1);
        NativeBuffer field = NativeBuffer.allocate(3 * SIZE.voxelCount() - 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kernels.clearBorder(field, SIZE))
          .withMessage("a buffer of 179 floats where the kernel needs 180");
    }
  }

  @Test
  void releasesItsBuffersWhenACallIsRefused() {
    try (NativeKernels kernels = new NativeKernels(1);
        NativeBuffer tooShort = NativeBuffer.allocate(1)) {
      NativeBuffer into = NativeBuffer.allocate(10);
      assertThatIllegalArgumentException().isThrownBy(() -> kernels.multiply(into, tooShort, 10));
      into.close();
    }
  }

  @Test
  void refusesWindowsThatItHasNoCodeFor() {
    try (NativeKernels kernels = new NativeKernels(1);
        NativeBuffer image = NativeBuffer.allocate(SIZE.voxelCount());
        NativeBuffer derivative = NativeBuffer.allocate(SIZE.voxelCount())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> kernels.localCorrelation(image, image, image, SIZE, 2, 9, 2, 1e-4, derivative))
          .withMessage("radius of 9 voxels; 0 to 8 are possible");
    }
  }

  @Test
  void refusesATableOfAnotherHistogram() {
    try (NativeKernels kernels = new NativeKernels(1);
        NativeBuffer list = NativeBuffer.allocate(9);
        NativeBuffer derivative = NativeBuffer.allocate(9)) {
      HistogramAxes axes = HistogramAxes.covering(16, 0, 1, 0, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  kernels.histogramDerivative(
                      list, list, list, 9, axes, new double[255], derivative))
          .withMessage("a table of 255 entries for 16 bins");
    }
  }

  @Test
  void refusesToWorkAfterClose() {
    NativeKernels kernels = new NativeKernels(2);
    kernels.close();
    kernels.close();
    try (NativeBuffer field = NativeBuffer.allocate(3 * SIZE.voxelCount())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> kernels.clearBorder(field, SIZE))
          .withMessage("the kernels are closed");
    }
  }

  @Test
  void refusesToWorkWithoutThreads() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NativeKernels(0))
        .withMessage("0 threads; at least 1 is needed");
  }

  @Test
  void callsFromSeveralThreadsTakeTurns() {
    int count = 50_000;
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    try (NativeKernels kernels = new NativeKernels(2);
        NativeBuffer list = NativeBuffer.copyOf(ones)) {
      List<double[]> sums =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(n -> kernels.crossMoments(list, list, list, count))
              .toList();
      assertThat(sums).allSatisfy(six -> assertThat(six).containsOnly(count));
    }
  }
}

package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.jogamp.opencl.llb.CL;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.DeviceChoice;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/** What happens when memory, driver or device fail: a message, and nothing left behind. */
class DeviceFailureTest {

  private static final GridGeometry GRID =
      GridGeometry.axisAligned(
          new GridSize(24, 20, 16), new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0));

  private Volume image;

  @BeforeEach
  void makeImage() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      image =
          new Volume(
              Space.named("image"),
              GRID,
              IntensityUnit.ARBITRARY,
              NativeBuffer.copyOf(fixtures.image(GRID.size())));
    }
  }

  @AfterEach
  void closeImage() {
    image.close();
  }

  private static OpenClBackend backend(CL library, DeviceChoice choice) {
    return new OpenClBackend(() -> library, new ProgramCache(Devices.cacheFolder()), choice);
  }

  private static DeviceChoice limit(long bytes) {
    return new DeviceChoice(Optional.empty(), Optional.of(bytes));
  }

  private void iterate(OpenClBackend backend) {
    DeformableProblem problem =
        new DeformableProblem(
            image,
            image,
            Optional.empty(),
            Optional.empty(),
            AffineMap.translation(new LpsVector(0.5, 0.2, 0)),
            GRID,
            GRID,
            Optional.empty(),
            new Similarity.LocalCorrelation(2),
            1);
    try (DeformableWorkspace work = backend.openDeformable(problem)) {
      for (int n = 0; n < 2; n++) {
        work.evaluate();
        work.smoothForce(1.5);
        work.accumulateMomentum(0.5);
        work.composeStep(0.5);
        work.smoothField(0.7);
      }
      work.takeField().close();
    }
  }

  @Test
  void aTaskThatDoesNotFitIsRefusedBeforeItStartsWithTheBytes() {
    try (OpenClBackend backend = backend(DeviceSearch.library(), limit(500_000))) {
      assertThatExceptionOfType(DeviceException.class)
          .isThrownBy(() -> iterate(backend))
          .withMessageContaining("a level of 24x20x16 voxels takes 0.7 MiB (706560")
          .withMessageContaining(" bytes) of the memory of '")
          .withMessageContaining("only 0.5 MiB of 0.5 MiB are left")
          .withMessageContaining("'--device-memory'");
    }
  }

  /** The forecast is honest: with that much, the task runs; with a little less, it does not. */
  @Test
  void theForecastIsWhatIsUsed() {
    long floats = 8L * 24 * 20 * 16 + 15L * 24 * 20 * 16;
    try (OpenClBackend backend =
        backend(DeviceSearch.library(), limit(floats * Float.BYTES + (64 << 10)))) {
      assertThatCode(() -> iterate(backend)).doesNotThrowAnyException();
    }
  }

  /** Component by component, with the same result. */
  @Test
  void smoothingWorksWithRoomForOneComponentOnly() {
    long count = GRID.size().voxelCount();
    float[] field;
    try (KernelFixtures fixtures = new KernelFixtures(6)) {
      field = fixtures.field(GRID.size(), 1);
    }
    for (AxisValues sigmas :
        List.of(AxisValues.same(1.5), new AxisValues(1.5, 0, 2), new AxisValues(0, 1, 0))) {
      float[] roomy = smoothed(field, sigmas, 100 * count);
      assertThat(roomy).isNotEqualTo(field);
      assertThat(smoothed(field, sigmas, 4 * count * Float.BYTES + 4096)).isEqualTo(roomy);
    }
  }

  private static float[] smoothed(float[] field, AxisValues sigmas, long budgetBytes) {
    try (DeviceContext context =
            Devices.open(DeviceSearch.library(), Devices.all().getFirst(), budgetBytes);
        DeviceKernels kernels = new DeviceKernels(context)) {
      DeviceBuffer images = kernels.allocate(field);
      kernels.smooth(images, 3, GRID.size(), sigmas, Border.ZERO);
      return kernels.values(images);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13})
  void memoryThatTheDriverRefusesIsReportedAndTheRestFreed(int successes) {
    CL library = BrokenLibrary.failing("clCreateBuffer", successes, -4);
    try (OpenClBackend backend = backend(library, DeviceChoice.ANY)) {
      assertThatExceptionOfType(DeviceException.class)
          .isThrownBy(() -> iterate(backend))
          .withMessageContaining("CL_MEM_OBJECT_ALLOCATION_FAILURE")
          .withMessageContaining("'--backend cpu'");
      assertThat(backend.usedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clEnqueueNDRangeKernel, 0, -5",
    "clEnqueueNDRangeKernel, 7, -2",
    "clEnqueueNDRangeKernel, 20, -36",
    "clEnqueueReadBuffer, 0, -5",
    "clEnqueueReadBuffer, 2, -14",
    "clEnqueueWriteBuffer, 1, -2",
    "clCreateContext, 0, -2",
    "clCreateCommandQueue, 0, -6",
    "clCreateKernel, 3, -6",
    "clSetKernelArg, 30, -5"
  })
  void aDeviceThatIsLostIsNamedAndNothingIsLeft(String call, int successes, int status) {
    CL library = BrokenLibrary.failing(call, successes, status);
    String name = Devices.all().getFirst().name();
    try (OpenClBackend backend = backend(library, DeviceChoice.ANY)) {
      assertThatExceptionOfType(DeviceException.class)
          .isThrownBy(() -> iterate(backend))
          .withMessageContaining(name)
          .withMessageContaining(Status.name(status))
          .withMessageContaining("'--backend cpu'");
      assertThat(backend.usedBytes()).isZero();
    }
  }

  @Test
  void everyCallFailingKeepsNobodyFromClosing() {
    try (OpenClBackend backend =
        backend(BrokenLibrary.failing("clEnqueue", 12, -2), DeviceChoice.ANY)) {
      assertThatExceptionOfType(DeviceException.class).isThrownBy(() -> iterate(backend));
      assertThatExceptionOfType(DeviceException.class).isThrownBy(() -> iterate(backend));
    }
  }

  @ParameterizedTest
  @CsvSource({"clGetPlatformIDs, -1001, no OpenCL driver", "clGetDeviceIDs, -1, no OpenCL device"})
  void withoutDriverOrDeviceItIsNotUsable(String call, int status, String reason) {
    try (OpenClBackend backend =
        backend(BrokenLibrary.failing(call, 0, status), DeviceChoice.ANY)) {
      assertThat(backend.unavailableBecause())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains(reason)
                      .contains("'--backend cpu'")
                      .doesNotContain("\n"));
    }
  }

  @Test
  void withoutALibraryItIsNotUsable() {
    try (OpenClBackend backend =
        new OpenClBackend(
            () -> {
              throw new DeviceException("there is no OpenCL library on this machine");
            },
            new ProgramCache(Devices.cacheFolder()),
            DeviceChoice.ANY)) {
      assertThat(backend.unavailableBecause())
          .hasValue("there is no OpenCL library on this machine");
    }
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedByItsNumber() {
    try (OpenClBackend backend = new OpenClBackend()) {
      assertThatExceptionOfType(InputDataException.class)
          .isThrownBy(() -> backend.on(DeviceChoice.parse("99")))
          .withMessageContaining("no OpenCL device 99");
    }
  }
}

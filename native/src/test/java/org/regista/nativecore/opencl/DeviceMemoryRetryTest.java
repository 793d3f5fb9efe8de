package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.jogamp.opencl.llb.CL;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.compute.DeviceChoice;
import org.regista.compute.Similarity;
import org.regista.error.DeviceException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.StagedRegistrar;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.RegistrationPlan;

/** Too little memory during a registration: done again at coarser voxels, and said so. */
class DeviceMemoryRetryTest {

  private static final GridSize SIZE = new GridSize(64, 60, 56);

  /** Finest level: 8 images, 15 of the fields; at half the size an eighth of it. */
  private static final long FINEST_BYTES = 23L * 64 * 60 * 56 * Float.BYTES;

  private Volume fixed;
  private Volume moving;

  @BeforeEach
  void makeImages() {
    fixed = volume("fixed", 0);
    moving = volume("moving", 3);
  }

  @AfterEach
  void closeImages() {
    fixed.close();
    moving.close();
  }

  /** Waves within a ball, which is larger by so many voxels. */
  private static Volume volume(String label, double larger) {
    float[] values = new float[Math.toIntExact(SIZE.voxelCount())];
    for (int n = 0; n < values.length; n++) {
      double x = n % SIZE.ni() - 31.5;
      double y = n / SIZE.ni() % SIZE.nj() - 29.5;
      int slice = n / (SIZE.ni() * SIZE.nj());
      double z = slice - 27.5;
      double scale = 24 / (24 + larger);
      double r = Math.sqrt(x * x + y * y + z * z) * scale;
      values[n] =
          (float) (r < 24 ? 100 + 30 * Math.cos(r) + 20 * Math.sin(scale * (x + y) / 3) : 0);
    }
    return new Volume(
        Space.named(label),
        GridGeometry.axisAligned(SIZE, new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0)),
        IntensityUnit.ARBITRARY,
        NativeBuffer.copyOf(values));
  }

  private static RegistrationPlan plan() {
    DiffeomorphicStage stage =
        new DiffeomorphicStage(
            new Similarity.LocalCorrelation(2),
            List.of(
                new DiffeomorphicLevel(2, 12, 1, 1, 1), new DiffeomorphicLevel(1, 6, 0.5, 1, 1)),
            1.5,
            0.5,
            0.7,
            0.05,
            DiffeomorphicStage.Voxels.AS_FIXED);
    IntensityRange all = new IntensityRange.Percentiles(0, 100);
    return new RegistrationPlan("small", 1, "for a test", all, all, 1, List.of(stage));
  }

  private RegistrationResult register(CL library, Optional<Long> budget) {
    try (OpenClBackend backend =
        new OpenClBackend(
            () -> library,
            new ProgramCache(Devices.cacheFolder()),
            new DeviceChoice(Optional.empty(), budget))) {
      RegistrationResult result =
          new StagedRegistrar()
              .register(
                  new RegistrationRequest(
                      fixed,
                      moving,
                      Optional.empty(),
                      Optional.empty(),
                      new Initialisation.Header(),
                      plan(),
                      backend,
                      2),
                  Monitor.silent());
      assertThat(backend.usedBytes()).isZero();
      return result;
    }
  }

  private static double displacementMm(RegistrationResult result) {
    LpsPoint place = new LpsPoint(48, 29.5, 27.5);
    return result.displacement().orElseThrow().displacementAt(place).lengthMm();
  }

  @Test
  void aBudgetThatIsLargeEnoughChangesNothing() {
    try (RegistrationResult result =
        register(DeviceSearch.library(), Optional.of(FINEST_BYTES + (1 << 20)))) {
      assertThat(result.warnings()).noneMatch(w -> w.contains("too little memory"));
      assertThat(result.device()).contains(", forecast 0.02 GiB for 64x60x56 voxels");
      assertThat(displacementMm(result)).isBetween(1.0, 3.0);
    }
  }

  @Test
  void aLevelThatDoesNotFitIsComputedAtCoarserVoxels() {
    try (RegistrationResult result =
        register(DeviceSearch.library(), Optional.of(FINEST_BYTES / 2))) {
      assertThat(result.warnings())
          .anyMatch(
              w ->
                  w.startsWith(
                      "the device has too little memory for the deformation at 64x60x56 voxels, so it was computed at 32x30x28 voxels instead ("));
      assertThat(result.displacement().orElseThrow().grid().size()).isEqualTo(SIZE);
      assertThat(displacementMm(result)).isBetween(1.0, 3.0);
    }
  }

  /** The driver refuses one allocation, somewhere in the finest level, its repair included. */
  @ParameterizedTest
  @ValueSource(ints = {48, 54, 60})
  void memoryThatTheDriverRefusesOnceIsTriedWithSmaller(int successes) {
    CL library = BrokenLibrary.failing("clCreateBuffer", successes, 1, -4);
    try (RegistrationResult result = register(library, Optional.empty())) {
      assertThat(result.warnings()).anyMatch(w -> w.contains("too little memory"));
      assertThat(displacementMm(result)).isBetween(1.0, 3.0);
    }
  }

  @Test
  void aFieldThatDoesNotFitIsRefusedBeforeAnythingIsComputed() {
    long bytes = 7 * SIZE.voxelCount() * Float.BYTES;
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> register(DeviceSearch.library(), Optional.of(bytes - 1)))
        .withMessageStartingWith("a field of 64x60x56 voxels takes ")
        .withMessageContaining("(" + bytes + " bytes)");
  }
}

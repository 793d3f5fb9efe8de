package org.regista.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.itk.TransformFiles;

/** Damaged files: each is a volume or an InputDataException that names the file, and soon. */
@Timeout(30)
class HostileFilesTest {

  private static final int MUTANTS = 150;
  private static final int HEADER_BYTES = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(StoredForm.class)
  void mutantsGiveAVolumeOrAReason(StoredForm form) throws IOException {
    Path file;
    try (Volume planted = PlantedPhantom.cuts().toList().getLast().volume()) {
      file = form.write(planted, folder);
    }
    byte[] seed = Files.readAllBytes(file);
    Random random = new Random(20261124);
    int volumes = 0;
    for (int trial = 0; trial < MUTANTS; trial++) {
      Files.write(file, mutant(seed, random));
      volumes += isVolume(file) ? 1 : 0;
    }
    assertThat(volumes).as("mutants that are still volumes").isBetween(1, MUTANTS - 1);
  }

  @ParameterizedTest
  @EnumSource(StoredForm.class)
  void truncationsAreRefused(StoredForm form) throws IOException {
    Path file;
    try (Volume planted = PlantedPhantom.cuts().toList().getLast().volume()) {
      file = form.write(planted, folder);
    }
    byte[] whole = Files.readAllBytes(file);
    int step = Math.max(1, whole.length / 60);
    for (int length = 0; length < whole.length - 20; length += step) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(isVolume(file)).as("the first %d bytes of %s", length, form).isFalse();
    }
  }

  private static boolean isVolume(Path file) {
    try (Volume volume = StoredForm.FILES.read(file)) {
      return volume.voxels().length() > 0;
    } catch (InputDataException e) {
      assertThat(e.getMessage()).contains(stem(file)).doesNotContain("\n");
      return false;
    }
  }

  /** The name up to the first dot, which a file of voxels beside it shares. */
  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /** One to four changes, half of them within the first bytes. */
  private static byte[] mutant(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int range = random.nextBoolean() ? Math.min(HEADER_BYTES, mutant.length) : mutant.length;
      int at = random.nextInt(Math.max(range, 1));
      if (at >= mutant.length) {
        continue;
      }
      switch (random.nextInt(7)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) 0xff;
        case 2 -> mutant[at] = 0;
        case 3 -> mutant[at] = (byte) "0123456789 -.e\n".charAt(random.nextInt(15));
        case 4 -> mutant = Arrays.copyOf(mutant, at);
        case 5 -> System.arraycopy(seed, 0, mutant, at, Math.min(16, mutant.length - at));
        default -> Arrays.fill(mutant, at, Math.min(mutant.length, at + 9), (byte) '9');
      }
    }
    return mutant;
  }

  @Test
  void mutatedTransformsAreTransformsOrReasons() throws IOException {
    byte[] seed =
        """
        #Insight Transform File V1.0
        #Transform 0
        Transform: CompositeTransform_double_3_3
        #Transform 1
        Transform: Euler3DTransform_double_3_3
        Parameters: 0.3 -0.2 0.5 1 2 3
        FixedParameters: 10 -20 30 0
        #Transform 2
        Transform: AffineTransform_double_3_3
        Parameters: 1.1 0.1 -0.2 0 0.9 0.3 0.05 0 1.2 1 2 3
        FixedParameters: 10 -20 30
        """
            .getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve("t.tfm");
    Space space = Space.named("s");
    Random random = new Random(20261124);
    int transforms = 0;
    for (int trial = 0; trial < 500; trial++) {
      Files.write(file, mutant(seed, random));
      try {
        assertThat(TransformFiles.read(file, space, space).fixedToMoving().isFinite()).isTrue();
        transforms++;
      } catch (InputDataException e) {
        assertThat(e.getMessage()).contains("t.tfm").doesNotContain("\n");
      }
    }
    assertThat(transforms).isBetween(1, 499);
  }
}

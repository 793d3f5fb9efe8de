package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand damaged files; {@code ./run verify hostile_dicom} reads twenty thousand. */
class MutantTest {

  private static final Path TEST_DATA = Path.of("..", "test-data");
  private static final int SMALL = 20_000;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void mutantsAreReadOrRefusedWithAReason() {
    List<byte[]> seeds = new ArrayList<>(MutantRun.codeStreams());
    seeds.addAll(MutantRun.seeds(TEST_DATA.resolve("dicom_transfer_syntax"), SMALL));
    seeds.addAll(MutantRun.seeds(TEST_DATA.resolve("dicom_objects"), SMALL));
    assertThat(seeds).hasSizeGreaterThan(25);
    MutantRun.Summary summary = MutantRun.run(folder, seeds, 1000, 20261124);
    assertThat(summary.readable()).as("mutants that are still images").isBetween(50, 950);
  }
}

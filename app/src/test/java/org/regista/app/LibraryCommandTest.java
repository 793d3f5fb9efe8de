package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.app.cli.ExitCodes;
import org.regista.study.TestObject;

final class LibraryCommandTest {

  @TempDir private Path folder;

  @Test
  void whatIsImportedIsFoundAndReadAsAnImage() {
    Path source = folder.resolve("source");
    Path library = folder.resolve("library");
    for (int n = 1; n <= 4; n++) {
      new TestObject(1, n).write(source.resolve(n + ".dcm"));
      new TestObject(2, n).write(source.resolve("b" + n + ".dcm"));
    }

    Outcome first = Runs.run("dicom", "import", source, "--library", library);
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCodes.OK);
    assertThat(first.out()).contains("8 files: 8 new");
    Outcome second = Runs.run("dicom", "import", source, "--library", library);
    assertThat(second.out()).contains("8 files: 0 new, 8 there already");

    Outcome found = Runs.run("dicom", "find", "--library", library, "--modality", "ct");
    String input = "library:" + TestObject.STUDY + ".2";
    assertThat(found.out()).contains("Müller^Zoë", input, "2 series");

    Outcome info = Runs.runWith(library, "info", input);
    assertThat(info.code()).as(info.err()).isEqualTo(ExitCodes.OK);
    assertThat(info.out()).contains("12x16x4");
    Outcome missing = Runs.runWith(library, "info", "library:1.2.3");
    assertThat(missing.code()).isNotEqualTo(ExitCodes.OK);
    assertThat(missing.err()).contains("1.2.3");
  }

  @Test
  void theTimeLineOfAPatientTellsDaysAndWhatWasMadeOnThem() {
    Path source = folder.resolve("source");
    Path library = folder.resolve("library");
    String[] days = {"20260302", "20251203", ""};
    for (int series = 1; series <= 3; series++) {
      new TestObject(series, 1)
          .on(days[series - 1], TestObject.STUDY + ".4711." + series)
          .write(source.resolve(series + ".dcm"));
    }
    new TestObject(9, 1)
        .of("P2", "Other")
        .on("20260302", TestObject.STUDY + ".4712")
        .write(source.resolve("other.dcm"));
    Runs.run("dicom", "import", source, "--library", library);

    Outcome told =
        Runs.run(
            "dicom",
            "find",
            "--library",
            library,
            "--patient",
            "P1",
            "--modality",
            "CT",
            "--timeline");
    assertThat(told.code()).as(told.err()).isEqualTo(ExitCodes.OK);
    assertThat(told.out().lines())
        .filteredOn(line -> line.startsWith("  ") && !line.startsWith("   "))
        .containsExactly("  no date", "  2025-12-03", "  2026-03-02, 89 days later");
    assertThat(told.out())
        .contains("Müller^Zoë  P1", "1 patients", "library:" + TestObject.STUDY + ".2")
        .doesNotContain("Other");
    Outcome unclear = Runs.run("dicom", "find", "--library", library, "--timeline");
    assertThat(unclear.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(unclear.err()).contains("--timeline needs --patient");
  }

  @Test
  void aReportAndASegmentationAreToldByInfo() {
    Path seg = Path.of("..", "test-data", "dicom_objects", "seg", "made_labelmap_7x9_rle.dcm");
    assertThat(Runs.run("dicom", "info", seg).out())
        .contains("segmentation of 3 segments", "segment 1 'part 1' (Tissue): 72 voxels");
  }

  @Test
  void noLibraryIsSaidAndNotMade() {
    Outcome outcome = Runs.run("dicom", "find", "--library", folder.resolve("none"));
    assertThat(outcome.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err()).contains("no study library");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}

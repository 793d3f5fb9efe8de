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
  void noLibraryIsSaidAndNotMade() {
    Outcome outcome = Runs.run("dicom", "find", "--library", folder.resolve("none"));
    assertThat(outcome.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err()).contains("no study library");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}

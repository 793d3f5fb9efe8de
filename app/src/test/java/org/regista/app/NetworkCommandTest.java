package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.app.cli.ExitCodes;
import org.regista.study.TestObject;
import org.regista.study.network.Orthanc;
import org.regista.study.network.SentObjects;

final class NetworkCommandTest {

  @TempDir private Path folder;

  @Test
  void anArchiveIsAskedSentToAndFetchedFrom() {
    Path sent = folder.resolve("sent");
    SentObjects.write(sent, 3);
    Path library = folder.resolve("library");
    try (Orthanc orthanc = Orthanc.start(folder)) {
      String node = "localhost:%d:%s".formatted(orthanc.dicomPort(), Orthanc.AET);
      assertThat(Runs.run("dicom", "echo", "--node", node).out()).contains("answered");
      assertThat(Runs.run("dicom", "send", "--node", node, sent).out()).contains("6 objects sent");

      Outcome found = Runs.run("dicom", "find", "--node", node, "--patient", "m\u00fcller");
      assertThat(found.out()).contains(TestObject.STUDY + ".2", "2 series");

      assertThat(Runs.run("dicom", "find", "--node", node, "--patient", "Müller Jan").out())
          .contains("0 series");

      Object[] get = {
        "dicom", "get", "--node", node, "--study", TestObject.STUDY, "--library", library
      };
      Outcome got = Runs.run(get);
      assertThat(got.code()).as(got.err()).isEqualTo(ExitCodes.OK);
      assertThat(got.out()).contains("6 objects fetched", "library: 6 new");
      assertThat(Runs.run(get).out()).contains("0 objects fetched, 6 there already");
      assertThat(library.resolve("received")).isEmptyDirectory();
      assertThat(Runs.run("dicom", "find", "--library", library).out()).contains("2 series");
    }
  }

  @Test
  void namedArchivesAreKept() {
    Path home = folder.resolve("home");
    assertThat(Runs.runWith(home, "dicom", "node", "add", "pacs", "localhost:1:PACS").code())
        .isEqualTo(ExitCodes.OK);
    assertThat(Runs.runWith(home, "dicom", "node", "list").out())
        .contains("pacs", "localhost:1:PACS");
    Outcome echo = Runs.runWith(home, "dicom", "echo", "--node", "pacs");
    assertThat(echo.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(echo.err()).contains("PACS at localhost:1", "no connection");
    assertThat(Runs.runWith(home, "dicom", "node", "remove", "pacs").code())
        .isEqualTo(ExitCodes.OK);
    assertThat(Runs.runWith(home, "dicom", "echo", "--node", "pacs").err())
        .contains("no archive is called 'pacs'");
  }

  @Test
  void addressesAndTimesAreChecked() {
    Outcome bad = Runs.run("dicom", "echo", "--node", "somewhere");
    assertThat(bad.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(bad.err()).contains("HOST:PORT:AET");
    assertThat(Runs.run("dicom", "echo", "--node", "localhost:1:A", "--timeout", "0").code())
        .isEqualTo(ExitCodes.BAD_INPUT);
  }
}

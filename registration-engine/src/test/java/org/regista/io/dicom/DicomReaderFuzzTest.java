package org.regista.io.dicom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Target of Jazzer: whole files. As a test it reads the inputs in its resources, among them what a
 * search has found; with the environment variable {@code JAZZER_FUZZ=1} it searches for new ones.
 */
class DicomReaderFuzzTest {

  @TempDir Path folder;

  @FuzzTest(maxDuration = "60s")
  void files(byte[] bytes) throws IOException {
    ReaderUnderAttack.attack(Files.write(folder.resolve("file"), bytes));
  }
}

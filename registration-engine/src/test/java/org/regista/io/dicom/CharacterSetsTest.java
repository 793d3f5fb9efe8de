package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dcm4che3.data.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names in real files of many character sets, as pydicom decodes them. */
class CharacterSetsTest {

  private static final Path SAMPLES = Path.of("..", "test-data", "dicom_charsets");

  static Stream<String> names() throws IOException {
    return Files.readAllLines(SAMPLES.resolve("names.csv")).stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void p20NamesAreDecoded(String row) throws IOException {
    String[] parts = row.split(",", 2);
    try (BoundedDicomInput in = BoundedDicomInput.open(SAMPLES.resolve(parts[0]))) {
      HeaderFields image = new HeaderFields(in.readDataset(-1, Tag.PixelData));
      HeaderFields named =
          image.has(Tag.RequestedProcedureCodeSequence)
              ? image.item(Tag.RequestedProcedureCodeSequence, 0)
              : image;
      assertThat(Origin.read(named).patientName()).isEqualTo(parts[1]);
    }
  }
}

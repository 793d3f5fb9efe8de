package org.regista.io.dicom.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.study.TestObject;

final class InstanceReaderTest {

  @TempDir private Path folder;

  @Test
  void saysWhoAndWhatItIs() throws Exception {
    InstanceHeader header = InstanceReader.read(file(new TestObject(3, 7))).header();

    assertThat(header.patient())
        .isEqualTo(new InstanceHeader.Patient("P1", "", "Müller^Zoë", "19700101", "F"));
    assertThat(header.study().date()).isEqualTo("20260302");
    assertThat(header.series().uid()).isEqualTo(TestObject.STUDY + ".3");
    assertThat(header.series().description()).isEqualTo("thorax 3");
    assertThat(header.instance().uid()).isEqualTo(TestObject.STUDY + ".3.7");
    assertThat(header.instance().transferSyntax()).isEqualTo(TestObject.EXPLICIT);
  }

  @Test
  void digestsDoNotDependOnTheEncoding() throws Exception {
    TestObject object = new TestObject(1, 1).change(InstanceReaderTest::addSequence);
    InstanceFile explicit = InstanceReader.read(file(object));

    for (String syntax :
        new String[] {TestObject.IMPLICIT, TestObject.BIG_ENDIAN, TestObject.DEFLATED}) {
      InstanceFile other = InstanceReader.read(object.write(folder.resolve(syntax), syntax));
      assertThat(other.digests()).as(syntax).isEqualTo(explicit.digests());
      assertThat(other.header().instance().place()).isEqualTo(explicit.header().instance().place());
    }
  }

  private static void addSequence(Attributes attributes) {
    Sequence outer = attributes.newSequence(Tag.ReferencedImageSequence, 2);
    for (int n = 0; n < 2; n++) {
      Attributes item = new Attributes();
      item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2." + n);
      item.setInt(Tag.ReferencedFrameNumber, VR.IS, n);
      outer.add(item);
    }
    attributes.newSequence(Tag.SourceImageSequence, 1);
  }

  @Test
  void pixelsDecideAndMetadataIsSeenToDiffer() throws Exception {
    InstanceDigests one = InstanceReader.read(file(new TestObject(1, 1))).digests();
    InstanceDigests renamed =
        InstanceReader.read(file(new TestObject(1, 1).text(Tag.PatientName, VR.PN, "Other")))
            .digests();
    InstanceDigests repainted = InstanceReader.read(file(new TestObject(1, 1).pixels(5))).digests();

    assertThat(renamed.decisive()).isEqualTo(one.decisive());
    assertThat(renamed.metadata()).isNotEqualTo(one.metadata());
    assertThat(repainted.decisive()).isNotEqualTo(one.decisive());
    assertThat(repainted.fast()).isNotEqualTo(one.fast());
    assertThat(repainted.metadata()).isEqualTo(one.metadata());
  }

  @Test
  void whatAnArchiveAddsDoesNotCount() throws Exception {
    InstanceDigests one = InstanceReader.read(file(new TestObject(1, 1))).digests();
    TestObject passed =
        new TestObject(1, 1)
            .text(Tag.RetrieveAETitle, VR.AE, "PACS")
            .change(
                a ->
                    a.newSequence(Tag.DigitalSignaturesSequence, 1)
                        .add(new Attributes(new Attributes())));
    assertThat(InstanceReader.read(file(passed)).digests()).isEqualTo(one);
  }

  @Test
  void everyCutIsRefused() throws Exception {
    byte[] whole =
        Files.readAllBytes(file(new TestObject(1, 1).change(InstanceReaderTest::addSequence)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> InstanceReader.read(cut))
          .as("cut after %d bytes", length)
          .isInstanceOf(NotAnInstanceException.class);
    }
  }

  @Test
  void damageGivesAReasonAndNothingElse() throws Exception {
    byte[] whole =
        Files.readAllBytes(file(new TestObject(1, 1).change(InstanceReaderTest::addSequence)));
    Random random = new Random(11);
    for (int trial = 0; trial < 5000; trial++) {
      byte[] damaged = whole.clone();
      for (int n = 0; n <= random.nextInt(4); n++) {
        damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(InstanceReader.read(damaged).bytes()).isEqualTo(whole.length);
      } catch (NotAnInstanceException e) {
        assertThat(e.reason()).isNotEmpty();
      }
    }
  }

  @Test
  void deepNestingAndWrongLengthsAreRefused() throws Exception {
    TestObject deep =
        new TestObject(1, 1)
            .change(
                a -> {
                  Attributes at = a;
                  for (int n = 0; n < 70; n++) {
                    Attributes item = new Attributes();
                    at.newSequence(Tag.ReferencedImageSequence, 1).add(item);
                    at = item;
                  }
                });
    assertThatThrownBy(() -> InstanceReader.read(file(deep)))
        .isInstanceOf(NotAnInstanceException.class)
        .hasMessageContaining("nested");

    byte[] lying = Files.readAllBytes(file(new TestObject(1, 1)));
    int lengthAt = lying.length - 2 * 16 * 12 - 4;
    lying[lengthAt + 3] = 0x7f;
    assertThatThrownBy(() -> InstanceReader.read(lying))
        .isInstanceOf(NotAnInstanceException.class)
        .hasMessageContaining("declares");
  }

  private Path file(TestObject object) throws IOException {
    return object.write(Files.createTempFile(folder, "object", ".dcm"));
  }
}

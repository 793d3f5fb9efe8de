package org.regista.study.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;
import org.regista.study.TestObject;

/**
 * Objects of one study in several encodings, with nested sequences, and how they must come back.
 */
public final class SentObjects {

  private static final List<String> ENCODINGS =
      List.of(TestObject.EXPLICIT, TestObject.IMPLICIT, TestObject.BIG_ENDIAN, TestObject.DEFLATED);

  private SentObjects() {}

  /** So many objects in each of two series. */
  public static List<Path> write(Path folder, int perSeries) {
    List<Path> files = new ArrayList<>();
    for (int series = 1; series <= 2; series++) {
      for (int n = 1; n <= perSeries; n++) {
        TestObject object = new TestObject(series, n).change(SentObjects::addSequences);
        Path file = folder.resolve("%d-%d.dcm".formatted(series, n));
        files.add(object.write(file, ENCODINGS.get(series == 1 ? 0 : n % ENCODINGS.size())));
      }
    }
    return files;
  }

  private static void addSequences(Attributes attributes) {
    Attributes item = new Attributes();
    item.setString(Tag.ReferencedSOPClassUID, VR.UI, TestObject.CT);
    item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
    Attributes code = new Attributes();
    code.setString(Tag.CodeValue, VR.SH, "121322");
    code.setString(Tag.CodingSchemeDesignator, VR.SH, "DCM");
    item.newSequence(Tag.PurposeOfReferenceCodeSequence, 1).add(code);
    attributes.newSequence(Tag.SourceImageSequence, 1).add(item);
    attributes.setString(0x00110010, VR.LO, "REGISTA TEST");
    attributes.setBytes(0x00111001, VR.OB, new byte[] {1, 2, 3, 4});
  }

  /** Each object came, with the same content in the same encoding. */
  public static void assertSame(List<Path> sent, Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).as("files that came").hasSameSizeAs(sent);
      for (Path file : sent) {
        InstanceFile came = InstanceReader.read(cameAs(file, folder));
        assertThat(came.header()).isEqualTo(InstanceReader.read(file).header());
        assertThat(came.digests()).isEqualTo(InstanceReader.read(file).digests());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NotAnInstanceException e) {
      throw new AssertionError(e);
    }
  }

  /** The same, and each data set byte for byte. */
  public static void assertSameBytes(List<Path> sent, Path folder) {
    assertSame(sent, folder);
    for (Path file : sent) {
      byte[] sentBytes = dataSet(file);
      byte[] even = Arrays.copyOf(sentBytes, sentBytes.length + (sentBytes.length & 1));
      assertThat(Arrays.equals(even, dataSet(cameAs(file, folder))))
          .as("data set of %s byte for byte", file)
          .isTrue();
    }
  }

  private static Path cameAs(Path file, Path folder) {
    return folder.resolve(uid(file) + ".dcm");
  }

  public static String uid(Path file) {
    try {
      return InstanceReader.read(file).header().instance().uid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NotAnInstanceException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] dataSet(Path file) {
    try {
      byte[] whole = Files.readAllBytes(file);
      return Arrays.copyOfRange(
          whole, (int) InstanceReader.read(file).dataSetOffset(), whole.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NotAnInstanceException e) {
      throw new AssertionError(e);
    }
  }
}

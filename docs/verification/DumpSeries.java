import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.geometry.AffineMap;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;
import org.regista.io.dicom.SeriesCandidate;

/**
 * Writes every series of a folder as Regista reads it, for dicom_oracle.py: {@code N.raw} with
 * float32 voxels, i fastest, and on standard output one line per series with size, indexToLps and
 * what it is.
 */
public final class DumpSeries {

  public static void main(String[] arguments) throws IOException {
    DicomScan scan = DicomScanner.scan(Path.of(arguments[0]));
    scan.rejected()
        .forEach(
            r -> System.out.println("rejected\t" + r.file().getFileName() + "\t" + r.reason()));
    int number = 0;
    for (SeriesCandidate series : scan.series()) {
      var problem = series.summary().problem();
      if (problem.isPresent()) {
        System.out.println("refused\t" + series.identity().uid() + "\t" + problem.get());
        continue;
      }
      try (Volume volume = DicomSeriesReader.read(series)) {
        Path raw = Path.of(arguments[1], number++ + ".raw");
        write(volume, raw);
        AffineMap m = volume.grid().indexToLps();
        System.out.printf(
            "series\t%s\t%s\t%d %d %d\t%r\t%s\t%s%n".replace("%r", numbers(m)),
            raw,
            series.identity().uid(),
            volume.size().ni(),
            volume.size().nj(),
            volume.size().nk(),
            volume.unit(),
            volume.space().label());
      }
    }
  }

  private static String numbers(AffineMap m) {
    double[] all = {
      m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
      m.m22(), m.t2()
    };
    StringBuilder text = new StringBuilder();
    for (double value : all) {
      text.append(value).append(' ');
    }
    return text.toString().strip();
  }

  private static void write(Volume volume, Path file) throws IOException {
    float[] row = new float[volume.size().ni()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long n = 0; n < volume.voxels().length(); n += row.length) {
        volume.voxels().read(n, row, row.length);
        bytes.clear().asFloatBuffer().put(row);
        out.write(bytes.array());
      }
    }
  }
}

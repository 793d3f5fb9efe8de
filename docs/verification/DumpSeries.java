import java.io.IOException;
import java.nio.file.Path;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;
import org.regista.io.dicom.VolumeCandidate;

/**
 * Writes every volume of a folder as Regista reads it, for dicom_oracle.py: {@code N.raw} with
 * float32 voxels, i fastest, and on standard output one line per series with size, indexToLps and
 * what it is and
 * how its intensities came about.
 */
public final class DumpSeries {

  public static void main(String[] arguments) throws IOException {
    DicomScan scan = DicomScanner.scan(Path.of(arguments[0]));
    scan.rejected()
        .forEach(
            r -> System.out.println("rejected\t" + r.file().getFileName() + "\t" + r.reason()));
    int number = 0;
    for (VolumeCandidate series : scan.volumes()) {
      var summary = series.summary();
      summary.remarks().forEach(r -> System.out.println("remark\t" + series.uid() + "\t" + r));
      if (summary.problem().isPresent()) {
        System.out.println("refused\t" + series.identity().uid() + "\t" + summary.problem().get());
        continue;
      }
      try (Volume volume = DicomSeriesReader.read(series)) {
        Path raw = Path.of(arguments[1], number++ + ".raw");
        VolumeDump.writeVoxels(volume, raw);
        System.out.println(
            String.join(
                "\t",
                "series",
                raw.toString(),
                series.uid(),
                VolumeDump.size(volume),
                VolumeDump.matrix(volume),
                volume.unit().toString(),
                volume.space().label(),
                volume.intensityNote()));
      }
    }
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.seg.Segment;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;
import org.regista.io.dicom.seg.SegmentationWriter;

/**
 * For segmentations.py: {@code read PLACE FILE...} writes every segment as float32 voxels and prints
 * file, raw file, size and indexToLps; {@code write PLACE SERIES COLUMNSxROWS...} writes
 * segmentations of random bits on a corner of the series, and the bits as bytes beside them.
 */
public final class DumpSegments {

  public static void main(String[] arguments) throws IOException {
    Path place = Path.of(arguments[1]);
    if (arguments[0].equals("read")) {
      for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
        read(Path.of(file));
      }
    } else {
      for (String size : Arrays.asList(arguments).subList(3, arguments.length)) {
        write(place, Path.of(arguments[2]), size);
      }
    }
  }

  private static void read(Path file) throws IOException {
    try {
      for (SegmentMask mask : SegmentationReader.read(file)) {
        try (mask) {
          Path raw = Path.of(file + "." + mask.segment().number() + ".raw");
          VolumeDump.writeVoxels(mask.mask(), raw);
          print(file, "segment", raw, mask.mask());
        }
      }
    } catch (InputDataException e) {
      System.out.println(String.join("\t", file.toString(), "refused", e.getMessage()));
    }
  }

  private static void print(Path file, String word, Path raw, Volume volume) {
    System.out.println(
        String.join(
            "\t",
            file.toString(),
            word,
            raw.toString(),
            VolumeDump.size(volume),
            VolumeDump.matrix(volume)));
  }

  private static void write(Path place, Path series, String size) throws IOException {
    int columns = Integer.parseInt(size.substring(0, size.indexOf('x')));
    int rows = Integer.parseInt(size.substring(size.indexOf('x') + 1));
    VolumeCandidate candidate = DicomScanner.scan(series).volumes().getFirst();
    SourceSeries home = SourceSeries.find(series, candidate.identity().uid());
    List<SegmentMask> masks = new ArrayList<>();
    GridSize cut = new GridSize(columns, rows, 5);
    byte[] bits = new byte[3 * (int) cut.voxelCount()];
    try (Volume image = DicomSeriesReader.read(candidate)) {
      AffineMap m = image.grid().indexToLps();
      GridGeometry grid =
          new GridGeometry(
              cut,
              AffineMap.ofColumns(
                  m.column(0), m.column(1), m.column(2), image.grid().toLps(new VoxelIndex(0, 0, 0))));
      Random random = new Random(rows * 1000L + columns);
      for (int segment = 0; segment < 3; segment++) {
        Volume mask = Volume.zeros(image.space(), grid, IntensityUnit.ARBITRARY);
        for (int n = 0; n < cut.voxelCount(); n++) {
          int firstOfPlane = n % (rows * columns);
          boolean set = firstOfPlane == 0 || random.nextBoolean();
          mask.voxels().set(n, set ? 1 : 0);
          bits[segment * (int) cut.voxelCount() + n] = (byte) (set ? 1 : 0);
        }
        masks.add(new SegmentMask(Segment.named(segment + 1, "part " + segment, "random"), mask));
      }
    }
    AtomicInteger uid = new AtomicInteger();
    Creation creation =
        new Creation(
            "Regista",
            "test",
            LocalDateTime.of(2026, 11, 24, 12, 0),
            () -> "2.25.19." + rows + "." + columns + "." + uid.incrementAndGet());
    Path file = place.resolve("ours_" + size + ".dcm");
    Path raw = place.resolve("ours_" + size + ".bits");
    SegmentationWriter.compose(new ObjectComposer(home, creation), masks, "random").write(file);
    Files.write(raw, bits);
    System.out.println(
        String.join(
            "\t",
            file.toString(),
            raw.toString(),
            VolumeDump.size(masks.getFirst().mask()),
            VolumeDump.matrix(masks.getFirst().mask())));
    masks.forEach(SegmentMask::close);
  }
}

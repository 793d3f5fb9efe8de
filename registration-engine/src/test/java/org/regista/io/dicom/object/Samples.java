package org.regista.io.dicom.object;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcm4che3.data.Tag;
import org.regista.geometry.AffineMap;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;

/** Real series of one patient from test-data, and what objects are made with in tests. */
public final class Samples {

  public static final Path OBJECTS = Path.of("..", "test-data", "dicom_objects");
  public static final Path PET = Path.of("..", "test-data", "dicom_series", "sts032_pet");
  public static final Path MR = OBJECTS.resolve("mr_moved");
  public static final Path CT = OBJECTS.resolve("ct");

  /** From the moved MRI to the PET, as test-data/dicom_objects/reg/truth_rigid.json has it. */
  public static final AffineMap MR_TO_PET =
      new AffineMap(
          0.9864312431026055,
          -0.02228706710777216,
          0.16265512371512306,
          -19.637526040022404,
          0.03816121385999893,
          0.9947329253754607,
          -0.09513216559455379,
          60.61149281003524,
          -0.1596781900817383,
          0.10004845732799603,
          0.9820861376674189,
          -1.345627285307618);

  private Samples() {}

  public static SourceSeries series(Path folder) {
    return SourceSeries.find(
        folder, DicomScanner.scan(folder).volumes().getFirst().identity().uid());
  }

  /** The caller closes it. */
  public static Volume volume(Path folder) {
    return DicomSeriesReader.read(DicomScanner.scan(folder).volumes().getFirst());
  }

  public static Space space(SourceSeries series) {
    return new Space(
        series.seriesUid(),
        series.modality(),
        Optional.ofNullable(series.header().getString(Tag.FrameOfReferenceUID)));
  }

  /** Always the same time and UIDs. */
  public static Creation creation() {
    AtomicInteger next = new AtomicInteger();
    return new Creation(
        "Regista",
        "0.1 test",
        LocalDateTime.of(2026, 11, 24, 12, 30, 15),
        () -> "2.25.4711." + next.incrementAndGet());
  }
}

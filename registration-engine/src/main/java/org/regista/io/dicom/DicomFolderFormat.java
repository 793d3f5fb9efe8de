package org.regista.io.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.regista.io.dicom.tree.RejectedFile;
import org.scijava.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DICOM series as images: a folder that holds one series, or one file of the wanted series, which
 * stands for all of that series in its folder.
 */
@Plugin(type = VolumeFormat.class, name = "DICOM")
public final class DicomFolderFormat implements VolumeFormat {

  private static final Logger LOG = LoggerFactory.getLogger(DicomFolderFormat.class);

  private static final int PREAMBLE = 128;
  private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
  private static final int MOST_LISTED = 10;

  @Override
  public String name() {
    return "DICOM";
  }

  /** Any folder, and files in the form of PS3.10. */
  @Override
  public boolean recognises(Path path, byte[] head) {
    if (head.length < PREAMBLE + MAGIC.length) {
      return Files.isDirectory(path);
    }
    for (int n = 0; n < MAGIC.length; n++) {
      if (head[PREAMBLE + n] != MAGIC[n]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Volume read(Path path) {
    if (!Files.isDirectory(path)) {
      return DicomSeriesReader.read(DicomScanner.seriesOf(path));
    }
    DicomScan scan = DicomScanner.scan(path);
    VolumeCandidate series = onlySeries(path, scan);
    if (!scan.rejected().isEmpty()) {
      RejectedFile example = scan.rejected().getFirst();
      LOG.info(
          "{} files beside the series '{}' are not used; for example, '{}' {}",
          scan.rejected().size(),
          series.identity().label(),
          example.file().getFileName(),
          example.reason());
    }
    return DicomSeriesReader.read(series);
  }

  private static VolumeCandidate onlySeries(Path folder, DicomScan scan) {
    List<VolumeCandidate> series = scan.volumes();
    if (series.isEmpty()) {
      String example =
          scan.rejected().stream()
              .findFirst()
              .map(r -> "for example, '%s' %s".formatted(r.file().getFileName(), r.reason()))
              .orElse("it is empty");
      throw new InputDataException(
          "the folder '%s' holds no DICOM series of CT, MR or PET images; %s"
              .formatted(folder, example));
    }
    if (series.size() > 1) {
      String list =
          series.stream()
              .limit(MOST_LISTED)
              .map(s -> s.summary().line())
              .collect(Collectors.joining("; "));
      throw new InputDataException(
          ("the folder '%s' holds %d series (%s%s); "
                  + "give one file of the wanted series, or a subfolder with it alone")
              .formatted(folder, series.size(), list, series.size() > MOST_LISTED ? "; ..." : ""));
    }
    return series.getFirst();
  }

  @Override
  public List<String> writtenEndings() {
    return List.of();
  }

  @Override
  public void write(Volume volume, VoxelType type, Path path) {
    throw new InputDataException(
        "'%s': images are not written as DICOM; use .nii.gz".formatted(path));
  }
}

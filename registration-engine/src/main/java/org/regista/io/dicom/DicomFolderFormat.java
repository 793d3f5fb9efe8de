package org.regista.io.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.regista.io.dicom.tree.RejectedFile;
import org.scijava.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DICOM volumes as images: a folder or DICOMDIR with one volume or the number of one, or a file of
 * the wanted volume, which stands for all of it in its folder.
 */
@Plugin(type = VolumeFormat.class, name = "DICOM")
public final class DicomFolderFormat implements VolumeFormat {

  private static final Logger LOG = LoggerFactory.getLogger(DicomFolderFormat.class);

  private static final int PREAMBLE = 128;
  private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};

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
    return read(path, "");
  }

  /** {@inheritDoc} See {@link VolumeChoice} for how to choose. */
  @Override
  public Volume read(Path path, String choice) {
    VolumeChoice chosen = VolumeChoice.of(choice);
    DicomScan scan = DicomScanner.scanOf(path);
    if (scan.volumes().isEmpty()) {
      throw nothing(path, scan);
    }
    VolumeCandidate found = chosen.among(scan.volumes(), path);
    VolumeCandidate volume = chosen.uptake().map(found::withUptake).orElse(found);
    if (!scan.rejected().isEmpty()) {
      RejectedFile example = scan.rejected().getFirst();
      LOG.info(
          "{} files beside the series '{}' are not used; for example, '{}' {}",
          scan.rejected().size(),
          volume.identity().label(),
          example.file().getFileName(),
          example.reason());
    }
    return DicomSeriesReader.read(volume, chosen.uneven());
  }

  private static InputDataException nothing(Path path, DicomScan scan) {
    String example =
        scan.rejected().stream()
            .findFirst()
            .map(r -> "for example, '%s' %s".formatted(r.file().getFileName(), r.reason()))
            .orElse("it is empty");
    return new InputDataException(
        "'%s' holds no DICOM series of CT, MR or PET images; %s".formatted(path, example));
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

package org.regista.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.app.structures.Carrying;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.Region;
import org.regista.job.structures.RegionFile;
import org.regista.job.structures.RegionReader;
import org.regista.transform.AffineTransform;
import org.regista.viewers.structure.Solid;

/** The tumour that was drawn in the frame of the CT, as if it had been drawn on the moved MRI. */
final class MovedTumour {

  static final String NAME = "GTV";

  private static final int THREADS = 2;

  private MovedTumour() {}

  /**
   * Writes it as RT Structure Set of the MRI.
   *
   * @param drawn structure set in the frame of the CT
   * @param ctToMr where each place of the CT is on the MRI, LPS mm
   */
  static void write(
      Path drawn, Path ct, Path mr, AffineMap ctToMr, VolumeFiles files, Path target) {
    try (Volume onCt = files.read(ct);
        Volume onMr = files.read(mr)) {
      ImagePairGrids pair =
          new ImagePairGrids(onMr.space(), onMr.grid(), onCt.space(), onCt.grid());
      Carrying carrying = new Carrying(files, "test", THREADS);
      AffineTransform mrToCt = new AffineTransform(onMr.space(), onCt.space(), ctToMr.inverse());
      try (RegionFile tumour = new RegionReader(files, pair).read(drawn, Optional.empty())) {
        List<Region> moved =
            carrying.through(mrToCt, onMr.grid(), tumour.regions()).stream()
                .map(r -> r.named(NAME, 0xff5a5a))
                .toList();
        var _ = carrying.saving(moved, pair, mr, "by the known motion", target).get();
        moved.forEach(Region::close);
      }
    }
  }

  /** Centre of the only structure of a structure set, mm in {@code space}. */
  static LpsPoint centre(Path structures, Space space) {
    try (Solid solid =
        Solid.of(
            StructureSetReader.read(structures, space).structures().stream()
                .filter(s -> !s.contours().isEmpty())
                .findFirst()
                .orElseThrow(),
            space,
            THREADS)) {
      return solid.centre();
    }
  }
}

package org.regista.job.structures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.GridSampler;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.job.dicom.StructureSetFile;
import org.regista.rt.Contour;
import org.regista.rt.ContourLines;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;
import org.regista.rt.StructureSolid;

/** Saves regions that lie on one image, and reads back what it saved. */
public final class RegionWriter {

  private static final double HALF = 0.5;

  private final Space space;
  private final GridGeometry grid;
  private final int threads;

  /**
   * @param space of the image that all regions lie on
   * @param grid of that image
   */
  public RegionWriter(Space space, GridGeometry grid, int threads) {
    this.space = space;
    this.grid = grid;
    this.threads = threads;
  }

  /**
   * Writes an RT Structure Set that refers to a DICOM series; voxels become contours in its planes
   * where their share is one half.
   *
   * @param image path of the series
   * @param description where the structures come from
   * @return what was written and how it was read back, for people
   * @throws NumericalException if it reads back as something else; then nothing is left
   */
  public String structureSet(
      List<Region> regions, Path image, String description, Creation creation, Path file) {
    List<Structure> structures = new ArrayList<>();
    for (Region region : regions) {
      requireHere(region);
      structures.add(
          new Structure(
              structures.size() + 1,
              region.name(),
              region.type(),
              region.rgb(),
              region
                  .contours()
                  .map(Structure::contours)
                  .orElseGet(() -> contours(region.shares().orElseThrow()))));
    }
    SourceSeries series = SourceSeries.find(image, space.uid());
    return StructureSetFile.write(
        new ObjectComposer(series, creation),
        new StructureSet(space, "carried", structures),
        description,
        file);
  }

  private void requireHere(Region region) {
    if (!region.space().equals(space)) {
      throw new IllegalArgumentException(
          "'%s' lies in '%s' and not in '%s'"
              .formatted(region.name(), region.space().label(), space.label()));
    }
  }

  private static List<Contour> contours(Volume shares) {
    List<Contour> contours = new ArrayList<>();
    GridSize size = shares.size();
    for (int k = 0; k < size.nk(); k++) {
      double[][] values = new double[size.nj() + 2][size.ni() + 2];
      for (int j = 0; j < values.length; j++) {
        for (int i = 0; i < values[j].length; i++) {
          boolean inside = i > 0 && j > 0 && i <= size.ni() && j <= size.nj();
          values[j][i] = inside ? shares.at(i - 1, j - 1, k) - HALF : -HALF;
        }
      }
      for (double[] line : ContourLines.of(values)) {
        List<LpsPoint> points = new ArrayList<>();
        for (int n = 0; n < line.length; n += 2) {
          points.add(shares.grid().toLps(new VoxelIndex(line[n] - 1, line[n + 1] - 1, k)));
        }
        contours.add(new Contour(Contour.Kind.CLOSED_PLANAR, points));
      }
    }
    return contours;
  }

  /**
   * Writes an image of labels on the grid: 1 for the first region and so on.
   *
   * @return what was written and how it was read back, for people
   * @throws InputDataException if two regions share voxels, which such an image cannot say
   * @throws NumericalException if it reads back as something else
   */
  public String labels(List<Region> regions, VolumeFiles files, Path file) {
    List<String> words = new ArrayList<>();
    try (Volume labels = labelled(regions, words)) {
      files.write(labels, VoxelType.INT16, file);
      try (Volume read = files.read(file)) {
        long different = 0;
        for (long n = 0; n < labels.voxels().length(); n++) {
          different += labels.voxels().get(n) == read.voxels().get(n) ? 0 : 1;
        }
        if (different > 0 || !read.grid().sameAs(grid, 1e-3)) {
          throw new NumericalException(
              "'%s' read back is another image: %d voxels differ".formatted(file, different));
        }
      }
    }
    return "labels on the grid of '%s': %s; read back: the same, voxel by voxel"
        .formatted(space.label(), String.join(", ", words));
  }

  /**
   * The regions as an image of labels, which the caller closes.
   *
   * @param words gets a sentence for each region
   */
  Volume labelled(List<Region> regions, List<String> words) {
    Volume labels = Volume.zeros(space, grid, IntensityUnit.ARBITRARY);
    try {
      for (int n = 0; n < regions.size(); n++) {
        Region region = regions.get(n);
        requireHere(region);
        long voxels = paint(labels, region, n + 1);
        if (voxels == 0) {
          throw new InputDataException(
              "the structure '%s' covers no voxel of '%s'".formatted(region.name(), space.label()));
        }
        double ml = voxels * grid.voxelVolumeMm3() / 1000;
        words.add(String.format(Locale.ROOT, "%d '%s' %.2f ml", n + 1, region.name(), ml));
      }
      return labels;
    } catch (RuntimeException e) {
      labels.close();
      throw e;
    }
  }

  private long paint(Volume labels, Region region, int label) {
    if (region.contours().isPresent()) {
      Structure structure = region.contours().orElseThrow();
      try (Volume distances = StructureSolid.of(structure).distances(space, threads)) {
        return paint(labels, distances, 0, label);
      }
    }
    return paint(labels, region.shares().orElseThrow(), HALF, label);
  }

  /** Marks the voxels whose centres lie where {@code field} is above {@code level}. */
  private long paint(Volume labels, Volume field, double level, int label) {
    int[] least = {grid.size().ni(), grid.size().nj(), grid.size().nk()};
    int[] most = {-1, -1, -1};
    for (int corner = 0; corner < 8; corner++) {
      VoxelIndex v = grid.toIndex(field.grid().toLps(corner(field.size(), corner)));
      double[] at = {v.i(), v.j(), v.k()};
      for (int axis = 0; axis < 3; axis++) {
        least[axis] = (int) Math.max(0, Math.min(least[axis], Math.floor(at[axis])));
        most[axis] = (int) Math.max(most[axis], Math.ceil(at[axis]));
      }
    }
    GridSize size = grid.size();
    GridSampler sampler = new GridSampler(field.voxels(), field.grid());
    long voxels = 0;
    for (int k = least[2]; k <= Math.min(most[2], size.nk() - 1); k++) {
      for (int j = least[1]; j <= Math.min(most[1], size.nj() - 1); j++) {
        for (int i = least[0]; i <= Math.min(most[0], size.ni() - 1); i++) {
          LpsPoint p = grid.toLps(new VoxelIndex(i, j, k));
          if (sampler.moveTo(p.x(), p.y(), p.z()) && sampler.value(0) > level) {
            long voxel = size.offset(i, j, k);
            requireFree(labels.voxels().get(voxel), label);
            labels.voxels().set(voxel, label);
            voxels++;
          }
        }
      }
    }
    return voxels;
  }

  private static void requireFree(float there, int label) {
    if (there != 0) {
      throw new InputDataException(
          ("structures %.0f and %d of those shown overlap, which an image of labels cannot hold; "
                  + "hide one of them, or save an RT Structure Set")
              .formatted(there, label));
    }
  }

  private static VoxelIndex corner(GridSize size, int n) {
    return new VoxelIndex(
        (n & 1) * (size.ni() - 1.0),
        (n >> 1 & 1) * (size.nj() - 1.0),
        (n >> 2 & 1) * (size.nk() - 1.0));
  }
}

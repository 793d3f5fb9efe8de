package org.regista.io.itk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.transform.DisplacementField;
import org.regista.transform.map.BSplineMap;
import org.regista.transform.map.FieldMap;
import org.regista.transform.map.LinearMap;
import org.regista.transform.map.MapSequence;
import org.regista.transform.map.PointMap;

/**
 * ITK's transforms of any kind as maps and back: linear ones, BSplineTransform and
 * DisplacementFieldTransform, one alone or in a CompositeTransform, which applies its last one
 * first.
 */
final class TransformMaps {

  private static final String COMPOSITE = "CompositeTransform_double_3_3";

  private final Path source;

  TransformMaps(Path source) {
    this.source = source;
  }

  MapSequence read(List<TransformEntry> entries) {
    if (entries.size() == 1) {
      return MapSequence.of(map(entries.getFirst()));
    }
    if (entries.isEmpty() || !entries.getFirst().type().startsWith("CompositeTransform")) {
      throw new InputDataException(
          "'%s' holds %d transforms without a CompositeTransform that says how they follow each other"
              .formatted(source, entries.size()));
    }
    List<PointMap> steps =
        new ArrayList<>(
            entries.subList(1, entries.size()).reversed().stream().map(this::map).toList());
    return new MapSequence(steps);
  }

  private PointMap map(TransformEntry entry) {
    String type = entry.type();
    if (type.matches("BSplineTransform_(double|float)_3_3(_\\d)?")) {
      int order = type.matches(".*_3_3_\\d") ? type.charAt(type.length() - 1) - '0' : 3;
      return new BSplineMap(grid(entry), order, entry.parameters());
    }
    if (type.matches("DisplacementFieldTransform_(double|float)_3_3")) {
      return new FieldMap(field(entry));
    }
    return new LinearMap(LinearTransforms.map(List.of(entry), source));
  }

  /** Size, origin, spacing and the rows of the direction. */
  private GridGeometry grid(TransformEntry entry) {
    double[] f = entry.fixedParameters();
    if (f.length != ItkGrid.COUNT) {
      throw damaged(entry, f.length + " numbers for its grid instead of " + ItkGrid.COUNT);
    }
    GridGeometry grid =
        new GridGeometry(
            new GridSize((int) f[0], (int) f[1], (int) f[2]),
            AffineMap.ofColumns(
                new LpsVector(f[9], f[12], f[15]).times(f[6]),
                new LpsVector(f[10], f[13], f[16]).times(f[7]),
                new LpsVector(f[11], f[14], f[17]).times(f[8]),
                new LpsPoint(f[3], f[4], f[5])));
    if (entry.parameters().length != 3 * grid.size().voxelCount()) {
      throw damaged(entry, entry.parameters().length + " parameters for a grid of " + grid.size());
    }
    return grid;
  }

  private InputDataException damaged(TransformEntry entry, String what) {
    return new InputDataException(
        "'%s': a %s has %s; it is damaged".formatted(source, entry.type(), what));
  }

  /** Stored vector by vector. */
  private DisplacementField field(TransformEntry entry) {
    GridGeometry grid = grid(entry);
    long count = grid.size().voxelCount();
    NativeBuffer u = NativeBuffer.allocate(3 * count);
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < 3; c++) {
        u.set(n + c * count, (float) entry.parameters()[3 * n + c]);
      }
    }
    Space space = Space.named(source.toString());
    return new DisplacementField(space, space, grid, u);
  }

  /**
   * As entries of a file.
   *
   * @param centre about which matrices are stated
   * @throws InputDataException if a step has no counterpart in ITK
   */
  List<TransformEntry> entries(MapSequence map, LpsPoint centre) {
    List<TransformEntry> entries = new ArrayList<>();
    if (map.steps().size() != 1) {
      entries.add(new TransformEntry(COMPOSITE, new double[0], new double[0]));
    }
    map.steps().reversed().forEach(step -> entries.add(entry(step, centre)));
    return entries;
  }

  private TransformEntry entry(PointMap step, LpsPoint centre) {
    return switch (step) {
      case LinearMap(AffineMap m) -> affine(m, centre);
      case BSplineMap spline -> {
        String suffix = spline.order() == 3 ? "" : "_" + spline.order();
        yield new TransformEntry(
            "BSplineTransform_double_3_3" + suffix,
            spline.coefficientsMm(),
            ItkGrid.numbers(spline.nodes()));
      }
      default ->
          throw new InputDataException(
              "a displacement field, or two maps added, does not go into a text file like '%s'; write a field (.nii.gz)"
                  .formatted(source));
    };
  }

  private static TransformEntry affine(AffineMap m, LpsPoint centre) {
    LpsVector t = m.apply(centre).minus(centre);
    return new TransformEntry(
        "AffineTransform_double_3_3",
        new double[] {
          m.m00(), m.m01(), m.m02(), m.m10(), m.m11(), m.m12(), m.m20(), m.m21(), m.m22(), t.x(),
          t.y(), t.z()
        },
        new double[] {centre.x(), centre.y(), centre.z()});
  }
}

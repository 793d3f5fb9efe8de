package org.regista.io.itk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.GridChecks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the voxels of an NRRD file lie: from its space, or from spacings alone. */
final class NrrdAxes {

  private static final Logger LOG = LoggerFactory.getLogger(NrrdAxes.class);

  private static final Pattern VECTOR = Pattern.compile("\\(([^()]*)\\)|none");
  private static final Set<String> SPATIAL_KINDS = Set.of("domain", "space", "none", "???");
  private static final Set<String> MILLIMETRES = Set.of("", "mm", "millimeter", "millimetre");
  private static final int MOST_DIMENSIONS = 16;
  private static final String NONE = "none";

  private final NrrdFields fields;
  private final Path source;
  private final long[] sizes;

  /** Indices of the axes that span the volume. */
  private final int[] spatial;

  private NrrdAxes(NrrdFields fields) {
    this.fields = fields;
    this.source = fields.source();
    this.sizes = HeaderNumbers.wholes(fields.required("sizes"), "sizes", source);
    long dimension =
        HeaderNumbers.whole(fields.required("dimension"), 1, MOST_DIMENSIONS, "dimension", source);
    if (sizes.length != dimension) {
      throw damaged("sizes", sizes.length);
    }
    this.spatial = spatial();
  }

  /**
   * @throws InputDataException if it is not one 3-D scalar image with a place in millimetres
   */
  static GridGeometry grid(NrrdFields fields) {
    NrrdAxes axes = new NrrdAxes(fields);
    GridSize size =
        GridChecks.size(
            Arrays.stream(axes.spatial).mapToLong(axis -> axes.sizes[axis]).toArray(), axes.source);
    axes.checkKinds();
    AffineMap map = fields.get("spacedirections").isPresent() ? axes.inSpace() : axes.bySpacings();
    return GridChecks.grid(size, map, axes.source);
  }

  private InputDataException damaged(String field, int count) {
    return new InputDataException(
        "'%s': the field '%s' has %d entries for %s axes; it is damaged"
            .formatted(source, field, count, fields.required("dimension")));
  }

  /** All axes, but of four only three if one has length 1 and no direction. */
  private int[] spatial() {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < sizes.length; axis++) {
      axes.add(axis);
    }
    if (sizes.length == 4) {
      List<String> directions = fields.get("spacedirections").map(this::vectors).orElse(List.of());
      int extra = directions.contains(NONE) ? directions.indexOf(NONE) : 3;
      if (sizes[extra] == 1) {
        axes.remove(extra);
      }
    }
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private void checkKinds() {
    List<String> kinds = fields.word("kinds").map(k -> List.of(k.split("\\s+"))).orElse(List.of());
    for (int axis : spatial) {
      if (axis < kinds.size() && !SPATIAL_KINDS.contains(kinds.get(axis))) {
        throw new InputDataException(
            "'%s' is not a 3-D image of one number per voxel: the kind of axis %d is '%s'"
                .formatted(source, axis + 1, HeaderNumbers.quoted(kinds.get(axis))));
      }
    }
    for (String unit : fields.word("spaceunits").orElse("").replace("\"", " ").split("\\s+")) {
      if (!MILLIMETRES.contains(unit)) {
        throw new InputDataException(
            "'%s' measures its space in '%s'; convert it to mm"
                .formatted(source, HeaderNumbers.quoted(unit)));
      }
    }
  }

  /** Vectors in brackets, without these, or "none". */
  private List<String> vectors(String text) {
    List<String> vectors = new ArrayList<>();
    Matcher matcher = VECTOR.matcher(text);
    while (matcher.find()) {
      vectors.add(matcher.group(1) == null ? NONE : matcher.group(1));
    }
    return vectors;
  }

  private double[] vector(String text, String field) {
    return HeaderNumbers.decimals(text, 3, field, source);
  }

  private AffineMap inSpace() {
    List<String> directions = vectors(fields.required("spacedirections"));
    if (directions.size() != sizes.length) {
      throw damaged("space directions", directions.size());
    }
    LpsVector[] steps = new LpsVector[3];
    for (int n = 0; n < 3; n++) {
      double[] step = vector(directions.get(spatial[n]), "space directions");
      steps[n] = new LpsVector(step[0], step[1], step[2]);
    }
    return AffineMap.ofColumns(steps[0], steps[1], steps[2], origin()).andThen(spaceToLps());
  }

  private LpsPoint origin() {
    List<String> origin = fields.get("spaceorigin").map(this::vectors).orElse(List.of());
    if (origin.isEmpty()) {
      LOG.warn("'{}' has no space origin; (0, 0, 0) is assumed", source.getFileName());
      return new LpsPoint(0, 0, 0);
    }
    double[] at = vector(origin.getFirst(), "space origin");
    return new LpsPoint(at[0], at[1], at[2]);
  }

  private AffineMap spaceToLps() {
    String space = fields.word("space").orElse("");
    return switch (space) {
      case "left-posterior-superior", "lps" -> AffineMap.IDENTITY;
      case "right-anterior-superior", "ras" -> AffineMap.scaling(-1, -1, 1);
      case "left-anterior-superior", "las" -> AffineMap.scaling(1, -1, 1);
      case "", "scanner-xyz", "3d-right-handed", "3d-left-handed" -> {
        warnAssumed();
        yield AffineMap.IDENTITY;
      }
      default ->
          throw new InputDataException(
              ("'%s': the space '%s' cannot be used; it must be left-posterior-superior, "
                      + "right-anterior-superior or left-anterior-superior")
                  .formatted(source, HeaderNumbers.quoted(space)));
    };
  }

  private void warnAssumed() {
    LOG.warn(
        "'{}' does not say how the patient lies; its axes are taken as left, posterior, superior",
        source.getFileName());
  }

  /** As ITK does: axis minima, where given, are the outer faces of cells unless declared nodes. */
  private AffineMap bySpacings() {
    double[] mm = perAxis("spacings");
    double[] at = new double[3];
    if (fields.get("axismins").isPresent()) {
      double[] mins = perAxis("axismins");
      String centering = fields.word("centerings").or(() -> fields.word("centers")).orElse("");
      for (int n = 0; n < 3; n++) {
        at[n] = mins[n] + (centering.startsWith("node") ? 0 : mm[n] / 2);
      }
    }
    warnAssumed();
    return AffineMap.scaling(mm[0], mm[1], mm[2])
        .andThen(AffineMap.translation(new LpsVector(at[0], at[1], at[2])));
  }

  private double[] perAxis(String field) {
    String[] words = HeaderNumbers.words(fields.required(field));
    if (words.length != sizes.length) {
      throw damaged(field, words.length);
    }
    double[] numbers = new double[3];
    for (int n = 0; n < 3; n++) {
      numbers[n] = HeaderNumbers.decimals(words[spatial[n]], 1, field, source)[0];
    }
    return numbers;
  }
}

package org.regista.io.itk;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsVector;

/**
 * ITK's linear transforms as maps of LPS mm: {@code x -> M (x - c) + c + t}, where each type has
 * its own parameters for M and t, and c are the fixed parameters (ITK Software Guide 2, 3.9).
 */
final class LinearTransforms {

  private static final Pattern TYPE = Pattern.compile("(\\w+?)_(double|float)_(\\d+)_(\\d+)");
  private static final String COMPOSITE = "CompositeTransform";
  private static final String READABLE =
      "Affine, MatrixOffsetTransformBase, Euler3D, VersorRigid3D, Versor, Similarity3D,"
          + " Translation, Identity, and Composite of these";

  /**
   * So near to 1 that the scalar part of a versor is 0; the value of itk::VersorRigid3DTransform.
   */
  private static final double VERSOR_EPSILON = 1e-10;

  private final Path source;

  private LinearTransforms(Path source) {
    this.source = source;
  }

  /**
   * The map of a file's transforms. A composite applies the transform that was added last first,
   * which is the last one in its file.
   *
   * @throws InputDataException if one is not linear, not 3-D or has the wrong number of parameters
   */
  static AffineMap map(List<TransformEntry> entries, Path source) {
    if (entries.isEmpty()) {
      throw new InputDataException("'%s' holds no transform; it is damaged".formatted(source));
    }
    LinearTransforms reader = new LinearTransforms(source);
    if (entries.size() == 1) {
      return reader.map(entries.getFirst());
    }
    if (!reader.nameOf(entries.getFirst()).equals(COMPOSITE)) {
      throw new InputDataException(
          "'%s' holds %d transforms but no CompositeTransform that says how they follow each other;"
                  .formatted(source, entries.size())
              + " give one file each, or a composite");
    }
    AffineMap map = AffineMap.IDENTITY;
    for (TransformEntry entry : entries.subList(1, entries.size()).reversed()) {
      map = map.andThen(reader.map(entry));
    }
    return map;
  }

  private String nameOf(TransformEntry entry) {
    Matcher type = TYPE.matcher(entry.type());
    if (!type.matches()) {
      throw new InputDataException(
          "'%s': '%s' is not the name of an ITK transform"
              .formatted(source, HeaderNumbers.quoted(entry.type())));
    }
    if (!type.group(3).equals("3") || !type.group(4).equals("3")) {
      throw new InputDataException(
          "'%s': '%s' is not a transform of 3-D space"
              .formatted(source, HeaderNumbers.quoted(entry.type())));
    }
    return type.group(1);
  }

  private AffineMap map(TransformEntry entry) {
    String name = nameOf(entry);
    return switch (name) {
      case "AffineTransform", "MatrixOffsetTransformBase" ->
          aboutCentre(matrix(parameters(entry, 12)), 9, entry);
      case "Euler3DTransform" -> aboutCentre(euler(parameters(entry, 6), entry), 3, entry);
      case "VersorRigid3DTransform" -> aboutCentre(versor(parameters(entry, 6)), 3, entry);
      case "VersorTransform" -> aboutCentre(versor(parameters(entry, 3)), entry);
      case "Similarity3DTransform" -> {
        double scale = parameters(entry, 7)[6];
        AffineMap scaled =
            versor(entry.parameters()).andThen(AffineMap.scaling(scale, scale, scale));
        yield aboutCentre(scaled, 3, entry);
      }
      case "TranslationTransform" -> translation(parameters(entry, 3), 0);
      case "IdentityTransform" -> AffineMap.IDENTITY;
      case COMPOSITE ->
          throw new InputDataException(
              "'%s' holds an empty CompositeTransform, or one within another; flatten it"
                  .formatted(source));
      default ->
          throw new InputDataException(
              "'%s' holds a %s; transforms that can be used are %s"
                  .formatted(source, HeaderNumbers.quoted(name), READABLE));
    };
  }

  private double[] parameters(TransformEntry entry, int count) {
    if (entry.parameters().length != count) {
      throw new InputDataException(
          "'%s': a %s has %d parameters, here are %d; it is damaged"
              .formatted(source, nameOf(entry), count, entry.parameters().length));
    }
    return entry.parameters();
  }

  /** M about the centre, then the translation whose first of three parameters is named. */
  private AffineMap aboutCentre(AffineMap m, int translation, TransformEntry entry) {
    return aboutCentre(m, entry).andThen(translation(entry.parameters(), translation));
  }

  /** {@code x -> M (x - c) + c}. */
  private AffineMap aboutCentre(AffineMap m, TransformEntry entry) {
    double[] c = entry.fixedParameters();
    boolean euler = nameOf(entry).equals("Euler3DTransform");
    if (c.length != 3 && !(euler && c.length == 4)) {
      throw new InputDataException(
          "'%s': a %s has 3 fixed parameters, its centre, here are %d; it is damaged"
              .formatted(source, nameOf(entry), c.length));
    }
    AffineMap toCentre = AffineMap.translation(new LpsVector(-c[0], -c[1], -c[2]));
    return toCentre.andThen(m).andThen(translation(c, 0));
  }

  private static AffineMap translation(double[] p, int from) {
    return AffineMap.translation(new LpsVector(p[from], p[from + 1], p[from + 2]));
  }

  private static AffineMap matrix(double[] p) {
    return new AffineMap(p[0], p[1], p[2], 0, p[3], p[4], p[5], 0, p[6], p[7], p[8], 0);
  }

  /**
   * Angles in radians about x, y and z. {@code Rz Rx Ry}, unless a fourth fixed parameter asks for
   * {@code Rz Ry Rx} (ComputeZYX).
   */
  private static AffineMap euler(double[] p, TransformEntry entry) {
    double[] fixed = entry.fixedParameters();
    boolean zyx = fixed.length == 4 && fixed[3] != 0;
    double cx = Math.cos(p[0]);
    double sx = Math.sin(p[0]);
    double cy = Math.cos(p[1]);
    double sy = Math.sin(p[1]);
    double cz = Math.cos(p[2]);
    double sz = Math.sin(p[2]);
    AffineMap rx = new AffineMap(1, 0, 0, 0, 0, cx, -sx, 0, 0, sx, cx, 0);
    AffineMap ry = new AffineMap(cy, 0, sy, 0, 0, 1, 0, 0, -sy, 0, cy, 0);
    AffineMap rz = new AffineMap(cz, -sz, 0, 0, sz, cz, 0, 0, 0, 0, 1, 0);
    return zyx ? rx.andThen(ry).andThen(rz) : ry.andThen(rx).andThen(rz);
  }

  /** The vector part of a unit quaternion whose scalar part is not negative. */
  private static AffineMap versor(double[] p) {
    double norm = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
    double shrink = norm >= 1 - VERSOR_EPSILON ? 1 / (norm * (1 + VERSOR_EPSILON)) : 1;
    double x = p[0] * shrink;
    double y = p[1] * shrink;
    double z = p[2] * shrink;
    double w = Math.sqrt(Math.max(0, 1 - (x * x + y * y + z * z)));
    return new AffineMap(
        1 - 2 * (y * y + z * z),
        2 * (x * y - z * w),
        2 * (x * z + y * w),
        0,
        2 * (x * y + z * w),
        1 - 2 * (x * x + z * z),
        2 * (y * z - x * w),
        0,
        2 * (x * z - y * w),
        2 * (y * z + x * w),
        1 - 2 * (x * x + y * y),
        0);
  }
}

package org.regista.app.gui;

import org.regista.geometry.FrameRelation;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/**
 * A further image of the moving side, which goes through the same transform: the PET of a PET/CT
 * whose CT was registered. Its voxels stay as they are; each picture interpolates them once.
 *
 * @param volume owned; its space is that of the moving image under a label of its own
 * @param own the space of its own series
 * @param frame why it may be laid over the moving image
 */
public record Companion(Volume volume, Space own, Frame frame) {

  /** On what it rests that both images have one frame of reference. */
  public enum Frame {
    /** Both name the same UID. */
    VERIFIED,
    /** A person says so where the files say nothing. */
    USER_ENTERED,
    /** At least one names none, and nobody has said that they are the same. */
    NOT_STATED,
    /** They name different ones, which no word changes. */
    DIFFERENT
  }

  /** Takes over {@code asRead}. */
  static Companion of(Space moving, Volume asRead) {
    Space its = asRead.space();
    boolean same = FrameRelation.byHeaders(moving, its).kind() == FrameRelation.Kind.SAME_FRAME;
    boolean both =
        moving.frameOfReferenceUid().isPresent() && its.frameOfReferenceUid().isPresent();
    Frame frame = same ? Frame.VERIFIED : both ? Frame.DIFFERENT : Frame.NOT_STATED;
    return new Companion(inSpace(moving, asRead), its, frame);
  }

  /** The same voxels in the moving space, under their own label. */
  private static Volume inSpace(Space moving, Volume v) {
    Space space = new Space(moving.uid(), v.space().label(), moving.frameOfReferenceUid());
    return new Volume(space, v.grid(), v.unit(), v.voxels(), v.notes());
  }

  /** With what a person says of the frames, which counts only where the files say nothing. */
  Companion said(boolean same) {
    return switch (frame) {
      case VERIFIED, DIFFERENT -> this;
      case USER_ENTERED, NOT_STATED ->
          new Companion(volume, own, same ? Frame.USER_ENTERED : Frame.NOT_STATED);
    };
  }

  /** With other voxels of the same image: in another unit. */
  Companion with(Volume next) {
    return new Companion(inSpace(volume.space(), next), own, frame);
  }

  /** Whether it may be shown through the transform of the moving image. */
  public boolean isPlaced() {
    return frame == Frame.VERIFIED || frame == Frame.USER_ENTERED;
  }

  /** "CT", "PET" or "MR" where the image tells; else its name. */
  public static String kind(Volume volume) {
    IntensityUnit unit = volume.unit();
    String label = volume.space().label();
    boolean pet = unit == IntensityUnit.SUV_BW || unit == IntensityUnit.BQ_PER_ML;
    return pet || label.startsWith("PT ")
        ? "PET"
        : unit == IntensityUnit.HOUNSFIELD ? "CT" : label.startsWith("MR ") ? "MR" : label;
  }
}

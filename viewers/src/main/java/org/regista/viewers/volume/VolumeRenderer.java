package org.regista.viewers.volume;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.PixelImage;

/** Draws scenes in depth. One thread at a time, the same from the first call to the last. */
public interface VolumeRenderer extends AutoCloseable {

  /**
   * One picture that is wanted.
   *
   * @param width of the whole picture, pixels
   * @param stepMm between two looks at the volume along a ray
   * @param coarser whole factor by which the pixels are larger than wanted, while a hand moves
   */
  record Frame(VolumeCamera camera, int width, int height, double stepMm, int coarser) {

    public Frame {
      if (width < 1 || height < 1 || coarser < 1 || !(stepMm > 0)) {
        throw new IllegalArgumentException(
            "a picture of %dx%d, coarser by %d, in steps of %g mm"
                .formatted(width, height, coarser, stepMm));
      }
    }

    /** Pixels across the picture that is drawn. */
    int columns() {
      return Math.ceilDiv(width, coarser);
    }

    /** Pixels down the picture that is drawn. */
    int rows() {
      return Math.ceilDiv(height, coarser);
    }
  }

  /**
   * A finished picture.
   *
   * @param depthMm [height][width] of the image: how far along its ray each pixel saw what it
   *     shows, 0 in the plane of the camera's centre; NaN where it saw nothing
   */
  record Picture(Frame frame, PixelImage image, float[] depthMm) {

    /** What a pixel of the whole picture shows, if anything. */
    public Optional<LpsPoint> placeAt(int column, int row) {
      int c = Math.clamp(column / frame.coarser(), 0, image.width() - 1);
      int r = Math.clamp(row / frame.coarser(), 0, image.height() - 1);
      float depth = depthMm[r * image.width() + c];
      return Float.isNaN(depth)
          ? Optional.empty()
          : Optional.of(frame.camera().toLps(column, row, depth, frame.width(), frame.height()));
    }
  }

  /**
   * @param abandoned asked now and then
   * @throws CancellationException if {@code abandoned} says so midway
   */
  Picture render(VolumeScene scene, VolumeLook look, Frame frame, BooleanSupplier abandoned);

  /** What draws, in words for people. */
  String device();

  /** How large a volume it can take. */
  VolumeScene.Limits limits();

  @Override
  void close();
}

package org.regista.app.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.viewers.slice.PixelImage;

class ThumbnailTest {

  /** Bright where the anatomy is right, anterior and superior, however it is stored. */
  private static Volume volume(LpsVector i, LpsVector j, LpsVector k) {
    GridGeometry grid =
        new GridGeometry(
            new GridSize(20, 30, 2), AffineMap.ofColumns(i, j, k, new LpsPoint(0, 0, 0)));
    LpsPoint centre = grid.centre();
    NativeBuffer voxels = NativeBuffer.allocate(grid.size().voxelCount());
    for (int c = 0; c < 2; c++) {
      for (int b = 0; b < 30; b++) {
        for (int a = 0; a < 20; a++) {
          LpsVector p = grid.toLps(new VoxelIndex(a, b, c)).minus(centre);
          boolean inPlane =
              Math.abs(k.z()) > 0 ? p.x() < -4 && p.y() < -4 : p.x() < -4 && p.z() > 4;
          voxels.set(grid.size().offset(a, b, c), inPlane ? 100 : 0);
        }
      }
    }
    return new Volume(Space.named("test"), grid, IntensityUnit.ARBITRARY, voxels);
  }

  private static void assertBrightAtTopLeftOnly(Volume volume, int width, int height) {
    try (volume) {
      PixelImage picture = Thumbnail.of(volume);
      assertThat(picture.width()).isEqualTo(width);
      assertThat(picture.height()).isEqualTo(height);
      assertThat(picture.argb(2, 2) & 0xff).isGreaterThan(200);
      assertThat(picture.argb(width - 3, 2) & 0xff).isZero();
      assertThat(picture.argb(2, height - 3) & 0xff).isZero();
    }
  }

  @Test
  void anAxialSliceHasThePatientsRightOnTheLeftAndAnteriorOnTop() {
    LpsVector up = new LpsVector(0, 0, 5);
    assertBrightAtTopLeftOnly(volume(new LpsVector(1, 0, 0), new LpsVector(0, 1, 0), up), 43, 64);
  }

  @Test
  void soHasOneStoredTheOtherWayRound() {
    LpsVector up = new LpsVector(0, 0, 5);
    assertBrightAtTopLeftOnly(volume(new LpsVector(-1, 0, 0), new LpsVector(0, -1, 0), up), 43, 64);
  }

  @Test
  void soHasOneWhoseColumnsRunAcrossAndVoxelsAreNotSquare() {
    LpsVector up = new LpsVector(0, 0, -5);
    assertBrightAtTopLeftOnly(volume(new LpsVector(0, 1.5, 0), new LpsVector(1, 0, 0), up), 64, 64);
  }

  @Test
  void aCoronalSliceHasTheHeadOnTop() {
    assertBrightAtTopLeftOnly(
        volume(new LpsVector(1, 0, 0), new LpsVector(0, 0, 1), new LpsVector(0, -5, 0)), 43, 64);
  }
}

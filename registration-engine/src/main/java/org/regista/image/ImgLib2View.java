package org.regista.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.FloatAccess;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import org.regista.geometry.GridSize;

/**
 * A volume as the ImgLib2 world knows images: the same voxels, not copied, dimensions in the order
 * i, j, k. Borrows the volume: reading or writing through the view after its close throws.
 */
public final class ImgLib2View {

  private ImgLib2View() {}

  /**
   * The voxels of a volume, readable and writable.
   *
   * @throws IllegalArgumentException beyond 2^31 - 1 voxels, which ImgLib2's arrays cannot address
   */
  public static RandomAccessibleInterval<FloatType> of(Volume volume) {
    if (volume.voxels().length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "'%s' has %d voxels; a view can hold at most %d"
              .formatted(volume.space().label(), volume.voxels().length(), Integer.MAX_VALUE));
    }
    GridSize size = volume.size();
    long[] dimensions = {size.ni(), size.nj(), size.nk()};
    ArrayImg<FloatType, FloatAccess> image =
        new ArrayImg<>(new OffHeap(volume.voxels()), dimensions, new Fraction());
    image.setLinkedType(new FloatType(image));
    return image;
  }

  private record OffHeap(NativeBuffer voxels) implements FloatAccess {

    @Override
    public float getValue(int index) {
      return voxels.get(index);
    }

    @Override
    public void setValue(int index, float value) {
      voxels.set(index, value);
    }
  }
}

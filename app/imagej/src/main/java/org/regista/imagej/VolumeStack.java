package org.regista.imagej;

import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.lang.ref.Cleaner;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.regista.image.ImgLib2View;
import org.regista.image.Volume;

/**
 * A volume as a stack of ImageJ's: a slice is copied when it is looked at, the volume never. Owns
 * the volume, whose memory is given back when nobody holds the stack any more. As with all virtual
 * stacks, what is painted into a slice is not kept; duplicate the image to change it.
 */
public final class VolumeStack extends VirtualStack {

  private static final Cleaner CLEANER = Cleaner.create();
  private static final int FLOAT_BITS = 32;

  private final Volume volume;

  /** Takes ownership of the volume. */
  public VolumeStack(Volume volume) {
    super(volume.size().ni(), volume.size().nj(), volume.size().nk());
    this.volume = volume;
    setBitDepth(FLOAT_BITS);
    CLEANER.register(this, volume::close);
  }

  /** The same voxels for ImgLib2, not copied either; of use as long as this stack is held. */
  public RandomAccessibleInterval<FloatType> view() {
    return ImgLib2View.of(volume);
  }

  /**
   * @param n counted from 1
   */
  @Override
  public ImageProcessor getProcessor(int n) {
    float[] slice = new float[Math.multiplyExact(getWidth(), getHeight())];
    volume.voxels().read((long) (n - 1) * slice.length, slice, slice.length);
    return new FloatProcessor(getWidth(), getHeight(), slice);
  }

  @Override
  public String getSliceLabel(int n) {
    return volume.space().label();
  }
}

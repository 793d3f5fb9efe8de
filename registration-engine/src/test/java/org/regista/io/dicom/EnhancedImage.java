package org.regista.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.geometry.LpsPoint;

/** A multi-frame image with functional groups, whose frames are planted voxels. */
final class EnhancedImage {

  private final PlantedVoxels planted;
  private final SyntheticSlice image;
  private final List<Attributes> frames = new ArrayList<>();
  private final ByteBuffer pixels = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  EnhancedImage(PlantedVoxels planted, String modality, String sopClass) {
    this.planted = planted;
    this.image =
        new SyntheticSlice(1)
            .text(Tag.Modality, VR.CS, modality)
            .text(Tag.SOPClassUID, VR.UI, sopClass)
            .change(
                a -> {
                  a.remove(Tag.ImagePositionPatient);
                  a.remove(Tag.ImageOrientationPatient);
                  a.remove(Tag.PixelSpacing);
                  a.remove(Tag.RescaleSlope);
                  a.remove(Tag.RescaleIntercept);
                });
    Attributes shared = new Attributes();
    Attributes orientation = group(shared, Tag.PlaneOrientationSequence);
    var u = planted.alongRow();
    var v = planted.alongColumn();
    orientation.setString(
        Tag.ImageOrientationPatient, VR.DS, decimals(u.x(), u.y(), u.z(), v.x(), v.y(), v.z()));
    group(shared, Tag.PixelMeasuresSequence).setString(Tag.PixelSpacing, VR.DS, decimals(1.2, 0.8));
    image.change(a -> a.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared));
  }

  /** One item in a functional group of a frame. */
  static Attributes group(Attributes frame, int sequenceTag) {
    Attributes item = new Attributes();
    frame.newSequence(sequenceTag, 1).add(item);
    return item;
  }

  EnhancedImage frame(int number, LpsPoint first, Consumer<Attributes> more) {
    Attributes frame = new Attributes();
    group(frame, Tag.PlanePositionSequence)
        .setString(Tag.ImagePositionPatient, VR.DS, decimals(first.x(), first.y(), first.z()));
    more.accept(frame);
    frames.add(frame);
    for (int value : planted.plant(number, first)) {
      pixels.putShort((short) value);
    }
    return this;
  }

  SyntheticSlice image() {
    byte[] bytes = new byte[pixels.position()];
    pixels.get(0, bytes);
    return image
        .text(Tag.NumberOfFrames, VR.IS, String.valueOf(frames.size()))
        .change(
            a -> {
              a.setBytes(Tag.PixelData, VR.OW, bytes);
              if (!a.contains(Tag.PerFrameFunctionalGroupsSequence)) {
                Sequence all = a.newSequence(Tag.PerFrameFunctionalGroupsSequence, frames.size());
                all.addAll(frames);
              }
            });
  }

  Path write(Path file, String transferSyntax) {
    return image().write(file, transferSyntax);
  }

  static String[] decimals(double... values) {
    String[] texts = new String[values.length];
    for (int n = 0; n < values.length; n++) {
      texts[n] = String.format(Locale.ROOT, "%.8f", values[n]);
    }
    return texts;
  }
}

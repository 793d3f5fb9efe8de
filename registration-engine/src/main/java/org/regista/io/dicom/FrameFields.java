package org.regista.io.dicom;

import org.dcm4che3.data.Tag;

/**
 * The attributes of one frame: of a multi-frame image those of its functional groups, the frame's
 * own before the shared ones (PS3.3 C.7.6.16), else those of the image itself.
 */
final class FrameFields {

  private final HeaderFields image;
  private final HeaderFields shared;
  private final HeaderFields own;

  private FrameFields(HeaderFields image, HeaderFields shared, HeaderFields own) {
    this.image = image;
    this.shared = shared;
    this.own = own;
  }

  /** Of an image with a single frame and without functional groups. */
  static FrameFields classic(HeaderFields image) {
    return new FrameFields(image, HeaderFields.NONE, HeaderFields.NONE);
  }

  /** Of frame {@code index}, from 0, of an image with functional groups. */
  static FrameFields of(HeaderFields image, int index) {
    return new FrameFields(
        image,
        image.item(Tag.SharedFunctionalGroupsSequence, 0),
        image.item(Tag.PerFrameFunctionalGroupsSequence, index));
  }

  HeaderFields image() {
    return image;
  }

  /** The attributes that stand in this functional group, wherever it is. */
  HeaderFields group(int sequenceTag) {
    if (own.has(sequenceTag)) {
      return own.item(sequenceTag, 0);
    }
    return shared.has(sequenceTag) ? shared.item(sequenceTag, 0) : image;
  }

  /** The text of an attribute in a group, where classic images call it by another tag. */
  String text(int sequenceTag, int tag, int classicTag) {
    String text = group(sequenceTag).text(tag);
    return text.isEmpty() ? image.text(classicTag) : text;
  }
}

/**
 * Compressed pixels of DICOM (PS3.5 Annex A.4), decoded in plain Java: RLE, JPEG (baseline,
 * extended, lossless), JPEG-LS and JPEG 2000, grey images of one sample per pixel. {@link
 * org.regista.io.dicom.pixels.FrameDecoder} takes the bytes of one frame and gives its pixels.
 *
 * <p>Nothing here enters native code, and no size in a code stream is believed: the frame has the
 * size that the DICOM header gives, within limits, and a code stream that says otherwise, ends too
 * early or breaks its own rules is a {@link org.regista.io.dicom.pixels.DamagedPixelsException}.
 */
@NullMarked
package org.regista.io.dicom.pixels;

import org.jspecify.annotations.NullMarked;

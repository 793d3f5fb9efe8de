package org.regista.io.dicom.pixels;

import java.io.IOException;

/**
 * A frame whose compressed bytes cannot be decoded; the message says why, to stand behind "its
 * pixels cannot be decompressed: ".
 */
public final class DamagedPixelsException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedPixelsException(String reason) {
    super(reason);
  }

  DamagedPixelsException(String reason, Throwable cause) {
    super(reason, cause);
  }
}

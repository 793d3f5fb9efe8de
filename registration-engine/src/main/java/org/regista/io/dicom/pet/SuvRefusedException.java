package org.regista.io.dicom.pet;

/** No SUV can be computed; the message says why, to stand behind "no SUV: ". */
public final class SuvRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public SuvRefusedException(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}

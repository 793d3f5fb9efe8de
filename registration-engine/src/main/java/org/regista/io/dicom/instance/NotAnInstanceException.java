package org.regista.io.dicom.instance;

/** A file that is no DICOM object that can be kept; the message is the reason, without the name. */
public final class NotAnInstanceException extends Exception {

  private static final long serialVersionUID = 1L;

  public NotAnInstanceException(String reason) {
    super(reason);
  }

  /** "is not a DICOM file", to be set behind the name of the file. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}

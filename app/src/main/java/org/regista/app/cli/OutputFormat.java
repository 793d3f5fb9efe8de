package org.regista.app.cli;

/** In which form a command writes images. */
enum OutputFormat {
  /** As the name of the file asks for. */
  FILE,
  /** A DICOM series, and the objects around it. */
  DICOM
}

package org.regista.job.dicom;

/** What an export may hold. */
public enum ExportPart {
  /** Spatial Registration, or Deformable Spatial Registration if the result deforms. */
  REG,
  /** The moving image on the fixed grid. */
  SERIES,
  /** Contours of the moving side in the planes of the fixed image. */
  RTSTRUCT,
  /** A dose of the moving side on the fixed grid. */
  RTDOSE,
  /** Labels of the moving side on the fixed grid. */
  SEG,
  /** How good the registration is, in numbers and codes: Comprehensive 3D SR, TID 1500. */
  SR,
  /** Both images on each other: Blending Softcopy Presentation State. */
  PR,
  /** The summary as encapsulated PDF. */
  PDF
}

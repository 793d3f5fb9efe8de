package org.regista.job.dicom;

/** What an export may hold. */
public enum ExportPart {
  /** Spatial Registration, or Deformable Spatial Registration if the result deforms. */
  REG,
  /** The moving image on the fixed grid. */
  SERIES
}

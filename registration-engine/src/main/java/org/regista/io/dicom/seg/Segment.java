package org.regista.io.dicom.seg;

import org.regista.io.dicom.object.Code;

/**
 * What a segment is.
 *
 * @param number from 1
 * @param category Segmented Property Category
 * @param type Segmented Property Type
 * @param algorithm what made it; empty if a person did
 */
public record Segment(int number, String label, Code category, Code type, String algorithm) {

  private static final Code STRUCTURE = Code.sct("123037004", "Anatomical Structure");
  private static final Code TISSUE = Code.sct("85756007", "Tissue");

  /** A region of which only the name is known. */
  public static Segment named(int number, String label, String algorithm) {
    return new Segment(number, label, STRUCTURE, TISSUE, algorithm);
  }
}

package org.regista.job.dicom;

import java.util.List;

/**
 * One object, or one series of them, of an export.
 *
 * @param name of the file or folder
 * @param files how many there are
 * @param remarks what it is, what was lost and how it was proved, as sentences
 */
public record ExportedObject(String name, int files, List<String> remarks) {

  public ExportedObject {
    remarks = List.copyOf(remarks);
  }
}

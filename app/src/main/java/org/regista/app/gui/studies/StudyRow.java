package org.regista.app.gui.studies;

import org.regista.app.studies.StudyItem;

/** One line of the list of studies. */
public sealed interface StudyRow {

  /**
   * A patient, or a part of the list.
   *
   * @param detail the patient's number; may be empty
   */
  record Heading(String text, String detail) implements StudyRow {}

  /**
   * A volume or series.
   *
   * @param frameNumber from 1 in the order of the patient's list, the same for one frame of
   *     reference; 0 as long as it is not known
   */
  record Entry(StudyItem item, int frameNumber) implements StudyRow {}

  /** Something to know. */
  record Note(String text) implements StudyRow {}
}

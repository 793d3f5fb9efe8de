package org.regista.study.library;

/** What happens to the files that are imported. */
public enum ImportMode {
  /** They are copied into the library's folder. */
  COPY,
  /** They stay where they are, and the library knows where that is. */
  REFERENCE
}

package org.regista.job;

/** What to do with a result that is there already. */
public enum Existing {
  REFUSE,
  REPLACE
}

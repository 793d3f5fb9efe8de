package org.regista.io.dicom;

/** Hears how far a scan has come and can end it; called from the thread that scans. */
public interface ScanControl {

  /** Says nothing and never ends. */
  ScanControl NONE =
      new ScanControl() {
        @Override
        public void progressed(int files, int of) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** Called a few times a second at most: so many headers of so many files are read. */
  void progressed(int files, int of);

  /** Asked often, from several threads. */
  boolean cancelled();
}

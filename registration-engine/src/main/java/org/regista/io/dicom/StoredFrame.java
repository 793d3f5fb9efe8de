package org.regista.io.dicom;

/**
 * Where the pixels of a slice are stored: a part, usually all, of one frame of the pixel data.
 *
 * @param index of the frame, from 0
 * @param frames in the pixel data
 * @param rows of the frame as stored
 * @param columns of the frame as stored
 * @param row of the frame at which the slice begins
 * @param column of the frame at which the slice begins
 * @param number of the slice in its file, from 1
 */
record StoredFrame(int index, int frames, int rows, int columns, int row, int column, int number) {

  static StoredFrame whole(int index, int frames, PixelLayout layout) {
    return new StoredFrame(index, frames, layout.rows(), layout.columns(), 0, 0, index + 1);
  }

  /** Rows of the pixel data in front of the slice's first one. */
  long firstRow() {
    return (long) index * rows + row;
  }
}

package org.regista.io.dicom;

import java.util.Arrays;
import java.util.Random;

/** Damages files at random, the same way for the same seed. */
final class Mutations {

  /** Where most of what a reader believes stands. */
  private static final int HEADER = 3000;

  private static final int[] LENGTHS = {
    0, 1, 2, 7, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
  };

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /**
   * One to six changes: bits, bytes, lengths, cuts, copies within the file and from another.
   *
   * @param other to take pieces from
   */
  byte[] of(byte[] seed, byte[] other) {
    byte[] mutant = seed.clone();
    for (int n = 1 + random.nextInt(6); n > 0 && mutant.length > 8; n--) {
      int reach = random.nextBoolean() ? Math.min(HEADER, mutant.length) : mutant.length;
      int at = random.nextInt(reach - 4);
      switch (random.nextInt(9)) {
        case 0, 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant[at] = (byte) random.nextInt(256);
        case 3 -> number(mutant, at, 2);
        case 4 -> number(mutant, at, 4);
        case 5 -> copy(mutant, random.nextInt(mutant.length), mutant, at);
        case 6 -> copy(other, random.nextInt(other.length), mutant, at);
        case 7 -> mutant = cut(mutant, at);
        default -> mutant = Arrays.copyOf(mutant, Math.max(at, mutant.length / 2));
      }
    }
    return mutant;
  }

  private void number(byte[] bytes, int at, int width) {
    int value = LENGTHS[random.nextInt(LENGTHS.length)];
    boolean little = random.nextBoolean();
    for (int b = 0; b < width; b++) {
      bytes[at + b] = (byte) (value >>> (8 * (little ? b : width - 1 - b)));
    }
  }

  private void copy(byte[] from, int start, byte[] to, int at) {
    int most = Math.min(from.length - start, to.length - at);
    System.arraycopy(from, start, to, at, Math.min(most, 1 + random.nextInt(64)));
  }

  /** Without some bytes from {@code at} on, so that all that follows moves. */
  private byte[] cut(byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + 1 + random.nextInt(16));
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, rest, at, bytes.length - end);
    return rest;
  }
}

package dev.insula.site.patch;

import java.util.Arrays;

/** Ranges that the patched file leaves out, in ascending order. */
final class Cuts {
  private int[] starts = new int[8];
  private int[] lengths = new int[8];
  private int count;
  private int total;

  void add(int start, int length) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    starts[count] = start;
    lengths[count++] = length;
    total += length;
  }

  /** The number of bytes left out so far. */
  int total() {
    return total;
  }

  /** Copies {@code source} from {@code from} to its end, without the ranges. */
  void copy(byte[] source, int from, byte[] target, int to) {
    int read = from;
    int write = to;
    for (int i = 0; i < count; i++) {
      int kept = starts[i] - read;
      System.arraycopy(source, read, target, write, kept);
      write += kept;
      read = starts[i] + lengths[i];
    }
    System.arraycopy(source, read, target, write, source.length - read);
  }
}

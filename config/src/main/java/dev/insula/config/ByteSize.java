package dev.insula.config;

import java.util.List;

/** An amount of memory or data; printed with the largest binary unit that divides it. */
public record ByteSize(long bytes) {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes: a size is not negative");
    }
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  @Override
  public String toString() {
    int unit = 0;
    long count = bytes;
    while (unit < UNITS.size() - 1 && count != 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + UNITS.get(unit);
  }
}
